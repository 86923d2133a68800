"""Calls for interest, part by part, and announcements with what corrects them."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "calls",
        sa.Column("poll_id", KEY, autoincrement=False, nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.Column("first_published_at", MOMENT, nullable=True),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["polls.id"], name=op.f("fk_calls_poll_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("poll_id", name=op.f("pk_calls")),
    )
    op.create_table(
        "call_sections",
        sa.Column("id", KEY, nullable=False),
        sa.Column("poll_id", KEY, nullable=False),
        sa.Column("section", sa.String(length=40), nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("published", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["poll_id"],
            ["calls.poll_id"],
            name=op.f("fk_call_sections_poll_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_sections")),
        sa.UniqueConstraint("poll_id", "section", name=op.f("uq_call_sections_poll_id_section")),
    )
    op.create_table(
        "announcements",
        sa.Column("id", KEY, nullable=False),
        sa.Column("poll_id", KEY, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.Column("corrects_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["polls.id"], name=op.f("fk_announcements_poll_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id"],
            ["announcements.id"],
            name=op.f("fk_announcements_corrects_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_announcements_corrects_id")),
    )
    op.create_index(op.f("ix_announcements_poll_id"), "announcements", ["poll_id"])


def downgrade() -> None:
    for table in ("announcements", "call_sections", "calls"):
        op.drop_table(table)
