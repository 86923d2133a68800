"""The table of proposals."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shortlist.db import Base, Id, Moment, Prose, Word
from shortlist.members.models import Member

LIVE = "called_off_at IS NULL AND done_at IS NULL"


class Proposal(Base):
    """A change of a poll that one officer has proposed, and what became of it.

    `terms` says exactly what is proposed, as canonical JSON of texts by their labels; `closes_at`
    is the new closing time of an extension, by which the database knows what may be written.
    """

    __tablename__ = "proposals"
    __table_args__ = (
        CheckConstraint(
            "change IN ('close', 'extend', 'open', 'publish results', 'publish slate')",
            name="change_known",
        ),
        CheckConstraint("approved_by_id <> proposed_by_id", name="two_people"),
        CheckConstraint(
            "(approved_by_id IS NULL) = (approved_at IS NULL)", name="approved_by_somebody"
        ),
        CheckConstraint("done_at IS NULL OR approved_at IS NOT NULL", name="done_if_approved"),
        CheckConstraint("done_at IS NULL OR called_off_at IS NULL", name="done_or_called_off"),
        CheckConstraint("(change = 'extend') = (closes_at IS NOT NULL)", name="new_close"),
        Index(
            "uq_proposals_live",
            "poll_id",
            "change",
            unique=True,
            sqlite_where=text(LIVE),
            postgresql_where=text(LIVE),
        ),
    )

    id: Mapped[Id]
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id", ondelete="RESTRICT"), index=True)
    change: Mapped[Word]
    terms: Mapped[Prose]
    closes_at: Mapped[datetime | None]
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="RESTRICT"))
    proposed_at: Mapped[Moment]
    approved_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="RESTRICT")
    )
    approved_at: Mapped[datetime | None]
    called_off_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    proposed_by: Mapped[Member] = relationship(foreign_keys=[proposed_by_id])
    approved_by: Mapped[Member | None] = relationship(foreign_keys=[approved_by_id])
