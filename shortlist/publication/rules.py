"""What is said of each phase, and of the timetable and turnout of a poll."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from shortlist.errors import Refusal
from shortlist.language import later, say
from shortlist.polls.rules import Facts, Phase, Timetable


class NotCountedYet(Refusal):
    """There is nothing to publish before the count."""

    sentence = later("The poll has not been counted yet, so there are no results to publish.")


class ResultsPublishedAlready(Refusal):
    """Published results do not change."""

    sentence = later("The results are published already.")


STATUS: Mapping[Phase, tuple[str, str]] = MappingProxyType(
    {
        Phase.DRAFT: (later("Draft"), "plain"),
        Phase.ANNOUNCED: (later("Announced"), "plain"),
        Phase.INTEREST_OPEN: (later("Open for interest"), "good"),
        Phase.INTEREST_CLOSED: (later("Interest has closed"), "wait"),
        Phase.SHORTLIST_PUBLISHED: (later("Shortlist published"), "plain"),
        Phase.POLL_OPEN: (later("Voting is open"), "good"),
        Phase.CLOSED: (later("Voting has closed"), "wait"),
        Phase.COUNTED: (later("Counted, results to come"), "wait"),
        Phase.RESULTS_PUBLISHED: (later("Results published"), "slate"),
        Phase.SLATE_PUBLISHED: (later("Slate published"), "slate"),
        Phase.ARCHIVED: (later("Archived"), "plain"),
    }
)


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """One line of a poll's timetable: what, when, and whether it is done, now or to come."""

    title: str
    verb: str
    at: datetime
    state: str


def milestones(now: datetime, timetable: Timetable, facts: Facts, phase: Phase) -> list[Milestone]:
    """Return the timetable as lines; exactly one at the most is "now"."""
    return [
        _span(
            say("Register your interest"),
            timetable.interest_opens_at,
            timetable.interest_closes_at,
            is_now=phase is Phase.INTEREST_OPEN,
            is_done=now >= timetable.interest_closes_at,
        ),
        *_information(now, timetable, phase),
        _point(
            say("Shortlist published"),
            timetable.shortlist_at,
            is_done=now >= timetable.shortlist_at,
        ),
        _span(
            say("Voting"),
            timetable.opens_at,
            timetable.closes_at,
            is_now=phase is Phase.POLL_OPEN,
            is_done=phase.is_at_least(Phase.CLOSED),
        ),
        _point(say("Count and results"), timetable.results_at, is_done=facts.results_published),
        _point(say("Slate published"), timetable.slate_at, is_done=facts.slate_published),
    ]


def _information(now: datetime, timetable: Timetable, phase: Phase) -> list[Milestone]:
    opens_at, closes_at = timetable.information_opens_at, timetable.information_closes_at
    if opens_at is None or closes_at is None:
        return []
    is_now = phase is Phase.INTEREST_CLOSED and opens_at <= now < closes_at
    title = say("Candidates answer the same questions")
    return [_span(title, opens_at, closes_at, is_now=is_now, is_done=now >= closes_at)]


def _span(
    title: str, opens_at: datetime, closes_at: datetime, *, is_now: bool, is_done: bool
) -> Milestone:
    if is_done:
        return Milestone(title=title, verb="closed", at=closes_at, state="done")
    if is_now:
        return Milestone(title=title, verb="closes", at=closes_at, state="now")
    return Milestone(title=title, verb="opens", at=opens_at, state="next")


def _point(title: str, at: datetime, *, is_done: bool) -> Milestone:
    return Milestone(title=title, verb="", at=at, state="done" if is_done else "next")


def turnout_percent(cast: int, electors: int) -> str | None:
    """Return the share of electors who voted, in per cent to one place; None under 10 ballots."""
    if cast < 10 or electors == 0:
        return None
    thousandths = cast * 1000 // electors
    return f"{thousandths // 10}.{thousandths % 10}"
