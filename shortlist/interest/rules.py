"""What an expression of interest needs, and when it may be sent, changed or withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from shortlist.errors import NotAllowed, NotFound, Refusal
from shortlist.language import later, say, say_many, thousands
from shortlist.polls.rules import Facts, Phase, Timetable, phase_at, takes_interest_at

MOST_WORDS = 500
CONDUCT = "conduct"  # where the form leads to the code that has to be accepted
MOST_PHOTO_BYTES = 8 * 1024 * 1024


class State(StrEnum):
    """How an expression stands: never sent, sent, or taken back after it was sent."""

    DRAFT = "draft"
    SENT = "sent"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What a member says: the name as on the paper, a statement in Markdown, consent.

    `answers` says by the id of a group that the contest asks about whether the member declares it.
    """

    name: str
    statement: str
    consents: bool
    answers: Mapping[int, bool] = field(default_factory=dict)


class NotOnRoll(NotAllowed):
    """Only members on the roll may stand."""

    sentence = later(
        "Only members on the electoral roll can stand, and your address is not on "
        "it. If you are a member, see under “Your account” how to be put on the "
        "roll."
    )


class OtherRegion(NotAllowed):
    """The contest is for another region's members."""

    sentence = later("This contest is for members in another region than yours.")


class InterestNotOpen(Refusal):
    """It is too early to offer to stand."""

    sentence = later("Interest is not open yet.")


class InterestClosed(Refusal):
    """The deadline has passed."""

    sentence = later("Interest has closed, so nothing can be sent or withdrawn any more.")


class NothingToSend(NotFound):
    """There is no draft."""

    sentence = later("You have not begun an expression of interest in this contest.")


class NotSent(Refusal):
    """Only what was sent can be withdrawn."""

    sentence = later("There is nothing to withdraw: nothing of yours has been sent.")


class OfferIncomplete(Refusal):
    """Something that is needed is missing; `faults` names each field with why."""

    sentence = later("Your expression of interest is not complete yet.")

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        self.faults = faults
        super().__init__()


class NoPhoto(NotFound):
    """There is no photo, or not for this person."""

    sentence = later("There is no such photo.")


class PhotoRefused(Refusal):
    """The file is no photo that we can use."""

    sentence = later("This file is no photo that we can read. Choose a JPEG, PNG or WebP picture.")


class PhotoTooLarge(PhotoRefused):
    """The file or the picture in it is too large."""

    sentence = later(
        "The photo is too large. A JPEG may have 8 megabytes and 50 megapixels, a "
        "PNG or WebP 8 megabytes and 25 megapixels."
    )


class PhotosTooOften(PhotoRefused):
    """One member sends many photos; each costs the server some work."""

    sentence = later(
        "You have sent many photos in a short time. Your words are saved; wait ten "
        "minutes, then choose the photo again."
    )


def word_count(statement: str) -> int:
    """Return how many words a text has: whatever stands between spaces, as the page counts."""
    return len(statement.replace("\ufeff", " ").split())


def field_of_group(group_id: int) -> str:
    """Return the name of the field in which a member answers whether they declare a group."""
    return f"group_{group_id}"


def faults_of_offer(offer: Offer, asked: Mapping[int, str]) -> list[tuple[str, str]]:
    """Return (field, sentence) for each thing that is needed before an offer can be sent.

    `asked` has by the id of a group the words in which it is declared.
    """
    faults = []
    if not offer.name:
        faults.append(("name", say("Enter your name as it should stand on the ballot paper.")))
    words = word_count(offer.statement)
    if words == 0:
        faults.append(("statement", say("Write your statement.")))
    if words > MOST_WORDS:
        over = say_many(
            "Your statement has %(n)s word. Shorten it to %(most)s or fewer.",
            "Your statement has %(words)s words. Shorten it to %(most)s or fewer.",
            words,
            words=thousands(words),
            most=MOST_WORDS,
        )
        faults.append(("statement", over))
    faults += [
        (field_of_group(group_id), say("Choose whether you declare: %(words)s", words=words))
        for group_id, words in asked.items()
        if group_id not in offer.answers
    ]
    if not offer.consents:
        faults.append(("consents", say("Agree to publication: candidates are public.")))
    return faults


def why_not_stand(region: str | None, entry_region: str | None) -> Refusal | None:
    """Return why a member may not stand: not on the roll (no region), or of another region."""
    if entry_region is None:
        return NotOnRoll()
    return OtherRegion() if region is not None and region != entry_region else None


def why_not_send(now: datetime, timetable: Timetable, facts: Facts) -> Refusal | None:
    """Return why nothing can be sent or withdrawn now, or None within the window."""
    if takes_interest_at(now, timetable, facts):
        return None
    early = phase_at(now, timetable, facts) in {Phase.DRAFT, Phase.ANNOUNCED}
    return InterestNotOpen() if early else InterestClosed()


def keeps_drafts_at(now: datetime, timetable: Timetable, facts: Facts) -> bool:
    """Say whether what is typed is still kept as a draft: in the window, and when just too late."""
    return phase_at(now, timetable, facts) in {Phase.INTEREST_OPEN, Phase.INTEREST_CLOSED}
