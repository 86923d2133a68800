"""Server-side sessions: the cookie is a random token, the database knows only its hash.

Flask-Session keeps sessions in a database only by way of Flask-SQLAlchemy and cannot end those of
one member, so this is our own: a token of 256 bits, its SHA-256, and a row.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Request
from flask.json.tag import TaggedJSONSerializer
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session
from werkzeug.datastructures import CallbackDict
from werkzeug.wrappers import Response

from shortlist.clock import Clock
from shortlist.db import open_session
from shortlist.web.devices import device_in_words, device_of
from shortlist.web.models import WebSession

LIFETIME = timedelta(days=14)  # after the last use
LONGEST = timedelta(days=30)  # after the sign-in, however much it is used
NOBODYS_LIFETIME = timedelta(hours=2)  # of a session that holds a form's token and no member
SEEN_EVERY = timedelta(minutes=15)  # how exactly a member is told when a session was last used
RENEWED_PART = 14  # a session is renewed once a fourteenth of its life is over
DELETED_AT_ONCE = 100


class StoredSession(CallbackDict[str, Any], SessionMixin):  # values are whatever JSON can hold
    """The contents of a session, its token, and whether it must be written."""

    def __init__(self, token: str | None = None, contents: dict[str, Any] | None = None) -> None:
        super().__init__(contents or {}, on_update=_mark_modified)
        self.token = token
        self.new = token is None
        self.modified = False
        self.accessed = True
        self.former_token: str | None = None
        self.began_at: datetime | None = None
        self.device = ""

    @property
    def known_by(self) -> str | None:
        """The token that the database knows the session by until this request is answered."""
        return self.token or self.former_token

    def rotate(self) -> None:
        """Give the session a new token, so that one seen before a sign-in is worth nothing."""
        self.former_token, self.token, self.modified = self.token, None, True
        self.began_at = None


def _mark_modified(changed: CallbackDict[str, Any]) -> None:
    if isinstance(changed, StoredSession):
        changed.modified = True


class StoredSessions(SessionInterface):
    """Reads and writes sessions in transactions of its own, apart from the request's."""

    serializer = TaggedJSONSerializer()

    def __init__(self, engine: Engine, clock: Clock, *, secure: bool) -> None:
        self.engine = engine
        self.clock = clock
        self.secure = secure
        self.cookie = "__Host-session" if secure else "session"

    def open_session(self, app: Flask, request: Request) -> StoredSession:
        """Return the session of the request's cookie, or an empty one."""
        found = self._found(app, request)
        found.device = device_of(request.user_agent.string)
        return found

    def _found(self, app: Flask, request: Request) -> StoredSession:
        token = request.cookies.get(self.cookie)
        if not token or _is_static(app, request):
            return StoredSession()
        with open_session(self.engine, read_only=True) as reading:
            row = reading.get(WebSession, _hash(token))
        now = self.clock.now()
        if row is None or row.expires_at <= now:
            return StoredSession()
        found = StoredSession(token, self.serializer.loads(row.data))
        found.began_at = row.created_at
        is_worn = row.expires_at - now < _lifetime(found) * (1 - 1 / RENEWED_PART)
        is_renewed = is_worn and row.expires_at < _expiry(found, row.created_at, now)
        is_unseen = row.member_id is not None and now - row.last_seen_at >= SEEN_EVERY
        found.modified = is_renewed or is_unseen
        return found

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write a changed session and set its cookie; an emptied one is deleted."""
        assert isinstance(session, StoredSession)  # noqa: S101 - narrows the type for the checker
        if not session.modified:
            return
        response.vary.add("Cookie")
        if not session:
            self._forget(session)
            response.delete_cookie(
                self.cookie, path="/", secure=self.secure, httponly=True, samesite="Lax"
            )
            return
        self._write(session, response)

    def _write(self, session: StoredSession, response: Response) -> None:
        now = self.clock.now()
        began_at = session.began_at or now
        expires_at = _expiry(session, began_at, now)
        token = session.token or secrets.token_urlsafe(32)
        row: dict[str, Any] = {  # the columns are of several kinds
            "member_id": _member_of(session),
            "data": self.serializer.dumps(dict(session)),
            "expires_at": expires_at,
            "last_seen_at": now,
            "device": session.device,
        }
        with open_session(self.engine) as writing:
            is_kept = _renew(writing, token, row) if session.token else True
            if not session.token:
                _begin(writing, session, WebSession(token_hash=_hash(token), created_at=now, **row))
            writing.commit()
        if not is_kept:  # ended while this request was answered; the cookie may be another's by now
            return
        session.token = token
        response.set_cookie(
            self.cookie,
            token,
            max_age=expires_at - now,
            path="/",
            secure=self.secure,
            httponly=True,
            samesite="Lax",
        )

    def _forget(self, session: StoredSession) -> None:
        tokens = [token for token in (session.token, session.former_token) if token]
        with open_session(self.engine) as writing:
            for token in tokens:
                _delete(writing, token)
            writing.commit()


def _is_static(app: Flask, request: Request) -> bool:
    """Say whether a file is asked for that is the same for everybody; no route is found yet."""
    return request.path.startswith(f"{app.static_url_path}/")


def _member_of(session: StoredSession) -> int | None:
    member_id = session.get("_user_id")
    return int(member_id) if member_id else None


def _lifetime(session: StoredSession) -> timedelta:
    return LIFETIME if _member_of(session) else NOBODYS_LIFETIME


def _expiry(session: StoredSession, began_at: datetime, now: datetime) -> datetime:
    return min(now + _lifetime(session), began_at + LONGEST)


def _begin(writing: Session, session: StoredSession, row: WebSession) -> None:
    """Add a session under its new token, and delete its former one and some that are over."""
    if session.former_token:
        _delete(writing, session.former_token)
    over = (
        select(WebSession.token_hash)
        .where(WebSession.expires_at <= row.created_at)
        .limit(DELETED_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    found = writing.scalars(over).all()
    writing.execute(delete(WebSession).where(WebSession.token_hash.in_(found)))
    writing.add(row)


def _renew(writing: Session, token: str, values: dict[str, Any]) -> bool:
    """Change a session that is known; one that was ended stays ended, and False is returned.

    The values are those of the row's columns, of any kind.
    """
    query = update(WebSession).where(WebSession.token_hash == _hash(token)).values(values)
    return writing.scalar(query.returning(WebSession.token_hash)) is not None


def _delete(writing: Session, token: str) -> None:
    writing.execute(delete(WebSession).where(WebSession.token_hash == _hash(token)))


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


@dataclass(frozen=True, kw_only=True)
class ShownSession:
    """A live session as its member sees it; the number is the beginning of the token's hash."""

    number: str
    device: str
    began_at: datetime
    last_seen_at: datetime
    is_this: bool


def sessions_of(
    session: Session, member_id: int, token: str | None, now: datetime
) -> list[ShownSession]:
    """Return a member's live sessions: the one with this token first, then the latest used."""
    query = select(WebSession).where(WebSession.member_id == member_id, WebSession.expires_at > now)
    own = _hash(token) if token else b""
    found = [
        ShownSession(
            number=_number(row.token_hash),
            device=device_in_words(row.device),
            began_at=row.created_at,
            last_seen_at=row.last_seen_at,
            is_this=row.token_hash == own,
        )
        for row in session.scalars(query.order_by(WebSession.last_seen_at.desc()))
    ]
    return sorted(found, key=lambda one: not one.is_this)


def end_session(session: Session, member_id: int, number: str) -> bool:
    """Delete a member's session by its number; say whether there was one."""
    hashes = session.scalars(
        select(WebSession.token_hash).where(WebSession.member_id == member_id)
    ).all()
    ended = [one for one in hashes if _number(one) == number]
    session.execute(delete(WebSession).where(WebSession.token_hash.in_(ended)))
    return bool(ended)


def _number(token_hash: bytes) -> str:
    return token_hash[:8].hex()


def end_all_sessions(session: Session, member_id: int) -> None:
    """Delete every session of a member."""
    end_other_sessions(session, member_id, None)


def count_sessions(session: Session, member_id: int, now: datetime) -> int:
    """Return how many live sessions a member has."""
    rows = session.scalars(
        select(WebSession.token_hash).where(
            WebSession.member_id == member_id, WebSession.expires_at > now
        )
    )
    return len(rows.all())


def end_other_sessions(session: Session, member_id: int, token: str | None) -> None:
    """Delete every session of a member but the one with this token."""
    kept = _hash(token) if token else b""
    session.execute(
        delete(WebSession).where(WebSession.member_id == member_id, WebSession.token_hash != kept)
    )


def install(app: Flask, engine: Engine, clock: Clock, *, secure: bool) -> None:
    """Make the app keep its sessions in the database."""
    app.session_interface = StoredSessions(engine, clock, secure=secure)
