"""What became of each entry of the roll, for whom it is about to see."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "roll_changes",
        sa.Column("id", KEY, nullable=False),
        sa.Column("roll_entry_id", KEY, nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["roll_entry_id"],
            ["roll_entries.id"],
            name=op.f("fk_roll_changes_roll_entry_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roll_changes")),
    )
    op.create_index("ix_roll_changes_roll_entry_id", "roll_changes", ["roll_entry_id"])


def downgrade() -> None:
    op.drop_table("roll_changes")
