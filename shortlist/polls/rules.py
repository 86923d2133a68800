"""A poll's life: the phase follows from the timetable, what is on record, and the clock."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from shortlist.errors import Refusal
from shortlist.language import later


class Phase(StrEnum):
    """Where a poll is in its life; the order of the members is the order of life."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    INTEREST_OPEN = "interest open"
    INTEREST_CLOSED = "interest closed"
    SHORTLIST_PUBLISHED = "shortlist published"
    POLL_OPEN = "poll open"
    CLOSED = "closed"
    COUNTED = "counted"
    RESULTS_PUBLISHED = "results published"
    SLATE_PUBLISHED = "slate published"
    ARCHIVED = "archived"

    def is_at_least(self, other: "Phase") -> bool:
        """Say whether this phase is the other or comes after it."""
        order = list(Phase)
        return order.index(self) >= order.index(other)

    @property
    def in_words(self) -> str:
        """What the phase is called in the language spoken now."""
        return str(PHASE_NAMES[self])


PHASE_NAMES: Mapping[Phase, str] = MappingProxyType(
    {
        Phase.DRAFT: later("draft"),
        Phase.ANNOUNCED: later("announced"),
        Phase.INTEREST_OPEN: later("interest open"),
        Phase.INTEREST_CLOSED: later("interest closed"),
        Phase.SHORTLIST_PUBLISHED: later("shortlist published"),
        Phase.POLL_OPEN: later("poll open"),
        Phase.CLOSED: later("closed"),
        Phase.COUNTED: later("counted"),
        Phase.RESULTS_PUBLISHED: later("results published"),
        Phase.SLATE_PUBLISHED: later("slate published"),
        Phase.ARCHIVED: later("archived"),
    }
)


@dataclass(frozen=True, kw_only=True)
class Timetable:
    """The moments of a poll, all aware; grace is how long a late ballot is still taken.

    A poll that asks its candidates no questions has no information stage: both moments are None.
    """

    interest_opens_at: datetime
    interest_closes_at: datetime
    information_opens_at: datetime | None = None
    information_closes_at: datetime | None = None
    shortlist_at: datetime
    opens_at: datetime
    closes_at: datetime
    results_at: datetime
    slate_at: datetime
    grace: timedelta = timedelta(minutes=10)

    @property
    def box_closes_at(self) -> datetime:
        """Return the moment from which no ballot is taken: the close and its grace."""
        return self.closes_at + self.grace


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Which steps have been taken and are on record, and how many trustees hold the keys.

    A poll that waits for trustees is ready but for what they answer before voting.
    """

    announced: bool = False
    ready: bool = False
    closed: bool = False
    opened: bool = False
    counted: bool = False
    results_published: bool = False
    slate_published: bool = False
    archived: bool = False
    trustees: int = 0
    waits_for_trustees: bool = False


class TimetableOutOfOrder(Refusal):
    """One of the moments comes before the one it must follow; `faults` names each with why."""

    sentence = later("The dates are out of order.")

    def __init__(self, faults: Sequence[tuple[str, str]] = ()) -> None:
        self.faults = list(faults)
        super().__init__()


ORDER = (
    ("interest_opens_at", "interest_closes_at", later("Interest must open before it closes.")),
    (
        "interest_closes_at",
        "information_opens_at",
        later("Questions cannot be asked before interest closes."),
    ),
    (
        "information_opens_at",
        "information_closes_at",
        later("The deadline for answers must come after the questions."),
    ),
    (
        "information_closes_at",
        "shortlist_at",
        later("The shortlist cannot come before the deadline for answers."),
    ),
    (
        "interest_closes_at",
        "shortlist_at",
        later("The shortlist cannot come before interest closes."),
    ),
    ("shortlist_at", "opens_at", later("Voting cannot open before the shortlist is published.")),
    ("opens_at", "closes_at", later("Voting must open before it closes.")),
    ("closes_at", "results_at", later("Results cannot come before voting closes.")),
    ("results_at", "slate_at", later("The slate cannot come before the results.")),
)
MAY_BE_EQUAL = frozenset({"information_opens_at", "shortlist_at", "opens_at", "slate_at"})
BOTH_OR_NEITHER = later("Give both moments at which candidates answer questions, or neither.")


def faults_of(timetable: Timetable) -> list[tuple[str, str]]:
    """Return (field, sentence) for each moment that comes too early; none when all is in order."""
    faults = [
        (later, sentence)
        for earlier, later, sentence in ORDER
        if not _follows(timetable, earlier, later)
    ]
    missing = [name for name in INFORMATION if getattr(timetable, name) is None]
    if len(missing) == 1:
        faults.append((missing[0], BOTH_OR_NEITHER))
    return faults


def _follows(timetable: Timetable, earlier: str, later: str) -> bool:
    first, second = getattr(timetable, earlier), getattr(timetable, later)
    if first is None or second is None:
        return True
    return bool(first <= second if later in MAY_BE_EQUAL else first < second)


def phase_at(now: datetime, timetable: Timetable, facts: Facts) -> Phase:
    """Return the phase at a moment: facts first, then the clock."""
    return _phase_on_record(facts) or _phase_by_clock(now, timetable, facts)


def _phase_by_clock(now: datetime, timetable: Timetable, facts: Facts) -> Phase:
    may_open = facts.ready and not facts.waits_for_trustees
    reached = (
        (facts.ready and now >= timetable.closes_at, Phase.CLOSED),
        (may_open and now >= timetable.opens_at, Phase.POLL_OPEN),
        (now >= timetable.shortlist_at, Phase.SHORTLIST_PUBLISHED),
        (now >= timetable.interest_closes_at, Phase.INTEREST_CLOSED),
        (now >= timetable.interest_opens_at, Phase.INTEREST_OPEN),
    )
    return next((phase for is_so, phase in reached if is_so), Phase.ANNOUNCED)


def _phase_on_record(facts: Facts) -> Phase | None:
    reached = (
        (facts.archived, Phase.ARCHIVED),
        (facts.slate_published, Phase.SLATE_PUBLISHED),
        (facts.results_published, Phase.RESULTS_PUBLISHED),
        (facts.counted, Phase.COUNTED),
        (facts.closed, Phase.CLOSED),
        (not facts.announced, Phase.DRAFT),
    )
    return next((phase for is_so, phase in reached if is_so), None)


def takes_interest_at(now: datetime, timetable: Timetable, facts: Facts) -> bool:
    """Say whether an expression of interest may be sent: from the opening to the closing second."""
    return phase_at(now, timetable, facts) is Phase.INTEREST_OPEN


def takes_ballots_at(now: datetime, timetable: Timetable, facts: Facts) -> bool:
    """Say whether a ballot may be cast: from the opening to the end of the grace."""
    may_take = facts.announced and facts.ready and not facts.waits_for_trustees
    if not may_take or facts.closed:
        return False
    return timetable.opens_at <= now < timetable.box_closes_at


def slug_of(title: str) -> str:
    """Return a title as it stands in an address: lower case words joined by hyphens."""
    words = re.findall(r"[a-z0-9]+", title.lower().replace("'", "").replace("’", ""))
    return "-".join(words)[:60].strip("-") or "poll"


TIMETABLE_FIELDS = tuple(field.name for field in fields(Timetable) if field.name != "grace")
INFORMATION = ("information_opens_at", "information_closes_at")  # may be left out
