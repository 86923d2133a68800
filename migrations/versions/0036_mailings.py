"""Notices to many, how far each is, who declined announcements, and lost invitations."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
NONE = {"server_default": "0", "nullable": False}


def upgrade() -> None:
    _mailings()
    _parcels()
    _stragglers()
    op.create_table(
        "declined_announcements",
        sa.Column("entry_id", KEY, autoincrement=False, nullable=False),
        sa.Column("declined_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["roll_entries.id"],
            name="fk_declined_announcements_entry_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("entry_id", name="pk_declined_announcements"),
    )
    op.create_table(
        "invitations_wanted",
        sa.Column("id", KEY, nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_invitations_wanted"),
    )


def downgrade() -> None:
    for name in (
        "invitations_wanted",
        "declined_announcements",
        "mailing_stragglers",
        "mailing_parcels",
        "mailings",
    ):
        op.drop_table(name)


def _mailings() -> None:
    op.create_table(
        "mailings",
        sa.Column("id", KEY, nullable=False),
        sa.Column("poll_id", KEY, nullable=False),
        sa.Column("occasion", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("rate", KEY, nullable=False),
        sa.Column("starts_at", MOMENT, nullable=True),
        sa.Column("written_by_id", KEY, nullable=True),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("began_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("paced_until", MOMENT, nullable=True),
        sa.Column("audience", KEY, **NONE),
        sa.Column("sent", KEY, **NONE),
        sa.Column("settled", KEY, **NONE),
        sa.Column("uncertain", KEY, **NONE),
        sa.Column("trouble", sa.String(200), nullable=True),
        sa.CheckConstraint("rate > 0", name="ck_mailings_rate_positive"),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["polls.id"], name="fk_mailings_poll_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["members.id"], name="fk_mailings_written_by_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_mailings"),
    )
    op.create_index("ix_mailings_poll_id", "mailings", ["poll_id"])
    op.create_index("ix_mailings_state", "mailings", ["state"])


def _parcels() -> None:
    op.create_table(
        "mailing_parcels",
        sa.Column("id", KEY, nullable=False),
        sa.Column("mailing_id", KEY, nullable=False),
        sa.Column("first_id", KEY, nullable=False),
        sa.Column("last_id", KEY, nullable=False),
        sa.Column("size", KEY, nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("attempt", KEY, **NONE),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("after_id", KEY, nullable=False),
        sa.Column("at_id", KEY, nullable=True),
        sa.Column("settled", KEY, **NONE),
        sa.Column("sent", KEY, **NONE),
        sa.Column("failed", KEY, **NONE),
        sa.Column("passed_over", KEY, **NONE),
        sa.Column("uncertain", KEY, **NONE),
        sa.ForeignKeyConstraint(
            ["mailing_id"],
            ["mailings.id"],
            name="fk_mailing_parcels_mailing_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_mailing_parcels"),
    )
    op.create_index("ix_mailing_parcels_mailing_id", "mailing_parcels", ["mailing_id"])
    is_open = sa.text("state <> 'done'")
    op.create_index(
        "ix_mailing_parcels_open",
        "mailing_parcels",
        ["mailing_id", "id"],
        sqlite_where=is_open,
        postgresql_where=is_open,
    )


def _stragglers() -> None:
    op.create_table(
        "mailing_stragglers",
        sa.Column("id", KEY, nullable=False),
        sa.Column("mailing_id", KEY, nullable=False),
        sa.Column("parcel_id", KEY, nullable=False),
        sa.Column("entry_id", KEY, nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("attempts", KEY, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["mailing_id"],
            ["mailings.id"],
            name="fk_mailing_stragglers_mailing_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["parcel_id"],
            ["mailing_parcels.id"],
            name="fk_mailing_stragglers_parcel_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["roll_entries.id"],
            name="fk_mailing_stragglers_entry_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_mailing_stragglers"),
        sa.UniqueConstraint(
            "mailing_id", "entry_id", name="uq_mailing_stragglers_mailing_id_entry_id"
        ),
    )
    op.create_index("ix_mailing_stragglers_due_at", "mailing_stragglers", ["due_at"])
    op.create_index("ix_mailing_stragglers_entry_id", "mailing_stragglers", ["entry_id"])
    op.create_index("ix_mailing_stragglers_parcel_id", "mailing_stragglers", ["parcel_id"])
