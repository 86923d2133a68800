"""Reads of what a poll asks, what somebody declared, and who has not."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from shortlist.candidates.models import Candidate
from shortlist.candidates.rules import State
from shortlist.conduct.queries import accepted_by, code_of
from shortlist.declarations.models import (
    ConflictDeclaration,
    DeclarationPlan,
    DeclarationReminder,
    SpendingEntry,
    SpendingStatement,
)
from shortlist.declarations.policy import Account, asks_of, standing_items
from shortlist.declarations.rules import Asks, NoSuchItem, NotAsked, Part, is_spending_wanted_at
from shortlist.interest.models import Expression
from shortlist.members.models import Member
from shortlist.polls.models import Contest, Poll
from shortlist.questions.queries import Asked, asked_in


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Somebody who stands or has offered to, what they have not declared, when reminded last."""

    asked: Asked
    missing: tuple[Part, ...]
    reminded_at: datetime | None


def plan_of(session: Session, poll: Poll) -> DeclarationPlan | None:
    """Return what a poll asks as it is kept, or None."""
    return session.scalar(select(DeclarationPlan).where(DeclarationPlan.poll_id == poll.id))


def asks_in(session: Session, poll: Poll) -> Asks:
    """Return what a poll asks."""
    return asks_of(plan_of(session, poll))


def asks_anything(session: Session, poll: Poll) -> bool:
    """Say whether a poll asks its candidates for any declaration, a code of conduct included."""
    return asks_in(session, poll) != Asks() or code_of(session, poll) is not None


def own(session: Session, poll: Poll, member_id: int) -> Asked:
    """Return a member who stands or has offered to; raise `NotAsked`."""
    for one in asked_in(session, poll):
        if one.member_id == member_id:
            return one
    raise NotAsked


def withdrawn_in(session: Session, poll: Poll) -> Sequence[Asked]:
    """Return who stands no more and is on the fixed paper, by name: they go on declaring spending.

    What they spent stays in the register beside what the others did.
    """
    query = (
        select(Candidate.name, Expression.id, Member.id, Member.email)
        .join(Expression, Expression.id == Candidate.expression_id)
        .join(Member, Member.id == Expression.member_id)
        .join(Contest, Contest.id == Candidate.contest_id)
        .where(
            Contest.poll_id == poll.id,
            Contest.dropped_at.is_(None),
            Candidate.number.is_not(None),
            Candidate.state == State.WITHDRAWN,
        )
        .order_by(Expression.id)
    )
    standing = {one.member_id for one in asked_in(session, poll)}
    found: dict[int, Asked] = {}
    for name, expression_id, member_id, email in session.execute(query):
        one = Asked(member_id=member_id, expression_id=expression_id, name=name, email=email)
        if member_id not in standing:
            found.setdefault(member_id, one)
    return sorted(found.values(), key=lambda one: (one.name.casefold(), one.member_id))


def own_as_withdrawn(session: Session, poll: Poll, member_id: int) -> Asked | None:
    """Return a member who has withdrawn from the fixed paper, or None."""
    found = (one for one in withdrawn_in(session, poll) if one.member_id == member_id)
    return next(found, None)


def own_spending(session: Session, poll: Poll, member_id: int) -> Asked:
    """Return a member who declares spending, be it after withdrawing; raise `NotAsked`."""
    return own_as_withdrawn(session, poll, member_id) or own(session, poll, member_id)


def conflicts_of(session: Session, poll: Poll, member_id: int) -> Sequence[ConflictDeclaration]:
    """Return every version of what a member declared about conflicts, the newest first."""
    query = select(ConflictDeclaration).where(
        ConflictDeclaration.poll_id == poll.id, ConflictDeclaration.member_id == member_id
    )
    return session.scalars(query.order_by(ConflictDeclaration.number.desc())).all()


def account_of(session: Session, poll: Poll, member_id: int) -> Account:
    """Return what a member declares to have spent."""
    return accounts_of(session, poll, [member_id])[member_id]


def accounts_of(session: Session, poll: Poll, member_ids: Iterable[int]) -> Mapping[int, Account]:
    """Return what members declare to have spent, by their ids; empty where that is nothing."""
    asks = asks_in(session, poll)
    logs: dict[int, list[SpendingEntry]] = defaultdict(list)
    entries = select(SpendingEntry).where(SpendingEntry.poll_id == poll.id)
    for entry in session.scalars(entries.order_by(SpendingEntry.item, SpendingEntry.version)):
        logs[entry.member_id].append(entry)
    statements = select(SpendingStatement).where(SpendingStatement.poll_id == poll.id)
    stated = {
        one.member_id: one for one in session.scalars(statements.order_by(SpendingStatement.id))
    }

    return {
        member_id: Account(
            items=standing_items(log),
            log=log,
            stated=stated.get(member_id),
            limit=asks.spending_limit,
            due_at=asks.spending_due_at,
        )
        for member_id, log in ((one, logs.get(one, [])) for one in member_ids)
    }


def item_in(account: Account, number: int) -> SpendingEntry:
    """Return an item that stands; raise `NoSuchItem`."""
    for one in account.items:
        if one.item == number:
            return one
    raise NoSuchItem


def reminder_of(session: Session, poll: Poll, member_id: int) -> DeclarationReminder | None:
    """Return when a member was reminded last, or None."""
    query = select(DeclarationReminder).where(
        DeclarationReminder.poll_id == poll.id, DeclarationReminder.member_id == member_id
    )
    return session.scalar(query)


def standings(session: Session, poll: Poll, now: datetime) -> list[Standing]:
    """Return everybody who stands or has offered to, with what they have not declared.

    Whoever has withdrawn from the fixed paper comes last, where spending is asked for.
    """
    asks, code = asks_in(session, poll), code_of(session, poll)
    accepted = accepted_by(session, code) if code else {}
    declared = set(
        session.scalars(
            select(ConflictDeclaration.member_id).where(ConflictDeclaration.poll_id == poll.id)
        )
    )
    stated = set(
        session.scalars(
            select(SpendingStatement.member_id).where(SpendingStatement.poll_id == poll.id)
        )
    )
    reminders = select(DeclarationReminder).where(DeclarationReminder.poll_id == poll.id)
    reminded = {one.member_id: one.reminded_at for one in session.scalars(reminders)}
    done = {
        Part.CONDUCT: set(accepted) if code else None,
        Part.CONFLICTS: declared if asks.conflicts else None,
        Part.SPENDING: stated if is_spending_wanted_at(now, asks) else None,
    }
    spenders = withdrawn_in(session, poll) if asks.spending_limit is not None else ()
    people = [(one, tuple(done)) for one in asked_in(session, poll)]
    people += [(one, (Part.SPENDING,)) for one in spenders]
    return [
        Standing(
            asked=one,
            missing=tuple(
                part
                for part in parts
                if (who := done[part]) is not None and one.member_id not in who
            ),
            reminded_at=reminded.get(one.member_id),
        )
        for one, parts in people
    ]


def standing_of(session: Session, poll: Poll, member_id: int, now: datetime) -> Standing | None:
    """Return what a member who declares something has not declared; None for any other."""
    if not asks_anything(session, poll):
        return None
    found = (one for one in standings(session, poll, now) if one.asked.member_id == member_id)
    return next(found, None)
