"""Tables of what a poll asks, of conflicts of interest, of spending, and of reminders."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shortlist.db import Base, Id, Moment, Name, Prose


class DeclarationPlan(Base):
    """What candidates of a poll are asked to declare; it stays once interest has opened.

    Its deadline alone moves, where the shortlist does.
    """

    __tablename__ = "declaration_plans"
    __table_args__ = (
        UniqueConstraint("poll_id"),
        CheckConstraint(
            "(spending_limit IS NULL) = (spending_due_at IS NULL)", name="spending_whole"
        ),
    )

    id: Mapped[Id]
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id", ondelete="CASCADE"))
    asks_conflicts: Mapped[bool]
    spending_limit: Mapped[int | None]  # in pounds
    spending_due_at: Mapped[datetime | None]


class ConflictDeclaration(Base):
    """A version of what somebody declares about conflicts of interest; "" for none."""

    __tablename__ = "conflict_declarations"
    __table_args__ = (UniqueConstraint("poll_id", "member_id", "number"),)

    id: Mapped[Id]
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id", ondelete="RESTRICT"))
    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="RESTRICT"), index=True
    )
    number: Mapped[int]
    text: Mapped[Prose]
    declared_at: Mapped[Moment]


class SpendingEntry(Base):
    """A version of an item that somebody spent; a correction is a later version of the item."""

    __tablename__ = "spending_entries"
    __table_args__ = (
        UniqueConstraint("poll_id", "member_id", "item", "version"),
        CheckConstraint("pence > 0", name="pence_positive"),
    )

    id: Mapped[Id]
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id", ondelete="RESTRICT"))
    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="RESTRICT"), index=True
    )
    item: Mapped[int]  # counts from 1
    version: Mapped[int]
    spent_on: Mapped[date] = mapped_column(Date)
    what: Mapped[Prose]
    pence: Mapped[int]
    paid_by: Mapped[Name]
    is_taken_out: Mapped[bool]
    reason: Mapped[Prose]  # of a correction
    entered_at: Mapped[Moment]


class SpendingStatement(Base):
    """Somebody states that the items are all that was spent, at a moment, with their total."""

    __tablename__ = "spending_statements"

    id: Mapped[Id]
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id", ondelete="RESTRICT"), index=True)
    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="RESTRICT"), index=True
    )
    pence: Mapped[int]
    stated_at: Mapped[Moment]


class DeclarationReminder(Base):
    """When somebody was reminded last of what they have not declared."""

    __tablename__ = "declaration_reminders"
    __table_args__ = (UniqueConstraint("poll_id", "member_id"),)

    id: Mapped[Id]
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id", ondelete="RESTRICT"))
    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="RESTRICT"), index=True
    )
    reminded_at: Mapped[Moment]
