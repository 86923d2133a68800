"""Tables of the board: members' questions, candidates' replies with their versions, reports."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shortlist.db import Base, Id, Moment, Prose, Word


class BoardQuestion(Base):
    """A question that a member asked, what became of it, and why."""

    __tablename__ = "board_questions"
    __table_args__ = (
        CheckConstraint(
            "state IN ('waiting', 'published', 'declined', 'merged')", name="state_known"
        ),
    )

    id: Mapped[Id]
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id", ondelete="RESTRICT"), index=True)
    member_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="SET NULL"), index=True
    )
    text: Mapped[Prose]
    state: Mapped[Word]
    asked_at: Mapped[Moment]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("members.id", ondelete="SET NULL"))
    reason: Mapped[Prose] = mapped_column(default="")
    merged_into_id: Mapped[int | None] = mapped_column(
        ForeignKey("board_questions.id", ondelete="SET NULL")
    )


class Reply(Base):
    """What a candidate replies to a question; hidden where organisers have taken it down."""

    __tablename__ = "replies"
    __table_args__ = (UniqueConstraint("question_id", "candidate_id"),)

    id: Mapped[Id]
    question_id: Mapped[int] = mapped_column(ForeignKey("board_questions.id", ondelete="CASCADE"))
    candidate_id: Mapped[int] = mapped_column(
        ForeignKey("candidates.id", ondelete="RESTRICT"), index=True
    )
    text: Mapped[Prose]
    first_sent_at: Mapped[Moment]
    sent_at: Mapped[Moment]
    hidden_at: Mapped[datetime | None]
    why_hidden: Mapped[Prose] = mapped_column(default="")
    versions: Mapped[list["ReplyVersion"]] = relationship(
        order_by="ReplyVersion.number", lazy="selectin"
    )


class ReplyVersion(Base):
    """A reply as it was published; it does not change, a change is a later version."""

    __tablename__ = "reply_versions"
    __table_args__ = (UniqueConstraint("reply_id", "number"),)

    id: Mapped[Id]
    reply_id: Mapped[int] = mapped_column(ForeignKey("replies.id", ondelete="CASCADE"))
    number: Mapped[int]
    text: Mapped[Prose]
    sent_at: Mapped[Moment]


class ReplyReport(Base):
    """A member tells organisers that something is wrong with a reply."""

    __tablename__ = "reply_reports"
    __table_args__ = (UniqueConstraint("reply_id", "member_id"),)

    id: Mapped[Id]
    reply_id: Mapped[int] = mapped_column(ForeignKey("replies.id", ondelete="CASCADE"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id", ondelete="SET NULL"))
    reason: Mapped[Prose]
    reported_at: Mapped[Moment]
    handled_at: Mapped[datetime | None]
