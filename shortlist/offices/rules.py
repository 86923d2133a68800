"""How long an office lasts, how long two officers have to agree on it, and why they cannot."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from shortlist.errors import NotAllowed, NotFound, Refusal
from shortlist.language import later

LIFETIME = timedelta(hours=72)  # in which a proposal can be approved
LONGEST = timedelta(days=731)
AFTER_SLATE = timedelta(days=60)  # for the challenge window, the erasure, and a look back
YEAR = timedelta(days=365)
WARNING = timedelta(days=7)  # before an office ends


class Change(StrEnum):
    """What two officers agree on about a third person."""

    GRANT = "grant"
    END = "end"
    RESET = "reset"


class NoSuchOffice(NotFound):
    """Nobody holds this office here, or not any more."""

    sentence = later("There is no such office here, or it has ended.")


class NoSuchProposal(NotFound):
    """Nothing of this number is proposed here."""

    sentence = later("There is no such proposal.")


class NoSuchMember(Refusal):
    """An office is given to an account, and an account is a proved address."""

    sentence = later(
        "Nobody has signed in with this address yet. Ask them to sign in once, so "
        "that the address is proved, then propose it again."
    )


class OneOfThree(NotAllowed):
    """Whoever proposes or approves is not the one it is about."""

    sentence = later("This is about you, so two other officers have to agree on it.")


class OwnProposal(NotAllowed):
    """The proposer is not the second officer."""

    sentence = later(
        "You have proposed this yourself, so another returning officer has to approve it."
    )


class ProposerLeft(Refusal):
    """Two officers have to stand behind it, and one of them is none any more."""

    sentence = later(
        "Whoever proposed this is not a returning officer here any more. Propose "
        "it again yourself, for another to approve."
    )


class Lapsed(Refusal):
    """The proposal is too old."""

    sentence = later(
        "This was proposed more than 72 hours ago, so it has lapsed. Propose it again."
    )


class NobodyToReportTo(Refusal):
    """Somebody has to be there to whom people can report in confidence."""

    sentence = later(
        "No other safeguarding officer has made a key, and without one nobody can report in "
        "confidence. Give the office to somebody else first, and have them make their key."
    )


class LastReader(Refusal):
    """With the office nobody could open any more what somebody has told in confidence."""

    sentence = later(
        "There are open reports that no other safeguarding officer can read. Hand them over or "
        "close them; then you can lay the office down."
    )


class ApprovedAlready(Refusal):
    """A proposal is approved once."""

    sentence = later("This has been approved and done already.")


class CalledOff(Refusal):
    """The proposal was taken back."""

    sentence = later("This proposal was called off. Nothing was done.")


class NotYours(NotAllowed):
    """Only the proposer takes a proposal back."""

    sentence = later("Only whoever proposed this can call it off. You can leave it to lapse.")


class ProposedAlready(Refusal):
    """The same is proposed and still waits."""

    sentence = later("This has been proposed already. It waits for another returning officer.")


class NothingToReset(Refusal):
    """The person has no second factor."""

    sentence = later(
        "They have no second factor, so there is nothing to reset. They sign in by mail."
    )


class HeldAlready(Refusal):
    """The person holds the office for as long as that, or longer."""

    sentence = later("They hold this office already, until that day or later.")


class EndsTooSoon(Refusal):
    """An office ends after it has begun."""

    sentence = later("Choose a last day that is not over yet.")


class EndsTooLate(Refusal):
    """An office that lasts for years is one that nobody remembers."""

    sentence = later("Choose a last day within two years. It can be granted again then.")


def end_of(last_day: date, zone: str, now: datetime) -> datetime:
    """Return the moment at which an office with this last day ends; raise what is wrong with it."""
    if last_day > (now + LONGEST).date():
        raise EndsTooLate
    after = last_day + timedelta(days=1)
    ends_at = datetime.combine(after, time(), ZoneInfo(zone))
    if ends_at <= now:
        raise EndsTooSoon
    return ends_at


def is_told_that_it_ends(granted_at: datetime, ends_at: datetime, now: datetime) -> bool:
    """Say whether it is time to tell that an office ends; whoever got it for days knows it."""
    return ends_at - WARNING <= now < ends_at and ends_at - granted_at > WARNING


def last_day_of(ends_at: datetime, zone: str) -> date:
    """Return the last whole day on which an office that ends at a moment is held."""
    return (ends_at - timedelta(seconds=1)).astimezone(ZoneInfo(zone)).date()


def suggested_last_day(now: datetime, zone: str, slate_at: datetime | None) -> date:
    """Return the last day to suggest: sixty days after a poll's slate, or in a year."""
    at = now + YEAR if slate_at is None else max(slate_at, now) + AFTER_SLATE
    return min(at, now + LONGEST - timedelta(days=1)).astimezone(ZoneInfo(zone)).date()
