"""What accounts, registers and polls need so that what is over can be erased, or held back."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

# PostgreSQL's planner keeps samples of a column's values, which would outlive the rows. No query
# needs them of these: they are not looked for, or are unique.
SAMPLED = {
    "members": ("email", "name"),
    "web_sessions": ("data",),
    "sign_in_challenges": ("email",),
    "registrations": ("name", "reason"),
    "notices": ("to_address", "subject", "body"),
    "roll_entries": ("membership_number", "name"),
    "electors": ("membership_number", "name"),
    "roll_imports": ("file_name", "report"),
    "expressions": ("name", "statement"),
    "sent_versions": ("name", "statement"),
    "decisions": ("reason",),
    "photos": ("jpeg", "face"),
}
REQUIRED, OPTIONAL = "roll_entry_id INTEGER NOT NULL", "roll_entry_id INTEGER"


def upgrade() -> None:
    op.add_column("members", sa.Column("last_seen_on", sa.Date(), nullable=True))
    op.add_column("members", sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("polls", sa.Column("held_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE members SET last_seen_on = CURRENT_DATE")  # their time begins now
    if op.get_bind().dialect.name == "sqlite":
        _change_sqlite(REQUIRED, OPTIONAL)
    else:
        op.alter_column("electors", "roll_entry_id", nullable=True)
        _keep_samples(0)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _change_sqlite(OPTIONAL, REQUIRED)
    else:
        op.alter_column("electors", "roll_entry_id", nullable=False)
        _keep_samples(-1)
    op.drop_column("polls", "held_at")
    op.drop_column("members", "deleted_at")
    op.drop_column("members", "last_seen_on")


def _keep_samples(size: int) -> None:
    for table, columns in SAMPLED.items():
        for column in columns:
            op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS {size}")


def _change_sqlite(before: str, after: str) -> None:
    """Change the words of a table in place, as SQLite describes it for what no ALTER can do.

    Made anew instead, the table would take the envelopes of its electors with it.
    """
    connection = op.get_bind()
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    connection.exec_driver_sql(
        "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = ?",
        (before, after, "electors"),
    )
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = OFF")
