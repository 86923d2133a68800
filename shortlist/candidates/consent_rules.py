"""Who has countersigned what: a page is agreed to as it was shown, and in no other version.

Pure, as rules.py is.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from shortlist.errors import NotFound, Refusal
from shortlist.language import later, listed, say_many

REMINDED_EVERY = timedelta(hours=12)  # nobody is reminded more often than that


class Page(StrEnum):
    """What a candidate is asked to countersign."""

    SHORTLIST = "shortlist"
    SLATE = "slate"


class Consent(StrEnum):
    """How a candidate stands to a page that names them."""

    GIVEN = "countersigned"
    LAPSED = "changed since"
    WAITING = "not yet"
    NOBODY_TO_ASK = "nobody to ask"

    @property
    def is_enough(self) -> bool:
        """Say whether the page may name them."""
        return self in {Consent.GIVEN, Consent.NOBODY_TO_ASK}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What everybody is shown of a candidate; a photo by its hash, or "".

    `counts_among` are the groups of the contest's balance rules that they are counted in.
    """

    contest: str
    name: str
    local_party: str
    region: str
    statement: str
    photo: str
    counts_among: tuple[str, ...] = ()


class NotCountersigned(Refusal):
    """Nobody is published who has not countersigned."""

    sentence = later("Somebody has not countersigned.")


class ShownOtherwise(Refusal):
    """What was read is not what would be countersigned."""

    sentence = later(
        "This page has changed since you opened it, so it was not countersigned. "
        "Read it again as it is now."
    )


class NothingToCountersign(NotFound):
    """This member is no candidate here, or is one no more."""

    sentence = later("You are not a candidate in this contest.")


class RemindedAlready(Refusal):
    """Mail that comes every hour is not read."""

    sentence = later(
        "Whoever has not countersigned was reminded within the last 12 hours. Nothing was sent."
    )


class NobodyToRemind(Refusal):
    """All have countersigned."""

    sentence = later("Nobody has to be reminded: all have countersigned.")


class HasCountersigned(Refusal):
    """Only who has not answered is set aside for that."""

    sentence = later(
        "This candidate has countersigned, so that is no reason to take them off the paper."
    )


def entry_version(entry: Entry) -> str:
    """Return the version of a candidate's public entry: a SHA-256 of all that is shown, in hex."""
    return _version({"page": Page.SHORTLIST, **asdict(entry)})


def slate_version(contest: str, people: Sequence[tuple[int, str]]) -> str:
    """Return the version of a slate: a SHA-256 of its contest and people in their order, in hex.

    Each of them is a number on the paper and a name.
    """
    return _version({"page": Page.SLATE, "contest": contest, "people": people})


def _version(shown: object) -> str:
    text = json.dumps(shown, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return sha256(text.encode()).hexdigest()


def consent_of(version: str, countersigned: Collection[str], *, can_be_asked: bool) -> Consent:
    """Return how somebody stands to a page of a version, who has countersigned these versions.

    Who came with papers from outside has no account, and cannot be asked.
    """
    if not can_be_asked:
        return Consent.NOBODY_TO_ASK
    if version in countersigned:
        return Consent.GIVEN
    return Consent.LAPSED if countersigned else Consent.WAITING


def why_not_all(page: Page, names: Sequence[str]) -> NotCountersigned | None:
    """Return why a page is not published while these people have not agreed to it, or None."""
    if not names:
        return None
    who, number = listed(names), len(names)
    if page is Page.SHORTLIST:
        return NotCountersigned(
            say_many(
                "%(who)s has neither countersigned the shortlist nor withdrawn. Remind them, or "
                "take them off the paper.",
                "%(who)s have neither countersigned the shortlist nor withdrawn. Remind them, or "
                "take them off the paper.",
                number,
                who=who,
            )
        )
    return NotCountersigned(
        say_many(
            "%(who)s has not countersigned the slate as it is now. Wait for them, or go on "
            "without them.",
            "%(who)s have not countersigned the slate as it is now. Wait for them, or go on "
            "without them.",
            number,
            who=who,
        )
    )


def why_not_remind(waiting: Iterable[datetime | None], now: datetime) -> Refusal | None:
    """Return why those who wait, reminded at these moments (None: never), are not reminded now."""
    moments = list(waiting)
    if not moments:
        return NobodyToRemind()
    return None if any(is_due(at, now) for at in moments) else RemindedAlready()


def is_due(reminded_at: datetime | None, now: datetime) -> bool:
    """Say whether somebody may be reminded again."""
    return reminded_at is None or now >= reminded_at + REMINDED_EVERY
