"""Proof of work that was spent."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "spent_efforts",
        sa.Column("challenge_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("challenge_hash", name=op.f("pk_spent_efforts")),
    )
    op.create_index(op.f("ix_spent_efforts_expires_at"), "spent_efforts", ["expires_at"])


def downgrade() -> None:
    op.drop_table("spent_efforts")
