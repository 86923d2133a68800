"""What is published of a contest's papers, and what the log's key signed of its opening."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    shown = sa.Column("papers_shown", sa.String(40), nullable=False, server_default="by numbers")
    op.add_column("contests", shown)
    op.add_column("openings", sa.Column("statement", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("openings", "statement")
    op.drop_column("contests", "papers_shown")
