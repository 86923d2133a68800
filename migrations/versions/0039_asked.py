"""Who was asked to be on a slate; the database takes no place of somebody who has not agreed."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
NOT_AGREED = "nobody is on a slate who has not countersigned it"
DISAGREES = (
    "NOT NEW.is_reserve AND EXISTS (SELECT 1 FROM candidates WHERE id = NEW.candidate_id "
    "AND NOT from_outside) AND NOT EXISTS (SELECT 1 FROM countersignatures "
    "WHERE candidate_id = NEW.candidate_id AND page = 'slate')"
)


def upgrade() -> None:
    op.create_table(
        "asked",
        sa.Column("id", KEY, nullable=False),
        sa.Column("contest_id", KEY, nullable=False),
        sa.Column("candidate_id", KEY, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("reminded_at", MOMENT, nullable=True),
        sa.Column("left_out_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["contest_id"], ["contests.id"], name=op.f("fk_asked_contest_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["candidates.id"],
            name=op.f("fk_asked_candidate_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asked")),
        sa.UniqueConstraint("candidate_id", name=op.f("uq_asked_candidate_id")),
    )
    op.create_index(op.f("ix_asked_contest_id"), "asked", ["contest_id"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER places_countersigned BEFORE INSERT ON places WHEN {DISAGREES} "
            f"BEGIN SELECT RAISE(ABORT, '{NOT_AGREED}'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION refuse_disagreeing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {DISAGREES} THEN RAISE EXCEPTION '{NOT_AGREED}'; END IF; RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER places_countersigned BEFORE INSERT ON places FOR EACH ROW "
        "EXECUTE FUNCTION refuse_disagreeing()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER places_countersigned")
    else:
        op.execute("DROP TRIGGER places_countersigned ON places")
        op.execute("DROP FUNCTION refuse_disagreeing()")
    op.drop_table("asked")
