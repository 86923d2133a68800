"""What the running app holds: its settings, database session, clock, login and limiter."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv4Address, IPv6Address, ip_address
from math import ceil
from time import time

from flask import Flask, current_app, g, has_request_context, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager
from flask_wtf import CSRFProtect
from limits import parse
from sqlalchemy import Engine
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from shortlist.clock import Clock
from shortlist.config import Settings
from shortlist.db import open_session

TOO_MANY = 429
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

csrf = CSRFProtect()
login = LoginManager()


def client_key() -> str:
    """Return whom to count a request for: an IPv4 address, or the /64 that one IPv6 client has."""
    try:
        address = ip_address(get_remote_address())
    except ValueError:
        return "unknown"
    if isinstance(address, IPv4Address):
        return str(address)
    return str(address.ipv4_mapped or IPv6Address(int(address) >> 64 << 64))


limiter = Limiter(client_key, strategy="moving-window", headers_enabled=False)


@dataclass(frozen=True, kw_only=True)
class Running:
    """The parts of one running app that every edge may ask for."""

    settings: Settings
    engine: Engine
    clock: Clock


def running() -> Running:
    """Return the parts of the current app."""
    found = current_app.extensions["shortlist"]
    assert isinstance(found, Running)  # noqa: S101 - narrows the type for the checker
    return found


def settings() -> Settings:
    """Return the current app's settings."""
    return running().settings


def now() -> datetime:
    """Return the present moment by the app's clock, the same throughout one request."""
    if not has_request_context():
        return running().clock.now()
    if "now" not in g:
        g.now = running().clock.now()
    moment: datetime = g.now
    return moment


def db_session() -> Session:
    """Return the request's session: read-only unless the method is one that may change things."""
    if "db_session" not in g:
        reading = has_request_context() and request.method in SAFE_METHODS
        g.db_session = open_session(running().engine, read_only=reading)
    session: Session = g.db_session
    return session


@contextmanager
def reading_session() -> Iterator[Session]:
    """A session of its own that only reads, while the request's holds no lock.

    Who is asking was looked up in the request's session, which locks where it may write: long work,
    and answers that change nothing, let nobody wait for it.
    """
    db_session().rollback()
    with open_session(running().engine, read_only=True) as session:
        yield session


def is_too_often(rate: str, *key: str) -> bool:
    """Count one use under a key; say whether it is more than a rate ("5 per minute") allows."""
    if not limiter.enabled or limiter.limiter.hit(parse(rate), *key):
        return False
    g.retry_at = limiter.limiter.get_window_stats(parse(rate), *key).reset_time
    return True


def is_used_up(rate: str, *key: str) -> bool:
    """Say whether a rate under a key is used up, without counting a use."""
    if not limiter.enabled or limiter.limiter.test(parse(rate), *key):
        return False
    g.retry_at = limiter.limiter.get_window_stats(parse(rate), *key).reset_time
    return True


def seconds_to_wait() -> int:
    """Return after how many seconds the limit that was exceeded in this request lets through."""
    exceeded = limiter.current_limit
    reset_at = exceeded.reset_at if exceeded and exceeded.breached else g.get("retry_at")
    return 60 if reset_at is None else max(1, ceil(reset_at - time()))


def say_when_to_return(response: Response) -> Response:
    """Tell programs, too, when they may try again; limits run by the machine's clock."""
    if response.status_code == TOO_MANY:
        response.headers.setdefault("Retry-After", str(seconds_to_wait()))
    return response


def release_session(response: Response) -> Response:
    """Close the request's session once the page is made, so that nothing waits for its lock."""
    _close_session()
    return response


def _close_session(_error: BaseException | None = None) -> None:
    session: Session | None = g.pop("db_session", None)
    if session is not None:
        session.close()


def install(app: Flask, parts: Running) -> None:
    """Bind the extensions to the app."""
    app.extensions["shortlist"] = parts
    csrf.init_app(app)
    login.init_app(app)
    limiter.init_app(app)
    app.after_request(release_session)
    app.after_request(say_when_to_return)
    app.teardown_appcontext(_close_session)
