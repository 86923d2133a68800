"""An envelope keeps its leaf's audit path, so that its receipt proves what it says."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("envelopes", sa.Column("path", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    op.drop_column("envelopes", "path")
