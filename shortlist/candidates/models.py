"""Tables of candidates, what was decided of them, their balance, and what they agreed to."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shortlist.candidates.rules import State
from shortlist.db import Base, Id, Moment, Name, Prose, Word
from shortlist.language import say


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
    reminded_at: Mapped[datetime | None]  # to countersign the shortlist
    # They came with papers, and nobody behind them has an account: who was erased had one.
    from_outside: Mapped[bool] = mapped_column(default=False)
    withdrawal: Mapped["Withdrawal | None"] = relationship(
        lazy="joined", cascade="all, delete-orphan", passive_deletes=True
    )

    @property
    def can_be_asked(self) -> bool:
        """Say whether they have to agree to what is published; papers from outside ask nobody."""
        return not self.from_outside

    @property
    def has_withdrawn(self) -> bool:
        """Say whether they withdrew, before the count or after it."""
        return self.withdrawal is not None or self.state == State.WITHDRAWN

    @property
    def home_line(self) -> str:
        """Return what lists say below the name: that they have withdrawn, region, local party."""
        parts = (say("has withdrawn") if self.has_withdrawn else "", self.region, self.local_party)
        line = " · ".join(part for part in parts if part)
        return line[:1].upper() + line[1:]

    @property
    def shown_name(self) -> str:
        """Return the name, with a mark for whoever has withdrawn."""
        return say("%(name)s (withdrawn)", name=self.name) if self.has_withdrawn else self.name


class Withdrawal(Base):
    """That a candidate withdrew or was taken off the paper, when, why, and what it did.

    Before the paper is fixed it is forgotten when they are accepted again; after that it stays.
    """

    __tablename__ = "withdrawals"
    __table_args__ = (
        CheckConstraint(
            "effect IN ('off the paper', 'marked on the paper', 'not counted', "
            "'no place on the slate', 'noted on the slate')",
            name="effect_known",
        ),
        CheckConstraint(
            "reason IN ('own wish', 'asked', 'ineligible', 'not countersigned')",
            name="reason_known",
        ),
    )

    id: Mapped[Id]
    candidate_id: Mapped[int] = mapped_column(
        ForeignKey("candidates.id", ondelete="CASCADE"), unique=True
    )
    withdrawn_at: Mapped[Moment]
    effect: Mapped[Word]
    reason: Mapped[Word]


class Countersignature(Base):
    """That a candidate agreed to a page that names them, exactly as it was shown."""

    __tablename__ = "countersignatures"
    __table_args__ = (
        UniqueConstraint("candidate_id", "page", "version"),
        CheckConstraint("page IN ('shortlist', 'slate')", name="page_known"),
    )

    id: Mapped[Id]
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id", ondelete="CASCADE"))
    page: Mapped[Word]
    version: Mapped[Name]
    countersigned_at: Mapped[Moment]


class FixedBalance(Base):
    """The balance rules of a contest and who counts among whom, fixed when the paper is.

    `body` is canonical JSON, as it stands in the manifest.
    """

    __tablename__ = "fixed_balances"

    contest_id: Mapped[int] = mapped_column(
        ForeignKey("contests.id", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )
    body: Mapped[Prose]
