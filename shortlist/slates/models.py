"""The tables of places, and of who was asked to take one before the slate was published."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shortlist.db import Base, Id, Moment, Name


class Asked(Base):
    """Somebody who was asked to be on a contest's slate: elected, or a reserve whose turn it was.

    Who was left out since is not on the slate, by their own choice.
    """

    __tablename__ = "asked"

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(
        ForeignKey("contests.id", ondelete="RESTRICT"), index=True
    )
    candidate_id: Mapped[int] = mapped_column(
        ForeignKey("candidates.id", ondelete="RESTRICT"), unique=True
    )
    asked_at: Mapped[Moment]
    reminded_at: Mapped[datetime | None]
    left_out_at: Mapped[datetime | None]


class Place(Base):
    """One position on a contest's slate, or among its reserves."""

    __tablename__ = "places"
    __table_args__ = (
        UniqueConstraint("contest_id", "is_reserve", "position"),
        CheckConstraint("position > 0", name="position_positive"),
    )

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(
        ForeignKey("contests.id", ondelete="RESTRICT"), index=True
    )
    is_reserve: Mapped[bool]
    position: Mapped[int]
    candidate_id: Mapped[int] = mapped_column(
        ForeignKey("candidates.id", ondelete="RESTRICT"), unique=True
    )
    record_digest: Mapped[Name]
