"""Tables of the call for interest and of announcements."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shortlist.db import Base, Id, Moment, Name, Prose, Word


class Call(Base):
    """The call for interest of a poll: when it was saved, and which words everybody reads."""

    __tablename__ = "calls"

    poll_id: Mapped[int] = mapped_column(
        ForeignKey("polls.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    saved_at: Mapped[Moment]
    first_published_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    sections: Mapped[list["CallSection"]] = relationship(lazy="selectin")


class CallSection(Base):
    """The words of one part of a call: the draft, and what is published of it."""

    __tablename__ = "call_sections"
    __table_args__ = (UniqueConstraint("poll_id", "section"),)

    id: Mapped[Id]
    poll_id: Mapped[int] = mapped_column(ForeignKey("calls.poll_id", ondelete="CASCADE"))
    section: Mapped[Word]  # a `Section`
    draft: Mapped[Prose]
    published: Mapped[Prose]


class Announcement(Base):
    """Something an organiser told everybody; it does not change, a correction is a later one."""

    __tablename__ = "announcements"

    id: Mapped[Id]
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id", ondelete="RESTRICT"), index=True)
    title: Mapped[Name]
    text: Mapped[Prose]
    published_at: Mapped[Moment]
    corrects_id: Mapped[int | None] = mapped_column(
        ForeignKey("announcements.id", ondelete="RESTRICT"), unique=True
    )
