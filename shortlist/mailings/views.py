"""Everybody's edge: announcements declined, with or without signing in, and lost invitations."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from shortlist.errors import NotFound
from shortlist.extensions import (
    client_key,
    csrf,
    db_session,
    is_too_often,
    now,
    running,
    settings,
)
from shortlist.language import later, say
from shortlist.mailings.forms import LostForm
from shortlist.mailings.lost import INVITATIONS, ask_for_invitation
from shortlist.mailings.preferences import set_wanted
from shortlist.mailings.queries import has_declined
from shortlist.mailings.wording import TEST_LINK
from shortlist.members.rules import address_key
from shortlist.notices import references
from shortlist.notices.queries import is_bouncing
from shortlist.permissions import Permission
from shortlist.roll.models import RollEntry
from shortlist.roll.queries import entry_by_id, entry_for
from shortlist.web.access import requires, signed_in
from shortlist.web.effort import SlowDown, ask_for_effort
from shortlist.work.queue import ring

blueprint = Blueprint("mailings", __name__)

ASKS_WITHOUT_EFFORT = "20 per 10 minutes"
ASKS_FOR_ADDRESS = "3 per hour"
ASKED_OFTEN = later(
    "An answer was sent to this address a short time ago. Look into the folder for spam as well, "
    "or ask again in an hour."
)
WANTED, DECLINED = "wanted", "declined"


class NoSuchLink(NotFound):
    """The link is none of ours, or was cut short."""

    sentence = later(
        "This link is not whole. Copy all of it from the mail, or sign in and choose under "
        "“Your account” which mail you want."
    )


@blueprint.get("/unsubscribe/<token>")
@requires(Permission.PUBLIC)
def unsubscribe(token: str) -> ResponseReturnValue:
    """Show what can be declined; mail scanners that open the link change nothing."""
    if token == TEST_LINK:
        return render_template("mailings/unsubscribe.html", token=token, is_test=True)
    entry = _entry_of(token)
    return render_template(
        "mailings/unsubscribe.html",
        token=token,
        is_test=False,
        has_declined=has_declined(db_session(), entry.id),
    )


@blueprint.post("/unsubscribe/<token>")
@csrf.exempt  # type: ignore[untyped-decorator]  # Flask-WTF has no types; the link itself is the proof, and mail programs send it by themselves (RFC 8058)
@requires(Permission.PUBLIC)
def choose(token: str) -> ResponseReturnValue:
    """Take note of the choice: "none" for one click in a mail program, too."""
    entry = _entry_of(token, lock=True)
    wanted = request.form.get("announcements") == WANTED
    set_wanted(db_session(), entry, wanted=wanted, now=now())
    db_session().commit()
    return render_template(
        "mailings/unsubscribe.html", token=token, is_test=False, has_declined=not wanted
    )


@blueprint.get("/account/notices")
@requires(Permission.SIGNED_IN)
def preferences() -> ResponseReturnValue:
    """Show which mail the member gets, and why."""
    entry = entry_for(db_session(), signed_in().email)
    return render_template(
        "mailings/preferences.html",
        entry=entry,
        has_declined=entry is not None and has_declined(db_session(), entry.id),
        is_bouncing=is_bouncing(db_session(), signed_in().email, now()),
    )


@blueprint.post("/account/notices")
@requires(Permission.SIGNED_IN)
def choose_signed_in() -> ResponseReturnValue:
    """Take note of which mail the member wants."""
    entry = entry_for(db_session(), signed_in().email)
    if entry is not None:
        wanted = request.form.get("announcements") == WANTED
        entry = entry_by_id(db_session(), entry.id, lock=True)
        set_wanted(db_session(), entry, wanted=wanted, now=now())
        db_session().commit()
        flash(
            say("You get announcements.") if wanted else say("You get no more announcements."),
            "good",
        )
    return redirect(url_for(".preferences"), 303)


@blueprint.get("/lost-invitation")
@requires(Permission.PUBLIC)
def lost() -> ResponseReturnValue:
    """Ask for the address at which an invitation should have arrived."""
    return render_template("mailings/lost.html", form=LostForm())


@blueprint.post("/lost-invitation")
@requires(Permission.PUBLIC)
def ask() -> ResponseReturnValue:
    """Keep the address; the answer is the same for any, and what there is comes by mail."""
    form = LostForm()
    if not form.validate_on_submit():
        return render_template("mailings/lost.html", form=form), 422
    address = form.email.data or ""
    key = address_key(settings().secret_key, address)
    if is_too_often(ASKS_FOR_ADDRESS, "lost invitations", key, client_key()):
        form.email.errors = [ASKED_OFTEN]
        return render_template("mailings/lost.html", form=form), 429
    try:
        ask_for_effort(form.effort.data, "lost invitation", without=ASKS_WITHOUT_EFFORT)
    except SlowDown as no:
        form.email.errors = [no.text]
        return render_template("mailings/lost.html", form=form), no.status
    ask_for_invitation(db_session(), address, now=now())
    db_session().commit()
    ring(running(), INVITATIONS)
    return redirect(url_for(".asked"), 303)


@blueprint.get("/lost-invitation/asked")
@requires(Permission.PUBLIC)
def asked() -> ResponseReturnValue:
    """Say what happens next."""
    return render_template("mailings/asked.html")


def _entry_of(token: str, *, lock: bool = False) -> RollEntry:
    """Return whose link it is; raise `NoSuchLink`."""
    numbers = references.read(settings().secret_key, token, references.PERSON)
    if numbers is None or len(numbers) != 1:
        raise NoSuchLink
    return entry_by_id(db_session(), numbers[0], lock=lock)
