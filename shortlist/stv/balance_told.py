"""Sentences on what bounds changed in a count: who was guarded, held back or excluded, and why."""

from __future__ import annotations

from collections.abc import Iterator

from shortlist.language import later, say, say_many

from .balancing import Balancing
from .course import elected_before, hopeful_after
from .interventions import Did, Intervention, Reach
from .record import Record
from .stages import Stage
from .wording import at_stage

_DID = {
    Did.GUARDED: (
        later(
            "by votes {0} would have gone out, alone or with others, but then the balance "
            "rules could "
            "not have been kept"
        )
    ),
    Did.EXCLUDED: later("{0} went out: {0} could not be elected within the balance rules any more"),
    Did.HELD_BACK: (
        later("{0} had votes enough and was not elected: the balance rules left no place for {0}")
    ),
    Did.KEPT: (
        later(
            "{0} stood, though no paper names {0}: without {0} the balance rules could not be kept"
        )
    ),
}


def intervened(record: Record, number: int | None = None) -> tuple[Intervention, ...]:
    """What bounds changed in a count, or for one candidate of it, in the order of its stages."""
    if record.balanced is None:
        return ()
    every = record.balanced.interventions
    return tuple(one for one in every if number in {None, one.candidate})


def told_intervention(record: Record, one: Intervention) -> str:
    """One intervention in a sentence that begins with its stage and ends with the reason."""
    at = at_stage(record, record.stages[one.stage - 1])
    did = _DID[one.did].format(record.name(one.candidate))
    why = "; ".join(_reach(reach) for reach in one.because)
    return say_many(
        "%(at)s %(did)s. Then %(n)s place was left, and %(why)s.",
        "%(at)s %(did)s. Then %(n)s places were left, and %(why)s.",
        one.vacancies,
        at=at,
        did=did,
        why=why,
    )


def _reach(reach: Reach) -> str:
    return say(
        "%(words)s (%(elected)s elected, %(hopeful)s still in)",
        words=reach.bound.words,
        elected=reach.elected,
        hopeful=reach.hopeful,
    )


def told_giving_way(record: Record) -> tuple[str, ...]:
    """A sentence on each bound that gave way, for too few stood who could have kept them all."""
    pairs = () if record.balance is None else record.balance.gave_way
    return tuple(
        say(
            "%(asked)s could not be kept by those who stood, and became %(sense)s %(number)s.",
            asked=asked.words[:1].upper() + asked.words[1:],
            sense=kept.sense.words,
            number=kept.number,
        )
        for asked, kept in pairs
    )


def interventions_told(record: Record, number: int, *did: Did) -> Iterator[str]:
    """Sentences on what was done about a candidate."""
    for one in intervened(record, number):
        if one.did in did:
            yield told_intervention(record, one)


def guarded_before(record: Record, stage: Stage) -> frozenset[int]:
    """Who could not be excluded when a stage began, because the bounds needed them."""
    if record.balance is None:
        return frozenset()
    elected = elected_before(record, stage)
    hopeful = [n for n in hopeful_after(record, stage.number - 1) if n not in elected]
    places = min(record.seats - len(elected), len(hopeful))
    return Balancing(record.balance).outlook(elected, hopeful, places).guarded
