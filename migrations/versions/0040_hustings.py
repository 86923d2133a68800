"""Hustings, the candidates who speak there, and the members who come."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
TABLES = ("husting_attendances", "husting_speakers", "hustings")


def upgrade() -> None:
    op.create_table(
        "hustings",
        sa.Column("id", KEY, nullable=False),
        sa.Column("poll_id", KEY, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("capacity", KEY, nullable=True),
        sa.Column("sequence", KEY, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("cancelled_at", MOMENT, nullable=True),
        sa.Column("why_cancelled", sa.Text(), nullable=False),
        sa.Column("recording", sa.Text(), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_hustings_times_order")),
        _to("hustings", "poll_id", "polls", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hustings")),
    )
    op.create_index(op.f("ix_hustings_poll_id"), "hustings", ["poll_id"])
    op.create_table(
        "husting_speakers",
        sa.Column("id", KEY, nullable=False),
        sa.Column("husting_id", KEY, nullable=False),
        sa.Column("candidate_id", KEY, nullable=False),
        sa.Column("says", sa.String(length=40), nullable=False),
        sa.Column("said_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "says IN ('yes', 'maybe', 'no')", name=op.f("ck_husting_speakers_says_known")
        ),
        _to("husting_speakers", "husting_id", "hustings", "CASCADE"),
        _to("husting_speakers", "candidate_id", "candidates", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_husting_speakers")),
        sa.UniqueConstraint(
            "husting_id", "candidate_id", name=op.f("uq_husting_speakers_husting_id_candidate_id")
        ),
    )
    op.create_index(op.f("ix_husting_speakers_candidate_id"), "husting_speakers", ["candidate_id"])
    op.create_table(
        "husting_attendances",
        sa.Column("id", KEY, nullable=False),
        sa.Column("husting_id", KEY, nullable=False),
        sa.Column("member_id", KEY, nullable=False),
        sa.Column("said_at", MOMENT, nullable=False),
        _to("husting_attendances", "husting_id", "hustings", "CASCADE"),
        _to("husting_attendances", "member_id", "members", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_husting_attendances")),
        sa.UniqueConstraint(
            "husting_id", "member_id", name=op.f("uq_husting_attendances_husting_id_member_id")
        ),
    )
    op.create_index(op.f("ix_husting_attendances_member_id"), "husting_attendances", ["member_id"])


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _to(table: str, column: str, other: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete
    )
