"""Equalities forms, their figures, and who has sent one."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "equalities_forms",
        sa.Column("poll_id", KEY, autoincrement=False, nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["poll_id"],
            ["polls.id"],
            name=op.f("fk_equalities_forms_poll_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("poll_id", name=op.f("pk_equalities_forms")),
    )
    op.create_table(
        "equalities_counts",
        sa.Column("poll_id", KEY, autoincrement=False, nullable=False),
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("number", KEY, nullable=False),
        sa.CheckConstraint("number >= 0", name=op.f("ck_equalities_counts_number_not_negative")),
        _to_form("equalities_counts"),
        sa.PrimaryKeyConstraint("poll_id", "question", "answer", name=op.f("pk_equalities_counts")),
    )
    op.create_table(
        "equalities_marks",
        sa.Column("poll_id", KEY, autoincrement=False, nullable=False),
        sa.Column("member_id", KEY, autoincrement=False, nullable=False),
        _to_form("equalities_marks"),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["members.id"],
            name=op.f("fk_equalities_marks_member_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("poll_id", "member_id", name=op.f("pk_equalities_marks")),
    )
    op.create_index(op.f("ix_equalities_marks_member_id"), "equalities_marks", ["member_id"])


def downgrade() -> None:
    for table in ("equalities_marks", "equalities_counts", "equalities_forms"):
        op.drop_table(table)


def _to_form(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["poll_id"],
        ["equalities_forms.poll_id"],
        name=op.f(f"fk_{table}_poll_id"),
        ondelete="CASCADE",
    )
