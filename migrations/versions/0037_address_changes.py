"""Changes of members' addresses, proved at the new one and open to objection at the old."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "address_changes",
        sa.Column("id", KEY, nullable=False),
        sa.Column("member_id", KEY, nullable=False),
        sa.Column("old_address", sa.String(), nullable=False),
        sa.Column("new_address", sa.String(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("tries_left", KEY, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("proved_at", MOMENT, nullable=True),
        sa.Column("objection_hash", sa.LargeBinary(32), nullable=True),
        sa.Column("objected_at", MOMENT, nullable=True),
        sa.Column("entry_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["members.id"],
            name="fk_address_changes_member_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_address_changes"),
        sa.UniqueConstraint("objection_hash", name="uq_address_changes_objection_hash"),
    )
    op.create_index("ix_address_changes_member_id", "address_changes", ["member_id"])
    op.create_index("ix_address_changes_old_address", "address_changes", ["old_address"])


def downgrade() -> None:
    op.drop_table("address_changes")
