"""What may be nominated, entered and corrected, by whom, and until when."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

from shortlist.errors import Refusal
from shortlist.language import later, say
from shortlist.nominations.refusals import NoSuchContender

MOST_ALLOWED = 50
LONGEST_LINK = 500
LONGEST_REASON = 200
OUR_SLATE = "Our slate"
BY_FILE = "Put right by a file that an organiser handed in"  # as it is kept
NO_SLATE = later("No slate")


class EnteredAs(StrEnum):
    """In which office an entry was made."""

    ORGANISER = "organiser"
    SECRETARY = "secretary"
    FILE = "file"


class FileState(StrEnum):
    """How far a file of nominations has come."""

    FAULTY = "faulty"
    CHECKED = "checked"
    APPLIED = "applied"
    DISCARDED = "discarded"


class CannotEnter(Refusal):
    """An entry that cannot be taken as it is."""

    sentence = later("This cannot be entered.")
    status = 422


class NominationsClosed(CannotEnter):
    """The election takes no more entries."""

    sentence = later("Nominations are closed. Nothing more is entered or corrected.")
    status = 409


class TooManyNamed(CannotEnter):
    """A local party named more candidates than it may."""

    sentence = later("More candidates are named than a local party may nominate.")


class NamedTwice(CannotEnter):
    """A local party nominates each candidate once."""

    sentence = later("A candidate is named twice.")


class NobodyNamed(CannotEnter):
    """A first entry names somebody."""

    sentence = later("Choose at least one candidate.")


class BadEvidence(CannotEnter):
    """The evidence is no link that can be followed safely."""

    sentence = later("Give a link that begins with https://, where the nominations can be read.")


class NotDecidedYet(CannotEnter):
    """The day of the decision lies ahead."""

    sentence = later("The day on which it was decided lies ahead.")


class NoReason(CannotEnter):
    """A correction says what it puts right."""

    sentence = later("Say what is put right.")


class NothingChanged(CannotEnter):
    """The entry says what is entered already."""

    sentence = later("This is what is entered already, so there is nothing to correct.")


class EnteredMeanwhile(CannotEnter):
    """Somebody else made an entry since the page was opened."""

    sentence = later(
        "Somebody else has entered nominations of this local party since you opened this page. "
        "They are shown below; what you chose is still ticked."
    )
    status = 409


@dataclass(frozen=True, kw_only=True)
class Given:
    """What is to be entered for a local party: numbers of candidates, where to read it, and when.

    `after` is the number of the entry that the person has seen, 0 for none.
    """

    contenders: tuple[int, ...]
    evidence: str
    decided_on: date
    reason: str = ""
    after: int = 0


@dataclass(frozen=True, kw_only=True)
class Held:
    """The entry that holds for a local party now."""

    number: int
    contenders: frozenset[int]
    evidence: str
    decided_on: date


def check_entry(
    given: Given, held: Held | None, *, known: Collection[int], allowed: int, today: date
) -> None:
    """Refuse by name what may not be entered; `known` are the numbers of all candidates."""
    if given.after != (held.number if held else 0):
        raise EnteredMeanwhile
    check_named(given.contenders, known=known, allowed=allowed)
    if not given.contenders and held is None:
        raise NobodyNamed
    host_of(given.evidence)
    if given.decided_on > today:
        raise NotDecidedYet
    if held is None:
        return
    if is_same(given, held):
        raise NothingChanged
    if not given.reason:
        raise NoReason


def check_named(named: Sequence[int], *, known: Collection[int], allowed: int) -> None:
    """Refuse candidates who do not stand or are named twice, or more of them than are allowed."""
    if len(set(named)) < len(named):
        raise NamedTwice
    if not set(named) <= set(known):
        raise NoSuchContender
    if len(named) > allowed:
        raise TooManyNamed(
            say(
                "A local party may nominate %(allowed)s; %(count)s are chosen. Take out "
                "%(count2)s.",
                allowed=allowed,
                count=len(named),
                count2=len(named) - allowed,
            )
        )


def is_same(given: Given, held: Held) -> bool:
    """Say whether an entry would say nothing new."""
    return (frozenset(given.contenders), given.evidence, given.decided_on) == (
        held.contenders,
        held.evidence,
        held.decided_on,
    )


def host_of(link: str) -> str:
    """Return the host that a link leads to, as browsers name it; raise `BadEvidence`.

    Only https, with a name of at least two parts and nothing before it: whoever follows the link
    must be able to see where it leads.
    """
    if len(link) > LONGEST_LINK:
        raise BadEvidence(
            say("The link is longer than %(LONGEST_LINK)s characters.", LONGEST_LINK=LONGEST_LINK)
        )
    if not link.isprintable() or any(mark in link for mark in ' \\"<>'):
        raise BadEvidence
    try:
        parts = urlsplit(link)
        host = (parts.hostname or "").encode("idna").decode()
        is_plain = parts.scheme == "https" and "@" not in parts.netloc and parts.port in {None, 443}
    except ValueError as no:
        raise BadEvidence from no
    if not is_plain or "." not in host.strip(".") or host.rpartition(".")[2].isdecimal():
        raise BadEvidence
    return host.removeprefix("www.")
