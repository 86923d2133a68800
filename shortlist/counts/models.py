"""The tables of records and of the studies of their firmness."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from shortlist.db import Base, Moment, Name, Prose, Word


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


class PlainRecord(Base):
    """The record of the same papers counted without the balance rules of the contest."""

    __tablename__ = "plain_records"

    contest_id: Mapped[int] = mapped_column(
        ForeignKey("count_records.contest_id", ondelete="RESTRICT"),
        primary_key=True,
        autoincrement=False,
    )
    body: Mapped[Prose]
    digest: Mapped[Name]


class FirmnessStudy(Base):
    """How firm a contest's slate is: the question, how far the answer is, and the answer.

    `attempt` counts those who ever took it up, only the last of whom is heard; `tries` those since
    it was asked who were not told to stop. `told_at` is when it told how far it is. `body` is the
    engine's JSON once it is done, `fault` names why it failed.
    """

    __tablename__ = "firmness_studies"

    contest_id: Mapped[int] = mapped_column(
        ForeignKey("count_records.contest_id", ondelete="RESTRICT"),
        primary_key=True,
        autoincrement=False,
    )
    record_digest: Mapped[Name]
    resamples: Mapped[int]
    seed: Mapped[Name]
    state: Mapped[Word]  # a `StudyState`
    attempt: Mapped[int]
    tries: Mapped[int]
    done: Mapped[int]
    total: Mapped[int]
    asked_at: Mapped[Moment]
    told_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    fault: Mapped[Prose | None]
    body: Mapped[Prose | None]
