"""Sentences on the ties a candidate was in: who was equal, what had to be decided, and by what."""

from __future__ import annotations

from collections.abc import Iterator

from .bounded import TURN
from .course import Course
from .record import Record
from .stages import Stage, Tie
from .wording import at_stage, in_votes, some_names, stage_word

_DECIDED = {
    "exclusion": "{} had to go out",
    "transfer of surplus": "{}'s surplus moved first",
    "order of election": "{} stands first",
    "missing the last place": "{} had to wait",
    TURN: "{} was first to be elected where balance rules left too few places",
    "withdrawal": "{} withdrew",
}
_AFTER_MOVING = {"order of election", "missing the last place", TURN}


def ties(course: Course) -> Iterator[str]:
    """A sentence on each tie, in the order in which they came."""
    for tie in course.ties():
        yield _tie(course.record, tie)


def _tie(record: Record, tie: Tie) -> str:
    at = at_stage(record, record.stages[tie.stage - 1])
    names = some_names(record, tie.between)
    decided = _DECIDED.get(tie.purpose, "{} was chosen").format(record.name(tie.chosen))
    return f"{at} {names} {_how_equal(record, tie)}; {_by_what(record, tie)}: {decided}."


def _how_equal(record: Record, tie: Tie) -> str:
    stage = _stage_of(record, tie)
    tallies = {stage.tallies[number] for number in tie.between}
    if stage.quotients:
        return "had equal quotients"
    if len(tallies) > 1:
        return "were too close to part while a surplus was still moving"
    return f"were equal with {in_votes(tallies.pop(), record.places)} each"


def _by_what(record: Record, tie: Tie) -> str:
    if tie.resolved_by == "lookback" and tie.parted_at:
        earlier = stage_word(record, record.stages[tie.parted_at - 1])
        return f"their votes at {earlier}, where they were not, decided"
    if record.lot_by_rule:
        return "the lot that the rule draws from the election's own figures decided"
    return "the lot, an order fixed before the count, decided"


def _stage_of(record: Record, tie: Tie) -> Stage:
    """The stage whose tallies were equal: after its transfer, or what the next one began with."""
    at = tie.stage if tie.purpose in _AFTER_MOVING else max(tie.stage - 1, 1)
    return record.stages[at - 1]
