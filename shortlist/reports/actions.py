"""Make a key, report, add, read, answer, close, hand over. Nothing of it is in the audit log."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from sqlalchemy.orm import Session

from shortlist.members.models import Member
from shortlist.notices.actions import send_notice
from shortlist.reports import queries, sealing
from shortlist.reports.attachments import Attachment
from shortlist.reports.models import (
    ReportCase,
    ReportCopy,
    ReportFile,
    ReportKey,
    ReportMessage,
    ReportRead,
)
from shortlist.reports.rules import (
    OPENED_AGAIN,
    CaseClosed,
    EverybodyLeftOut,
    KeyAlready,
    NobodyToRead,
    NotForThem,
    WrongCode,
    WrongPassphrase,
    key_passphrase_of,
    lookup_of,
    new_code,
)
from shortlist.reports.sealing import CannotOpen, FileSaid, Said


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A message as its reader sees it; `said` is None where it was not sealed to them."""

    message: ReportMessage
    said: Said | None
    files: Sequence[Attachment]


def make_key(session: Session, member_id: int, passphrase: str, *, now: datetime) -> ReportKey:
    """Make an officer's key, its private part encrypted under a passphrase; raise `KeyAlready`."""
    if queries.key_of(session, member_id) is not None:
        raise KeyAlready
    private, salt = sealing.new_key(), secrets.token_bytes(16)
    key = ReportKey(
        member_id=member_id,
        public=sealing.public_bytes(private),
        private=sealing.wrapped(private, sealing.stretched(passphrase, salt)),
        salt=salt,
        made_on=now.date(),
    )
    session.add(key)
    session.flush()
    return key


def replace_key(
    session: Session, officer: Member, passphrase: str, *, now: datetime, link: str
) -> ReportKey:
    """Retire the key of an officer who has lost the passphrase, and make another.

    What was sealed to it goes with it, for nobody can open that any more. All safeguarding officers
    are told, this one too: it may have been somebody else. Raises `NoKeyYet`.
    """
    session.delete(queries.own_key(session, officer.id, lock=True))
    session.flush()
    key = make_key(session, officer.id, passphrase, now=now)
    for one in queries.officers(session, now):
        send_notice(
            session,
            now=now,
            kind="key_replaced",
            to_address=one.email,
            is_own=one.id == officer.id,
            name=officer.name or officer.email,
            link=link,
        )
    return key


def report(
    session: Session, said: Said, files: Sequence[Attachment], *, now: datetime, link: str
) -> str:
    """Open a case sealed to the officers who are not left out, and return its code.

    Raises `NobodyToRead` or `EverybodyLeftOut`.
    """
    officers = queries.readers(session, now)
    if not officers:
        raise NobodyToRead
    chosen = [(member, key) for member, key in officers if member.id not in said.left_out]
    if not chosen:
        raise EverybodyLeftOut
    code, private = new_code(), sealing.new_key()
    case = ReportCase(
        ref=secrets.token_bytes(16),
        lookup=lookup_of(code),
        public=sealing.public_bytes(private),
        private=sealing.wrapped(private, key_passphrase_of(code)),
        opened_on=now.date(),
        waits_for_officers=True,
    )
    session.add(case)
    session.flush()
    _write(session, case, said, files, [key for _, key in chosen], by_reporter=True, now=now)
    _tell(session, [member for member, _ in chosen], now, link)
    return code


def add(
    session: Session,
    case: ReportCase,
    said: Said,
    files: Sequence[Attachment],
    *,
    now: datetime,
    link: str,
) -> None:
    """Add a message of the reporter to a locked case, which that opens again.

    Raises `NobodyToRead` once none of its readers is in office any more.
    """
    readers = readers_in_office(session, case, now)
    if not readers:
        raise NobodyToRead
    _write(session, case, said, files, [key for _, key in readers], by_reporter=True, now=now)
    case.waits_for_officers, case.closed_on = True, None
    session.flush()
    _tell(session, [member for member, _ in readers], now, link)


def readers_in_office(
    session: Session, case: ReportCase, now: datetime
) -> Sequence[tuple[Member, ReportKey]]:
    """Return who can read a case and is still in office: nothing new is sealed to others."""
    held = queries.keys_of(session, case)
    return [one for one in queries.readers(session, now) if one[1].id in held]


def answer(
    session: Session, case: ReportCase, officer: Member, said: Said, *, now: datetime
) -> None:
    """Answer in a locked case, sealed to the reporter and to all who can read it."""
    if case.closed_on is not None:
        raise CaseClosed
    keys = [key for _, key in readers_in_office(session, case, now)]
    _write(session, case, replace(said, signed=officer.name), (), keys, by_reporter=False, now=now)
    case.waits_for_officers = False
    note_read(session, case, officer.id, "answered", now=now)


def _write(
    session: Session,
    case: ReportCase,
    said: Said,
    files: Sequence[Attachment],
    keys: Iterable[ReportKey],
    *,
    by_reporter: bool,
    now: datetime,
) -> None:
    """Seal a message to the reporter and to officers, and its files under keys that it names."""
    message = ReportMessage(
        case_id=case.id,
        number=queries.next_number(session, case),
        by_reporter=by_reporter,
        written_on=now.date(),
    )
    session.add(message)
    session.flush()
    named = []
    for position, file in enumerate(files, start=1):
        sealed, key = sealing.encrypt_file(file.content)
        session.add(ReportFile(message_id=message.id, position=position, sealed=sealed))
        named.append(FileSaid(kind=file.kind, key=key))
    whole = replace(said, files=tuple(named))
    readers = [(None, case.public), *((key.id, key.public) for key in keys)]
    for key_id, public in readers:
        sealed = sealing.seal(whole, public, case.ref, message.number)
        session.add(ReportCopy(message_id=message.id, key_id=key_id, sealed=sealed))
    session.flush()


def _tell(session: Session, officers: Sequence[Member], now: datetime, link: str) -> None:
    for officer in officers:
        send_notice(session, now=now, kind="something_to_read", to_address=officer.email, link=link)


def open_as_reporter(session: Session, code: str) -> tuple[ReportCase, Sequence[Opened]]:
    """Return the case of a code and what it says; raise `WrongCode`."""
    case = queries.case_by_lookup(session, lookup_of(code))
    try:
        key = sealing.unwrapped(case.private, key_passphrase_of(code))
    except CannotOpen:
        raise WrongCode from None
    return case, _opened(session, case, key, None)


def unlock(key: ReportKey, passphrase: str) -> EllipticCurvePrivateKey:
    """Return an officer's private key, for this request alone; raise `WrongPassphrase`."""
    try:
        return sealing.unwrapped(key.private, sealing.stretched(passphrase, key.salt))
    except CannotOpen:
        raise WrongPassphrase from None


def read(
    session: Session, case: ReportCase, key: ReportKey, passphrase: str, *, now: datetime
) -> Sequence[Opened]:
    """Return what a case says to an officer, and note that they have read it."""
    opened = _opened(session, case, unlock(key, passphrase), key.id)
    note_read(session, case, key.member_id, "read", now=now)
    return opened


def _opened(
    session: Session, case: ReportCase, key: EllipticCurvePrivateKey, key_id: int | None
) -> Sequence[Opened]:
    copies = queries.copies_for(session, case, key_id)
    return [
        _open(session, case, message, copies, key) for message in queries.messages_of(session, case)
    ]


def _open(
    session: Session,
    case: ReportCase,
    message: ReportMessage,
    copies: Mapping[int, bytes],
    key: EllipticCurvePrivateKey,
) -> Opened:
    if message.number not in copies:
        return Opened(message=message, said=None, files=())
    said = sealing.unseal(copies[message.number], key, case.ref, message.number)
    sealed = queries.files_of(session, message)
    files = [
        Attachment(kind=one.kind, content=sealing.decrypt_file(content, one.key))
        for one, content in zip(said.files, sealed, strict=True)
    ]
    return Opened(message=message, said=said, files=files)


def hand_over(
    session: Session,
    case: ReportCase,
    key: ReportKey,
    passphrase: str,
    to_member_id: int,
    *,
    now: datetime,
    link: str,
) -> None:
    """Seal what an officer can read to another's key as well, unless the reporter left them out.

    Raises `WrongPassphrase` or `NotForThem`. The caller holds the case's row.
    """
    private = unlock(key, passphrase)
    found = next((one for one in queries.readers(session, now) if one[0].id == to_member_id), None)
    opened = [one for one in _opened(session, case, private, key.id) if one.said is not None]
    left_out = {member_id for one in opened if one.said for member_id in one.said.left_out}
    if found is None or to_member_id in left_out or found[1].id in queries.keys_of(session, case):
        raise NotForThem
    member, other = found
    for one in opened:
        if one.said is not None:
            sealed = sealing.seal(one.said, other.public, case.ref, one.message.number)
            session.add(ReportCopy(message_id=one.message.id, key_id=other.id, sealed=sealed))
    note_read(session, case, key.member_id, "handed over", now=now)
    _tell(session, [member], now, link)


def assign(session: Session, case: ReportCase, member_id: int, *, now: datetime) -> None:
    """Note that an officer looks after a case."""
    case.assigned_to_id = member_id
    note_read(session, case, member_id, "took it on", now=now)


def close(session: Session, case: ReportCase, member_id: int, *, now: datetime) -> None:
    """Close a locked case, from which day it is kept for a year; or open it again."""
    if case.closed_on is None:
        case.closed_on, case.waits_for_officers = now.date(), False
        note_read(session, case, member_id, "closed", now=now)
    else:
        case.closed_on = None
        note_read(session, case, member_id, OPENED_AGAIN, now=now)


def note_read(
    session: Session, case: ReportCase, member_id: int, what: str, *, now: datetime
) -> None:
    """Note what an officer has done with a case, for those who can read it."""
    session.add(ReportRead(case_id=case.id, member_id=member_id, what=what, done_on=now.date()))
    session.flush()
