"""Sentences on where a candidate's votes came from, and where they went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shortlist.language import later, listed, say, say_many

from .course import Course
from .record import Record
from .stages import Stage, Transfer
from .wording import at_stage, figure, in_votes, some_names

_NO_PREFERENCE = later("the papers name nobody still in the count")
_NAMED = 4  # how many gains or receivers a sentence bears


def where_votes_came_from(course: Course) -> Iterator[str]:
    """At which stages the candidate gained votes, by whose surplus or exclusion."""
    gains = course.gains()
    name, places = course.record.name(course.number), course.record.places
    if len(course.record.stages) == 1 or course.decided.number == 1:
        return
    if not gains:
        yield say("No transfer brought %(name)s any votes.", name=name)
    elif len(gains) <= _NAMED:
        parts = [_gain(course.record, stage, gain) for stage, gain in gains]
        yield say("%(name)s gained votes: %(listed)s.", name=name, listed=listed(parts))
    else:
        gained = course.deciding_votes - course.first_preferences
        most = sorted(gains, key=lambda item: (-item[1], item[0].number))[:3]
        parts = [_gain(course.record, stage, gain) for stage, gain in most]
        yield (
            say(
                "%(count)s transfers brought %(name)s %(in_votes)s; the largest were %(listed)s.",
                count=len(gains),
                name=name,
                in_votes=in_votes(gained, places),
                listed=listed(parts),
            )
        )


def _gain(record: Record, stage: Stage, gain: int) -> str:
    return say(
        "%(figure)s %(when)s at stage %(stage)s",
        figure=figure(gain, record.places),
        when=_when(record, stage),
        stage=stage.stage,
    )


def _when(record: Record, stage: Stage) -> str:
    """Whose votes a stage passed on."""
    givers = stage.transfer.from_ if stage.transfer else ()
    surplus = bool(givers) and all(number in record.elected for number in givers)
    if surplus:
        return say_many(
            "from the surplus of %(some_names)s",
            "from the surpluses of %(some_names)s",
            len(givers),
            some_names=some_names(record, givers),
        )
    return say("when %(some_names)s went out", some_names=some_names(record, givers))


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
            say(
                "The surplus of %(name)s, %(in_votes)s, was not needed: the places were "
                "filled without it.",
                name=name,
                in_votes=in_votes(left, record.places),
            )
        )


def _passed_on(course: Course, stage: Stage, transfer: Transfer, surplus: int) -> str:
    record, votes = course.record, in_votes(surplus, course.record.places)
    givers = some_names(record, transfer.from_)
    many = len(transfer.from_)
    whose = say_many(
        "the surplus of %(givers)s, %(votes)s,",
        "the surpluses of %(givers)s, together %(votes)s,",
        many,
        givers=givers,
        votes=votes,
    )
    received = _received(record, [stage])
    at = at_stage(record, stage)
    if not received:
        return say(
            "%(at)s %(whose)s went to nobody: %(why)s.", at=at, whose=whose, why=_NO_PREFERENCE
        )
    value = "" if transfer.value is None else f", {_value(course, transfer.value)}"
    return say_many(
        "%(at)s %(whose)s was passed on%(value)s: %(received)s.",
        "%(at)s %(whose)s were passed on%(value)s: %(received)s.",
        many,
        at=at,
        whose=whose,
        value=value,
        received=received,
    )


def _value(course: Course, value: int) -> str:
    if value == 10**course.record.places:
        return say("each paper at its full value")
    return say(
        "a paper that counted as one vote now counting %(figure)s",
        figure=figure(value, course.record.places),
    )


def _last_keep_factors(record: Record) -> dict[int, int]:
    transfers = [s.transfer for s in record.stages if s.transfer and s.transfer.keep_factors]
    return dict(transfers[-1].keep_factors) if transfers else {}


def _kept(course: Course, factors: dict[int, int]) -> Iterator[str]:
    record, name = course.record, course.record.name(course.number)
    factor = factors.get(course.number)
    if factor is not None and factor < 10**record.places:
        kept = figure(factor, record.places)
        if record.rule == "warren":
            kept = say("at most %(kept)s", kept=kept)
        yield (
            say(
                "So as to hold no more than the quota, %(name)s kept %(kept)s of each vote by the "
                "end and let the rest pass on.",
                name=name,
                kept=kept,
            )
        )


def _exclusion(course: Course) -> Iterator[str]:
    record, name = course.record, course.record.name(course.number)
    stages = course.given()
    left = record.stages[-1].tallies[course.number]
    if not stages:
        if left:
            yield (
                say(
                    "Those votes were not passed on: the places were filled without them, "
                    "and %(name)s still shows %(in_votes)s.",
                    name=name,
                    in_votes=in_votes(left, record.places),
                )
            )
        return
    givers = stages[0].transfer.from_ if stages[0].transfer else ()
    whose = say("The votes of %(some_names)s", some_names=some_names(record, givers))
    received = _received(record, stages)
    if received:
        yield _went(record, whose, received, is_together=len(givers) > 1)
    elif course.deciding_votes:
        yield say("%(whose)s went to nobody: %(why)s.", whose=whose, why=_NO_PREFERENCE)
    if left:
        yield (
            say(
                "%(in_votes)s of %(name)s stayed unmoved, because all places were filled "
                "before their turn.",
                in_votes=in_votes(left, record.places).capitalize(),
                name=name,
            )
        )


def _went(record: Record, whose: str, received: str, *, is_together: bool) -> str:
    told = {"whose": whose, "received": received}
    if _last_keep_factors(record):
        if is_together:
            return say(
                "%(whose)s together were shared out anew; net gains were: %(received)s.", **told
            )
        return say("%(whose)s were shared out anew; net gains were: %(received)s.", **told)
    if is_together:
        return say("%(whose)s together were passed on: %(received)s.", **told)
    return say("%(whose)s were passed on: %(received)s.", **told)


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
    parts = [
        say("%(figure)s to %(name)s", figure=figure(votes, record.places), name=record.name(n))
        for n, votes in named
    ]
    if len(named) < len(ranked):
        parts.append(say("less to each of %(count)s others", count=len(ranked) - len(named)))
    nobody = say(
        "; %(figure)s to nobody, for want of a next preference", figure=figure(lost, record.places)
    )
    return listed(parts) + (nobody if parts and lost > 0 else "")
