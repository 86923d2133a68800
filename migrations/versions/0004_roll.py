"""The roll, its imports, and registers."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "roll_entries",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("membership_number", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("local_party", sa.String(length=200), nullable=False),
        sa.Column("region", sa.String(length=200), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('current', 'gone')", name=op.f("ck_roll_entries_state_known")
        ),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_roll_entries_email_lower")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roll_entries")),
        sa.UniqueConstraint("membership_number", name=op.f("uq_roll_entries_membership_number")),
    )
    op.create_index(op.f("ix_roll_entries_email"), "roll_entries", ["email"], unique=False)
    op.create_index(
        "ix_roll_entries_local_party", "roll_entries", ["local_party", "name"], unique=False
    )
    op.create_index("ix_roll_entries_name", "roll_entries", ["name"], unique=False)
    op.create_index(
        "uq_roll_entries_current_email",
        "roll_entries",
        ["email"],
        unique=True,
        sqlite_where=sa.text("state = 'current'"),
        postgresql_where=sa.text("state = 'current'"),
    )
    op.create_table(
        "registers",
        sa.Column(
            "poll_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["polls.id"], name=op.f("fk_registers_poll_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("poll_id", name=op.f("pk_registers")),
    )
    op.create_table(
        "roll_imports",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column(
            "by_member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("progressed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "bytes_total", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "bytes_done", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("rows", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("added", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("changed", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("gone", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "unchanged", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("faults", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_member_id"],
            ["members.id"],
            name=op.f("fk_roll_imports_by_member_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roll_imports")),
    )
    op.create_table(
        "electors",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("poll_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "roll_entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("membership_number", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("local_party", sa.String(length=200), nullable=False),
        sa.Column("region", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["poll_id"],
            ["registers.poll_id"],
            name=op.f("fk_electors_poll_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["roll_entry_id"],
            ["roll_entries.id"],
            name=op.f("fk_electors_roll_entry_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_electors")),
        sa.UniqueConstraint(
            "poll_id", "roll_entry_id", name=op.f("uq_electors_poll_id_roll_entry_id")
        ),
    )
    op.create_index(op.f("ix_electors_roll_entry_id"), "electors", ["roll_entry_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_electors_roll_entry_id"), table_name="electors")
    op.drop_table("electors")
    op.drop_table("roll_imports")
    op.drop_table("registers")
    op.drop_index(
        "uq_roll_entries_current_email",
        table_name="roll_entries",
        sqlite_where=sa.text("state = 'current'"),
        postgresql_where=sa.text("state = 'current'"),
    )
    op.drop_index("ix_roll_entries_name", table_name="roll_entries")
    op.drop_index("ix_roll_entries_local_party", table_name="roll_entries")
    op.drop_index(op.f("ix_roll_entries_email"), table_name="roll_entries")
    op.drop_table("roll_entries")
