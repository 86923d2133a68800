"""Messages that came back because nobody reads mail at their address."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "bounces",
        sa.Column("id", KEY, nullable=False),
        sa.Column("reference", sa.String(40), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("batch", KEY, nullable=True),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_bounces"),
        sa.UniqueConstraint("reference", name="uq_bounces_reference"),
    )
    op.create_index("ix_bounces_address", "bounces", ["address"])
    op.create_index("ix_bounces_batch", "bounces", ["batch"])


def downgrade() -> None:
    op.drop_table("bounces")
