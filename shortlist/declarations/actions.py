"""Ask, declare, correct, and run after those who have not declared."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, member_actor, record_event
from shortlist.declarations import policy, queries, rules
from shortlist.declarations.models import (
    ConflictDeclaration,
    DeclarationPlan,
    DeclarationReminder,
    SpendingEntry,
    SpendingStatement,
)
from shortlist.declarations.queries import Standing
from shortlist.declarations.rules import PART_WORDS, Asks, Item, Part
from shortlist.errors import Refusal
from shortlist.language import listed, whenever
from shortlist.members.models import Member
from shortlist.notices.actions import send_notice
from shortlist.polls.effects import moved_along
from shortlist.polls.models import Poll
from shortlist.polls.policy import timetable_of
from shortlist.questions.queries import Asked


def set_asks(
    session: Session, poll: Poll, asks: Asks, *, now: datetime, actor: Actor
) -> DeclarationPlan:
    """Say what candidates of a poll declare. Raises `AsksAreFixed` or `AsksFaulty`."""
    _refuse(policy.why_not_change_asks(poll, now))
    if faults := rules.faults_of_asks(asks, timetable_of(poll)):
        raise rules.AsksFaulty(faults)
    plan = queries.plan_of(session, poll)
    if plan is None:
        plan = DeclarationPlan(poll_id=poll.id)
        session.add(plan)
    plan.asks_conflicts = asks.conflicts
    plan.spending_limit = asks.spending_limit
    plan.spending_due_at = asks.spending_due_at
    session.flush()
    _record(session, poll, now, actor, "declarations set")
    return plan


def copy_asks(session: Session, source: Poll, poll: Poll, *, now: datetime, actor: Actor) -> None:
    """Ask in a new poll what another one asked; the deadline is as long after the shortlist."""
    asks = queries.asks_in(session, source)
    if asks == Asks():
        return
    if asks.spending_due_at is not None:
        due_at = moved_along(
            asks.spending_due_at, source.shortlist_at, poll.shortlist_at, poll.time_zone
        )
        asks = replace(asks, spending_due_at=due_at)
    set_asks(session, poll, asks, now=now, actor=actor)


def move_spending_due(
    session: Session, poll: Poll, due_at: datetime, *, now: datetime, actor: Actor
) -> None:
    """Move the deadline of spending, as a poll's dates have moved."""
    plan = queries.plan_of(session, poll)
    if plan is None:
        return
    plan.spending_due_at = due_at
    session.flush()
    _record(session, poll, now, actor, "deadline of spending moved")


def declare_conflicts(
    session: Session, poll: Poll, asked: Asked, text: str, *, now: datetime
) -> ConflictDeclaration:
    """Declare conflicts of interest, or with no text that there is none.

    Raises `ConflictsNotAsked`, `ConflictsClosed` or `NothingChanged`.
    """
    session.get(Member, asked.member_id, with_for_update=True)  # one next version, not two
    _refuse(policy.why_not_declare_conflicts(poll, queries.asks_in(session, poll)))
    before = queries.conflicts_of(session, poll, asked.member_id)
    if before and before[0].text == text:
        raise rules.NothingChanged
    found = ConflictDeclaration(
        poll_id=poll.id,
        member_id=asked.member_id,
        number=len(before) + 1,
        text=text,
        declared_at=now,
    )
    session.add(found)
    session.flush()
    _record(session, poll, now, member_actor(asked.member_id), "conflicts declared")
    return found


def enter_spending(
    session: Session, poll: Poll, asked: Asked, item: Item, *, now: datetime
) -> SpendingEntry:
    """Enter something that was spent. Raises `SpendingNotAsked`."""
    log = _log_to_change(session, poll, asked)
    number = max((one.item for one in log), default=0) + 1
    return _enter(session, poll, asked, (number, 1), item, "", now)


def correct_spending(
    session: Session,
    poll: Poll,
    asked: Asked,
    number: int,
    item: Item,
    reason: str,
    *,
    now: datetime,
) -> SpendingEntry:
    """Correct an item; what it said before stays in the log.

    Raises `SpendingNotAsked`, `NoSuchItem`, `NothingChanged` or `CorrectionNeedsReason`.
    """
    before = _to_correct(session, poll, asked, number, reason)
    if policy.item_of(before) == item:
        raise rules.NothingChanged
    return _enter(session, poll, asked, (number, before.version + 1), item, reason, now)


def take_out_spending(
    session: Session, poll: Poll, asked: Asked, number: int, reason: str, *, now: datetime
) -> SpendingEntry:
    """Take an item out of the declaration; it stays in the log.

    Raises `SpendingNotAsked`, `NoSuchItem` or `CorrectionNeedsReason`.
    """
    before = _to_correct(session, poll, asked, number, reason)
    place = (number, before.version + 1)
    found = _enter(session, poll, asked, place, policy.item_of(before), reason, now)
    found.is_taken_out = True
    session.flush()
    return found


def state_spending(
    session: Session, poll: Poll, asked: Asked, pence: int, *, now: datetime
) -> SpendingStatement:
    """State that the items, which add up to `pence`, are all that was spent.

    Raises `SpendingNotAsked`, or `NothingChanged` where that is stated already; `TotalChanged`
    where the items add up to something else by now.
    """
    _log_to_change(session, poll, asked)
    account = queries.account_of(session, poll, asked.member_id)
    if account.pence != pence:
        raise rules.TotalChanged
    if account.stated and not account.has_changed_since:
        raise rules.NothingChanged
    found = SpendingStatement(
        poll_id=poll.id, member_id=asked.member_id, pence=pence, stated_at=now
    )
    session.add(found)
    session.flush()
    _record(session, poll, now, member_actor(asked.member_id), "spending declared")
    return found


def remind_missing(
    session: Session, poll: Poll, *, now: datetime, actor: Actor, base_url: str
) -> int:
    """Write to everybody who has not declared all, unless within a day; return to how many.

    Raises `NobodyMissing`.
    """
    due = due_for_a_reminder(queries.standings(session, poll, now), now)
    if not due:
        raise rules.NobodyMissing
    for one in due:
        _note_reminder(session, poll, one.asked.member_id, now)
        tell(
            session,
            poll,
            [one.asked],
            "declarations_wanted",
            now=now,
            base_url=base_url,
            what=whenever(_parts_in_words, one.missing),
        )
    record_event(
        session,
        now=now,
        actor=actor,
        action="candidates reminded of declarations",
        subject=f"poll:{poll.slug}",
        reminded=len(due),
    )
    return len(due)


def due_for_a_reminder(standings: Iterable[Standing], now: datetime) -> list[Standing]:
    """Return who has not declared all, and was not reminded within a day."""
    return [one for one in standings if one.missing and rules.may_remind_at(now, one.reminded_at)]


def tell(
    session: Session,
    poll: Poll,
    people: Iterable[Asked],
    kind: str,
    *,
    now: datetime,
    base_url: str,
    what: str = "",
) -> None:
    """Write to each of them, with the way to their declarations."""
    for one in people:
        send_notice(
            session,
            now=now,
            kind=kind,
            to_address=one.email,
            poll=poll.title,
            what=what,
            link=f"{base_url}/polls/{poll.slug}/declarations",
        )


def _parts_in_words(parts: Sequence[Part]) -> str:
    return listed([str(PART_WORDS[one]) for one in parts])


def _note_reminder(session: Session, poll: Poll, member_id: int, now: datetime) -> None:
    found = queries.reminder_of(session, poll, member_id)
    if found is None:
        found = DeclarationReminder(poll_id=poll.id, member_id=member_id)
        session.add(found)
    found.reminded_at = now
    session.flush()


def _log_to_change(session: Session, poll: Poll, asked: Asked) -> Sequence[SpendingEntry]:
    """Return a member's log of spending, held for whoever changes it."""
    session.get(Member, asked.member_id, with_for_update=True)  # one next number, not two
    if queries.asks_in(session, poll).spending_limit is None:
        raise rules.SpendingNotAsked
    return queries.account_of(session, poll, asked.member_id).log


def _to_correct(
    session: Session, poll: Poll, asked: Asked, number: int, reason: str
) -> SpendingEntry:
    _log_to_change(session, poll, asked)
    found = queries.item_in(queries.account_of(session, poll, asked.member_id), number)
    if not reason:
        raise rules.CorrectionNeedsReason
    return found


def _enter(
    session: Session,
    poll: Poll,
    asked: Asked,
    place: tuple[int, int],
    item: Item,
    reason: str,
    now: datetime,
) -> SpendingEntry:
    number, version = place
    entry = SpendingEntry(
        poll_id=poll.id,
        member_id=asked.member_id,
        item=number,
        version=version,
        spent_on=item.spent_on,
        what=item.what,
        pence=item.pence,
        paid_by=item.paid_by,
        is_taken_out=False,
        reason=reason,
        entered_at=now,
    )
    session.add(entry)
    session.flush()
    action = "spending entered" if version == 1 else "spending corrected"
    _record(session, poll, now, member_actor(asked.member_id), action)
    return entry


def _record(session: Session, poll: Poll, now: datetime, actor: Actor, action: str) -> None:
    record_event(session, now=now, actor=actor, action=action, subject=f"poll:{poll.slug}")


def _refuse(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise refusal
