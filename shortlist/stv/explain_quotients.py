"""Sentences on a count by quotients (QPQ), where nobody is elected for good while others go out."""

from __future__ import annotations

from collections.abc import Iterator

from shortlist.language import say, say_many

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
        times = say_many("once", "%(n)s times", len(for_now))
        yield (
            say(
                "%(name)s was elected for the time being %(times)s, but whenever somebody "
                "goes out, this rule begins again with all places open.",
                name=name,
                times=times,
            )
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
        yield say("%(name)s was neither elected nor out when all places were filled.", name=name)


def _elected(course: Course, stage: Stage) -> str:
    record, name = course.record, course.record.name(course.number)
    place = ordinal(record.elected.index(course.number) + 1)
    seat = (
        say("the one seat")
        if record.seats == 1
        else say("the %(place)s of %(seats)s seats", place=place, seats=record.seats)
    )
    at, quotient = at_stage(record, stage), dict(stage.quotients).get(course.number)
    if quotient is None or quotient <= stage.quota:
        return say(
            "%(at)s no more candidates were left than places, so %(name)s took %(seat)s.",
            at=at,
            name=name,
            seat=seat,
        )
    return say(
        "%(at)s %(name)s had the highest quotient, %(figure)s, above the quota of "
        "%(figure2)s, and took %(seat)s.",
        at=at,
        name=name,
        figure=figure(quotient, record.places),
        figure2=figure(stage.quota, record.places),
        seat=seat,
    )


def _excluded(course: Course, stage: Stage) -> Iterator[str]:
    record, name = course.record, course.record.name(course.number)
    quotients = dict(course.before(stage).quotients)
    mine = quotients.pop(course.number, None)
    for guarded in guarded_before(record, stage):
        quotients.pop(guarded, None)
    at = at_stage(record, stage)
    if mine is None or not quotients or min(quotients.values()) <= mine:
        yield say("%(at)s %(name)s went out.", at=at, name=name)
        return
    nearest = min(quotients, key=lambda number: (quotients[number], number))
    gap = figure(quotients[nearest] - mine, record.places)
    yield (
        say(
            "%(at)s nobody's quotient was above the quota, and %(name)s had the smallest, "
            "%(figure)s, %(gap)s behind %(name2)s: so %(name)s went out.",
            at=at,
            name=name,
            figure=figure(mine, record.places),
            gap=gap,
            name2=record.name(nearest),
        )
    )
    yield (
        say(
            "With a quotient more than %(gap)s larger, %(name)s would have stayed in and "
            "%(name2)s would have gone.",
            gap=gap,
            name=name,
            name2=record.name(nearest),
        )
    )
