"""The table of places."""

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shortlist.db import Base, Id, Name


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
