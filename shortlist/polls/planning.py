"""What an organiser may still change of a poll, and when; pure, as rules.py is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from shortlist.errors import Refusal
from shortlist.language import later, say
from shortlist.polls.rules import (
    TIMETABLE_FIELDS,
    Facts,
    Phase,
    Timetable,
    TimetableOutOfOrder,
    faults_of,
    phase_at,
)
from shortlist.polls.showing import PapersShown

MOST_SEATS = 100
COME_BY_THEMSELVES = frozenset(
    {
        "interest_opens_at",
        "interest_closes_at",
        "information_opens_at",
        "information_closes_at",
        "shortlist_at",
    }
)
RESERVED_SLUGS = frozenset({"new"})  # /organise/polls/new is a page of its own


class CountingRule(StrEnum):
    """The rules that a contest may be counted by, by the engine’s names, the usual first."""

    SCOTTISH = "scottish"
    ERS97 = "ers97"
    MEEK_PRF = "meek-prf"
    WIGM_PRF = "wigm-prf"
    WIGM_PRF_BATCH = "wigm-prf-batch"
    NORTHERN_IRELAND = "northern-ireland"
    MEEK_NZ = "meek-nz"
    WARREN = "warren"
    CFER = "cfer"
    MPLS = "mpls"
    QPQ = "qpq"


RULE_TITLES = {
    CountingRule.SCOTTISH: later("Scottish STV, as in Scottish council elections"),
    CountingRule.ERS97: later("ERS97, the Electoral Reform Society’s rules of 1997"),
    CountingRule.MEEK_PRF: later("Meek STV, counted by computer to many decimal places"),
    CountingRule.WIGM_PRF: later("WIGM, the PRF’s reference rule for weighted inclusive Gregory"),
    CountingRule.WIGM_PRF_BATCH: later("WIGM with sure losers out together, the PRF’s option"),
    CountingRule.NORTHERN_IRELAND: later("STV as in Northern Ireland’s local elections"),
    CountingRule.MEEK_NZ: later("Meek STV as in New Zealand’s local elections"),
    CountingRule.WARREN: later("Warren’s method, a sister of Meek’s"),
    CountingRule.CFER: later("CfER, the draft of Californians for Electoral Reform"),
    CountingRule.MPLS: later("STV as in Minneapolis"),
    CountingRule.QPQ: later("QPQ, Woodall’s quotients"),
}
RULE_WORDS = {
    CountingRule.SCOTTISH: later(
        "All papers of a winner share the surplus. Clear to follow, and a good "
        "choice unless your own rules name another."
    ),
    CountingRule.ERS97: later(
        "What British parties, unions and charities usually mean by STV: the "
        "papers that came last carry the surplus, as in a count by hand."
    ),
    CountingRule.MEEK_PRF: later(
        "The quota falls as papers run out of preferences, and winners keep no "
        "more than they need. Only a computer can do it."
    ),
    CountingRule.WIGM_PRF: later(
        "Close to the Scottish rule, written so that every program comes to the "
        "same figures, to four decimal places."
    ),
    CountingRule.WIGM_PRF_BATCH: later(
        "Those who can no longer catch up go out at once, which makes the count shorter."
    ),
    CountingRule.NORTHERN_IRELAND: later(
        "The papers that came last carry the surplus, to two decimal places. The "
        "Assembly there is elected so too."
    ),
    CountingRule.MEEK_NZ: later(
        "Meek’s method as that law has it, down to its own way of drawing lots."
    ),
    CountingRule.WARREN: later(
        "As Meek’s, but a winner takes the same amount of every paper that comes by."
    ),
    CountingRule.CFER: later(
        "All papers of a winner share the surplus; all surpluses of a stage are passed on at once."
    ),
    CountingRule.MPLS: later(
        "A city’s rule: sure losers go out together, and a winner goes on "
        "receiving votes until the surplus is passed on."
    ),
    CountingRule.QPQ: later(
        "Elects by dividing votes, as party lists do, and starts anew after each "
        "exclusion. For those who want to study it."
    ),
}


def rule_title(rule: str) -> str:
    """Return a counting rule's name in the language spoken now."""
    return str(RULE_TITLES[CountingRule(rule)])


@dataclass(frozen=True, kw_only=True)
class PollPlan:
    """What an organiser says of a poll."""

    title: str
    description: str
    time_zone: str
    timetable: Timetable


@dataclass(frozen=True, kw_only=True)
class ContestPlan:
    """What an organiser says of a contest; without a region it is for all electors."""

    title: str
    seats: int
    rule: CountingRule
    region: str | None = None
    papers_shown: PapersShown = PapersShown.BY_NUMBERS


class SkippedByClocks(Refusal):
    """A local time that does not exist: the clocks go forward over it."""

    sentence = later(
        "The clocks go forward then, and this time does not exist. Choose another time."
    )


class RepeatedByClocks(Refusal):
    """A local time that comes twice: the clocks go back over it."""

    sentence = later("The clocks go back then, and this time comes twice. Choose another time.")


class YearOutOfReach(Refusal):
    """A year that is surely a slip of the finger."""

    sentence = later("Enter a year between 2000 and 2100.")


class PollIsFixed(Refusal):
    """The poll is ready for voting: what it asks no longer changes."""

    sentence = later("The poll is ready for voting, so it can no longer be changed.")


class ContestsAreFixed(Refusal):
    """Members may already be offering to stand in these contests."""

    sentence = later("Contests can be changed only until interest opens.")


class LastContest(Refusal):
    """An announced poll keeps at least one contest."""

    sentence = later("An announced poll needs at least one contest. Change this one instead.")


class NoContests(Refusal):
    """A poll without a contest asks nothing."""

    sentence = later("Add at least one contest before you announce the poll.")


class AlreadyAnnounced(Refusal):
    """The poll is public, and a public poll is not announced again or deleted."""

    sentence = later("The poll has been announced already.")


class InterestAlreadyOver(Refusal):
    """Announced now, the poll would leave nobody time to express interest."""

    sentence = later(
        "Interest would be closed already. Move the dates before you announce the poll."
    )


def moment_of(day: date, at: time, zone: str) -> datetime:
    """Return the UTC moment of a local time in a zone; refuse one the clocks skip or repeat."""
    if not 2000 <= day.year <= 2100:
        raise YearOutOfReach
    local = datetime.combine(day, at, ZoneInfo(zone))
    first, second = (local.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return first
    # Where a time is skipped, Python reads fold=0 by the clock before the change: the later moment.
    raise SkippedByClocks if first > second else RepeatedByClocks


def may_move(name: str, now: datetime, timetable: Timetable, facts: Facts) -> bool:
    """Say whether one moment of the timetable may still be moved.

    A draft's all may. Once announced, a moment of interest or the shortlist stays when it has
    come; those of voting take effect only when the poll is ready, so until then they may move.
    """
    if facts.ready or not facts.announced:
        return not facts.ready
    if name not in COME_BY_THEMSELVES:
        return True
    # A stage that was left out may be put in until the shortlist is out.
    return bool(now < (getattr(timetable, name) or timetable.shortlist_at))


def faults_of_change(
    now: datetime, before: Timetable, after: Timetable, facts: Facts
) -> list[tuple[str, str]]:
    """Return (field, sentence) for each moment that may not be where it has been moved to."""
    faults = []
    for name in TIMETABLE_FIELDS:
        if getattr(before, name) == getattr(after, name):
            continue
        if not may_move(name, now, before, facts):
            faults.append((name, say("This moment has come already, so it stays.")))
        elif facts.announced and _has_come(getattr(after, name), now):
            faults.append((name, say("Choose a time that is still to come.")))
    return faults + faults_of(after)


def _has_come(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and moment <= now


def why_not_change(facts: Facts) -> Refusal | None:
    """Return why the poll's words and dates cannot be changed: it is ready for voting."""
    return PollIsFixed() if facts.ready else None


def why_not_change_contests(now: datetime, timetable: Timetable, facts: Facts) -> Refusal | None:
    """Return why contests cannot be added, changed or removed: interest has opened."""
    phase = phase_at(now, timetable, facts)
    return None if phase in {Phase.DRAFT, Phase.ANNOUNCED} else ContestsAreFixed()


def why_not_remove_contest(
    now: datetime, timetable: Timetable, facts: Facts, contests: int
) -> Refusal | None:
    """Return why one of so many contests cannot be removed, or None."""
    if refusal := why_not_change_contests(now, timetable, facts):
        return refusal
    return LastContest() if facts.announced and contests == 1 else None


def why_not_announce(
    now: datetime, timetable: Timetable, facts: Facts, contests: int
) -> Refusal | None:
    """Return why a poll with so many contests cannot be announced now, or None."""
    if facts.announced:
        return AlreadyAnnounced()
    if contests == 0:
        return NoContests()
    if faults := faults_of(timetable):
        return TimetableOutOfOrder(faults)
    return InterestAlreadyOver() if now >= timetable.interest_closes_at else None


def why_not_delete(facts: Facts) -> Refusal | None:
    """Return why a poll cannot be deleted: only a draft can, for nothing hangs on it."""
    return AlreadyAnnounced() if facts.announced else None


def suggested_moments(today: date) -> dict[str, tuple[date, time]]:
    """Return a timetable to start from, as local days and times: eight weeks from next Monday."""
    monday = today + timedelta(days=7 - today.weekday())
    noon, evening = time(12), time(19)
    plan: Sequence[tuple[str, int, time]] = (
        ("interest_opens_at", 0, noon),
        ("interest_closes_at", 18, evening),
        ("information_opens_at", 19, noon),
        ("information_closes_at", 25, evening),
        ("shortlist_at", 28, noon),
        ("opens_at", 35, noon),
        ("closes_at", 46, evening),
        ("results_at", 49, noon),
        ("slate_at", 51, noon),
    )
    return {name: (monday + timedelta(days=days), at) for name, days, at in plan}
