"""When a poll's envelopes were erased, and how many had voted; no samples of them in statistics."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
# PostgreSQL's planner keeps samples of a column's values, which would outlive the rows.
SAMPLED = ("elector_id", "sealed", "request_id", "leaf_index", "root", "path")


def upgrade() -> None:
    op.add_column("polls", sa.Column("voted", KEY, nullable=True))
    op.add_column("polls", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    _keep_samples(0)


def downgrade() -> None:
    _keep_samples(-1)
    op.drop_column("polls", "erased_at")
    op.drop_column("polls", "voted")


def _keep_samples(size: int) -> None:
    if op.get_bind().dialect.name == "postgresql":
        for column in SAMPLED:
            op.execute(f"ALTER TABLE envelopes ALTER COLUMN {column} SET STATISTICS {size}")
