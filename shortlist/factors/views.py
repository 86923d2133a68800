"""How one signs in: passkeys, the app, recovery codes, and where one is signed in."""

from typing import cast

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from shortlist.errors import NotFound, Refusal
from shortlist.extensions import db_session, limiter, now, settings
from shortlist.factors import actions, app_codes, queries
from shortlist.factors.forms import AppForm, PasskeyForm, ProofForm
from shortlist.factors.passkeys import ask_for_proof, new_key_in
from shortlist.factors.proving import prove, ways_of
from shortlist.factors.rules import NotThePasskey, Step
from shortlist.factors.showing import (
    HANDLE,
    keep_challenge,
    note_factor,
    owner,
    passkeys_work,
    site,
    take_challenge,
)
from shortlist.language import later, say
from shortlist.permissions import Permission
from shortlist.web.access import is_own_path, requires, signed_in
from shortlist.web.sessions import StoredSession, end_session, sessions_of

blueprint = Blueprint("factors", __name__)
SET_UP, EITHER = (Step.SET_UP,), (Step.SET_UP, Step.PROVE)
ASKS_BY_CLIENT = "60 per minute"
JSON = {"Content-Type": "application/json"}


class NoSuchSession(NotFound):
    """The session has ended already, or never was."""

    sentence = later("That session is over already.")


@blueprint.get("/account/security")
@requires(Permission.SIGNED_IN, while_waiting=SET_UP)
def security() -> ResponseReturnValue:
    """Show what one signs in with, and where one is signed in."""
    me, reading = signed_in(), db_session()
    return render_template(
        "factors/security.html",
        me=me,
        must_set_up=me.waits_for == Step.SET_UP,
        passkeys=queries.passkeys_of(reading, me.id),
        passkeys_work=passkeys_work(),
        has_app=queries.has_app(reading, me.id),
        codes_left=queries.unused_codes(reading, me.id),
        sessions=sessions_of(reading, me.id, cast("StoredSession", session).known_by, now()),
        asks=settings().asks_second_factor,
        zone=settings().time_zone,
    )


@blueprint.get("/account/passkeys/new")
@requires(Permission.SIGNED_IN, again=True, while_waiting=SET_UP)
def new_passkey() -> ResponseReturnValue:
    """Ask what a new passkey shall be called, and have the browser make it."""
    site()
    return render_template("factors/passkey.html", form=PasskeyForm())


@blueprint.post("/account/passkeys/options")
@requires(Permission.SIGNED_IN, while_waiting=SET_UP)
def passkey_options() -> ResponseReturnValue:
    """Say what the browser has to know to make a passkey, as JSON."""
    me = owner(signed_in())
    asked, handle = actions.ask_for_new_passkey(db_session(), me, site())
    keep_challenge(asked)
    session[HANDLE] = handle.hex()
    return asked.options, 200, JSON


@blueprint.post("/account/passkeys")
@requires(Permission.SIGNED_IN, again=True, while_waiting=SET_UP)
def add_passkey() -> ResponseReturnValue:
    """Keep the passkey that the browser has made."""
    me, form = owner(signed_in()), PasskeyForm()
    if not form.validate_on_submit():
        return render_template("factors/passkey.html", form=form), 422
    try:
        key = new_key_in(site(), form.credential.data or "", take_challenge())
        handle = bytes.fromhex(session.pop(HANDLE, ""))
        actions.add_passkey(db_session(), me, key, handle=handle, name=form.name.data or "")
    except Refusal as no:
        form.name.errors = [no.text]
        return render_template("factors/passkey.html", form=form), 422
    return _set_up(me, say("“%(name)s” is on your list.", name=form.name.data))


@blueprint.get("/account/passkeys/<int:passkey_id>/remove")
@requires(Permission.SIGNED_IN, again=True)
def confirm_remove_passkey(passkey_id: int) -> ResponseReturnValue:
    """Ask once more before a passkey is removed."""
    passkey = queries.passkey_in(db_session(), signed_in().id, passkey_id)
    return render_template(
        "components/_confirm.html",
        title=say("Remove “%(name)s”?", name=passkey.name),
        message=say(
            "It opens this account no more. Your device may still offer it; delete it there."
        ),
        action_url=url_for(".remove_passkey", passkey_id=passkey_id),
        action_label=say("Remove it"),
        back_url=url_for(".security"),
    )


@blueprint.post("/account/passkeys/<int:passkey_id>/remove")
@requires(Permission.SIGNED_IN, again=True)
def remove_passkey(passkey_id: int) -> ResponseReturnValue:
    """Remove a passkey."""
    actions.remove_passkey(db_session(), owner(signed_in()), passkey_id)
    db_session().commit()
    flash(say("The passkey is removed."), "good")
    return redirect(url_for(".security"), 303)


@blueprint.post("/account/app/begin")
@requires(Permission.SIGNED_IN, again=True, while_waiting=SET_UP)
def begin_app() -> ResponseReturnValue:
    """Make a secret for an authenticator app."""
    actions.begin_app(db_session(), owner(signed_in()), settings().secret_key)
    db_session().commit()
    return redirect(url_for(".app"), 303)


@blueprint.get("/account/app")
@requires(Permission.SIGNED_IN, again=True, while_waiting=SET_UP)
def app() -> ResponseReturnValue:
    """Show the secret that waits to be confirmed, as a picture to scan and as text to type."""
    return _app_page(AppForm())


def _app_page(form: AppForm) -> str:
    me = signed_in()
    secret = actions.waiting_secret(db_session(), me.id, settings().secret_key)
    return render_template(
        "factors/app.html",
        form=form,
        address=app_codes.address_for_app(secret, me.email),
        secret=app_codes.in_groups(secret),
    )


@blueprint.post("/account/app")
@requires(Permission.SIGNED_IN, again=True, while_waiting=SET_UP)
def confirm_app() -> ResponseReturnValue:
    """Take the app into use with its first code."""
    me, form = owner(signed_in()), AppForm()
    if not form.validate_on_submit():
        return _app_page(form), 422
    try:
        actions.confirm_app(db_session(), me, settings().secret_key, form.code.data or "")
    except Refusal as no:
        form.code.errors = [no.text]
        return _app_page(form), 422
    return _set_up(me, say("The app is set up."))


@blueprint.get("/account/app/remove")
@requires(Permission.SIGNED_IN, again=True)
def confirm_remove_app() -> ResponseReturnValue:
    """Ask once more before the app is removed."""
    return render_template(
        "components/_confirm.html",
        title=say("Remove the authenticator app?"),
        message=say("Its codes no longer work. Delete the account in the app as well."),
        action_url=url_for(".remove_app"),
        action_label=say("Remove it"),
        back_url=url_for(".security"),
    )


@blueprint.post("/account/app/remove")
@requires(Permission.SIGNED_IN, again=True)
def remove_app() -> ResponseReturnValue:
    """Remove the app."""
    actions.remove_app(db_session(), owner(signed_in()))
    db_session().commit()
    flash(say("The authenticator app is removed."), "good")
    return redirect(url_for(".security"), 303)


@blueprint.get("/account/recovery-codes")
@requires(Permission.SIGNED_IN, again=True)
def confirm_codes() -> ResponseReturnValue:
    """Say what becomes of the former codes before new ones are made."""
    return render_template(
        "components/_confirm.html",
        title=say("Make new recovery codes?"),
        message=say("Ten new ones are shown once. Those that you have now stop working at once."),
        action_url=url_for(".make_codes"),
        action_label=say("Make new codes"),
        back_url=url_for(".security"),
    )


@blueprint.post("/account/recovery-codes")
@requires(Permission.SIGNED_IN, again=True)
def make_codes() -> ResponseReturnValue:
    """Make recovery codes and show them in this very answer, which no cache keeps."""
    codes = actions.make_recovery_codes(db_session(), owner(signed_in()))
    db_session().commit()
    return render_template("factors/codes.html", codes=codes, said=None)


def _set_up(me: actions.Owner, said: str) -> ResponseReturnValue:
    """Note a new factor, which was shown by being set up; an officer's first one brings codes."""
    needs_codes = me.is_officer and not queries.unused_codes(db_session(), me.id)
    codes = actions.make_recovery_codes(db_session(), me) if needs_codes else []
    db_session().commit()
    note_factor()
    if codes:
        return render_template("factors/codes.html", codes=codes, said=said)
    flash(said, "good")
    return redirect(url_for(".security"), 303)


@blueprint.post("/account/sessions/<number>/end")
@requires(Permission.SIGNED_IN, while_waiting=SET_UP)
def end_one(number: str) -> ResponseReturnValue:
    """Sign the member out on one other browser."""
    if not end_session(db_session(), signed_in().id, number):
        raise NoSuchSession
    db_session().commit()
    flash(say("That browser is signed out."), "good")
    return redirect(url_for(".security") + "#sessions", 303)


@blueprint.get("/account/show")
@requires(Permission.SIGNED_IN, while_waiting=EITHER)
def show() -> ResponseReturnValue:
    """Ask to show the second factor, on the way to somewhere."""
    return _show_page(ProofForm(formdata=None), request.args.get("next"))


@blueprint.post("/account/show")
@requires(Permission.SIGNED_IN, while_waiting=EITHER)
def check() -> ResponseReturnValue:
    """Take the second factor and go on to where the person was going."""
    form, target = ProofForm(), request.form.get("next")
    try:
        prove(signed_in(), form)
    except Refusal as no:
        db_session().commit()
        form.complain(no)
        return _show_page(form, target), no.status if no.status == 429 else 422
    db_session().commit()
    return redirect(_own_or_account(target), 303)


def _show_page(form: ProofForm, target: str | None) -> str:
    return render_template(
        "factors/show.html",
        form=form,
        ways=ways_of(signed_in()),
        action=url_for(".check"),
        kept=[],
        target=target if target and is_own_path(target) else "",
    )


def _own_or_account(target: str | None) -> str:
    return target if target and is_own_path(target) else url_for("members.account")


@blueprint.post("/account/show/options")
@requires(Permission.SIGNED_IN, while_waiting=EITHER)
@limiter.limit(ASKS_BY_CLIENT)
def show_options() -> ResponseReturnValue:
    """Say what the browser has to know to prove one of the member's passkeys, as JSON."""
    known = [one.credential_id for one in queries.passkeys_of(db_session(), signed_in().id)]
    if not known:
        raise NotThePasskey
    asked = ask_for_proof(site(), known=known)
    keep_challenge(asked)
    return asked.options, 200, JSON
