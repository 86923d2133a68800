"""Questions to candidates, their answers, every version that was sent, and leave to answer late."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
TABLES = ("answer_reopenings", "answer_versions", "answers", "answer_sheets", "questions")
STILL_ASKED = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "questions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("poll_id", KEY, nullable=False),
        sa.Column("position", KEY, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("hint", sa.Text(), nullable=False),
        sa.Column("most_words", KEY, nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("is_optional", sa.Boolean(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("replaces_id", KEY, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("why_ended", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('text', 'choice', 'video')", name=op.f("ck_questions_kind_known")
        ),
        _to("questions", "poll_id", "polls", "CASCADE"),
        _to("questions", "replaces_id", "questions", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_questions_replaces_id")),
    )
    op.create_index(
        "uq_questions_in_order",
        "questions",
        ["poll_id", "position"],
        unique=True,
        sqlite_where=STILL_ASKED,
        postgresql_where=STILL_ASKED,
    )
    op.create_table(
        "answer_sheets",
        sa.Column("id", KEY, nullable=False),
        sa.Column("poll_id", KEY, nullable=False),
        sa.Column("member_id", KEY, nullable=False),
        sa.Column("saved_at", MOMENT, nullable=True),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("reminded_at", MOMENT, nullable=True),
        sa.Column("reopened_until", MOMENT, nullable=True),
        _to("answer_sheets", "poll_id", "polls", "RESTRICT"),
        _to("answer_sheets", "member_id", "members", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_sheets")),
        sa.UniqueConstraint(
            "poll_id", "member_id", name=op.f("uq_answer_sheets_poll_id_member_id")
        ),
    )
    op.create_index(op.f("ix_answer_sheets_member_id"), "answer_sheets", ["member_id"])
    op.create_table(
        "answers",
        sa.Column("id", KEY, nullable=False),
        sa.Column("sheet_id", KEY, nullable=False),
        sa.Column("question_id", KEY, nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("sent", sa.Text(), nullable=False),
        sa.Column("first_sent_at", MOMENT, nullable=True),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        _to("answers", "sheet_id", "answer_sheets", "CASCADE"),
        _to("answers", "question_id", "questions", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
        sa.UniqueConstraint(
            "sheet_id", "question_id", name=op.f("uq_answers_sheet_id_question_id")
        ),
    )
    op.create_index(op.f("ix_answers_question_id"), "answers", ["question_id"])
    op.create_table(
        "answer_versions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("answer_id", KEY, nullable=False),
        sa.Column("number", KEY, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        _to("answer_versions", "answer_id", "answers", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_versions")),
        sa.UniqueConstraint(
            "answer_id", "number", name=op.f("uq_answer_versions_answer_id_number")
        ),
    )
    op.create_table(
        "answer_reopenings",
        sa.Column("id", KEY, nullable=False),
        sa.Column("sheet_id", KEY, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reopened_at", MOMENT, nullable=False),
        sa.Column("until_at", MOMENT, nullable=False),
        sa.Column("reopened_by_id", KEY, nullable=True),
        _to("answer_reopenings", "sheet_id", "answer_sheets", "CASCADE"),
        _to("answer_reopenings", "reopened_by_id", "members", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_reopenings")),
    )
    op.create_index(op.f("ix_answer_reopenings_sheet_id"), "answer_reopenings", ["sheet_id"])


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _to(table: str, column: str, other: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete
    )
