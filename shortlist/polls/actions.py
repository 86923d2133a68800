"""Make polls, change them while that is fair, announce them."""

from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, record_event
from shortlist.polls import planning
from shortlist.polls.balance import why_contradict
from shortlist.polls.balance_queries import rules_of
from shortlist.polls.models import Contest, Poll
from shortlist.polls.planning import ContestPlan, PollPlan
from shortlist.polls.policy import facts_of, timetable_of
from shortlist.polls.queries import slug_is_taken
from shortlist.polls.rules import (
    TIMETABLE_FIELDS,
    Timetable,
    TimetableOutOfOrder,
    faults_of,
    slug_of,
)
from shortlist.polls.showing import why_not_shown


def make_poll(session: Session, *, now: datetime, actor: Actor, plan: PollPlan) -> Poll:
    """Make a draft; raise `TimetableOutOfOrder`."""
    if faults := faults_of(plan.timetable):
        raise TimetableOutOfOrder(faults)
    poll = Poll(
        slug=_free_slug(session, plan.title),
        title=plan.title,
        description=plan.description,
        source_note="",
        time_zone=plan.time_zone,
        grace_seconds=int(plan.timetable.grace.total_seconds()),
        created_at=now,
    )
    _set_timetable(poll, plan.timetable)
    session.add(poll)
    session.flush()
    _record(session, poll, now, actor, "poll made")
    return poll


def change_poll(
    session: Session, poll: Poll, *, now: datetime, actor: Actor, plan: PollPlan
) -> None:
    """Change a poll's words and the moments still to come; raise the refusal that keeps them."""
    _refuse(planning.why_not_change(facts_of(poll)))
    before = timetable_of(poll)
    if faults := planning.faults_of_change(now, before, plan.timetable, facts_of(poll)):
        raise TimetableOutOfOrder(faults)
    words = {
        name: "changed"
        for name in ("title", "description")
        if getattr(plan, name) != getattr(poll, name)
    }
    poll.title, poll.description = plan.title, plan.description
    if poll.announced_at is None:
        poll.time_zone = plan.time_zone
    _set_timetable(poll, plan.timetable)
    moved = {
        name: moment.isoformat() if (moment := getattr(plan.timetable, name)) else "none"
        for name in TIMETABLE_FIELDS
        if getattr(plan.timetable, name) != getattr(before, name)
    }
    poll.times_moved += bool(moved)
    _record(session, poll, now, actor, "poll changed", **words, **moved)


def announce_poll(session: Session, poll: Poll, *, now: datetime, actor: Actor) -> None:
    """Make a draft public; raise the refusal that keeps it a draft."""
    _refuse(planning.why_not_announce(now, timetable_of(poll), facts_of(poll), len(poll.contests)))
    poll.announced_at = now
    _record(session, poll, now, actor, "poll announced", contests=len(poll.contests))


def delete_draft(session: Session, poll: Poll, *, now: datetime, actor: Actor) -> None:
    """Delete a poll that was never announced, with its contests; raise `AlreadyAnnounced`."""
    _refuse(planning.why_not_delete(facts_of(poll)))
    _record(session, poll, now, actor, "draft deleted")
    for contest in poll.contests:
        session.delete(contest)
    session.flush()
    session.delete(poll)
    session.flush()


def add_contest(
    session: Session, poll: Poll, *, now: datetime, actor: Actor, plan: ContestPlan
) -> Contest:
    """Add a contest after the others; raise `ContestsAreFixed` or `PapersStayWhole`."""
    _refuse_to_change_contests(poll, now)
    _refuse(why_not_shown(plan.papers_shown, plan.rule))
    contest = Contest(poll_id=poll.id, position=len(poll.contests) + 1)
    _set_contest(contest, plan)
    poll.contests.append(contest)
    session.flush()
    _record_contest(session, contest, now, actor, "contest added")
    return contest


def change_contest(
    session: Session, contest: Contest, *, now: datetime, actor: Actor, plan: ContestPlan
) -> None:
    """Change a contest; raise `ContestsAreFixed`, `PapersStayWhole` or `RulesContradict`.

    The balance rules that it has must still be such as can be kept.
    """
    _refuse_to_change_contests(contest.poll, now)
    _refuse(why_not_shown(plan.papers_shown, plan.rule))
    _refuse(why_contradict(rules_of(session, contest.id), plan.seats, plan.region))
    _set_contest(contest, plan)
    _record_contest(session, contest, now, actor, "contest changed")


def remove_contest(session: Session, contest: Contest, *, now: datetime, actor: Actor) -> None:
    """Remove a contest and close the gap it leaves; raise `ContestsAreFixed`, `LastContest`."""
    poll = contest.poll
    facts, timetable = facts_of(poll), timetable_of(poll)
    _refuse(planning.why_not_remove_contest(now, timetable, facts, len(poll.contests)))
    _record(session, poll, now, actor, "contest removed", contest=contest.position)
    poll.contests.remove(contest)
    session.delete(contest)
    session.flush()
    for position, other in enumerate(poll.contests, start=1):
        other.position = position
        session.flush()  # one after another, for no two may share a position even for a moment


def _refuse_to_change_contests(poll: Poll, now: datetime) -> None:
    _refuse(planning.why_not_change_contests(now, timetable_of(poll), facts_of(poll)))


def _refuse(refusal: Exception | None) -> None:
    if refusal is not None:
        raise refusal


def _free_slug(session: Session, title: str) -> str:
    """Return an address for the title, with -2, -3 … after it while others have it."""
    wanted = slug = slug_of(title)
    number = 1
    while slug in planning.RESERVED_SLUGS or slug_is_taken(session, slug):
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _set_timetable(poll: Poll, timetable: Timetable) -> None:
    for name in TIMETABLE_FIELDS:
        setattr(poll, name, getattr(timetable, name))


def _set_contest(contest: Contest, plan: ContestPlan) -> None:
    contest.title, contest.seats = plan.title, plan.seats
    contest.rule, contest.region = plan.rule, plan.region
    contest.papers_shown = plan.papers_shown


def _record_contest(
    session: Session, contest: Contest, now: datetime, actor: Actor, action: str
) -> None:
    about: dict[str, str | int] = {
        "contest": contest.position,
        "seats": contest.seats,
        "papers": contest.papers_shown,
    }
    _record(session, contest.poll, now, actor, action, **about)


def _record(
    session: Session,
    poll: Poll,
    now: datetime,
    actor: Actor,
    action: str,
    **details: str | int | None,
) -> None:
    record_event(
        session, now=now, actor=actor, action=action, subject=f"poll:{poll.slug}", **details
    )
