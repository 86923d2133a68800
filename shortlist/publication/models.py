"""The table of check codes as they are published: short lists by how a code begins."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from shortlist.db import Base, Prose


class CodeBucket(Base):
    """The published papers of a contest whose check codes begin alike, a line each.

    `start` has no, one or two characters, and as many in all buckets of a contest: a single list
    of a small contest begins with nothing. A bucket is written when results are published and
    never changes.
    """

    __tablename__ = "code_buckets"

    contest_id: Mapped[int] = mapped_column(
        ForeignKey("contests.id", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )
    start: Mapped[str] = mapped_column(String(2), primary_key=True)
    lines: Mapped[Prose]
