"""Sentences on where a candidate's votes came from, and where they went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .course import Course
from .record import Record
from .stages import Stage, Transfer
from .wording import at_stage, figure, in_votes, listed, some_names

_NO_PREFERENCE = "the papers name nobody still in the count"
_NAMED = 4  # how many gains or receivers a sentence bears


def where_votes_came_from(course: Course) -> Iterator[str]:
    """At which stages the candidate gained votes, by whose surplus or exclusion."""
    gains = course.gains()
    name, places = course.record.name(course.number), course.record.places
    if len(course.record.stages) == 1 or course.decided.number == 1:
        return
    if not gains:
        yield f"No transfer brought {name} any votes."
    elif len(gains) <= _NAMED:
        parts = [_gain(course.record, stage, gain) for stage, gain in gains]
        yield f"{name} gained votes: {listed(parts)}."
    else:
        gained = course.deciding_votes - course.first_preferences
        most = sorted(gains, key=lambda item: (-item[1], item[0].number))[:3]
        parts = [_gain(course.record, stage, gain) for stage, gain in most]
        yield (
            f"{len(gains)} transfers brought {name} {in_votes(gained, places)}; "
            f"the largest were {listed(parts)}."
        )


def _gain(record: Record, stage: Stage, gain: int) -> str:
    return f"{figure(gain, record.places)} {_when(record, stage)} at stage {stage.stage}"


def _when(record: Record, stage: Stage) -> str:
    """Whose votes a stage passed on."""
    givers = stage.transfer.from_ if stage.transfer else ()
    surplus = bool(givers) and all(number in record.elected for number in givers)
    if surplus:
        noun = "surplus" if len(givers) == 1 else "surpluses"
        return f"from the {noun} of {some_names(record, givers)}"
    return f"when {some_names(record, givers)} went out"


def where_votes_went(course: Course) -> Iterator[str]:
    """Who gained when the candidate's surplus or papers were passed on, and what nobody got."""
    if course.elected:
        yield from _surplus(course)
    elif course.excluded:
        yield from _exclusion(course)


def _surplus(course: Course) -> Iterator[str]:
    record, name = course.record, course.record.name(course.number)
    factors = _last_keep_factors(record)
    if factors:
        yield from _kept(course, factors)
        return
    for stage in course.given():
        if stage.transfer and stage.transfer.surplus:  # one of no votes at all is not worth telling
            yield _passed_on(course, stage, stage.transfer, stage.transfer.surplus)
    last = record.stages[-1]
    left = last.tallies[course.number] - last.quota
    if not course.given() and left > 0:
        yield (
            f"The surplus of {name}, {in_votes(left, record.places)}, was not needed: "
            "the places were filled without it."
        )


def _passed_on(course: Course, stage: Stage, transfer: Transfer, surplus: int) -> str:
    record, votes = course.record, in_votes(surplus, course.record.places)
    givers = some_names(record, transfer.from_)
    whose, were = f"the surplus of {givers}, {votes},", "was"
    if len(transfer.from_) > 1:
        whose, were = f"the surpluses of {givers}, together {votes},", "were"
    received = _received(record, [stage])
    at = at_stage(record, stage)
    if not received:
        return f"{at} {whose} went to nobody: {_NO_PREFERENCE}."
    value = "" if transfer.value is None else f", {_value(course, transfer.value)}"
    return f"{at} {whose} {were} passed on{value}: {received}."


def _value(course: Course, value: int) -> str:
    if value == 10**course.record.places:
        return "each paper at its full value"
    return f"a paper that counted as one vote now counting {figure(value, course.record.places)}"


def _last_keep_factors(record: Record) -> dict[int, int]:
    transfers = [s.transfer for s in record.stages if s.transfer and s.transfer.keep_factors]
    return dict(transfers[-1].keep_factors) if transfers else {}


def _kept(course: Course, factors: dict[int, int]) -> Iterator[str]:
    record, name = course.record, course.record.name(course.number)
    factor = factors.get(course.number)
    if factor is not None and factor < 10**record.places:
        kept = figure(factor, record.places)
        most = "at most " if record.rule == "warren" else ""
        yield (
            f"So as to hold no more than the quota, {name} kept {most}{kept} of each vote by the "
            "end and let the rest pass on."
        )


def _exclusion(course: Course) -> Iterator[str]:
    record, name = course.record, course.record.name(course.number)
    stages = course.given()
    left = record.stages[-1].tallies[course.number]
    if not stages:
        if left:
            yield (
                f"Those votes were not passed on: the places were filled without them, and "
                f"{name} still shows {in_votes(left, record.places)}."
            )
        return
    givers = stages[0].transfer.from_ if stages[0].transfer else ()
    whose = f"The votes of {some_names(record, givers)}"
    together = " together" if len(givers) > 1 else ""
    went = "shared out anew; net gains were" if _last_keep_factors(record) else "passed on"
    received = _received(record, stages)
    if received:
        yield f"{whose}{together} were {went}: {received}."
    elif course.deciding_votes:
        yield f"{whose} went to nobody: {_NO_PREFERENCE}."
    if left:
        yield (
            f"{in_votes(left, record.places).capitalize()} of {name} stayed unmoved, because all "
            "places were filled before their turn."
        )


def _received(record: Record, stages: Iterable[Stage]) -> str:
    """Who gained how much at these stages taken together, most first, and what nobody got.

    Empty when nobody gained anything.
    """
    gains: dict[int, int] = {}
    lost = 0
    for stage in stages:
        if stage.transfer is not None:
            for number, votes in stage.transfer.to:
                gains[number] = gains.get(number, 0) + votes
            lost += stage.transfer.non_transferable
    ranked = sorted(gains.items(), key=lambda item: (-item[1], item[0]))
    named = ranked if len(ranked) <= _NAMED else ranked[:3]
    parts = [f"{figure(votes, record.places)} to {record.name(n)}" for n, votes in named]
    if len(named) < len(ranked):
        parts.append(f"less to each of {len(ranked) - len(named)} others")
    nobody = f"; {figure(lost, record.places)} to nobody, for want of a next preference"
    return listed(parts) + (nobody if parts and lost > 0 else "")
