"""Make an election, by hand or from a slate; change it, publish it, close and open it again."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, record_event
from shortlist.nominations import refusals
from shortlist.nominations.entry_queries import most_named
from shortlist.nominations.models import Contender, Election
from shortlist.nominations.plans import ElectionPlan
from shortlist.nominations.queries import election_of, has_entries, slug_is_taken
from shortlist.polls.models import Contest
from shortlist.polls.rules import slug_of
from shortlist.regions import by_name
from shortlist.slates.queries import slate_of

RESERVED = frozenset({"new"})  # pages of the organisers' console have these addresses


def make_election(
    session: Session, plan: ElectionPlan, *, time_zone: str, now: datetime, actor: Actor
) -> Election:
    """Make an election that only organisers see."""
    election = Election(
        slug=_free_slug(session, plan.title),
        time_zone=time_zone,
        contest_id=None,
        made_at=now,
        contenders=[],
        **asdict(plan),
    )
    session.add(election)
    session.flush()
    note(session, election, "election made", now=now, actor=actor)
    return election


def make_from_slate(session: Session, contest: Contest, *, now: datetime, actor: Actor) -> Election:
    """Make an election in which a contest's published slate stands.

    A local party may nominate as many as there are seats, until an organiser says otherwise.
    Raises `SlateNotOut` and `MadeAlready`.
    """
    poll = contest.poll
    if poll.slate_published_at is None:
        raise refusals.SlateNotOut
    if election_of(session, contest.id) is not None:
        raise refusals.MadeAlready
    plan = ElectionPlan(
        title=f"{poll.title}: nominations" if len(poll.contests) == 1 else contest.title,
        seats=contest.seats,
        allowed=contest.seats,
    )
    election = make_election(session, plan, time_zone=poll.time_zone, now=now, actor=actor)
    election.contest_id = contest.id
    for number, candidate in enumerate(slate_of(session, contest.id), 1):
        region = by_name(candidate.region)
        election.contenders.append(
            Contender(
                number=number,
                name=candidate.name,
                slate=election.our_slate,
                region=region.code if region else "",
                candidate_id=candidate.id,
            )
        )
    session.flush()
    return election


def change_election(
    session: Session, election: Election, plan: ElectionPlan, *, now: datetime, actor: Actor
) -> None:
    """Change what was typed; a new name for our slate goes to all who stand on it.

    Raises `FewerThanEntered`.
    """
    if plan.allowed < most_named(session, election):
        raise refusals.FewerThanEntered
    if plan.our_slate:
        same = {election.our_slate.casefold(), plan.our_slate.casefold()} - {""}
        for one in election.contenders:
            if one.slate.casefold() in same:
                one.slate = plan.our_slate
    for name, value in asdict(plan).items():
        setattr(election, name, value)
    note(
        session,
        election,
        "election changed",
        now=now,
        actor=actor,
        allowed=plan.allowed,
        needed=plan.needed,
        needed_regions=plan.needed_regions,
    )


def publish_election(session: Session, election: Election, *, now: datetime, actor: Actor) -> None:
    """Let everybody see an election; raise `PublishedAlready` and `NoContenders`."""
    check_may_publish(election)
    election.published_at = now
    note(session, election, "election published", now=now, actor=actor)


def check_may_publish(election: Election) -> None:
    """Raise `PublishedAlready` or `NoContenders` where an election cannot be published."""
    if election.published_at is not None:
        raise refusals.PublishedAlready
    if not election.contenders:
        raise refusals.NoContenders


def close_election(session: Session, election: Election, *, now: datetime, actor: Actor) -> None:
    """Take no more entries; raise `ClosedAlready`, and `StillPrivate` before it is public."""
    check_may_close(election)
    election.closed_at = now
    note(session, election, "nominations closed", now=now, actor=actor)


def check_may_close(election: Election) -> None:
    """Raise `ClosedAlready` or `StillPrivate` where nominations cannot be closed."""
    if election.closed_at is not None:
        raise refusals.ClosedAlready
    if election.published_at is None:
        raise refusals.StillPrivate


def reopen_election(session: Session, election: Election, *, now: datetime, actor: Actor) -> None:
    """Take entries again; raise `StillOpen`."""
    if election.closed_at is None:
        raise refusals.StillOpen
    election.closed_at = None
    note(session, election, "nominations opened again", now=now, actor=actor)


def delete_election(session: Session, election: Election, *, now: datetime, actor: Actor) -> None:
    """Delete an election that is not public and has no entry; raise what keeps it."""
    check_may_delete(session, election)
    note(session, election, "election deleted", now=now, actor=actor)
    session.delete(election)
    session.flush()


def check_may_delete(session: Session, election: Election) -> None:
    """Raise `PublishedAlready` or `HasEntries` where an election has to stay."""
    if election.published_at is not None:
        raise refusals.PublishedAlready
    if has_entries(session, election):
        raise refusals.HasEntries


def note(
    session: Session,
    election: Election,
    action: str,
    *,
    now: datetime,
    actor: Actor,
    **details: str | int | None,
) -> None:
    """Write into the audit log what was done about an election."""
    session.flush()
    subject = f"election:{election.slug}"
    record_event(session, now=now, actor=actor, action=action, subject=subject, **details)


def _free_slug(session: Session, title: str) -> str:
    base = slug_of(title)
    slug, number = base, 1
    while slug in RESERVED or slug_is_taken(session, slug):
        number += 1
        slug = f"{base}-{number}"
    return slug
