"""Published check codes in short lists by how they begin."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "code_buckets",
        sa.Column(
            "contest_id",
            KEY,
            sa.ForeignKey("contests.id", name="fk_code_buckets_contest_id", ondelete="RESTRICT"),
            nullable=False,
        ),
        sa.Column("start", sa.String(2), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("contest_id", "start", name="pk_code_buckets"),
    )


def downgrade() -> None:
    op.drop_table("code_buckets")
