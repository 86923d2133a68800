"""When expressions are decided, when the shortlist is public, and how a paper is numbered."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Protocol, TypeVar

from shortlist.errors import NotAllowed, NotFound, Refusal
from shortlist.language import later, say
from shortlist.polls.rules import Facts, Phase, Timetable, phase_at

MOST_CANDIDATES = 255  # a paper holds a candidate's number in one byte
REASON_WHEN_ACCEPTED = "It meets the conditions of the call."  # as it is kept


def reason_words(reason: str) -> str:
    """Return why something was decided: as somebody wrote it, or what stands for no reason."""
    if reason == REASON_WHEN_ACCEPTED:
        return say("It meets the conditions of the call.")
    return reason


class Outcome(StrEnum):
    """What became of an expression."""

    ACCEPTED = "accepted"
    DECLINED = "declined"


class State(StrEnum):
    """Whether votes can elect a candidate; who withdraws after the count stays standing in it."""

    STANDING = "standing"
    WITHDRAWN = "withdrawn"


class InterestStillOpen(Refusal):
    """Expressions may still be changed, so none can be decided."""

    sentence = later("Expressions of interest are decided once interest has closed.")


class ShortlistIsFixed(Refusal):
    """The contest is ready for voting: its paper does not change any more."""

    sentence = later("The poll is ready for voting, so its candidates can no longer change.")


class ReasonMissing(Refusal):
    """An expression is not declined without telling its author why."""

    sentence = later("Write the reason: the member is told it.")


class OwnExpression(NotAllowed):
    """Nobody decides on their own offer to stand."""

    sentence = later("This is your own expression of interest: another organiser decides on it.")


class OwnEntry(NotAllowed):
    """Nobody corrects their own entry after it was decided on."""

    sentence = later("This is your own entry on the shortlist: another organiser corrects it.")


class StandsHere(NotAllowed):
    """Whoever stands decides nothing of those who stand against them."""

    sentence = later(
        "You stand in this poll, so other officers decide on its candidates and its changes."
    )


class NotSent(NotFound):
    """An expression that is a draft or withdrawn is its author's own business."""

    sentence = later("There is no such expression of interest.")


class NotStanding(Refusal):
    """The candidate has withdrawn already."""

    sentence = later("This candidate has withdrawn already.")


class NoCandidates(Refusal):
    """A contest without candidates cannot be voted on."""

    sentence = later(
        "This contest has no candidates yet. Accept at least one expression of interest."
    )


class TooManyCandidates(Refusal):
    """A paper has room for 255 candidates."""

    sentence = later("A contest can have %(n)s candidates at the most.", n=MOST_CANDIDATES)


class AlreadyNumbered(Refusal):
    """The numbers of a paper are given once."""

    sentence = later("The candidates of this contest have their numbers already.")


class NoSuchCandidate(NotFound):
    """The contest has no such candidate, or not for this person."""

    sentence = later("There is no such candidate in this poll.")


class NotPublishedYet(NotFound):
    """The shortlist has its day, and nothing of it is shown before."""

    sentence = later("The candidates are not published yet.")


class OnPaper(Protocol):
    """Whoever stands on a paper: a name and the row's id."""

    @property
    def id(self) -> int:
        """Return the id."""
        ...

    @property
    def name(self) -> str:
        """Return the name as on the paper."""
        ...


Person = TypeVar("Person", bound=OnPaper)


def paper_order(candidates: Iterable[Person]) -> list[Person]:
    """Return candidates in the declared order of the paper: by name, letter case apart, then id."""
    return sorted(candidates, key=lambda one: (one.name.casefold(), one.id))


def shuffled(candidates: Iterable[Person], seed: str) -> list[Person]:
    """Return candidates in the order of SHA-256(seed|id): one visitor always sees the same."""
    return sorted(candidates, key=lambda one: sha256(f"{seed}|{one.id}".encode()).digest())


def why_not_decide(now: datetime, timetable: Timetable, facts: Facts) -> Refusal | None:
    """Return why expressions cannot be decided now: from the deadline until the poll is ready."""
    phase = phase_at(now, timetable, facts)
    if facts.ready or phase.is_at_least(Phase.POLL_OPEN):
        return ShortlistIsFixed()
    return None if phase.is_at_least(Phase.INTEREST_CLOSED) else InterestStillOpen()


def shortlist_is_public_at(now: datetime, timetable: Timetable, facts: Facts) -> bool:
    """Say whether everybody may read who stands."""
    return phase_at(now, timetable, facts).is_at_least(Phase.SHORTLIST_PUBLISHED)


def why_not_number(numbers: list[int | None]) -> Refusal | None:
    """Return why candidates with these numbers cannot be numbered, or None."""
    if not numbers:
        return NoCandidates()
    if any(number is not None for number in numbers):
        return AlreadyNumbered()
    return TooManyCandidates() if len(numbers) > MOST_CANDIDATES else None
