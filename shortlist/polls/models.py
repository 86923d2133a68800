"""Tables of polls and their contests."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shortlist.db import Base, Id, Moment, Name, Prose, Word


class Poll(Base):
    """A poll: what it asks, when each stage is, and which steps have been taken."""

    __tablename__ = "polls"
    __table_args__ = (
        CheckConstraint("interest_opens_at < interest_closes_at", name="interest_order"),
        CheckConstraint("interest_closes_at <= shortlist_at", name="shortlist_order"),
        CheckConstraint("interest_closes_at <= information_opens_at", name="questions_order"),
        CheckConstraint(
            "(information_opens_at IS NULL) = (information_closes_at IS NULL) "
            "AND information_opens_at < information_closes_at "
            "AND information_closes_at <= shortlist_at",
            name="answers_order",
        ),
        CheckConstraint("shortlist_at <= opens_at", name="opens_order"),
        CheckConstraint("opens_at < closes_at", name="closes_order"),
        CheckConstraint("grace_seconds >= 0", name="grace_positive"),
    )

    id: Mapped[Id]
    slug: Mapped[Name] = mapped_column(unique=True)
    title: Mapped[Name]
    description: Mapped[Prose]
    source_note: Mapped[Prose] = mapped_column(default="")
    time_zone: Mapped[Word]
    interest_opens_at: Mapped[Moment]
    interest_closes_at: Mapped[Moment]
    information_opens_at: Mapped[datetime | None]
    information_closes_at: Mapped[datetime | None]
    shortlist_at: Mapped[Moment]
    opens_at: Mapped[Moment]
    closes_at: Mapped[Moment]
    grace_seconds: Mapped[int] = mapped_column(default=600)
    results_at: Mapped[Moment]
    slate_at: Mapped[Moment]
    times_moved: Mapped[int] = mapped_column(default=0)  # so that calendars know what is newer
    created_at: Mapped[Moment]
    announced_at: Mapped[datetime | None]
    ready_at: Mapped[datetime | None]
    trustees: Mapped[int] = mapped_column(default=0)  # how many hold its keys
    waits_for_trustees: Mapped[bool] = mapped_column(default=False)  # ready, but for their answers
    closed_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    counted_at: Mapped[datetime | None]
    results_published_at: Mapped[datetime | None]
    slate_published_at: Mapped[datetime | None]
    archived_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]  # its envelopes, after the challenge window
    held_at: Mapped[datetime | None]  # since when nothing of it is erased, while it is challenged
    voted: Mapped[int | None]  # how many electors had, kept when the envelopes were erased
    contests: Mapped[list["Contest"]] = relationship(  # without those that were dropped
        primaryjoin="and_(Poll.id == Contest.poll_id, Contest.dropped_at.is_(None))",
        order_by="Contest.position",
        lazy="selectin",
        back_populates="poll",
    )


class Contest(Base):
    """One set of seats within a poll, counted by itself; for one region's electors, or for all."""

    __tablename__ = "contests"
    __table_args__ = (
        UniqueConstraint("poll_id", "position"),
        CheckConstraint("seats > 0", name="seats_positive"),
    )

    id: Mapped[Id]
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id", ondelete="RESTRICT"), index=True)
    position: Mapped[int]
    title: Mapped[Name]
    seats: Mapped[int]
    rule: Mapped[Word]
    region: Mapped[Name | None]
    papers_shown: Mapped[Word] = mapped_column(default="by numbers")  # a `PapersShown`
    dropped_at: Mapped[datetime | None]  # for nobody stood in it
    poll: Mapped[Poll] = relationship(back_populates="contests", lazy="joined")


class BalanceGroup(Base):
    """A group that candidates of a contest are asked to declare, in just these words.

    `version` counts how often the words were changed; what is declared names the one that was read.
    """

    __tablename__ = "balance_groups"
    __table_args__ = (UniqueConstraint("contest_id", "name"),)

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contests.id", ondelete="CASCADE"))
    name: Mapped[Name]
    singular: Mapped[Name]
    words: Mapped[Prose]
    version: Mapped[int] = mapped_column(default=1)


class BalanceRule(Base):
    """A minimum or a maximum of the elected who are in any of the rule's parts."""

    __tablename__ = "balance_rules"
    __table_args__ = (
        UniqueConstraint("contest_id", "position"),
        CheckConstraint("sense IN ('>=', '<=')", name="sense_known"),
        CheckConstraint("number >= 0", name="number_positive"),
    )

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contests.id", ondelete="CASCADE"))
    position: Mapped[int]
    sense: Mapped[Word]
    number: Mapped[int]


class BalancePart(Base):
    """Whom a rule is about: who declares a group, lives in a region, or both."""

    __tablename__ = "balance_parts"
    __table_args__ = (
        CheckConstraint("group_id IS NOT NULL OR region IS NOT NULL", name="part_of_something"),
    )

    id: Mapped[Id]
    rule_id: Mapped[int] = mapped_column(
        ForeignKey("balance_rules.id", ondelete="CASCADE"), index=True
    )
    group_id: Mapped[int | None] = mapped_column(
        ForeignKey("balance_groups.id", ondelete="CASCADE"), index=True
    )
    region: Mapped[Name | None]
