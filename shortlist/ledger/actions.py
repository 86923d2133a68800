"""Change a frozen register with two people; object, look up, export."""

import csv
import hashlib
import io
import secrets
from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, member_actor, record_event
from shortlist.candidates.queries import stands_in
from shortlist.candidates.rules import StandsHere
from shortlist.candidates.standing import refuse_whoever_stands
from shortlist.errors import Refusal
from shortlist.language import later
from shortlist.ledger import queries, rules
from shortlist.ledger.models import LedgerEntry, Lookup, Objection, RegisterExport
from shortlist.ledger.rules import Kind
from shortlist.members.models import Member
from shortlist.members.queries import members_in_office
from shortlist.notices.actions import send_notice
from shortlist.permissions import Role
from shortlist.polls.models import Poll
from shortlist.polls.policy import facts_of, timetable_of
from shortlist.roll.models import Elector, Register, RollEntry
from shortlist.roll.rules import EntryState, register_line
from shortlist.voting.actions.log import locked_head
from shortlist.voting.queries import logged_contests

COPIED = ("membership_number", "name", "local_party", "region")


def propose_change(
    session: Session,
    poll: Poll,
    *,
    number: str,
    puts_on: bool,
    reason: str,
    now: datetime,
    member_id: int,
) -> LedgerEntry:
    """Propose to put somebody on a frozen register or take them out, for another to approve.

    Raises `NotFrozen`, `RegisterSettled`, `NotOnRoll`, `OnRegisterAlready`, `NotOnThisRegister`,
    `BarredAlready`, `WaitsAlready` or `StandsHere`. The caller holds the poll's row.
    """
    refuse_whoever_stands(session, poll.id, member_id)
    _check_changeable(poll, now)
    found = queries.current_entry(session, number)
    if found is None:
        raise rules.NotOnRoll
    kind = _kind(session, poll, found.id, puts_on=puts_on, now=now)
    if any(one.roll_entry_id == found.id for one in _waiting(session, poll, now)):
        raise rules.WaitsAlready
    entry = LedgerEntry(
        poll_id=poll.id,
        kind=kind,
        roll_entry_id=found.id,
        reason=reason,
        proposed_by_id=member_id,
        proposed_at=now,
        salt=secrets.token_bytes(16),
        **{name: getattr(found, name) for name in COPIED},
    )
    session.add(entry)
    session.flush()
    _record(session, poll, now, member_id, "register change proposed", change=entry.id)
    return entry


def approve_change(
    session: Session, poll: Poll, entry: LedgerEntry, *, now: datetime, member_id: int, page: str
) -> None:
    """Approve a change and make it: from now on the register has it.

    Raises `NotWaiting`, `OwnProposal`, `StandsHere`, `RegisterSettled` or `ChangedSince`. The
    caller holds the poll's row; casts wait until this is committed.
    """
    check_may_approve(session, poll, entry, now=now, member_id=member_id)
    for contest in logged_contests(session, poll):
        locked_head(session, contest.id)
    register = queries.frozen_register(session, poll)
    earlier = queries.entries_of(session, poll)
    _apply(session, register, entry)
    entry.number, entry.approved_by_id, entry.approved_at = len(earlier) + 1, member_id, now
    line = register_line(entry.membership_number, entry.local_party, entry.region)
    last = earlier[-1].hash if earlier else None
    entry.hash = rules.chained(
        last or register.sha256, entry.number, now, entry.kind, line, entry.salt
    )
    session.flush()
    _record(session, poll, now, member_id, f"elector {entry.kind}", entry=entry.number)
    _tell(session, poll, entry, now, page)


def check_may_approve(
    session: Session, poll: Poll, entry: LedgerEntry, *, now: datetime, member_id: int
) -> None:
    """Raise what keeps a change from being approved by a member now."""
    if not _is_waiting(entry, now):
        raise rules.NotWaiting
    if entry.proposed_by_id == member_id:
        raise rules.OwnProposal
    refuse_whoever_stands(session, poll.id, member_id)
    _check_changeable(poll, now)
    found = session.get(RollEntry, entry.roll_entry_id) if entry.roll_entry_id else None
    puts_on = entry.kind in {Kind.ADDED, Kind.RESTORED}
    if found is None or (puts_on and not _is_same(found, entry)):
        raise rules.ChangedSince
    is_elector = queries.elector_by_entry(session, poll, found.id)
    kind = rules.kind_of(
        puts_on=puts_on,
        is_elector=is_elector is not None,
        is_barred=is_elector is not None and is_elector.barred,
        has_begun=now >= poll.opens_at,
    )
    if kind != entry.kind:
        raise rules.ChangedSince


def call_off(
    session: Session, poll: Poll, entry: LedgerEntry, *, now: datetime, member_id: int
) -> None:
    """Take a proposed change back; raise `NotWaiting`."""
    if entry.approved_at is not None or entry.called_off_at is not None:
        raise rules.NotWaiting
    entry.called_off_at = now
    session.flush()
    _record(session, poll, now, member_id, "register change called off", change=entry.id)


def _check_changeable(poll: Poll, now: datetime) -> None:
    refusal = rules.why_not_change(now, timetable_of(poll), facts_of(poll))
    if refusal is not None:
        raise refusal


def _kind(session: Session, poll: Poll, entry_id: int, *, puts_on: bool, now: datetime) -> Kind:
    elector = queries.elector_by_entry(session, poll, entry_id)
    kind = rules.kind_of(
        puts_on=puts_on,
        is_elector=elector is not None,
        is_barred=elector is not None and elector.barred,
        has_begun=now >= poll.opens_at,
    )
    if not isinstance(kind, Kind):
        raise kind
    return kind


def _waiting(session: Session, poll: Poll, now: datetime) -> list[LedgerEntry]:
    """Return what still waits; what has lapsed is called off on the way."""
    waiting = []
    for one in queries.proposed_entries(session, poll):
        if _is_waiting(one, now):
            waiting.append(one)
        else:
            one.called_off_at = now
    session.flush()
    return waiting


def _is_waiting(one: LedgerEntry | RegisterExport, now: datetime) -> bool:
    return rules.is_waiting(now, one.proposed_at, one.approved_at, one.called_off_at)


def _is_same(found: RollEntry, entry: LedgerEntry) -> bool:
    same = all(getattr(found, name) == getattr(entry, name) for name in COPIED)
    return same and found.state == EntryState.CURRENT


def _apply(session: Session, register: Register, entry: LedgerEntry) -> None:
    if entry.kind == Kind.ADDED:
        copied = {name: getattr(entry, name) for name in COPIED}
        elector = Elector(
            poll_id=register.poll_id, roll_entry_id=entry.roll_entry_id, barred=False, **copied
        )
        session.add(elector)
        register.added += 1
    else:
        poll = session.get_one(Poll, register.poll_id)
        found = queries.elector_by_entry(session, poll, entry.roll_entry_id or 0)
        if found is None:
            raise rules.ChangedSince
        if entry.kind == Kind.REMOVED:
            session.delete(found)
            register.removed += 1
        else:
            found.barred = entry.kind == Kind.BARRED
    session.flush()


def _tell(session: Session, poll: Poll, entry: LedgerEntry, now: datetime, page: str) -> None:
    found = session.get_one(RollEntry, entry.roll_entry_id)
    kind = Kind(entry.kind)
    send_notice(
        session,
        now=now,
        kind="register_changed",
        to_address=found.email,
        poll=poll.title,
        became=rules.KIND_WORDS[kind],
        effect=_to_them(kind),
        reason=entry.reason,
        link=page,
    )


def _to_them(kind: Kind) -> str:
    return {
        Kind.ADDED: later("You can vote in it."),
        Kind.REMOVED: later("You cannot vote in it."),
        Kind.BARRED: later(
            "You can cast no ballot from now on. One that you have cast before counts."
        ),
        Kind.RESTORED: later("You can vote in it again."),
    }[kind]


def object_to(
    session: Session, poll: Poll, *, member_id: int, words: str, now: datetime
) -> Objection:
    """Say something against a register; raise `ObjectedAlready`."""
    queries.frozen_register(session, poll)
    session.get_one(Member, member_id, with_for_update=True)
    if any(one.answered_at is None for one in queries.objections_by(session, poll, member_id)):
        raise rules.ObjectedAlready
    objection = Objection(poll_id=poll.id, member_id=member_id, words=words, sent_at=now)
    session.add(objection)
    session.flush()
    _record(session, poll, now, member_id, "objection to register", objection=objection.id)
    return objection


def why_not_answer(
    session: Session, poll: Poll, objection: Objection, member_id: int
) -> Refusal | None:
    """Return why an officer does not answer an objection, or None.

    A change that came after the objection may be what follows from it, so it is no reason.
    """
    if objection.answered_at is not None:
        return rules.AnsweredAlready()
    if objection.member_id == member_id:
        return rules.OwnObjection()
    if stands_in(session, poll.id, member_id):
        return StandsHere()
    changes = queries.changes_about(session, poll, objection.member_id, objection.sent_at)
    stood_behind = {who for one in changes for who in (one.proposed_by_id, one.approved_by_id)}
    return rules.OwnChange() if member_id in stood_behind else None


def tell_of_objection(session: Session, poll: Poll, *, now: datetime, link: str) -> None:
    """Write to the organisers of a poll that somebody objects; not who, and not what."""
    for one in members_in_office(session, Role.ORGANISER, now, poll_id=poll.id):
        send_notice(
            session,
            now=now,
            kind="objection_sent",
            to_address=one.email,
            poll=poll.title,
            link=link,
        )


def answer_objection(
    session: Session,
    poll: Poll,
    objection: Objection,
    *,
    answer: str,
    now: datetime,
    member_id: int,
    page: str,
) -> None:
    """Answer an objection, and tell the member.

    Raises `AnsweredAlready`, `StandsHere`; `OwnObjection` and `OwnChange` for whoever would judge
    themselves.
    """
    if refusal := why_not_answer(session, poll, objection, member_id):
        raise refusal
    objection.answer, objection.answered_at, objection.answered_by_id = answer, now, member_id
    session.flush()
    _record(session, poll, now, member_id, "objection answered", objection=objection.id)
    send_notice(
        session,
        now=now,
        kind="objection_answered",
        to_address=session.get_one(Member, objection.member_id).email,
        poll=poll.title,
        answer=answer,
        link=page,
    )


def look_up(
    session: Session,
    poll: Poll,
    *,
    number: str,
    name: str,
    local_party: str,
    office: str,
    now: datetime,
    member_id: int,
) -> bool:
    """Say whether somebody is on a register, and keep for them that they were looked up."""
    found = queries.electors_like(session, poll, number=number, name=name, local_party=local_party)
    for elector in found:
        if elector.roll_entry_id is not None:
            lookup = Lookup(
                poll_id=poll.id,
                roll_entry_id=elector.roll_entry_id,
                by_member_id=member_id,
                by_office=office,
                looked_at=now,
            )
            session.add(lookup)
    session.flush()
    _record(session, poll, now, member_id, "register looked into", found=len(found), office=office)
    return bool(found)


def propose_export(
    session: Session, poll: Poll, *, purpose: str, now: datetime, member_id: int
) -> RegisterExport:
    """Propose to take a copy of a register for a purpose, for another to approve.

    Raises `NoRegister` or `StandsHere`.
    """
    refuse_whoever_stands(session, poll.id, member_id)
    queries.frozen_register(session, poll)
    export = RegisterExport(
        poll_id=poll.id, purpose=purpose, proposed_by_id=member_id, proposed_at=now
    )
    session.add(export)
    session.flush()
    _record(session, poll, now, member_id, "register export proposed", export=export.id)
    return export


def approve_export(
    session: Session, poll: Poll, export: RegisterExport, *, now: datetime, member_id: int
) -> None:
    """Approve an export: whoever proposed it can take it once, within an hour.

    Raises `NotWaiting`, `OwnProposal` or `StandsHere`.
    """
    if not _is_waiting(export, now):
        raise rules.NotWaiting
    if export.proposed_by_id == member_id:
        raise rules.OwnProposal
    refuse_whoever_stands(session, poll.id, member_id)
    export.approved_by_id, export.approved_at = member_id, now
    session.flush()
    _record(session, poll, now, member_id, "register export approved", export=export.id)


def take_export(
    session: Session, poll: Poll, export: RegisterExport, *, now: datetime, member_id: int
) -> bytes:
    """Return the register as CSV, every row marked with the export; raise `ExportOver`.

    Also raises `NotYourExport`. What was taken is known again by the hash in the audit log.
    """
    if export.proposed_by_id != member_id:
        raise rules.NotYourExport
    is_late = export.approved_at is None or now >= export.approved_at + rules.TAKEN_WITHIN
    if is_late or export.taken_at is not None:
        raise rules.ExportOver
    file = io.StringIO()
    rows = csv.writer(file)
    rows.writerow([*COPIED, "may_vote", "export"])
    mark, count = f"Export {export.id}, {now:%Y-%m-%d}: {export.purpose}", 0
    for one in queries.electors_in_order(session, poll):
        cells = [_plain(getattr(one, name)) for name in COPIED]
        rows.writerow([*cells, "no" if one.barred else "yes", _plain(mark)])
        count += 1
    body = file.getvalue().encode()
    export.taken_at, export.sha256 = now, hashlib.sha256(body).digest()
    session.flush()
    _record(
        session,
        poll,
        now,
        member_id,
        "register exported",
        export=export.id,
        rows=count,
        sha256=export.sha256.hex(),
    )
    return body


def _plain(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t"} else text


def _record(
    session: Session,
    poll: Poll,
    now: datetime,
    member_id: int,
    action: str,
    **details: str | int | None,
) -> None:
    actor: Actor = member_actor(member_id)
    record_event(
        session, now=now, actor=actor, action=action, subject=f"poll:{poll.slug}", **details
    )
