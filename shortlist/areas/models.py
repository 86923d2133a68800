"""Tables of area plans: areas with their regions, who runs, and each area's order."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shortlist.db import Base, Id, Moment, Name, Prose


class AreaPlan(Base):
    """A plan for a poll's slate: a draft until it is published, and never changed after that.

    `assumptions`, `comparison` and `sweep` are JSON: what the simulation took for granted, what
    each way of voting wins, and what each number of candidates wins; the last two are empty until
    they were simulated. `replaces_id` is the published plan that this one took the place of.
    """

    __tablename__ = "area_plans"

    id: Mapped[Id]
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id", ondelete="RESTRICT"), index=True)
    made_at: Mapped[Moment]
    published_at: Mapped[datetime | None]
    replaces_id: Mapped[int | None] = mapped_column(
        ForeignKey("area_plans.id", ondelete="RESTRICT"), unique=True
    )
    assumptions: Mapped[Prose]
    comparison: Mapped[Prose]
    sweep: Mapped[Prose]
    areas: Mapped[list["Area"]] = relationship(
        order_by="Area.position",
        lazy="selectin",
        cascade="all, delete-orphan",
        back_populates="plan",
    )
    runners: Mapped[list["Runner"]] = relationship(
        order_by="Runner.number", lazy="selectin", cascade="all, delete-orphan"
    )


class Runner(Base):
    """A candidate of a plan, numbered from 1 in the slate's order; `home` is a region's code."""

    __tablename__ = "area_runners"
    __table_args__ = (
        UniqueConstraint("plan_id", "number"),
        UniqueConstraint("plan_id", "candidate_id"),
        CheckConstraint("number > 0", name="number_positive"),
    )

    id: Mapped[Id]
    plan_id: Mapped[int] = mapped_column(ForeignKey("area_plans.id", ondelete="CASCADE"))
    number: Mapped[int]
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id", ondelete="RESTRICT"))
    home: Mapped[Name | None]


class Area(Base):
    """A group of regions asked to vote alike; numbered from 1, the heaviest first."""

    __tablename__ = "areas"
    __table_args__ = (
        UniqueConstraint("plan_id", "position"),
        CheckConstraint("position > 0", name="position_positive"),
    )

    id: Mapped[Id]
    plan_id: Mapped[int] = mapped_column(ForeignKey("area_plans.id", ondelete="CASCADE"))
    position: Mapped[int]
    plan: Mapped[AreaPlan] = relationship(back_populates="areas", lazy="joined")
    regions: Mapped[list["AreaRegion"]] = relationship(
        order_by="AreaRegion.id", lazy="selectin", cascade="all, delete-orphan"
    )
    ranks: Mapped[list["AreaRank"]] = relationship(
        order_by="AreaRank.position", lazy="selectin", cascade="all, delete-orphan"
    )


class AreaRegion(Base):
    """A region of an area: its code, and its share of the members in hundredths of a per cent."""

    __tablename__ = "area_regions"
    __table_args__ = (
        UniqueConstraint("area_id", "code"),
        CheckConstraint("weight >= 0", name="weight_positive"),
    )

    id: Mapped[Id]
    area_id: Mapped[int] = mapped_column(ForeignKey("areas.id", ondelete="CASCADE"))
    code: Mapped[Name]
    weight: Mapped[int]


class AreaRank(Base):
    """A candidate's position in an area's order, and the one that the planner gave them."""

    __tablename__ = "area_ranks"
    __table_args__ = (
        UniqueConstraint("area_id", "position"),
        UniqueConstraint("area_id", "runner_id"),
        CheckConstraint("position > 0", name="position_positive"),
    )

    id: Mapped[Id]
    area_id: Mapped[int] = mapped_column(ForeignKey("areas.id", ondelete="CASCADE"))
    runner_id: Mapped[int] = mapped_column(
        ForeignKey("area_runners.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    planned_position: Mapped[int]
    runner: Mapped[Runner] = relationship(lazy="joined")
