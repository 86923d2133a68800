"""Tables of what a poll offers to pay, and of who asks for it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shortlist.db import Base, Id, Moment, Prose, Word


class BursaryOffer(Base):
    """What a poll pays those who stand; once interest has opened it only gets better."""

    __tablename__ = "bursary_offers"
    __table_args__ = (
        UniqueConstraint("poll_id"),
        CheckConstraint("most_pounds > 0", name="most_positive"),
    )

    id: Mapped[Id]
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id", ondelete="CASCADE"))
    pays: Mapped[Prose]
    most_pounds: Mapped[int]
    closes_at: Mapped[Moment]


class BursaryApplication(Base):
    """What somebody asks for, and the decision on it, which is taken once."""

    __tablename__ = "bursary_applications"
    __table_args__ = (
        UniqueConstraint("poll_id", "member_id"),
        CheckConstraint("pounds > 0", name="pounds_positive"),
        CheckConstraint("outcome IN ('granted', 'refused')", name="outcome_known"),
        CheckConstraint("(outcome IS NULL) = (decided_at IS NULL)", name="decided_whole"),
        CheckConstraint(
            "(granted_pounds IS NOT NULL) = (outcome IS NOT NULL AND outcome = 'granted')",
            name="granted_whole",
        ),
        CheckConstraint(
            "granted_pounds > 0 AND granted_pounds <= pounds", name="granted_within_asked"
        ),
        CheckConstraint("decided_by_id <> member_id", name="decided_by_another"),
    )

    id: Mapped[Id]
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id", ondelete="RESTRICT"))
    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="RESTRICT"), index=True
    )
    version: Mapped[int]  # counts from 1, so that nobody decides on what they have not read
    purpose: Mapped[Prose]
    pounds: Mapped[int]
    sent_at: Mapped[Moment]
    outcome: Mapped[Word | None]
    granted_pounds: Mapped[int | None]
    reason: Mapped[Prose | None]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("members.id", ondelete="SET NULL"))
