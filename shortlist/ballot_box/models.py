"""Tables of openings, papers and batches of papers from outside."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shortlist.db import Base, Id, Moment, Name, Prose


class Opening(Base):
    """What came out of a contest's closed box, in numbers."""

    __tablename__ = "openings"

    contest_id: Mapped[int] = mapped_column(
        ForeignKey("contests.id", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )
    envelopes: Mapped[int]
    by_server: Mapped[int]
    papers: Mapped[int]
    undecryptable: Mapped[int]
    duplicate: Mapped[int]
    opened_at: Mapped[Moment]
    statement: Mapped[Prose | None]  # signed by the log's key; None of older openings


class Paper(Base):
    """An opened ballot: its tracker and the candidates' numbers in order, one byte each."""

    __tablename__ = "papers"

    contest_id: Mapped[int] = mapped_column(
        ForeignKey("contests.id", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )
    tracker: Mapped[bytes] = mapped_column(LargeBinary(10), primary_key=True)
    preferences: Mapped[bytes] = mapped_column(LargeBinary(255))


class PaperBatch(Base):
    """Papers brought in from outside as one BLT file, with their source and who brought them.

    A batch without `imported_at` has been checked and waits to be confirmed; it is not counted.
    """

    __tablename__ = "paper_batches"
    __table_args__ = (UniqueConstraint("contest_id", "sha256"),)

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contests.id", ondelete="RESTRICT"))
    title: Mapped[Name]
    source: Mapped[Prose]
    file_name: Mapped[Name]
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32))
    blt: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    papers: Mapped[int]
    imported_at: Mapped[datetime | None]
    by_member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id", ondelete="SET NULL"))
