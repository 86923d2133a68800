"""The ledger of a register: changes by two people, objections, look-ups and exports."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WAITING = "approved_at IS NULL AND called_off_at IS NULL"
KEPT = "an entry of the ledger stays as it was approved"
FIXED = "number, kind, region, proposed_by_id, proposed_at, approved_by_id, approved_at, hash"


def _reference(table: str, column: str, to: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [to], name=name, ondelete=ondelete)


def upgrade() -> None:
    for name in ("added", "removed"):
        op.add_column("registers", sa.Column(name, KEY, nullable=False, server_default="0"))
    op.add_column(
        "electors", sa.Column("barred", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_table(
        "ledger_entries",
        sa.Column("id", KEY, nullable=False),
        sa.Column("poll_id", KEY, nullable=False),
        sa.Column("number", KEY, nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("roll_entry_id", KEY, nullable=True),
        sa.Column("membership_number", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("local_party", sa.String(length=200), nullable=False),
        sa.Column("region", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_by_id", KEY, nullable=True),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("approved_by_id", KEY, nullable=True),
        sa.Column("approved_at", MOMENT, nullable=True),
        sa.Column("called_off_at", MOMENT, nullable=True),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=True),
        sa.CheckConstraint(
            "kind IN ('added', 'removed', 'barred', 'restored')",
            name=op.f("ck_ledger_entries_kind_known"),
        ),
        sa.CheckConstraint(
            "approved_by_id <> proposed_by_id", name=op.f("ck_ledger_entries_two_people")
        ),
        sa.CheckConstraint(
            "(approved_at IS NULL) = (number IS NULL) AND (hash IS NULL) = (number IS NULL)",
            name=op.f("ck_ledger_entries_numbered_when_approved"),
        ),
        _reference("ledger_entries", "poll_id", "registers.poll_id", "RESTRICT"),
        _reference("ledger_entries", "roll_entry_id", "roll_entries.id", "RESTRICT"),
        _reference("ledger_entries", "proposed_by_id", "members.id", "RESTRICT"),
        _reference("ledger_entries", "approved_by_id", "members.id", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_entries")),
        sa.UniqueConstraint("poll_id", "number", name=op.f("uq_ledger_entries_poll_id_number")),
    )
    op.create_index("ix_ledger_entries_roll_entry_id", "ledger_entries", ["roll_entry_id"])
    op.create_index(
        "uq_ledger_entries_waiting",
        "ledger_entries",
        ["poll_id", "roll_entry_id"],
        unique=True,
        sqlite_where=sa.text(WAITING),
        postgresql_where=sa.text(WAITING),
    )
    op.create_table(
        "register_objections",
        sa.Column("id", KEY, nullable=False),
        sa.Column("poll_id", KEY, nullable=False),
        sa.Column("member_id", KEY, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("answered_by_id", KEY, nullable=True),
        _reference("register_objections", "poll_id", "polls.id", "RESTRICT"),
        _reference("register_objections", "member_id", "members.id", "CASCADE"),
        _reference("register_objections", "answered_by_id", "members.id", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_objections")),
    )
    op.create_index("ix_register_objections_poll_id", "register_objections", ["poll_id"])
    op.create_index("ix_register_objections_member_id", "register_objections", ["member_id"])
    op.create_table(
        "register_lookups",
        sa.Column("id", KEY, nullable=False),
        sa.Column("poll_id", KEY, nullable=False),
        sa.Column("roll_entry_id", KEY, nullable=False),
        sa.Column("by_member_id", KEY, nullable=True),
        sa.Column("by_office", sa.String(length=40), nullable=False),
        sa.Column("looked_at", MOMENT, nullable=False),
        _reference("register_lookups", "poll_id", "polls.id", "RESTRICT"),
        _reference("register_lookups", "roll_entry_id", "roll_entries.id", "CASCADE"),
        _reference("register_lookups", "by_member_id", "members.id", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_lookups")),
    )
    op.create_index("ix_register_lookups_roll_entry_id", "register_lookups", ["roll_entry_id"])
    op.create_table(
        "register_exports",
        sa.Column("id", KEY, nullable=False),
        sa.Column("poll_id", KEY, nullable=False),
        sa.Column("purpose", sa.String(length=200), nullable=False),
        sa.Column("proposed_by_id", KEY, nullable=True),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("approved_by_id", KEY, nullable=True),
        sa.Column("approved_at", MOMENT, nullable=True),
        sa.Column("called_off_at", MOMENT, nullable=True),
        sa.Column("taken_at", MOMENT, nullable=True),
        sa.Column("sha256", sa.LargeBinary(length=32), nullable=True),
        sa.CheckConstraint(
            "approved_by_id <> proposed_by_id", name=op.f("ck_register_exports_two_people")
        ),
        _reference("register_exports", "poll_id", "registers.poll_id", "RESTRICT"),
        _reference("register_exports", "proposed_by_id", "members.id", "RESTRICT"),
        _reference("register_exports", "approved_by_id", "members.id", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_exports")),
    )
    _guard()


def _guard() -> None:
    """Keep what was approved, whoever writes to the database."""
    approved = "OLD.approved_at IS NOT NULL"
    if op.get_bind().dialect.name == "sqlite":
        for name, when in (
            ("no_delete", f"DELETE ON ledger_entries WHEN {approved}"),
            ("kept", f"UPDATE OF {FIXED} ON ledger_entries WHEN {approved}"),
        ):
            op.execute(
                f"CREATE TRIGGER ledger_entries_{name} BEFORE {when} "
                f"BEGIN SELECT RAISE(ABORT, '{KEPT}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION keep_ledger_entry() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{KEPT}'; END $$"
    )
    for name, when in (
        ("no_delete", "DELETE ON ledger_entries"),
        ("kept", f"UPDATE OF {FIXED} ON ledger_entries"),
    ):
        op.execute(
            f"CREATE TRIGGER ledger_entries_{name} BEFORE {when} FOR EACH ROW "
            f"WHEN ({approved}) EXECUTE FUNCTION keep_ledger_entry()"
        )


def downgrade() -> None:
    for table in ("register_exports", "register_lookups", "register_objections", "ledger_entries"):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION keep_ledger_entry()")
    op.drop_column("electors", "barred")
    op.drop_column("registers", "removed")
    op.drop_column("registers", "added")
