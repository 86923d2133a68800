"""The table of records."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from shortlist.db import Base, Moment, Name, Prose


class CountRecord(Base):
    """The record of one contest's count: canonical JSON as the engine wrote it."""

    __tablename__ = "count_records"

    contest_id: Mapped[int] = mapped_column(
        ForeignKey("contests.id", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )
    body: Mapped[Prose]
    digest: Mapped[Name]
    reserves: Mapped[Prose]
    counted_at: Mapped[Moment]
