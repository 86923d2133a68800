"""The table of what two officers agree on about a third person."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shortlist.db import Base, Id, Moment, Word
from shortlist.members.models import Member


class OfficeProposal(Base):
    """An office to be granted or ended, or second factors to be reset, and what became of it."""

    __tablename__ = "office_proposals"
    __table_args__ = (
        CheckConstraint("change IN ('grant', 'end', 'reset')", name="change_known"),
        CheckConstraint("approved_by_id <> proposed_by_id", name="two_people"),
        CheckConstraint(
            "member_id <> proposed_by_id AND (approved_by_id IS NULL "
            "OR member_id <> approved_by_id)",
            name="about_a_third",
        ),
        CheckConstraint(
            "(approved_by_id IS NULL) = (approved_at IS NULL)", name="approved_by_somebody"
        ),
        CheckConstraint(
            "approved_at IS NULL OR called_off_at IS NULL", name="approved_or_called_off"
        ),
        CheckConstraint("(change = 'reset') = (role IS NULL)", name="role_given"),
        CheckConstraint("(change = 'grant') = (expires_at IS NOT NULL)", name="end_given"),
    )

    id: Mapped[Id]
    change: Mapped[Word]
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    role: Mapped[Word | None]
    poll_id: Mapped[int | None] = mapped_column(
        ForeignKey("polls.id", ondelete="CASCADE"), index=True
    )
    expires_at: Mapped[datetime | None]
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="RESTRICT"))
    proposed_at: Mapped[Moment]
    approved_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="RESTRICT")
    )
    approved_at: Mapped[datetime | None]
    called_off_at: Mapped[datetime | None]
    member: Mapped[Member] = relationship(foreign_keys=[member_id])
    proposed_by: Mapped[Member] = relationship(foreign_keys=[proposed_by_id])
