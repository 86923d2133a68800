"""The official postcode directory, in as few answers as say the same."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "postcode_directories",
        sa.Column("id", KEY, nullable=False),
        sa.Column("edition", sa.String(40), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answers", KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_postcode_directories"),
    )
    op.create_table(
        "postcode_answers",
        sa.Column("beginning", sa.String(8), nullable=False),
        sa.Column("regions", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("beginning", name="pk_postcode_answers"),
    )


def downgrade() -> None:
    op.drop_table("postcode_answers")
    op.drop_table("postcode_directories")
