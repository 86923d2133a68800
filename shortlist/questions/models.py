"""Tables of the questions of a poll, of the answers to them, and of every version that was sent."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shortlist.db import Base, Id, Moment, Prose, Word


class Question(Base):
    """A question to everybody who stands.

    Once it is asked it does not change: a change is a new question that replaces it.
    """

    __tablename__ = "questions"
    __table_args__ = (
        CheckConstraint("kind IN ('text', 'choice', 'video')", name="kind_known"),
        Index(
            "uq_questions_in_order",
            "poll_id",
            "position",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[Id]
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id", ondelete="CASCADE"))
    position: Mapped[int]
    kind: Mapped[Word]
    prompt: Mapped[Prose]
    hint: Mapped[Prose]
    most_words: Mapped[int]
    options: Mapped[Prose]  # one on each line
    is_optional: Mapped[bool]
    made_at: Mapped[Moment]
    replaces_id: Mapped[int | None] = mapped_column(
        ForeignKey("questions.id", ondelete="CASCADE"), unique=True
    )
    ended_at: Mapped[datetime | None]  # replaced, or taken out, after it had been asked
    why_ended: Mapped[Prose] = mapped_column(default="")


class AnswerSheet(Base):
    """What one member answers in one poll: when it was saved, sent, asked for, and reopened."""

    __tablename__ = "answer_sheets"
    __table_args__ = (UniqueConstraint("poll_id", "member_id"),)

    id: Mapped[Id]
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id", ondelete="RESTRICT"))
    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="RESTRICT"), index=True
    )
    saved_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    reopened_until: Mapped[datetime | None]


class Answer(Base):
    """One answer: the draft, and what was sent last."""

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("sheet_id", "question_id"),)

    id: Mapped[Id]
    sheet_id: Mapped[int] = mapped_column(ForeignKey("answer_sheets.id", ondelete="CASCADE"))
    question_id: Mapped[int] = mapped_column(
        ForeignKey("questions.id", ondelete="RESTRICT"), index=True
    )
    draft: Mapped[Prose]
    sent: Mapped[Prose] = mapped_column(default="")
    first_sent_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    is_late: Mapped[bool] = mapped_column(default=False)
    versions: Mapped[list["AnswerVersion"]] = relationship(order_by="AnswerVersion.number")


class AnswerVersion(Base):
    """An answer as it was sent; it does not change, a change is a later version."""

    __tablename__ = "answer_versions"
    __table_args__ = (UniqueConstraint("answer_id", "number"),)

    id: Mapped[Id]
    answer_id: Mapped[int] = mapped_column(ForeignKey("answers.id", ondelete="CASCADE"))
    number: Mapped[int]
    text: Mapped[Prose]
    sent_at: Mapped[Moment]
    is_late: Mapped[bool]


class Reopening(Base):
    """One candidate's answers were opened again after the deadline: why, by whom, and how long."""

    __tablename__ = "answer_reopenings"

    id: Mapped[Id]
    sheet_id: Mapped[int] = mapped_column(
        ForeignKey("answer_sheets.id", ondelete="CASCADE"), index=True
    )
    reason: Mapped[Prose]
    reopened_at: Mapped[Moment]
    until_at: Mapped[Moment]
    reopened_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="SET NULL")
    )
