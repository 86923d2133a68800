"""Say in sentences what happened to a candidate in a count, and why.

Everything said is in the record, or is the difference of two numbers of it. Votes are cut to two
decimals for reading; the record has them exactly.
"""

from __future__ import annotations

from .course import Course, standing
from .errors import InputError
from .explain_end import how_it_ended
from .explain_quotients import counts_by_quotients, explain_by_quotients
from .explain_votes import where_votes_came_from, where_votes_went
from .record import Record
from .wording import figure, in_votes, ordinal, stage_word

_WITHDREW = "{} withdrew before the count: papers pass over the name."
_GONE = {
    "countback": "{} had no part in this countback: either in place already, or not standing.",
    "meek-nz": "{} had no part in the count: either withdrawn, or not named on any paper.",
}


def explain(record: Record, number: int) -> tuple[str, ...]:
    """Sentences on one candidate's way through the count, in the order of what happened.

    InputError when the record has no candidate of that number.
    """
    if not 1 <= number <= len(record.candidates):
        raise InputError(f"There is no candidate {number}: the last is {len(record.candidates)}.")
    if number in record.withdrawn:
        return (_GONE.get(record.rule, _WITHDREW).format(record.name(number)),)
    if not record.stages:
        return (f"Nobody is elected: no paper shows a preference that counts. {_zero(record)}",)
    course = Course(record, number)
    if counts_by_quotients(record):
        return (_beginning(course), *explain_by_quotients(course))
    return (
        _beginning(course),
        *where_votes_came_from(course),
        *how_it_ended(course),
        *where_votes_went(course),
    )


def outline(record: Record, number: int) -> str:
    """One line on a candidate's fate: "Ann was elected at stage 1, first of 2, with 9 votes."."""
    name = record.name(number)
    if number in record.withdrawn:
        return f"{name} had no part in the count."
    if not record.stages:
        return f"{name} was not elected: no paper could be counted."
    course = Course(record, number)
    votes = in_votes(course.deciding_votes, record.places)
    if course.elected:
        place = ordinal(record.elected.index(number) + 1)
        at = stage_word(record, course.elected)
        return f"{name} was elected at {at}, {place} of {len(record.elected)}, with {votes}."
    if course.excluded:
        return f"{name} went out at stage {course.excluded.stage} with {votes}."
    return f"{name} was not elected and stood at {votes} when the count ended."


def whole_order(record: Record) -> tuple[int, ...]:
    """Everybody by number: the elected in order, the others, whoever lasted longest first.

    Equals stand in the order of their numbers, and the withdrawn at the end.
    """
    others = sorted(
        (n for n in standing(record) if n not in record.elected),
        key=lambda number: _lasted(record, number),
        reverse=True,
    )
    return (*record.elected, *others, *record.withdrawn)


def _lasted(record: Record, number: int) -> tuple[int, int, int]:
    if not record.stages:
        return (0, 0, -number)
    course = Course(record, number)
    last = course.excluded.number if course.excluded else len(record.stages) + 1
    return (last, course.deciding_votes, -number)


def _zero(record: Record) -> str:
    total = record.papers.total
    return f"There are {total:,} papers." if total else "There are no papers at all."


def _beginning(course: Course) -> str:
    record, name = course.record, course.record.name(course.number)
    first = record.stages[0].tallies
    mine = first[course.number]
    if not mine:
        return f"{name} began with no first preferences."
    stood = standing(record)
    place = 1 + sum(first[number] > mine for number in stood)
    equal = "equal " if sum(first[number] == mine for number in stood) > 1 else ""
    noun = "preference" if mine == 10**record.places else "preferences"
    began = f"{name} began with {figure(mine, record.places)} first {noun}"
    return f"{began}, {equal}{ordinal(place)} of {len(stood)} candidates."
