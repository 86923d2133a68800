"""The member's edge: another address for the account, and the way back for whoever had the old."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from shortlist.errors import Refusal
from shortlist.extensions import client_key, db_session, is_too_often, limiter, now, settings
from shortlist.language import say
from shortlist.members.forms import CodeForm, NewAddressForm
from shortlist.members.moving import ask_to_move, live_change
from shortlist.members.queries import pending_change
from shortlist.members.rules import AddressTaken, CodesSent, SameAddress, WrongCode, address_key
from shortlist.permissions import Permission
from shortlist.roll.moving import move, move_back
from shortlist.roll.queries import entry_for
from shortlist.web.access import requires, signed_in
from shortlist.web.sessions import end_other_sessions

blueprint = Blueprint("moving", __name__)

ASKS = "5 per hour"
TRIES_BY_CLIENT = "60 per minute"


@blueprint.get("/account/address")
@requires(Permission.SIGNED_IN)
def address() -> ResponseReturnValue:
    """Ask for the new address."""
    return _address_page(NewAddressForm()), 200


@blueprint.post("/account/address")
@requires(Permission.SIGNED_IN)
def ask() -> ResponseReturnValue:
    """Send a code to the new address: to any, so that the answer tells nothing."""
    form = NewAddressForm()
    if not form.validate_on_submit():
        return _address_page(form), 422
    wanted = form.email.data or ""
    if _is_asked_too_often(wanted):
        form.email.errors = [CodesSent.sentence]
        return _address_page(form), CodesSent.status
    try:
        ask_to_move(
            db_session(),
            key=settings().secret_key,
            member_id=signed_in().id,
            address=wanted,
            now=now(),
        )
    except SameAddress as no:
        form.email.errors = [no.text]
        return _address_page(form), 422
    db_session().commit()
    return redirect(url_for(".code"), 303)


def _is_asked_too_often(wanted: str) -> bool:
    key = address_key(settings().secret_key, wanted)
    by_member = is_too_often(ASKS, "moves by member", str(signed_in().id))
    return by_member or is_too_often(ASKS, "moves by client", key, client_key())


@blueprint.get("/account/address/code")
@requires(Permission.SIGNED_IN)
def code() -> ResponseReturnValue:
    """Ask for the code that was sent to the new address."""
    if pending_change(db_session(), signed_in().id) is None:
        return redirect(url_for(".address"))
    return _code_page(CodeForm()), 200


@blueprint.post("/account/address/code")
@requires(Permission.SIGNED_IN)
@limiter.limit(TRIES_BY_CLIENT)
def prove() -> ResponseReturnValue:
    """Change the address, or say what is wrong with the code."""
    form = CodeForm()
    if not form.validate_on_submit():
        return _code_page(form), 422
    try:
        change = move(
            db_session(),
            key=settings().secret_key,
            member_id=signed_in().id,
            code=form.code.data or "",
            objection_page=settings().base_url + url_for(".address") + "/undo",
            now=now(),
        )
    except Refusal as no:
        if isinstance(no, AddressTaken):
            db_session().rollback()
        else:
            db_session().commit()  # a try was taken
        form.code.errors = [no.text]
        return _code_page(form, is_over=not isinstance(no, WrongCode)), 422
    db_session().commit()
    flash(say("Your address is %(address)s now.", address=change.new_address), "good")
    return redirect(url_for("members.account"), 303)


@blueprint.get("/account/address/undo/<token>")
@requires(Permission.PUBLIC)
def confirm_undo(token: str) -> ResponseReturnValue:
    """Ask once more before the account is taken back; opening the link changes nothing."""
    live_change(db_session(), token, now())
    return render_template(
        "components/_confirm.html",
        title=say("Take your account back?"),
        message=say(
            "The account gets back the address that the mail with this link was sent "
            "to, and so does its entry on the roll. Whoever is signed in to it now is "
            "signed out."
        ),
        action_url=url_for(".undo", token=token),
        action_label=say("Take it back"),
        back_url=url_for("publication.home"),
        back_label=say("Leave it as it is"),
        kind="warn",
    )


@blueprint.post("/account/address/undo/<token>")
@requires(Permission.PUBLIC)
@limiter.limit(TRIES_BY_CLIENT)
def undo(token: str) -> ResponseReturnValue:
    """Take the account back to its old address, and end all its sessions."""
    change = live_change(db_session(), token, now(), lock=True)
    member = move_back(db_session(), change, now=now())
    end_other_sessions(db_session(), member.id, None)
    db_session().commit()
    return render_template("roll/address_back.html")


def _address_page(form: NewAddressForm) -> str:
    me = signed_in()
    return render_template(
        "roll/address.html", form=form, me=me, entry=entry_for(db_session(), me.email)
    )


def _code_page(form: CodeForm, *, is_over: bool = False) -> str:
    change = pending_change(db_session(), signed_in().id)
    return render_template(
        "roll/address_code.html",
        form=form,
        is_over=is_over or change is None,
        address=change.new_address if change else "",
    )
