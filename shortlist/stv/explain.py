"""Say in sentences what happened to a candidate in a count, and why.

Everything said is in the record, or is the difference of two numbers of it. Votes are cut to two
decimals for reading; the record has them exactly.
"""

from __future__ import annotations

from shortlist.language import form_of, later, say

from .course import Course, standing
from .errors import InputError
from .explain_end import how_it_ended
from .explain_quotients import counts_by_quotients, explain_by_quotients
from .explain_votes import where_votes_came_from, where_votes_went
from .record import Record
from .wording import figure, in_votes, ordinal, stage_word

_WITHDREW = later("{} withdrew before the count: papers pass over the name.")
_GONE = {
    "countback": later(
        "{} had no part in this countback: either in place already, or not standing."
    ),
    "meek-nz": later("{} had no part in the count: either withdrawn, or not named on any paper."),
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
        return (
            say(
                "Nobody is elected: no paper shows a preference that counts. %(zero)s",
                zero=_zero(record),
            ),
        )
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
        return say("%(name)s had no part in the count.", name=name)
    if not record.stages:
        return say("%(name)s was not elected: no paper could be counted.", name=name)
    course = Course(record, number)
    votes = in_votes(course.deciding_votes, record.places)
    if course.elected:
        place = ordinal(record.elected.index(number) + 1)
        at = stage_word(record, course.elected)
        return say(
            "%(name)s was elected at %(at)s, %(place)s of %(count)s, with %(votes)s.",
            name=name,
            at=at,
            place=place,
            count=len(record.elected),
            votes=votes,
        )
    if course.excluded:
        return say(
            "%(name)s went out at stage %(stage)s with %(votes)s.",
            name=name,
            stage=course.excluded.stage,
            votes=votes,
        )
    return say(
        "%(name)s was not elected and stood at %(votes)s when the count ended.",
        name=name,
        votes=votes,
    )


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
    return (
        say("There are %(total)s papers.", total=f"{total:,}")
        if total
        else say("There are no papers at all.")
    )


def _beginning(course: Course) -> str:
    record, name = course.record, course.record.name(course.number)
    first = record.stages[0].tallies
    mine = first[course.number]
    if not mine:
        return say("%(name)s began with no first preferences.", name=name)
    stood = standing(record)
    place = 1 + sum(first[number] > mine for number in stood)
    is_one = mine == 10**record.places
    began = form_of(
        "%(name)s began with %(votes)s first preference",
        "%(name)s began with %(votes)s first preferences",
        1 if is_one else 2,
    ) % {"name": name, "votes": figure(mine, record.places)}
    told = {"began": began, "place": ordinal(place), "count": len(stood)}
    if sum(first[number] == mine for number in stood) > 1:
        return say("%(began)s, equal %(place)s of %(count)s candidates.", **told)
    return say("%(began)s, %(place)s of %(count)s candidates.", **told)
