"""Turnout by the hour: how many had voted when an hour ended, ten more each time."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    for name, columns in (
        (
            "turnout_hours",
            [sa.Column("ends_at", MOMENT, nullable=False), sa.Column("live", KEY, nullable=False)],
        ),
        ("turnout_marks", [sa.Column("last_hour", MOMENT, nullable=False)]),
    ):
        key = ["contest_id", "ends_at"] if name == "turnout_hours" else ["contest_id"]
        op.create_table(
            name,
            sa.Column("contest_id", KEY, nullable=False),
            *columns,
            sa.ForeignKeyConstraint(
                ["contest_id"],
                ["contests.id"],
                name=op.f(f"fk_{name}_contest_id"),
                ondelete="RESTRICT",
            ),
            sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{name}")),
        )


def downgrade() -> None:
    op.drop_table("turnout_marks")
    op.drop_table("turnout_hours")
