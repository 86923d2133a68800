"""Add contenders, change them, note that one has withdrawn, take one out."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor
from shortlist.language import say
from shortlist.nominations import refusals
from shortlist.nominations.actions.elections import note
from shortlist.nominations.entry_queries import is_named
from shortlist.nominations.models import Contender, Election
from shortlist.nominations.plans import ContenderPlan


def add_contenders(
    session: Session,
    election: Election,
    plans: Sequence[ContenderPlan],
    *,
    now: datetime,
    actor: Actor,
) -> None:
    """Add contenders, all of them or none; raise `NameTaken` and `TooManyContenders`.

    A slate that is known already keeps its spelling, whatever the case that was typed.
    """
    if len(election.contenders) + len(plans) > refusals.MOST_CONTENDERS:
        raise refusals.TooManyContenders
    taken = {one.name.casefold() for one in election.contenders}
    last = max((one.number for one in election.contenders), default=0)
    added: list[Contender] = []
    for number, plan in enumerate(plans, last + 1):
        if plan.name.casefold() in taken:
            raise refusals.NameTaken(_called_so(plan.name))
        taken.add(plan.name.casefold())
        known = {one.slate for one in (*election.contenders, *added)} | {election.our_slate}
        added.append(
            Contender(
                number=number,
                name=plan.name,
                slate=_as_known(plan.slate, known),
                region=plan.region,
                candidate_id=plan.candidate_id,
            )
        )
    election.contenders.extend(added)
    note(session, election, "candidates added", now=now, actor=actor, candidates=len(added))


def change_contender(
    session: Session, contender: Contender, plan: ContenderPlan, *, now: datetime, actor: Actor
) -> None:
    """Change name, slate, region and who of ours they are; raise `NameTaken`."""
    election = contender.election
    others = [one for one in election.contenders if one is not contender]
    if plan.name.casefold() in {one.name.casefold() for one in others}:
        raise refusals.NameTaken(_called_so(plan.name))
    known = {one.slate for one in others} | {election.our_slate}
    contender.name, contender.region = plan.name, plan.region
    contender.candidate_id = plan.candidate_id
    contender.slate = _as_known(plan.slate, known)
    _note(session, contender, "candidate changed", now=now, actor=actor)


def mark_withdrawn(session: Session, contender: Contender, *, now: datetime, actor: Actor) -> None:
    """Note that a contender has withdrawn, or, where that was noted, that they stand again.

    Their nominations stay as they were made; they only have no rank any more.
    """
    stands = contender.withdrawn_at is None
    contender.withdrawn_at = now if stands else None
    action = "candidate withdrawn" if stands else "candidate stands again"
    _note(session, contender, action, now=now, actor=actor)


def remove_contender(
    session: Session, contender: Contender, *, now: datetime, actor: Actor
) -> None:
    """Take out a contender whom no entry names; raise `HasEntries`."""
    if is_named(session, contender):
        raise refusals.HasEntries
    _note(session, contender, "candidate taken out", now=now, actor=actor)
    contender.election.contenders.remove(contender)
    session.flush()


def _as_known(slate: str, known: set[str]) -> str:
    return next((one for one in known if one.casefold() == slate.casefold()), slate)


def _note(
    session: Session, contender: Contender, action: str, *, now: datetime, actor: Actor
) -> None:
    number = contender.number
    note(session, contender.election, action, now=now, actor=actor, candidate=number)


def _called_so(name: str) -> str:
    return say("There is a candidate called %(name)s already.", name=name)
