"""Begin a session of a member who has just proved who they are, by whichever way."""

from datetime import datetime
from typing import cast

from flask import flash, redirect, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_user

from shortlist.extensions import db_session, now, settings
from shortlist.factors.showing import forget_shown, note_address, note_factor
from shortlist.language import say, whenever
from shortlist.members.models import Member
from shortlist.members.queries import person_by_id
from shortlist.notices.actions import send_notice
from shortlist.web.access import is_own_path
from shortlist.web.devices import device_in_words
from shortlist.web.moments import in_words, zone_in_words
from shortlist.web.sessions import StoredSession

BROWSER, ADDRESS, NEXT = "sign_in_browser", "sign_in_address", "sign_in_next"


def enter(member: Member, *, with_passkey: bool = False) -> ResponseReturnValue:
    """Commit the proof, begin a session under a new token, and go where the person was going.

    A passkey is two factors in one; what the browser had shown of anybody before is forgotten.
    """
    target = session.pop(NEXT, None)
    for key in (BROWSER, ADDRESS):
        session.pop(key, None)
    forget_shown()
    person = person_by_id(db_session(), member.id, now())
    if person is not None and person.holds_office:
        _tell_officer(member)
    db_session().commit()
    cast("StoredSession", session).rotate()
    login_user(person)
    note_address()
    if with_passkey:
        note_factor()
    flash(say("You are signed in."), "good")
    return redirect(own_or_account(target), 303)


def own_or_account(target: str | None) -> str:
    """Return a path on this site, or else that of the account."""
    return target if target and is_own_path(target) else url_for("members.account")


def _tell_officer(member: Member) -> None:
    """Tell an officer by mail of every sign-in, so that one that was not theirs is noticed."""

    send_notice(
        db_session(),
        now=now(),
        kind="officer_signed_in",
        to_address=member.email,
        device=whenever(device_in_words, cast("StoredSession", session).device),
        at=whenever(_minute, now(), settings().time_zone),
        link=settings().base_url + url_for("factors.security"),
    )


def _minute(moment: datetime, zone: str) -> str:
    words = in_words(moment.replace(second=0, microsecond=0), zone, today=moment.date())
    return f"{words} ({zone_in_words(zone)})"
