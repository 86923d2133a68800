"""Who countersigned what, and who withdrew."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
EFFECTS = (
    "effect IN ('off the paper', 'marked on the paper', 'not counted', "
    "'no place on the slate', 'noted on the slate')"
)
REASONS = "reason IN ('own wish', 'asked', 'ineligible', 'not countersigned')"

COUNTED = "what the count was made of stays"
KEPT = "a countersignature is kept as it was given"
WITHDRAWN = "a withdrawal from a fixed paper stays"
IS_COUNTED = (
    "EXISTS (SELECT 1 FROM contests JOIN polls ON polls.id = contests.poll_id "
    "WHERE contests.id = NEW.contest_id AND polls.counted_at IS NOT NULL)"
)
TABLE_OF = {
    "candidates_counted": "candidates",
    "countersignatures_kept": "countersignatures",
    "withdrawals_kept": "withdrawals",
    "withdrawals_no_delete": "withdrawals",
}


def upgrade() -> None:
    op.add_column("candidates", sa.Column("reminded_at", MOMENT, nullable=True))
    op.add_column(
        "candidates",
        sa.Column("from_outside", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.execute(sa.text("UPDATE candidates SET from_outside = true WHERE expression_id IS NULL"))
    op.create_table(
        "withdrawals",
        sa.Column("id", KEY, nullable=False),
        sa.Column("candidate_id", KEY, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=False),
        sa.Column("effect", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.CheckConstraint(EFFECTS, name=op.f("ck_withdrawals_effect_known")),
        sa.CheckConstraint(REASONS, name=op.f("ck_withdrawals_reason_known")),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["candidates.id"],
            name=op.f("fk_withdrawals_candidate_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withdrawals")),
        sa.UniqueConstraint("candidate_id", name=op.f("uq_withdrawals_candidate_id")),
    )
    op.create_table(
        "countersignatures",
        sa.Column("id", KEY, nullable=False),
        sa.Column("candidate_id", KEY, nullable=False),
        sa.Column("page", sa.String(length=40), nullable=False),
        sa.Column("version", sa.String(length=200), nullable=False),
        sa.Column("countersigned_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "page IN ('shortlist', 'slate')", name=op.f("ck_countersignatures_page_known")
        ),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["candidates.id"],
            name=op.f("fk_countersignatures_candidate_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_countersignatures")),
        sa.UniqueConstraint(
            "candidate_id",
            "page",
            "version",
            name=op.f("uq_countersignatures_candidate_id_page_version"),
        ),
    )
    if op.get_bind().dialect.name == "sqlite":
        _guard_sqlite()
    else:
        _guard_postgresql()


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in TABLE_OF:
            op.execute(f"DROP TRIGGER {name}")
    else:
        for name, table in TABLE_OF.items():
            op.execute(f"DROP TRIGGER {name} ON {table}")
        for name in ("keep_counted", "keep_answer", "keep_withdrawal"):
            op.execute(f"DROP FUNCTION {name}()")
    op.drop_table("countersignatures")
    op.drop_table("withdrawals")
    op.drop_column("candidates", "from_outside")
    op.drop_column("candidates", "reminded_at")


def _guard_sqlite() -> None:
    for name, when, says in (
        (
            "candidates_counted",
            f"UPDATE OF state ON candidates WHEN NEW.state <> OLD.state AND {IS_COUNTED}",
            COUNTED,
        ),
        ("countersignatures_kept", "UPDATE ON countersignatures", KEPT),
        ("withdrawals_kept", "UPDATE ON withdrawals", WITHDRAWN),
        (
            "withdrawals_no_delete",
            "DELETE ON withdrawals WHEN OLD.effect <> 'off the paper'",
            WITHDRAWN,
        ),
    ):
        op.execute(f"CREATE TRIGGER {name} BEFORE {when} BEGIN SELECT RAISE(ABORT, '{says}'); END")


def _guard_postgresql() -> None:
    _function("keep_counted", f"IF {IS_COUNTED} THEN {_raise(COUNTED)} END IF; RETURN NEW;")
    _function("keep_answer", _raise(KEPT))
    _function("keep_withdrawal", _raise(WITHDRAWN))
    each = "FOR EACH ROW"
    for name, when, function in (
        (
            "candidates_counted",
            f"UPDATE OF state ON candidates {each} WHEN (NEW.state <> OLD.state)",
            "keep_counted",
        ),
        ("countersignatures_kept", f"UPDATE ON countersignatures {each}", "keep_answer"),
        ("withdrawals_kept", f"UPDATE ON withdrawals {each}", "keep_withdrawal"),
        (
            "withdrawals_no_delete",
            f"DELETE ON withdrawals {each} WHEN (OLD.effect <> 'off the paper')",
            "keep_withdrawal",
        ),
    ):
        op.execute(f"CREATE TRIGGER {name} BEFORE {when} EXECUTE FUNCTION {function}()")


def _raise(says: str) -> str:
    return f"RAISE EXCEPTION '{says}';"


def _function(name: str, body: str) -> None:
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
    )
