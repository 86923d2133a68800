"""Manifests, logs and envelopes."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "leaves",
        sa.Column(
            "contest_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column(
            "index",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("line", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contest_id"], ["contests.id"], name=op.f("fk_leaves_contest_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("contest_id", "index", name=op.f("pk_leaves")),
    )
    op.create_table(
        "log_heads",
        sa.Column(
            "contest_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("frontier", sa.LargeBinary(), nullable=False),
        sa.Column("live", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "by_server", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "live >= 0 AND by_server >= 0 AND by_server <= live", name=op.f("ck_log_heads_counts")
        ),
        sa.ForeignKeyConstraint(
            ["contest_id"],
            ["contests.id"],
            name=op.f("fk_log_heads_contest_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("contest_id", name=op.f("pk_log_heads")),
    )
    op.create_table(
        "manifests",
        sa.Column(
            "contest_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["contest_id"],
            ["contests.id"],
            name=op.f("fk_manifests_contest_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("contest_id", name=op.f("pk_manifests")),
    )
    op.create_table(
        "envelopes",
        sa.Column(
            "contest_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column(
            "elector_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("request_id", sa.LargeBinary(length=32), nullable=False),
        sa.Column(
            "leaf_index", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("root", sa.LargeBinary(length=32), nullable=False),
        sa.Column("by_server", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contest_id"],
            ["contests.id"],
            name=op.f("fk_envelopes_contest_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["elector_id"],
            ["electors.id"],
            name=op.f("fk_envelopes_elector_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("contest_id", "elector_id", name=op.f("pk_envelopes")),
    )


def downgrade() -> None:
    op.drop_table("envelopes")
    op.drop_table("manifests")
    op.drop_table("log_heads")
    op.drop_table("leaves")
