"""Tables of hustings, of the candidates who speak there, and of the members who come."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shortlist.db import Base, Id, Moment, Name, Prose, Word


class Husting(Base):
    """A meeting with the candidates of a poll."""

    __tablename__ = "hustings"
    __table_args__ = (CheckConstraint("starts_at < ends_at", name="times_order"),)

    id: Mapped[Id]
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id", ondelete="RESTRICT"), index=True)
    title: Mapped[Name]
    starts_at: Mapped[Moment]
    ends_at: Mapped[Moment]
    place: Mapped[Name]
    link: Mapped[Prose]
    capacity: Mapped[int | None]
    sequence: Mapped[int] = mapped_column(default=0)  # so that calendars know what is newer
    made_at: Mapped[Moment]
    cancelled_at: Mapped[datetime | None]
    why_cancelled: Mapped[Prose] = mapped_column(default="")
    recording: Mapped[Prose] = mapped_column(default="")


class Speaker(Base):
    """What a candidate says about coming."""

    __tablename__ = "husting_speakers"
    __table_args__ = (
        UniqueConstraint("husting_id", "candidate_id"),
        CheckConstraint("says IN ('yes', 'maybe', 'no')", name="says_known"),
    )

    id: Mapped[Id]
    husting_id: Mapped[int] = mapped_column(ForeignKey("hustings.id", ondelete="CASCADE"))
    candidate_id: Mapped[int] = mapped_column(
        ForeignKey("candidates.id", ondelete="RESTRICT"), index=True
    )
    says: Mapped[Word]
    said_at: Mapped[Moment]


class Attendance(Base):
    """A member says that they come; a row goes when they step back."""

    __tablename__ = "husting_attendances"
    __table_args__ = (UniqueConstraint("husting_id", "member_id"),)

    id: Mapped[Id]
    husting_id: Mapped[int] = mapped_column(ForeignKey("hustings.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    said_at: Mapped[Moment]
