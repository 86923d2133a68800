"""Tables of candidates, of the decisions that made them, and of the balance they are to keep."""

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shortlist.db import Base, Id, Moment, Name, Prose, Word


class Decision(Base):
    """What an organiser decided on an expression, and why."""

    __tablename__ = "decisions"
    __table_args__ = (CheckConstraint("outcome IN ('accepted', 'declined')", name="outcome_known"),)

    id: Mapped[Id]
    expression_id: Mapped[int] = mapped_column(
        ForeignKey("expressions.id", ondelete="RESTRICT"), unique=True
    )
    outcome: Mapped[Word]
    reason: Mapped[Prose]
    decided_at: Mapped[Moment]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("members.id", ondelete="SET NULL"))


class Candidate(Base):
    """A person on the paper of a contest; numbered from 1 when the contest is made ready."""

    __tablename__ = "candidates"
    __table_args__ = (
        UniqueConstraint("contest_id", "number"),
        CheckConstraint("state IN ('standing', 'withdrawn')", name="state_known"),
    )

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(
        ForeignKey("contests.id", ondelete="RESTRICT"), index=True
    )
    expression_id: Mapped[int | None] = mapped_column(
        ForeignKey("expressions.id", ondelete="RESTRICT"), unique=True
    )
    number: Mapped[int | None]
    name: Mapped[Name]
    local_party: Mapped[Name]
    region: Mapped[Name]
    statement: Mapped[Prose]
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("photos.id", ondelete="RESTRICT"))
    state: Mapped[Word]
    created_at: Mapped[Moment]


class FixedBalance(Base):
    """The balance rules of a contest and who counts among whom, fixed when the paper is.

    `body` is canonical JSON, as it stands in the manifest.
    """

    __tablename__ = "fixed_balances"

    contest_id: Mapped[int] = mapped_column(
        ForeignKey("contests.id", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )
    body: Mapped[Prose]
