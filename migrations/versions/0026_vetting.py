"""Registrations: the membership number that a member knows, and whom they may repeat."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "registrations", sa.Column("membership_number", sa.String(length=40), nullable=True)
    )
    op.add_column(
        "registrations",
        sa.Column("alike", sa.String(length=40), nullable=False, server_default=""),
    )


def downgrade() -> None:
    op.drop_column("registrations", "alike")
    op.drop_column("registrations", "membership_number")
