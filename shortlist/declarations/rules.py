"""What can be asked and declared, when, and how amounts of money are read and written."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from shortlist.errors import NotAllowed, NotFound, Refusal
from shortlist.language import later, whole_pounds
from shortlist.polls.effects import moved_along
from shortlist.polls.rules import Facts, Timetable

MOST_WORDS = 300
MOST_POUNDS = 1_000_000
BETWEEN_REMINDERS = timedelta(days=1)
SPENDING_IS_WANTED = timedelta(days=7)  # before its deadline
_AMOUNT = re.compile(r"£?\s*(\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.(\d{2}))?")


class Part(StrEnum):
    """A part of what candidates declare."""

    CONDUCT = "conduct"
    CONFLICTS = "conflicts"
    SPENDING = "spending"


PART_WORDS = {
    Part.CONDUCT: later("the code of conduct"),
    Part.CONFLICTS: later("conflicts of interest"),
    Part.SPENDING: later("spending"),
}


@dataclass(frozen=True, kw_only=True)
class Asks:
    """What candidates of a poll are asked to declare, besides a code of conduct."""

    conflicts: bool = False
    spending_limit: int | None = None  # in pounds; None where spending is not asked for
    spending_due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Item:
    """Something that was spent."""

    spent_on: date
    what: str
    pence: int
    paid_by: str


class AsksAreFixed(Refusal):
    """Members offer to stand already, by what they were told."""

    sentence = later("Interest has opened, so what candidates declare stays as it is.")


class AsksFaulty(Refusal):
    """What is to be asked lacks something; `faults` names each field with why."""

    sentence = later("This cannot be asked like that.")
    status = 422

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        self.faults = faults
        super().__init__()


class NotAsked(NotAllowed):
    """Only those who stand, or have offered to, declare anything."""

    sentence = later("Only those who stand in this poll, or have offered to, declare this.")


class ConflictsNotAsked(NotFound):
    """The poll does not ask for conflicts of interest."""

    sentence = later("This poll does not ask candidates about conflicts of interest.")


class SpendingNotAsked(NotFound):
    """The poll does not ask for spending."""

    sentence = later("This poll does not ask candidates what they spend.")


class ConflictsClosed(Refusal):
    """Votes were cast by what was declared."""

    sentence = later("Voting is over, so conflicts of interest can no longer be changed.")


class NothingChanged(Refusal):
    """The same was declared already."""

    sentence = later("You have declared just that already.")


class TotalChanged(Refusal):
    """The items were changed in another window."""

    sentence = later("Your items were changed meanwhile. Look at the total again.")


class NoSuchItem(NotFound):
    """There is no such item of the member's own, or not any more."""

    sentence = later("There is no such item in your declaration.")


class CorrectionNeedsReason(Refusal):
    """Everybody reads why something was corrected."""

    sentence = later("Write why: everybody can read it beside the correction.")
    status = 422


class NobodyMissing(Refusal):
    """There is nobody to remind."""

    sentence = later(
        "Nobody has to be reminded now: nothing is outstanding, or all were reminded within a day."
    )


def faults_of_asks(asks: Asks, timetable: Timetable) -> list[tuple[str, str]]:
    """Return (field, sentence) for each thing that is missing or out of order."""
    if asks.spending_limit is None:
        return []
    if asks.spending_due_at is None:
        return [("spending_due_at", str(later("Enter by when spending is declared.")))]
    if asks.spending_due_at < timetable.shortlist_at:
        sentence = later("The deadline cannot come before the shortlist is published.")
        return [("spending_due_at", str(sentence))]
    return []


def due_along(due_at: datetime, before: Timetable, after: Timetable, zone: str) -> datetime:
    """Return until when spending is declared where the shortlist is published at another moment."""
    if before.shortlist_at == after.shortlist_at:
        return due_at
    return moved_along(due_at, before.shortlist_at, after.shortlist_at, zone)


def why_not_change_asks(now: datetime, timetable: Timetable, facts: Facts) -> Refusal | None:
    """Return why what is asked stays as it is, or None."""
    has_opened = facts.announced and now >= timetable.interest_opens_at
    return AsksAreFixed() if has_opened else None


def why_not_declare_conflicts(asks: Asks, facts: Facts) -> Refusal | None:
    """Return why conflicts of interest cannot be declared now, or None."""
    if not asks.conflicts:
        return ConflictsNotAsked()
    return ConflictsClosed() if facts.closed else None


def is_spending_wanted_at(now: datetime, asks: Asks) -> bool:
    """Say whether a declaration of spending that is missing is to be reminded of."""
    due_at = asks.spending_due_at
    is_asked = asks.spending_limit is not None and due_at is not None
    return is_asked and due_at is not None and now >= due_at - SPENDING_IS_WANTED


def may_remind_at(now: datetime, reminded_at: datetime | None) -> bool:
    """Say whether somebody may be reminded: not twice within a day."""
    return reminded_at is None or now >= reminded_at + BETWEEN_REMINDERS


def pence_of(typed: str) -> int | None:
    """Return an amount in pence: "1,234.50", "£12"; None for anything else, and for nothing."""
    found = _AMOUNT.fullmatch(typed.strip())
    if found is None:
        return None
    pounds = int(found[1].replace(",", ""))
    pence = pounds * 100 + int(found[2] or 0)
    return pence if 0 < pence <= MOST_POUNDS * 100 else None


def money(pence: int) -> str:
    """Return an amount as people read it: "£1,234.50", "£12"."""
    whole, rest = divmod(pence, 100)
    return f"{whole_pounds(whole)}.{rest:02}" if rest else whole_pounds(whole)


def over_limit(pence: int, limit: int | None) -> int:
    """Return by how many pence a total is over a limit in pounds; 0 where it is not."""
    return 0 if limit is None else max(0, pence - limit * 100)
