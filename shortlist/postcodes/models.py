"""Tables of an imported postcode directory; nothing in them is of a person."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from shortlist.db import Base, Id, Moment, Word


class PostcodeDirectory(Base):
    """The directory in use, by its edition ("May 2026"); an import takes its place."""

    __tablename__ = "postcode_directories"

    id: Mapped[Id]
    edition: Mapped[Word]
    imported_at: Mapped[Moment]
    answers: Mapped[int]


class PostcodeAnswer(Base):
    """The regions in which all postcodes lie that begin so: codes, parted by spaces."""

    __tablename__ = "postcode_answers"

    beginning: Mapped[str] = mapped_column(String(8), primary_key=True)
    regions: Mapped[str] = mapped_column(String(200))
