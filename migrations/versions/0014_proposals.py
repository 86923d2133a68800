"""Proposals: what one returning officer proposes and another approves."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
LIVE = "called_off_at IS NULL AND done_at IS NULL"


def upgrade() -> None:
    op.create_table(
        "proposals",
        sa.Column("id", KEY, nullable=False),
        sa.Column("poll_id", KEY, nullable=False),
        sa.Column("change", sa.String(length=40), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("closes_at", MOMENT, nullable=True),
        sa.Column("proposed_by_id", KEY, nullable=False),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("approved_by_id", KEY, nullable=True),
        sa.Column("approved_at", MOMENT, nullable=True),
        sa.Column("called_off_at", MOMENT, nullable=True),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "change IN ('close', 'extend', 'open', 'publish results', 'publish slate')",
            name=op.f("ck_proposals_change_known"),
        ),
        sa.CheckConstraint(
            "approved_by_id <> proposed_by_id", name=op.f("ck_proposals_two_people")
        ),
        sa.CheckConstraint(
            "(approved_by_id IS NULL) = (approved_at IS NULL)",
            name=op.f("ck_proposals_approved_by_somebody"),
        ),
        sa.CheckConstraint(
            "done_at IS NULL OR approved_at IS NOT NULL",
            name=op.f("ck_proposals_done_if_approved"),
        ),
        sa.CheckConstraint(
            "done_at IS NULL OR called_off_at IS NULL",
            name=op.f("ck_proposals_done_or_called_off"),
        ),
        sa.CheckConstraint(
            "(change = 'extend') = (closes_at IS NOT NULL)", name=op.f("ck_proposals_new_close")
        ),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["polls.id"], name=op.f("fk_proposals_poll_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"],
            ["members.id"],
            name=op.f("fk_proposals_proposed_by_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["approved_by_id"],
            ["members.id"],
            name=op.f("fk_proposals_approved_by_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
    )
    op.create_index(op.f("ix_proposals_poll_id"), "proposals", ["poll_id"])
    op.create_index(
        "uq_proposals_live",
        "proposals",
        ["poll_id", "change"],
        unique=True,
        sqlite_where=sa.text(LIVE),
        postgresql_where=sa.text(LIVE),
    )


def downgrade() -> None:
    op.drop_table("proposals")
