"""The member's edge: am I on the roll, and if not, how do I register?"""

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from shortlist.errors import Refusal
from shortlist.extensions import db_session, now, settings
from shortlist.language import say
from shortlist.members.queries import latest_registration
from shortlist.members.rules import AlreadyWaiting, RegistrationState
from shortlist.notices.queries import is_bouncing
from shortlist.permissions import Permission
from shortlist.roll.actions import register as register_member
from shortlist.roll.forms import DetailsForm, SendForm
from shortlist.roll.history import history_of
from shortlist.roll.queries import entry_for, polls_with
from shortlist.roll.rules import DECLARATION, AlreadyOnRoll
from shortlist.roll.vetting import mark_alike
from shortlist.web.access import identity, requires, signed_in
from shortlist.web.effort import ask_for_effort

blueprint = Blueprint("roll", __name__)

DRAFT = "registration"
SENT_WITHOUT_EFFORT = "10 per hour"  # by one client, such as a branch's own computer


@blueprint.get("/roll/me")
@requires(Permission.SIGNED_IN)
def my_entry() -> ResponseReturnValue:
    """Show the member's own entry and registers, or what to do without one."""
    me = signed_in()
    entry = entry_for(db_session(), me.email)
    return render_template(
        "roll/me.html",
        me=me,
        entry=entry,
        history=history_of(db_session(), entry) if entry else [],
        is_bouncing=is_bouncing(db_session(), me.email, now()),
        polls=polls_with(db_session(), me.email),
        registration=latest_registration(db_session(), me.id),
        zone=settings().time_zone,
    )


@blueprint.get("/register")
@requires(Permission.PUBLIC)
def register() -> ResponseReturnValue:
    """Say what registering is, who need not, and where it begins."""
    me = identity()
    no = _refusal_to(me.id, me.email) if me else None
    return render_template("roll/register.html", refusal=no, declaration=DECLARATION)


def _refusal_to(member_id: int, email: str) -> Refusal | None:
    """Return why this member need not register, if so."""
    if entry_for(db_session(), email) is not None:
        return AlreadyOnRoll()
    latest = latest_registration(db_session(), member_id)
    waits = latest is not None and latest.state == RegistrationState.SENT
    return AlreadyWaiting() if waits else None


@blueprint.get("/register/details")
@requires(Permission.SIGNED_IN)
def details() -> ResponseReturnValue:
    """Ask for name, local party, region and the declaration."""
    me = signed_in()
    if _refusal_to(me.id, me.email):
        return redirect(url_for("roll.register"))
    form = DetailsForm(data=session.get(DRAFT) or {"name": me.name})
    return render_template("roll/details.html", form=form, me=me)


@blueprint.post("/register/details")
@requires(Permission.SIGNED_IN)
def keep_details() -> ResponseReturnValue:
    """Keep the answers in the session and go on to the check."""
    form = DetailsForm()
    if not form.validate_on_submit():
        return render_template("roll/details.html", form=form, me=signed_in()), 422
    session[DRAFT] = {
        "name": form.name.data,
        "local_party": form.local_party.data,
        "region": form.region.data,
        "membership_number": form.membership_number.data,
        "declared": True,
    }
    return redirect(url_for("roll.check"), 303)


@blueprint.get("/register/check")
@requires(Permission.SIGNED_IN)
def check() -> ResponseReturnValue:
    """Show the answers before they are sent."""
    if DRAFT not in session:
        return redirect(url_for("roll.details"))
    return render_template(
        "roll/check.html",
        draft=session[DRAFT],
        form=SendForm(formdata=None),
        me=signed_in(),
        declaration=DECLARATION,
    )


@blueprint.post("/register/send")
@requires(Permission.SIGNED_IN)
def send() -> ResponseReturnValue:
    """Send the registration to the organisers."""
    if DRAFT not in session:
        return redirect(url_for("roll.details"), 303)
    draft, me = session[DRAFT], signed_in()
    ask_for_effort(SendForm().effort.data, "registration", without=SENT_WITHOUT_EFFORT)
    try:
        registration = register_member(
            db_session(),
            member_id=me.id,
            email=me.email,
            name=draft["name"],
            local_party=draft["local_party"],
            region=draft["region"],
            membership_number=draft.get("membership_number") or None,
            now=now(),
        )
        mark_alike(db_session(), [registration])
    except (AlreadyOnRoll, AlreadyWaiting) as no:
        flash(no.text, "warn")
        return redirect(url_for("roll.my_entry"), 303)
    db_session().commit()
    session.pop(DRAFT)
    flash(
        say("Your registration is with the organisers. We write to you when it is decided."), "good"
    )
    return redirect(url_for("members.account"), 303)
