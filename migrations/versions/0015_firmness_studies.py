"""How firm the slate of a contest is: the question, how far the answer is, and the answer."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "firmness_studies",
        sa.Column("contest_id", KEY, autoincrement=False, nullable=False),
        sa.Column("record_digest", sa.String(200), nullable=False),
        sa.Column("resamples", KEY, nullable=False),
        sa.Column("seed", sa.String(200), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("attempt", KEY, nullable=False),
        sa.Column("tries", KEY, nullable=False),
        sa.Column("done", KEY, nullable=False),
        sa.Column("total", KEY, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fault", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contest_id"],
            ["count_records.contest_id"],
            name="fk_firmness_studies_contest_id",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("contest_id", name="pk_firmness_studies"),
    )


def downgrade() -> None:
    op.drop_table("firmness_studies")
