"""Codes of conduct, conflicts of interest, spending, and reminders of them."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
TABLES = (
    "declaration_reminders",
    "spending_statements",
    "spending_entries",
    "conflict_declarations",
    "declaration_plans",
    "code_acceptances",
    "codes_of_conduct",
)


def upgrade() -> None:
    op.create_table(
        "codes_of_conduct",
        sa.Column("id", KEY, nullable=False),
        sa.Column("poll_id", KEY, nullable=False),
        sa.Column("number", KEY, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_needed_to_send", sa.Boolean(), nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        _to("codes_of_conduct", "poll_id", "polls", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_codes_of_conduct")),
        sa.UniqueConstraint("poll_id", "number", name=op.f("uq_codes_of_conduct_poll_id_number")),
    )
    op.create_table(
        "code_acceptances",
        sa.Column("id", KEY, nullable=False),
        sa.Column("code_id", KEY, nullable=False),
        sa.Column("member_id", KEY, nullable=False),
        sa.Column("accepted_at", MOMENT, nullable=False),
        _to("code_acceptances", "code_id", "codes_of_conduct", "RESTRICT"),
        _to("code_acceptances", "member_id", "members", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_acceptances")),
        sa.UniqueConstraint(
            "code_id", "member_id", name=op.f("uq_code_acceptances_code_id_member_id")
        ),
    )
    op.create_index(op.f("ix_code_acceptances_member_id"), "code_acceptances", ["member_id"])
    op.create_table(
        "declaration_plans",
        sa.Column("id", KEY, nullable=False),
        sa.Column("poll_id", KEY, nullable=False),
        sa.Column("asks_conflicts", sa.Boolean(), nullable=False),
        sa.Column("spending_limit", KEY, nullable=True),
        sa.Column("spending_due_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "(spending_limit IS NULL) = (spending_due_at IS NULL)",
            name=op.f("ck_declaration_plans_spending_whole"),
        ),
        _to("declaration_plans", "poll_id", "polls", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declaration_plans")),
        sa.UniqueConstraint("poll_id", name=op.f("uq_declaration_plans_poll_id")),
    )
    _create_own(
        "conflict_declarations",
        sa.Column("number", KEY, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("declared_at", MOMENT, nullable=False),
        sa.UniqueConstraint(
            "poll_id",
            "member_id",
            "number",
            name=op.f("uq_conflict_declarations_poll_id_member_id_number"),
        ),
    )
    _create_own(
        "spending_entries",
        sa.Column("item", KEY, nullable=False),
        sa.Column("version", KEY, nullable=False),
        sa.Column("spent_on", sa.Date(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("pence", KEY, nullable=False),
        sa.Column("paid_by", sa.String(length=200), nullable=False),
        sa.Column("is_taken_out", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("entered_at", MOMENT, nullable=False),
        sa.CheckConstraint("pence > 0", name=op.f("ck_spending_entries_pence_positive")),
        sa.UniqueConstraint(
            "poll_id",
            "member_id",
            "item",
            "version",
            name=op.f("uq_spending_entries_poll_id_member_id_item_version"),
        ),
    )
    _create_own(
        "spending_statements",
        sa.Column("pence", KEY, nullable=False),
        sa.Column("stated_at", MOMENT, nullable=False),
    )
    op.create_index(op.f("ix_spending_statements_poll_id"), "spending_statements", ["poll_id"])
    _create_own(
        "declaration_reminders",
        sa.Column("reminded_at", MOMENT, nullable=False),
        sa.UniqueConstraint(
            "poll_id", "member_id", name=op.f("uq_declaration_reminders_poll_id_member_id")
        ),
    )


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _create_own(table: str, *parts: sa.schema.SchemaItem) -> None:
    """Make a table of what members declare in polls."""
    op.create_table(
        table,
        sa.Column("id", KEY, nullable=False),
        sa.Column("poll_id", KEY, nullable=False),
        sa.Column("member_id", KEY, nullable=False),
        *parts,
        _to(table, "poll_id", "polls", "RESTRICT"),
        _to(table, "member_id", "members", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_member_id"), table, ["member_id"])


def _to(table: str, column: str, other: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete
    )
