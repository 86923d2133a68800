"""The language that a member chose for pages and letters."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("members", sa.Column("language", sa.String(length=12), nullable=True))


def downgrade() -> None:
    op.drop_column("members", "language")
