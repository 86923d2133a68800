"""The board: members' questions, candidates' replies with every version, reports."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
TABLES = ("reply_reports", "reply_versions", "replies", "board_questions")


def upgrade() -> None:
    op.create_table(
        "board_questions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("poll_id", KEY, nullable=False),
        sa.Column("member_id", KEY, nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by_id", KEY, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("merged_into_id", KEY, nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'published', 'declined', 'merged')",
            name=op.f("ck_board_questions_state_known"),
        ),
        _to("board_questions", "poll_id", "polls", "RESTRICT"),
        _to("board_questions", "member_id", "members", "SET NULL"),
        _to("board_questions", "decided_by_id", "members", "SET NULL"),
        _to("board_questions", "merged_into_id", "board_questions", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_questions")),
    )
    op.create_index(op.f("ix_board_questions_poll_id"), "board_questions", ["poll_id"])
    op.create_index(op.f("ix_board_questions_member_id"), "board_questions", ["member_id"])
    op.create_table(
        "replies",
        sa.Column("id", KEY, nullable=False),
        sa.Column("question_id", KEY, nullable=False),
        sa.Column("candidate_id", KEY, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("first_sent_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("hidden_at", MOMENT, nullable=True),
        sa.Column("why_hidden", sa.Text(), nullable=False),
        _to("replies", "question_id", "board_questions", "CASCADE"),
        _to("replies", "candidate_id", "candidates", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replies")),
        sa.UniqueConstraint(
            "question_id", "candidate_id", name=op.f("uq_replies_question_id_candidate_id")
        ),
    )
    op.create_index(op.f("ix_replies_candidate_id"), "replies", ["candidate_id"])
    op.create_table(
        "reply_versions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("reply_id", KEY, nullable=False),
        sa.Column("number", KEY, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        _to("reply_versions", "reply_id", "replies", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_versions")),
        sa.UniqueConstraint("reply_id", "number", name=op.f("uq_reply_versions_reply_id_number")),
    )
    op.create_table(
        "reply_reports",
        sa.Column("id", KEY, nullable=False),
        sa.Column("reply_id", KEY, nullable=False),
        sa.Column("member_id", KEY, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reported_at", MOMENT, nullable=False),
        sa.Column("handled_at", MOMENT, nullable=True),
        _to("reply_reports", "reply_id", "replies", "CASCADE"),
        _to("reply_reports", "member_id", "members", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_reports")),
        sa.UniqueConstraint(
            "reply_id", "member_id", name=op.f("uq_reply_reports_reply_id_member_id")
        ),
    )


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _to(table: str, column: str, other: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete
    )
