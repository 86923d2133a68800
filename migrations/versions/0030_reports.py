"""Confidential reports: sealed bytes, days and numbers."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "report_keys",
        sa.Column("id", KEY, nullable=False),
        sa.Column("member_id", KEY, nullable=False),
        sa.Column("public", sa.LargeBinary(length=65), nullable=False),
        sa.Column("private", sa.LargeBinary(), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        _link("report_keys", "member_id", "members", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_keys")),
        sa.UniqueConstraint("member_id", name=op.f("uq_report_keys_member_id")),
    )
    op.create_table(
        "report_cases",
        sa.Column("id", KEY, nullable=False),
        sa.Column("ref", sa.LargeBinary(length=16), nullable=False),
        sa.Column("lookup", sa.LargeBinary(length=16), nullable=False),
        sa.Column("public", sa.LargeBinary(length=65), nullable=False),
        sa.Column("private", sa.LargeBinary(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("assigned_to_id", KEY, nullable=True),
        sa.Column("waits_for_officers", sa.Boolean(), nullable=False),
        _link("report_cases", "assigned_to_id", "members", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_cases")),
        sa.UniqueConstraint("lookup", name=op.f("uq_report_cases_lookup")),
        sa.UniqueConstraint("ref", name=op.f("uq_report_cases_ref")),
    )
    op.create_table(
        "report_messages",
        sa.Column("id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("number", KEY, nullable=False),
        sa.Column("by_reporter", sa.Boolean(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        _link("report_messages", "case_id", "report_cases", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_messages")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_report_messages_case_id_number")),
    )
    op.create_table(
        "report_copies",
        sa.Column("id", KEY, nullable=False),
        sa.Column("message_id", KEY, nullable=False),
        sa.Column("key_id", KEY, nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        _link("report_copies", "message_id", "report_messages", "RESTRICT"),
        _link("report_copies", "key_id", "report_keys", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_copies")),
        sa.UniqueConstraint(
            "message_id", "key_id", name=op.f("uq_report_copies_message_id_key_id")
        ),
    )
    op.create_index(op.f("ix_report_copies_key_id"), "report_copies", ["key_id"])
    op.create_table(
        "report_files",
        sa.Column("id", KEY, nullable=False),
        sa.Column("message_id", KEY, nullable=False),
        sa.Column("position", KEY, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        _link("report_files", "message_id", "report_messages", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_files")),
        sa.UniqueConstraint(
            "message_id", "position", name=op.f("uq_report_files_message_id_position")
        ),
    )
    op.create_table(
        "report_reads",
        sa.Column("id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("member_id", KEY, nullable=True),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        _link("report_reads", "case_id", "report_cases", "RESTRICT"),
        _link("report_reads", "member_id", "members", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_reads")),
    )


def downgrade() -> None:
    for table in "reads files copies messages cases keys".split():
        op.drop_table(f"report_{table}")


def _link(table: str, column: str, to: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, ondelete=ondelete)
