"""Tables of mailings, how far each is, and who declined what."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from shortlist.db import Base, Id, Moment, Name, Prose, Word


class Mailing(Base):
    """A notice to many: its words with placeholders, its pace, and how far it is.

    `audience` is how many there were to write to when it began. `sent`, `settled` and `uncertain`
    are a blind one's, whose parcels are deleted in the end. The next parcel may be begun at
    `paced_until`. `trouble` names why it does not move.
    """

    __tablename__ = "mailings"
    __table_args__ = (CheckConstraint("rate > 0", name="rate_positive"),)

    id: Mapped[Id]
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id", ondelete="CASCADE"), index=True)
    occasion: Mapped[Word]
    subject: Mapped[Name]
    body: Mapped[Prose]
    state: Mapped[Word] = mapped_column(index=True)
    rate: Mapped[int]
    starts_at: Mapped[datetime | None]
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("members.id", ondelete="SET NULL"))
    written_at: Mapped[Moment]
    began_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    paced_until: Mapped[datetime | None]
    audience: Mapped[int] = mapped_column(default=0)
    sent: Mapped[int] = mapped_column(default=0)
    settled: Mapped[int] = mapped_column(default=0)
    uncertain: Mapped[int] = mapped_column(default=0)
    trouble: Mapped[Name | None]


class Parcel(Base):
    """A stretch of a mailing's recipients, by number of roll entry, that one sender works off.

    All up to `after_id` are settled, and `at_id` is the one in hand: written before the message is
    handed over, so that whoever finds it knows of this one that its fate is unknown. In a blind
    mailing a parcel is begun and finished as a whole and says nothing of anybody in it.
    """

    __tablename__ = "mailing_parcels"
    __table_args__ = (
        Index(
            "ix_mailing_parcels_open",
            "mailing_id",
            "id",
            sqlite_where=text("state <> 'done'"),
            postgresql_where=text("state <> 'done'"),
        ),
    )

    id: Mapped[Id]
    mailing_id: Mapped[int] = mapped_column(
        ForeignKey("mailings.id", ondelete="CASCADE"), index=True
    )
    first_id: Mapped[int]
    last_id: Mapped[int]
    size: Mapped[int]
    state: Mapped[Word]
    attempt: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[Moment]  # when it may be taken; while it is held, when it may be taken over
    after_id: Mapped[int]
    at_id: Mapped[int | None]
    settled: Mapped[int] = mapped_column(default=0)
    sent: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)
    passed_over: Mapped[int] = mapped_column(default=0)
    uncertain: Mapped[int] = mapped_column(default=0)


class Straggler(Base):
    """A recipient whose message was put off, or whose fate is unknown; never of a blind mailing."""

    __tablename__ = "mailing_stragglers"
    __table_args__ = (UniqueConstraint("mailing_id", "entry_id"),)

    id: Mapped[Id]
    mailing_id: Mapped[int] = mapped_column(ForeignKey("mailings.id", ondelete="CASCADE"))
    parcel_id: Mapped[int] = mapped_column(
        ForeignKey("mailing_parcels.id", ondelete="CASCADE"), index=True
    )
    entry_id: Mapped[int] = mapped_column(
        ForeignKey("roll_entries.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[Word]
    attempts: Mapped[int]
    due_at: Mapped[Moment] = mapped_column(index=True)


class Declined(Base):
    """Somebody on the roll who wants no announcements."""

    __tablename__ = "declined_announcements"

    entry_id: Mapped[int] = mapped_column(
        ForeignKey("roll_entries.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    declined_at: Mapped[Moment]


class InvitationWanted(Base):
    """An address from which somebody asked for a lost invitation; deleted once it is answered."""

    __tablename__ = "invitations_wanted"

    id: Mapped[Id]
    address: Mapped[str]
    asked_at: Mapped[Moment]
