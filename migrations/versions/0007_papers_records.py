"""Papers, records and slates."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "count_records",
        sa.Column(
            "contest_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=200), nullable=False),
        sa.Column("reserves", sa.Text(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contest_id"],
            ["contests.id"],
            name=op.f("fk_count_records_contest_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("contest_id", name=op.f("pk_count_records")),
    )
    op.create_table(
        "openings",
        sa.Column(
            "contest_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column(
            "envelopes", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "by_server", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("papers", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "undecryptable", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "duplicate", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contest_id"],
            ["contests.id"],
            name=op.f("fk_openings_contest_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("contest_id", name=op.f("pk_openings")),
    )
    op.create_table(
        "paper_batches",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "contest_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("blt", sa.LargeBinary(), nullable=False),
        sa.Column("papers", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "by_member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.ForeignKeyConstraint(
            ["by_member_id"],
            ["members.id"],
            name=op.f("fk_paper_batches_by_member_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["contest_id"],
            ["contests.id"],
            name=op.f("fk_paper_batches_contest_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_batches")),
        sa.UniqueConstraint(
            "contest_id", "sha256", name=op.f("uq_paper_batches_contest_id_sha256")
        ),
    )
    op.create_table(
        "papers",
        sa.Column(
            "contest_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("tracker", sa.LargeBinary(length=10), nullable=False),
        sa.Column("preferences", sa.LargeBinary(length=255), nullable=False),
        sa.ForeignKeyConstraint(
            ["contest_id"], ["contests.id"], name=op.f("fk_papers_contest_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("contest_id", "tracker", name=op.f("pk_papers")),
    )
    op.create_table(
        "places",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "contest_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("is_reserve", sa.Boolean(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "candidate_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("record_digest", sa.String(length=200), nullable=False),
        sa.CheckConstraint("position > 0", name=op.f("ck_places_position_positive")),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["candidates.id"],
            name=op.f("fk_places_candidate_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["contest_id"], ["contests.id"], name=op.f("fk_places_contest_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places")),
        sa.UniqueConstraint("candidate_id", name=op.f("uq_places_candidate_id")),
        sa.UniqueConstraint(
            "contest_id",
            "is_reserve",
            "position",
            name=op.f("uq_places_contest_id_is_reserve_position"),
        ),
    )
    op.create_index(op.f("ix_places_contest_id"), "places", ["contest_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_places_contest_id"), table_name="places")
    op.drop_table("places")
    op.drop_table("papers")
    op.drop_table("paper_batches")
    op.drop_table("openings")
    op.drop_table("count_records")
