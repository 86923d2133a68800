"""What this browser's session has shown, and the site that passkeys are bound to."""

from datetime import datetime
from typing import cast
from urllib.parse import urlsplit

from flask import g, request, session, url_for

from shortlist.errors import Refusal
from shortlist.extensions import db_session, now, settings
from shortlist.factors.actions import Owner
from shortlist.factors.passkeys import Asked, Site
from shortlist.factors.queries import has_factor
from shortlist.factors.rules import CHALLENGE_LASTS, NotThePasskey, Shown, Step
from shortlist.factors.rules import is_fresh as is_fresh_by_rule
from shortlist.factors.rules import step_wanted as step_by_rule
from shortlist.language import later
from shortlist.web.access import Identity
from shortlist.web.sessions import StoredSession

ADDRESS_AT, FACTOR_AT = "address_shown_at", "factor_shown_at"
CHALLENGE, CHALLENGE_AT, HANDLE = "passkey_challenge", "passkey_asked_at", "passkey_handle"


class NeedsAName(Refusal):
    """A passkey is bound to a name, and the demonstration was opened by its number."""

    sentence = later(
        "Passkeys work where this site has a name. Open the demonstration at “localhost”."
    )


def shown() -> Shown:
    """Return what the session has shown, and when."""
    return Shown(address_at=_moment(ADDRESS_AT), factor_at=_moment(FACTOR_AT))


def note_address() -> None:
    """Note that the address was proved a moment ago."""
    session[ADDRESS_AT] = now().isoformat()


def forget_shown() -> None:
    """Forget what this browser has shown of whoever used it before."""
    for key in (ADDRESS_AT, FACTOR_AT, CHALLENGE, CHALLENGE_AT, HANDLE):
        session.pop(key, None)


def note_factor() -> None:
    """Note that the second factor was shown a moment ago, and change the session's token.

    The person is looked up once more, for their offices open their pages from now on.
    """
    session[FACTOR_AT] = now().isoformat()
    cast("StoredSession", session).rotate()
    g.pop("_login_user", None)  # Flask-Login's own name for who it has looked up


def _moment(key: str) -> datetime | None:
    text = session.get(key)
    return datetime.fromisoformat(text) if isinstance(text, str) else None


def step_wanted(member_id: int) -> Step | None:
    """Return what an officer still has to do before the office counts, or None."""
    return step_by_rule(
        shown(),
        now(),
        has_factor=has_factor(db_session(), member_id),
        may_skip=not settings().asks_second_factor,
    )


def is_fresh(person: Identity) -> bool:
    """Say whether the session has shown lately enough whose it is."""
    return is_fresh_by_rule(
        shown(),
        now(),
        is_officer=person.holds_office,
        has_factor=has_factor(db_session(), person.id),
        may_skip=not settings().asks_second_factor,
    )


def owner(person: Identity) -> Owner:
    """Return whose factors are changed in this request."""
    return Owner(
        id=person.id,
        email=person.email,
        is_officer=person.holds_office,
        now=now(),
        link=settings().base_url + url_for("factors.security"),
    )


def site() -> Site:
    """Return the site that passkeys are bound to: in a real contest always the one of the settings.

    The demonstration answers to other names of this machine as well. Raises `NeedsAName`.
    """
    base = settings().base_url if settings().is_production else request.host_url.rstrip("/")
    name = urlsplit(base).hostname or ""
    if name.replace(".", "").isdigit() or ":" in name:
        raise NeedsAName
    return Site(name=name, origin=base)


def passkeys_work() -> bool:
    """Say whether passkeys can be bound to the name that this page was opened by."""
    try:
        site()
    except NeedsAName:
        return False
    return True


def keep_challenge(asked: Asked) -> None:
    """Keep what the browser's answer has to hold, on the server, for five minutes and one use."""
    session[CHALLENGE], session[CHALLENGE_AT] = asked.challenge.hex(), now().isoformat()


def take_challenge() -> bytes:
    """Return the challenge that was kept, which is used up by that; raise `NotThePasskey`."""
    kept, asked_at = session.pop(CHALLENGE, None), _moment(CHALLENGE_AT)
    session.pop(CHALLENGE_AT, None)
    if kept is None or asked_at is None or now() - asked_at >= CHALLENGE_LASTS:
        raise NotThePasskey
    return bytes.fromhex(kept)
