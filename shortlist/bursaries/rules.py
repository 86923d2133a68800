"""What can be offered and asked for, until when, who decides, and why not."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shortlist.errors import NotAllowed, NotFound, Refusal
from shortlist.language import later, say, thousands, whole_pounds
from shortlist.polls.effects import moved_along
from shortlist.polls.rules import Facts, Timetable

MOST_WORDS = 300
MOST_POUNDS = 100_000
Fault = tuple[str, str]  # the field, and what is wrong with it
_AMOUNT = re.compile(r"£?\s*(\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.00)?")


class Outcome(StrEnum):
    """What became of an application."""

    GRANTED = "granted"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What a poll pays for, the most that one may ask for in pounds, and until when."""

    pays: str
    most: int
    closes_at: datetime


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody asks for: what it is for, and how many pounds."""

    purpose: str
    pounds: int


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What an officer decides, for how many pounds where it is granted, and why."""

    outcome: Outcome
    pounds: int | None = None
    reason: str


class NoBursary(NotFound):
    """The poll offers none."""

    sentence = later("This poll offers no bursary.")


class OfferIsKept(Refusal):
    """Members offer to stand already, and rely on what they were told."""

    sentence = later(
        "Interest has opened, so the bursary stays. You can raise the limit and give more time."
    )


class OfferTooLate(Refusal):
    """Nobody stands any more who could use it."""

    sentence = later("Voting has closed, so no bursary can be offered any more.")


class OfferFaulty(Refusal):
    """The offer lacks something; `faults` names each field with why."""

    sentence = later("This cannot be offered like that.")
    status = 422

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__()


class NotStanding(NotAllowed):
    """Only those who stand, or begin to, can apply."""

    sentence = later(
        "The bursary is for those who stand in this poll. Begin an expression of interest, then "
        "you can apply; it need not be sent for that."
    )


class ApplicationsClosed(Refusal):
    """The deadline has passed."""

    sentence = later("The last moment to apply has passed: nothing can be changed any more.")


class TooMuch(Refusal):
    """More is asked for than anybody may."""

    status = 422

    def __init__(self, most: int) -> None:
        super().__init__(say("Ask for %(most)s at most.", most=whole_pounds(most)))


class NothingChanged(Refusal):
    """The application says that already."""

    sentence = later("Your application says just that already.")


class NoSuchApplication(NotFound):
    """There is none, or it was withdrawn, or it is another poll's."""

    sentence = later("There is no such application, or it was withdrawn.")


class DecidedAlready(Refusal):
    """An application is decided once."""

    sentence = later("This application is decided already.")


class ChangedMeanwhile(Refusal):
    """What would be decided on is not what was read."""

    sentence = later("The application was changed meanwhile. Read it again, then decide.")


class OwnApplication(NotAllowed):
    """Nobody gives money to themselves."""

    sentence = later("This is your own application: another bursary officer decides on it.")


class GrantTooHigh(Refusal):
    """More would be granted than was asked for, or than anybody gets."""

    status = 422

    def __init__(self, most: int) -> None:
        super().__init__(say("Grant whole pounds, from 1 to %(most)s.", most=thousands(most)))


def pounds_of(typed: str) -> int | None:
    """Return an amount in whole pounds: "1,200", "£90"; None for anything else and for nothing."""
    found = _AMOUNT.fullmatch(typed.strip())
    if found is None:
        return None
    pounds = int(found[1].replace(",", ""))
    return pounds if 0 < pounds <= MOST_POUNDS else None


def is_kept_at(now: datetime, timetable: Timetable, facts: Facts) -> bool:
    """Say whether members rely on what is offered: from the opening of interest on."""
    return facts.announced and now >= timetable.interest_opens_at


def why_not_offer(now: datetime, timetable: Timetable, facts: Facts) -> Refusal | None:
    """Return why nothing can be offered or changed any more, or None."""
    return OfferTooLate() if facts.closed or now >= timetable.closes_at else None


def closing_along(
    closes_at: datetime, before: Timetable, after: Timetable, zone: str, now: datetime
) -> datetime:
    """Return the last moment to apply where interest closes at another moment.

    Members rely on it once interest has opened: from then on it only moves to later, and never
    past the close of voting. What has passed stays.
    """
    if now >= closes_at or before.interest_closes_at == after.interest_closes_at:
        return closes_at
    then = moved_along(closes_at, before.interest_closes_at, after.interest_closes_at, zone)
    if now >= before.interest_opens_at:
        then = max(then, closes_at)
    return min(then, max(after.closes_at, closes_at))


def faults_of_offer(
    offer: Offer, relied_on: Offer | None, now: datetime, timetable: Timetable
) -> list[Fault]:
    """Return what is wrong with an offer, given the one that members rely on, if they do."""
    return _faults_of_deadline(offer, relied_on, now, timetable) + _broken(offer, relied_on)


def _faults_of_deadline(
    offer: Offer, relied_on: Offer | None, now: datetime, timetable: Timetable
) -> list[Fault]:
    if relied_on is not None and offer.closes_at == relied_on.closes_at:
        return []
    if offer.closes_at <= timetable.interest_opens_at:
        sentence = say("Nobody can apply before interest opens: give them time after that.")
    elif offer.closes_at > timetable.closes_at:
        sentence = say("The last moment to apply cannot come after voting has closed.")
    elif offer.closes_at <= now:
        sentence = say("This moment has passed.")
    else:
        return []
    return [("closes_at", sentence)]


def _broken(offer: Offer, relied_on: Offer | None) -> list[Fault]:
    """Return what would be worse than what members rely on."""
    if relied_on is None:
        return []
    faults: list[Fault] = []
    if offer.pays != relied_on.pays:
        sentence = say("Interest has opened, so these words stay as members have read them.")
        faults.append(("pays", sentence))
    if offer.most < relied_on.most:
        sentence = say(
            "Interest has opened, so it cannot be less than %(least)s.",
            least=whole_pounds(relied_on.most),
        )
        faults.append(("most", sentence))
    if offer.closes_at < relied_on.closes_at:
        sentence = say("Interest has opened, so the deadline can only be moved to later.")
        faults.append(("closes_at", sentence))
    return faults


def why_not_ask(
    now: datetime, offer: Offer | None, *, is_standing: bool, is_decided: bool
) -> Refusal | None:
    """Return why somebody cannot apply, or change what they ask for; or None."""
    if offer is None:
        return NoBursary()
    return why_not_take_back(now, offer, is_decided=is_decided) or (
        None if is_standing else NotStanding()
    )


def why_not_take_back(now: datetime, offer: Offer | None, *, is_decided: bool) -> Refusal | None:
    """Return why an application stays as it is, or None."""
    if is_decided:
        return DecidedAlready()
    return ApplicationsClosed() if offer is None or now >= offer.closes_at else None


def why_not_wish(wish: Wish, offer: Offer) -> Refusal | None:
    """Return why so much cannot be asked for, or None."""
    return None if 0 < wish.pounds <= offer.most else TooMuch(offer.most)


def why_not_decide(*, is_own: bool, is_decided: bool) -> Refusal | None:
    """Return why an officer cannot decide on an application, or None."""
    if is_own:
        return OwnApplication()
    return DecidedAlready() if is_decided else None


def why_not_grant(verdict: Verdict, asked: int, offer: Offer | None) -> Refusal | None:
    """Return why a verdict cannot stand: no more is granted than asked for and offered; or None."""
    if verdict.outcome is Outcome.REFUSED:
        return None
    most = asked if offer is None else min(asked, offer.most)
    pounds = verdict.pounds or 0
    return None if 0 < pounds <= most else GrantTooHigh(most)
