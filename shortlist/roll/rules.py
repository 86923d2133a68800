"""What the roll, its imports and its registers allow."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from enum import StrEnum

from shortlist.errors import Refusal
from shortlist.language import later

REGIONS = (
    "East",
    "East Midlands",
    "Greater London",
    "North",
    "North West",
    "South East",
    "South West",
    "West Midlands",
    "Yorkshire & Humberside",
    "Wales",
    "Scotland",
    "Northern Ireland",
    "Outside the United Kingdom",
)
DECLARATION = later(
    "I declare that I am a member of this movement and may vote in its polls, "
    "that I am not on its roll under another address, and that what I have "
    "written here is true."
)
# As alike as "Siân Pritchard" and "Sian Pritchard", or one letter in seven.
SIMILAR = 0.85
CHECKING_GOES_QUIET = timedelta(minutes=1)
APPLYING_GOES_QUIET = timedelta(minutes=10)


class EntryState(StrEnum):
    """Whether an entry of the roll may vote."""

    CURRENT = "current"
    GONE = "gone"


class EntrySource(StrEnum):
    """How an entry came onto the roll."""

    IMPORT = "import"
    REGISTRATION = "registration"


class ChangeOfEntry(StrEnum):
    """What became of an entry of the roll."""

    JOINED = "joined"
    CHANGED = "changed"
    LEFT = "left"
    RETURNED = "returned"


class Alike(StrEnum):
    """Why a registration may be somebody who is known already, the likeliest first."""

    NUMBER = "number"
    ADDRESS = "address"
    NAME = "name"
    NEAR = "near"
    ELSEWHERE = "elsewhere"
    WAITING = "waiting"


ALIKE_WORDS = {
    Alike.NUMBER: later("Same membership number"),
    Alike.ADDRESS: later("Same address"),
    Alike.NAME: later("Same name and local party"),
    Alike.NEAR: later("Similar name, same local party"),
    Alike.ELSEWHERE: later("Same name elsewhere"),
    Alike.WAITING: later("Similar name, waiting too"),
}
# A name that is found elsewhere is no sign by itself: many people share one.
TELLING = frozenset(Alike) - {Alike.ELSEWHERE}


class ImportState(StrEnum):
    """How far a file of members has come."""

    CHECKING = "checking"
    FAULTY = "faulty"
    CHECKED = "checked"
    APPLYING = "applying"
    APPLIED = "applied"
    FAILED = "failed"
    DISCARDED = "discarded"


class EmptyRoll(Refusal):
    """A register was to be frozen while nobody is on the roll."""

    sentence = later("There is nobody on the roll yet, so there is no register to freeze.")


class AlreadyFrozen(Refusal):
    """The poll has its register."""

    sentence = later("The register of this poll is frozen already.")


class AlreadyOnRoll(Refusal):
    """The address stands on the roll."""

    sentence = later("This address is on the roll already.")


class AlreadyGone(Refusal):
    """The entry was taken off the roll before."""

    sentence = later("This entry is off the roll already.")


class RollChanged(Refusal):
    """The roll is no longer the one that the file was compared with."""

    sentence = later("The roll has changed since the file was checked. Check the file again.")


class NotChecked(Refusal):
    """The file has faults, was applied before, or is still being read."""

    sentence = later("This file cannot be applied now. Look at how far it has come.")


class FileGone(Refusal):
    """The file handed in is no longer kept."""

    sentence = later("The file is no longer kept here. Hand it in again.")


@dataclass(frozen=True, kw_only=True)
class RollMark:
    """What tells one state of the roll from any other: every change moves at least one of these."""

    entries: int
    current: int
    last_id: int
    updated_at: str


def has_gone_quiet(state: ImportState, progressed_at: datetime, now: datetime) -> bool:
    """Say whether an import that should be at work has not been heard of for too long."""
    waits = {
        ImportState.CHECKING: CHECKING_GOES_QUIET,
        ImportState.APPLYING: APPLYING_GOES_QUIET,
    }
    return state in waits and now - progressed_at > waits[state]


def may_start_again(state: ImportState, progressed_at: datetime, now: datetime) -> bool:
    """Say whether an import may be checked anew: it failed, went quiet, or waits to be applied."""
    return state in {ImportState.FAILED, ImportState.CHECKED} or has_gone_quiet(
        state, progressed_at, now
    )


def are_similar(one: str, other: str) -> bool:
    """Say whether two names may be one person's: the same words, or nearly the same letters."""
    first, second = one.casefold(), other.casefold()
    if sorted(first.split()) == sorted(second.split()):
        return True
    matcher = SequenceMatcher(None, first, second)
    return matcher.real_quick_ratio() >= SIMILAR and matcher.ratio() >= SIMILAR


def letters_of(name: str) -> frozenset[str]:
    """Return which letters a name has."""
    return frozenset("".join(name.casefold().split()))


def may_be_similar(one: frozenset[str], other: frozenset[str], length: int) -> bool:
    """Say whether two names of a length together may be similar, as far as their letters tell.

    Each letter that only one of them has is a letter that does not match.
    """
    return len(one ^ other) <= (1 - SIMILAR) * length


def registered_number(registration_id: int) -> str:
    """Return the membership number of one who came onto the roll by registering."""
    return f"R-{registration_id:06}"


def register_line(membership_number: str, local_party: str, region: str) -> bytes:
    """Return one elector as the canonical line that a register's hash is taken over."""
    return f"{membership_number}\t{local_party}\t{region}\n".encode()
