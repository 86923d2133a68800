"""Server-side sessions: the cookie is a random token, the database knows only its hash.

Flask-Session keeps sessions in a database only by way of Flask-SQLAlchemy and cannot end those of
one member, so this is our own: a token of 256 bits, its SHA-256, and a row.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Request
from flask.json.tag import TaggedJSONSerializer
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session
from werkzeug.datastructures import CallbackDict
from werkzeug.wrappers import Response

from shortlist.clock import Clock
from shortlist.db import open_session
from shortlist.web.models import WebSession

LIFETIME = timedelta(days=14)
RENEWED_WHEN_LEFT = timedelta(days=13)


class StoredSession(CallbackDict[str, Any], SessionMixin):  # values are whatever JSON can hold
    """The contents of a session, its token, and whether it must be written."""

    def __init__(self, token: str | None = None, contents: dict[str, Any] | None = None) -> None:
        super().__init__(contents or {}, on_update=_mark_modified)
        self.token = token
        self.new = token is None
        self.modified = False
        self.accessed = True
        self.former_token: str | None = None

    def rotate(self) -> None:
        """Give the session a new token, so that one seen before a sign-in is worth nothing."""
        self.former_token, self.token, self.modified = self.token, None, True


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
        token = request.cookies.get(self.cookie)
        if not token or request.endpoint == "static":
            return StoredSession()
        with open_session(self.engine, read_only=True) as reading:
            row = reading.get(WebSession, _hash(token))
        now = self.clock.now()
        if row is None or row.expires_at <= now:
            return StoredSession()
        found = StoredSession(token, self.serializer.loads(row.data))
        found.modified = bool(found) and row.expires_at - now < RENEWED_WHEN_LEFT
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
        response.set_cookie(
            self.cookie,
            self._write(session),
            max_age=LIFETIME,
            path="/",
            secure=self.secure,
            httponly=True,
            samesite="Lax",
        )

    def _write(self, session: StoredSession) -> str:
        now = self.clock.now()
        token = session.token or secrets.token_urlsafe(32)
        member_id = session.get("_user_id")
        row = WebSession(
            token_hash=_hash(token),
            member_id=int(member_id) if member_id else None,
            data=self.serializer.dumps(dict(session)),
            created_at=now,
            expires_at=now + LIFETIME,
        )
        with open_session(self.engine) as writing:
            if session.former_token:
                _delete(writing, session.former_token)
            if session.new:
                writing.execute(delete(WebSession).where(WebSession.expires_at <= now))
            writing.merge(row)
            writing.commit()
        session.token = token
        return token

    def _forget(self, session: StoredSession) -> None:
        tokens = [token for token in (session.token, session.former_token) if token]
        with open_session(self.engine) as writing:
            for token in tokens:
                _delete(writing, token)
            writing.commit()


def _delete(writing: Session, token: str) -> None:
    writing.execute(delete(WebSession).where(WebSession.token_hash == _hash(token)))


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


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
