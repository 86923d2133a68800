"""What is said of each phase, what comes next, and who has to do it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from shortlist.errors import Refusal
from shortlist.permissions import Role
from shortlist.polls.rules import Facts, Phase, Timetable
from shortlist.proposals.rules import Change


class NotCountedYet(Refusal):
    """There is nothing to publish before the count."""

    sentence = "The poll has not been counted yet, so there are no results to publish."


class ResultsPublishedAlready(Refusal):
    """Published results do not change."""

    sentence = "The results are published already."


STATUS: Mapping[Phase, tuple[str, str]] = MappingProxyType(
    {
        Phase.DRAFT: ("Draft", "plain"),
        Phase.ANNOUNCED: ("Announced", "plain"),
        Phase.INTEREST_OPEN: ("Open for interest", "good"),
        Phase.INTEREST_CLOSED: ("Interest has closed", "wait"),
        Phase.SHORTLIST_PUBLISHED: ("Shortlist published", "plain"),
        Phase.POLL_OPEN: ("Voting is open", "good"),
        Phase.CLOSED: ("Voting has closed", "wait"),
        Phase.COUNTED: ("Counted, results to come", "wait"),
        Phase.RESULTS_PUBLISHED: ("Results published", "slate"),
        Phase.SLATE_PUBLISHED: ("Slate published", "slate"),
        Phase.ARCHIVED: ("Archived", "plain"),
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
            "Register your interest",
            timetable.interest_opens_at,
            timetable.interest_closes_at,
            is_now=phase is Phase.INTEREST_OPEN,
            is_done=now >= timetable.interest_closes_at,
        ),
        *_information(now, timetable, phase),
        _point(
            "Shortlist published", timetable.shortlist_at, is_done=now >= timetable.shortlist_at
        ),
        _span(
            "Voting",
            timetable.opens_at,
            timetable.closes_at,
            is_now=phase is Phase.POLL_OPEN,
            is_done=phase.is_at_least(Phase.CLOSED),
        ),
        _point("Count and results", timetable.results_at, is_done=facts.results_published),
        _point("Slate published", timetable.slate_at, is_done=facts.slate_published),
    ]


def _information(now: datetime, timetable: Timetable, phase: Phase) -> list[Milestone]:
    opens_at, closes_at = timetable.information_opens_at, timetable.information_closes_at
    if opens_at is None or closes_at is None:
        return []
    is_now = phase is Phase.INTEREST_CLOSED and opens_at <= now < closes_at
    title = "Candidates answer the same questions"
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


@dataclass(frozen=True, kw_only=True)
class Step:
    """What an officer does next, or what is waited for: a title, a sentence, a page, an office."""

    title: str
    sentence: str
    endpoint: str | None = None
    label: str = ""
    role: Role = Role.ORGANISER


def next_step(
    now: datetime,
    timetable: Timetable,
    facts: Facts,
    phase: Phase,
    proposed: Mapping[Change, bool] = MappingProxyType({}),
) -> Step:
    """Return the one thing that comes next in a poll's life.

    `proposed` holds the changes that are proposed, and whether they are approved already.
    """
    if any(not approved for change, approved in proposed.items() if change is not Change.EXTEND):
        return WAIT_FOR_SECOND
    if phase is Phase.INTEREST_CLOSED or phase is Phase.SHORTLIST_PUBLISHED:
        return _before_voting(now, timetable, facts)
    if phase is Phase.CLOSED:
        return _after_voting(now, timetable, facts, opens=Change.OPEN in proposed)
    return STEPS[phase]


def _before_voting(now: datetime, timetable: Timetable, facts: Facts) -> Step:
    if facts.waits_for_trustees:
        return WAIT_FOR_TRUSTEES
    if facts.ready:
        return Step(
            title="Everything is ready",
            sentence="The register, the paper and the key are fixed. Voting opens by itself.",
        )
    if now < timetable.shortlist_at:
        return STEPS[Phase.INTEREST_CLOSED]
    return STEPS[Phase.SHORTLIST_PUBLISHED]


def _after_voting(now: datetime, timetable: Timetable, facts: Facts, *, opens: bool) -> Step:
    if facts.opened:
        return Step(
            title="Count the papers",
            sentence="The box is open. The count takes seconds, and its record does not change.",
            endpoint="counts_admin.confirm_count",
            label="Count the papers",
            role=Role.RETURNING_OFFICER,
        )
    if facts.closed and opens:
        return OPEN_WITH_TRUSTEES if facts.trustees else OPEN_BY_COMMAND
    if facts.closed:
        return Step(
            title="Open the ballot box",
            sentence="The box is closed and nothing can follow. Propose to open it.",
            endpoint="voting_admin.confirm_open",
            label="Propose to open it",
            role=Role.RETURNING_OFFICER,
        )
    if now < timetable.box_closes_at:
        return Step(
            title="Wait for the last ballots",
            sentence="Ballots on their way at the close are still taken for the announced grace.",
        )
    return Step(
        title="Close the ballot box",
        sentence="The time is up. Propose to close the box, so that its log ends here for good.",
        endpoint="voting_admin.confirm_close",
        label="Propose to close it",
        role=Role.RETURNING_OFFICER,
    )


WAIT_FOR_SECOND = Step(
    title="Wait for a second officer",
    sentence="What is proposed below is done as soon as another returning officer approves it.",
)
OPEN_BY_COMMAND = Step(
    title="Have the ballot box opened on the server",
    sentence="Two officers have agreed. Whoever runs the server opens so large a box by command.",
)
WAIT_FOR_TRUSTEES = Step(
    title="Wait for the trustees",
    sentence="Voting cannot open before each of them has rehearsed and signed the manifest.",
    endpoint="trustees_admin.trustees",
    label="See who is missing",
    role=Role.RETURNING_OFFICER,
)
OPEN_WITH_TRUSTEES = Step(
    title="Have the trustees open the ballot box",
    sentence="The box is closed and nothing can follow. Each trustee opens a layer of it.",
    endpoint="trustees_admin.trustees",
    label="Open it with the trustees",
    role=Role.RETURNING_OFFICER,
)
STEPS: Mapping[Phase, Step] = MappingProxyType(
    {
        Phase.DRAFT: Step(
            title="Announce the poll",
            sentence="Only organisers see it. Check the dates and the contests, then announce it.",
            endpoint="polls_admin.confirm_announce",
            label="Announce this poll",
        ),
        Phase.ANNOUNCED: Step(
            title="Wait for the call to open",
            sentence="The call for interest is public. It opens by itself at the hour you set.",
        ),
        Phase.INTEREST_OPEN: Step(
            title="Members are registering their interest",
            sentence="You decide on their expressions once the window has closed.",
            endpoint="candidates_admin.expressions",
            label="See the expressions",
        ),
        Phase.INTEREST_CLOSED: Step(
            title="Decide on the expressions of interest",
            sentence="Accept or decline each with a reason. The shortlist is out at its hour.",
            endpoint="candidates_admin.expressions",
            label="Decide on expressions",
        ),
        Phase.SHORTLIST_PUBLISHED: Step(
            title="Make the poll ready",
            sentence="This freezes the register, numbers the candidates and makes the box. "
            "Voting cannot open before it is done. Trustees, if there are any, come first.",
            endpoint="voting_admin.confirm_ready",
            label="Make it ready",
            role=Role.RETURNING_OFFICER,
        ),
        Phase.POLL_OPEN: Step(
            title="Members are voting",
            sentence="Watch the turnout: there is nothing else to do. Nobody sees a ballot now.",
        ),
        Phase.COUNTED: Step(
            title="Look at the results, then publish them",
            sentence="Only returning officers see them now.",
            endpoint="publication_admin.results",
            label="Look at the results",
            role=Role.RETURNING_OFFICER,
        ),
        Phase.RESULTS_PUBLISHED: Step(
            title="Publish the slate",
            sentence="The results are public. The slate follows from them, in order of election.",
            endpoint="slates_admin.confirm_slate",
            label="Propose to publish it",
            role=Role.RETURNING_OFFICER,
        ),
        Phase.SLATE_PUBLISHED: Step(
            title="All done",
            sentence="The slate is public, with its record and its papers for anybody to check.",
        ),
        Phase.ARCHIVED: Step(title="Archived", sentence="This poll is kept as it was."),
    }
)


def turnout_percent(cast: int, electors: int) -> str | None:
    """Return the share of electors who voted, in per cent to one place; None under 10 ballots."""
    if cast < 10 or electors == 0:
        return None
    thousandths = cast * 1000 // electors
    return f"{thousandths // 10}.{thousandths % 10}"
