"""Balance rules of contests, what candidates declare for them, and counts without the rules.

What was fixed and what was counted stay as they are: the database refuses to change either.
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAME = sa.String(length=200)
FROZEN = ("fixed_balances", "plain_records")
VERBS = ("UPDATE", "DELETE")
TABLES = (
    "plain_records",
    "fixed_balances",
    "sent_group_answers",
    "group_answers",
    "balance_parts",
    "balance_rules",
    "balance_groups",
)


def upgrade() -> None:
    op.create_table(
        "balance_groups",
        sa.Column("id", KEY, nullable=False),
        sa.Column("contest_id", KEY, nullable=False),
        sa.Column("name", NAME, nullable=False),
        sa.Column("singular", NAME, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("version", KEY, nullable=False),
        _key("balance_groups", "contest_id", "contests", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_balance_groups")),
        sa.UniqueConstraint("contest_id", "name", name=op.f("uq_balance_groups_contest_id_name")),
    )
    op.create_table(
        "balance_rules",
        sa.Column("id", KEY, nullable=False),
        sa.Column("contest_id", KEY, nullable=False),
        sa.Column("position", KEY, nullable=False),
        sa.Column("sense", sa.String(length=40), nullable=False),
        sa.Column("number", KEY, nullable=False),
        sa.CheckConstraint("sense IN ('>=', '<=')", name=op.f("ck_balance_rules_sense_known")),
        sa.CheckConstraint("number >= 0", name=op.f("ck_balance_rules_number_positive")),
        _key("balance_rules", "contest_id", "contests", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_balance_rules")),
        sa.UniqueConstraint(
            "contest_id", "position", name=op.f("uq_balance_rules_contest_id_position")
        ),
    )
    op.create_table(
        "balance_parts",
        sa.Column("id", KEY, nullable=False),
        sa.Column("rule_id", KEY, nullable=False),
        sa.Column("group_id", KEY, nullable=True),
        sa.Column("region", NAME, nullable=True),
        sa.CheckConstraint(
            "group_id IS NOT NULL OR region IS NOT NULL",
            name=op.f("ck_balance_parts_part_of_something"),
        ),
        _key("balance_parts", "rule_id", "balance_rules", "CASCADE"),
        _key("balance_parts", "group_id", "balance_groups", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_balance_parts")),
    )
    for column in ("rule_id", "group_id"):
        op.create_index(op.f(f"ix_balance_parts_{column}"), "balance_parts", [column])
    op.create_table(
        "group_answers",
        sa.Column("expression_id", KEY, nullable=False),
        sa.Column("group_id", KEY, nullable=False),
        sa.Column("declares", sa.Boolean(), nullable=False),
        _key("group_answers", "expression_id", "expressions", "CASCADE"),
        _key("group_answers", "group_id", "balance_groups", "RESTRICT"),
        sa.PrimaryKeyConstraint("expression_id", "group_id", name=op.f("pk_group_answers")),
    )
    op.create_index(op.f("ix_group_answers_group_id"), "group_answers", ["group_id"])
    op.create_table(
        "sent_group_answers",
        sa.Column("version_id", KEY, nullable=False),
        sa.Column("group_id", KEY, nullable=False),
        sa.Column("declares", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("words_version", KEY, nullable=False),
        _key("sent_group_answers", "version_id", "sent_versions", "CASCADE"),
        _key("sent_group_answers", "group_id", "balance_groups", "RESTRICT"),
        sa.PrimaryKeyConstraint("version_id", "group_id", name=op.f("pk_sent_group_answers")),
    )
    op.create_index(op.f("ix_sent_group_answers_group_id"), "sent_group_answers", ["group_id"])
    op.create_table(
        "fixed_balances",
        sa.Column("contest_id", KEY, autoincrement=False, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        _key("fixed_balances", "contest_id", "contests", "RESTRICT"),
        sa.PrimaryKeyConstraint("contest_id", name=op.f("pk_fixed_balances")),
    )
    op.create_table(
        "plain_records",
        sa.Column("contest_id", KEY, autoincrement=False, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("digest", NAME, nullable=False),
        sa.ForeignKeyConstraint(
            ["contest_id"],
            ["count_records.contest_id"],
            name=op.f("fk_plain_records_contest_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("contest_id", name=op.f("pk_plain_records")),
    )
    _freeze()


def _freeze() -> None:
    for table in FROZEN:
        if op.get_bind().dialect.name == "sqlite":
            for verb in VERBS:
                op.execute(
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} stay as they are'); END"
                )
        else:
            op.execute(
                f"CREATE TRIGGER {table}_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            )


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _key(table: str, column: str, to: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, ondelete=ondelete)
