"""Trustees hold the keys of a poll: their cards, what they do before voting, what they signed."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAME = sa.String(200)


def upgrade() -> None:
    op.add_column("polls", sa.Column("trustees", KEY, nullable=False, server_default="0"))
    waits = sa.Column("waits_for_trustees", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("polls", waits)
    op.create_table(
        "trustees",
        sa.Column("id", KEY, nullable=False),
        sa.Column("poll_id", KEY, nullable=False),
        sa.Column("position", KEY, nullable=False),
        sa.Column("name", NAME, nullable=False),
        sa.Column("sealing_key", NAME, nullable=False),
        sa.Column("signing_key", NAME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_trustees"),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["polls.id"], name="fk_trustees_poll_id", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("poll_id", "position", name="uq_trustees_poll_id_position"),
        sa.UniqueConstraint("poll_id", "sealing_key", name="uq_trustees_poll_id_sealing_key"),
        sa.CheckConstraint("position BETWEEN 1 AND 4", name="ck_trustees_position_few"),
    )
    op.create_table(
        "rehearsals",
        _of_contest(),
        sa.Column("trustee_id", KEY, nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=False),
        sa.Column("inside", sa.LargeBinary(), nullable=False),
        sa.Column("opened", sa.Boolean(), nullable=False),
        sa.Column("signature", NAME, nullable=True),
        sa.PrimaryKeyConstraint("contest_id", "trustee_id", name="pk_rehearsals"),
        _contest_is_there("rehearsals"),
        sa.ForeignKeyConstraint(
            ["trustee_id"], ["trustees.id"], name="fk_rehearsals_trustee_id", ondelete="RESTRICT"
        ),
    )
    op.create_table(
        "opening_statements",
        _of_contest(),
        sa.Column("layer", KEY, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("contest_id", "layer", name="pk_opening_statements"),
        _contest_is_there("opening_statements"),
    )


def _of_contest() -> sa.Column[int]:
    return sa.Column("contest_id", KEY, nullable=False)


def _contest_is_there(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_contest_id"
    return sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name=name, ondelete="RESTRICT")


def downgrade() -> None:
    for table in ("opening_statements", "rehearsals", "trustees"):
        op.drop_table(table)
    op.drop_column("polls", "waits_for_trustees")
    op.drop_column("polls", "trustees")
