"""Sentences on the ties a candidate was in: who was equal, what had to be decided, and by what."""

from __future__ import annotations

from collections.abc import Iterator

from shortlist.language import later, say

from .bounded import TURN
from .course import Course
from .record import Record
from .stages import Stage, Tie
from .wording import at_stage, in_votes, some_names, stage_word

_DECIDED = {
    "exclusion": later("{} had to go out"),
    "transfer of surplus": later("{}'s surplus moved first"),
    "order of election": later("{} stands first"),
    "missing the last place": later("{} had to wait"),
    TURN: later("{} was first to be elected where balance rules left too few places"),
    "withdrawal": later("{} withdrew"),
}
_CHOSEN = later("{} was chosen")
_AFTER_MOVING = {"order of election", "missing the last place", TURN}


def ties(course: Course) -> Iterator[str]:
    """A sentence on each tie, in the order in which they came."""
    for tie in course.ties():
        yield _tie(course.record, tie)


def _tie(record: Record, tie: Tie) -> str:
    at = at_stage(record, record.stages[tie.stage - 1])
    names = some_names(record, tie.between)
    decided = _DECIDED.get(tie.purpose, _CHOSEN).format(record.name(tie.chosen))
    return f"{at} {names} {_how_equal(record, tie)}; {_by_what(record, tie)}: {decided}."


def _how_equal(record: Record, tie: Tie) -> str:
    stage = _stage_of(record, tie)
    tallies = {stage.tallies[number] for number in tie.between}
    if stage.quotients:
        return say("had equal quotients")
    if len(tallies) > 1:
        return say("were too close to part while a surplus was still moving")
    return say("were equal with %(in_votes)s each", in_votes=in_votes(tallies.pop(), record.places))


def _by_what(record: Record, tie: Tie) -> str:
    if tie.resolved_by == "lookback" and tie.parted_at:
        earlier = stage_word(record, record.stages[tie.parted_at - 1])
        return say("their votes at %(earlier)s, where they were not, decided", earlier=earlier)
    if record.lot_by_rule:
        return say("the lot that the rule draws from the election's own figures decided")
    return say("the lot, an order fixed before the count, decided")


def _stage_of(record: Record, tie: Tie) -> Stage:
    """The stage whose tallies were equal: after its transfer, or what the next one began with."""
    at = tie.stage if tie.purpose in _AFTER_MOVING else max(tie.stage - 1, 1)
    return record.stages[at - 1]
