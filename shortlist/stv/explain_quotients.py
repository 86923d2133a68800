"""Sentences on a count by quotients (QPQ), where nobody is elected for good while others go out."""

from __future__ import annotations

from collections.abc import Iterator

from .balance_told import guarded_before, interventions_told
from .course import Course
from .explain_ties import ties
from .interventions import Did
from .record import Record
from .stages import Stage
from .wording import at_stage, figure, ordinal


def counts_by_quotients(record: Record) -> bool:
    """Whether the record is of a count by quotients."""
    return any(stage.quotients for stage in record.stages)


def explain_by_quotients(course: Course) -> Iterator[str]:
    """Elected for the time being, then elected or out, by which quotient and how close."""
    record, name = course.record, course.record.name(course.number)
    for_now = [stage for stage in record.stages if course.number in stage.provisional]
    if for_now:
        times = "once" if len(for_now) == 1 else f"{len(for_now)} times"
        yield (
            f"{name} was elected for the time being {times}, but whenever somebody goes out, this "
            "rule begins again with all places open."
        )
    yield from ties(course)
    number = course.number
    yield from interventions_told(record, number, Did.KEPT, Did.GUARDED, Did.HELD_BACK)
    if course.elected:
        yield _elected(course, course.elected)
    elif course.excluded and (told := tuple(interventions_told(record, number, Did.EXCLUDED))):
        yield from told
    elif course.excluded:
        yield from _excluded(course, course.excluded)
    else:
        yield f"{name} was neither elected nor out when all places were filled."


def _elected(course: Course, stage: Stage) -> str:
    record, name = course.record, course.record.name(course.number)
    place = ordinal(record.elected.index(course.number) + 1)
    seat = "the one seat" if record.seats == 1 else f"the {place} of {record.seats} seats"
    at, quotient = at_stage(record, stage), dict(stage.quotients).get(course.number)
    if quotient is None or quotient <= stage.quota:
        return f"{at} no more candidates were left than places, so {name} took {seat}."
    return (
        f"{at} {name} had the highest quotient, {figure(quotient, record.places)}, above the "
        f"quota of {figure(stage.quota, record.places)}, and took {seat}."
    )


def _excluded(course: Course, stage: Stage) -> Iterator[str]:
    record, name = course.record, course.record.name(course.number)
    quotients = dict(course.before(stage).quotients)
    mine = quotients.pop(course.number, None)
    for guarded in guarded_before(record, stage):
        quotients.pop(guarded, None)
    at = at_stage(record, stage)
    if mine is None or not quotients or min(quotients.values()) <= mine:
        yield f"{at} {name} went out."
        return
    nearest = min(quotients, key=lambda number: (quotients[number], number))
    gap = figure(quotients[nearest] - mine, record.places)
    yield (
        f"{at} nobody's quotient was above the quota, and {name} had the smallest, "
        f"{figure(mine, record.places)}, {gap} behind {record.name(nearest)}: so {name} went out."
    )
    yield (
        f"With a quotient more than {gap} larger, {name} would have stayed in and "
        f"{record.name(nearest)} would have gone."
    )
