"""Signing in and out, and the member's own account."""

from typing import cast

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import logout_user

from shortlist.catalogues import languages
from shortlist.errors import Refusal
from shortlist.extensions import (
    client_key,
    csrf,
    db_session,
    is_too_often,
    limiter,
    login,
    now,
    settings,
)
from shortlist.factors.rules import Step
from shortlist.factors.showing import step_wanted
from shortlist.language import say
from shortlist.members.actions import ask_for_proof, keep_language, prove_by_code, prove_by_link
from shortlist.members.entering import ADDRESS, BROWSER, NEXT, enter, own_or_account
from shortlist.members.forms import AddressForm, CodeForm, LinkForm
from shortlist.members.policy import Person, waiting
from shortlist.members.queries import (
    is_secretary,
    latest_registration,
    offices_of,
    person_by_id,
)
from shortlist.members.rules import (
    CodesSent,
    NoSuchLanguage,
    OtherBrowser,
    WrongCode,
    address_key,
    new_secret,
)
from shortlist.permissions import Permission, role_name, role_title
from shortlist.web.access import identity, is_own_path, requires, signed_in
from shortlist.web.effort import SlowDown, ask_for_effort
from shortlist.web.languages import remember
from shortlist.web.sessions import StoredSession, count_sessions, end_other_sessions

blueprint = Blueprint("members", __name__)

# One client can hold up only itself; all together put off an address for a minute, never for long.
ASKS_BY_CLIENT = "100 per 10 minutes"
ASKS_FOR_ADDRESS_BY_CLIENT = "5 per 10 minutes"
ASKS_FOR_ADDRESS = "10 per minute"
ASKS_WITHOUT_EFFORT = "20 per 10 minutes"
TRIES_BY_CLIENT = "60 per minute"


@login.user_loader  # type: ignore[untyped-decorator]  # Flask-Login has no types
def load_person(member_id: str) -> Person | None:
    """Return the person of a session, or None."""
    if not member_id.isdecimal():
        return None
    person = person_by_id(db_session(), int(member_id), now())
    if person is None or not person.holds_office:
        return person
    return waiting(person, step_wanted(person.id))


def _is_asked_too_often(address: str) -> bool:
    key = address_key(settings().secret_key, address)
    by_client = is_too_often(ASKS_FOR_ADDRESS_BY_CLIENT, "asks by client", key, client_key())
    return by_client or is_too_often(ASKS_FOR_ADDRESS, "asks", key)


@blueprint.get("/sign-in")
@requires(Permission.PUBLIC)
def sign_in() -> ResponseReturnValue:
    """Ask for the address to prove."""
    target = request.args.get("next")
    if identity() is not None:
        return redirect(own_or_account(target))
    form = AddressForm(data={"next": target if is_own_path(target) else ""})
    return render_template("members/sign_in.html", form=form)


@blueprint.post("/sign-in")
@requires(Permission.PUBLIC)
@limiter.limit(ASKS_BY_CLIENT)
def send_code() -> ResponseReturnValue:
    """Mail a code and a link to the address: to any, so that the answer tells nothing."""
    form = AddressForm()
    if not form.validate_on_submit():
        return render_template("members/sign_in.html", form=form), 422
    if _is_asked_too_often(form.email.data or ""):
        form.email.errors = [CodesSent.sentence]
        return render_template("members/sign_in.html", form=form), CodesSent.status
    try:
        ask_for_effort(form.effort.data, "sign-in", without=ASKS_WITHOUT_EFFORT)
    except SlowDown as no:
        form.email.errors = [no.text]
        return render_template("members/sign_in.html", form=form), no.status
    session.setdefault(BROWSER, new_secret())
    session[ADDRESS], session[NEXT] = form.email.data, form.next.data
    ask_for_proof(
        db_session(),
        key=settings().secret_key,
        email=form.email.data or "",
        browser=session[BROWSER],
        link_page=settings().base_url + url_for("members.link"),
        now=now(),
    )
    db_session().commit()
    return redirect(url_for("members.code"), 303)


@blueprint.get("/sign-in/code")
@requires(Permission.PUBLIC)
def code() -> ResponseReturnValue:
    """Ask for the code from the mail."""
    if identity() is not None:
        return redirect(url_for("members.account"))
    if ADDRESS not in session:
        return redirect(url_for("members.sign_in"))
    return render_template("members/code.html", form=CodeForm(), address=session[ADDRESS])


@blueprint.post("/sign-in/code")
@requires(Permission.PUBLIC)
@limiter.limit(TRIES_BY_CLIENT)
def check_code() -> ResponseReturnValue:
    """Sign in with the code."""
    if BROWSER not in session:
        return redirect(url_for("members.sign_in"), 303)
    form = CodeForm()
    if not form.validate_on_submit():
        return _code_page(form)
    try:
        member = prove_by_code(
            db_session(),
            key=settings().secret_key,
            browser=session[BROWSER],
            code=form.code.data or "",
            now=now(),
        )
    except Refusal as no:
        db_session().commit()  # a try was taken
        form.code.errors = [no.text]
        return _code_page(form, is_over=not isinstance(no, WrongCode))
    return enter(member)


def _code_page(form: CodeForm, *, is_over: bool = False) -> ResponseReturnValue:
    address = session.get(ADDRESS, "")
    page = render_template("members/code.html", form=form, address=address, is_over=is_over)
    return page, 422


@blueprint.get("/sign-in/link")
@requires(Permission.PUBLIC)
def link() -> ResponseReturnValue:
    """Show the button that uses the link up; opening the page uses up nothing."""
    return render_template("members/link.html", form=LinkForm(), refusal=None)


@blueprint.post("/sign-in/link")
@requires(Permission.PUBLIC)
@limiter.limit(TRIES_BY_CLIENT)
def use_link() -> ResponseReturnValue:
    """Sign in with the link, in the browser that asked for it."""
    form = LinkForm()
    try:
        if not form.validate_on_submit():
            raise OtherBrowser
        member = prove_by_link(
            db_session(), browser=session.get(BROWSER), link=form.secret.data or "", now=now()
        )
    except Refusal as no:
        has_asked = ADDRESS in session
        page = render_template("members/link.html", form=form, refusal=no.text, has_asked=has_asked)
        return page, 422
    return enter(member)


@blueprint.post("/sign-out")
@requires(Permission.SIGNED_IN, while_waiting=tuple(Step))
def sign_out() -> ResponseReturnValue:
    """End this session; who is asked to prove the address once more signs in again at once."""
    target = request.form.get("next")
    logout_user()
    session.clear()
    if is_own_path(target):
        return redirect(url_for("members.sign_in", next=target), 303)
    return redirect(url_for("members.signed_out"), 303)


@blueprint.post("/language")
@requires(Permission.PUBLIC, while_waiting=tuple(Step))
@csrf.exempt  # type: ignore[untyped-decorator]  # Flask-WTF has no types
def choose_language() -> ResponseReturnValue:
    """Keep the language for this browser, and for the account of who is signed in.

    It asks for no token: the page of a stranger sets no cookie, and a language harms nobody.
    """
    code, target = request.form.get("language", ""), request.form.get("next")
    if code not in languages():
        raise NoSuchLanguage
    person = identity()
    if person is not None:
        keep_language(db_session(), person.id, code)
        db_session().commit()
    response = redirect(target if target and is_own_path(target) else "/", 303)
    remember(response, code, secure=settings().is_production)
    return response


@blueprint.get("/signed-out")
@requires(Permission.PUBLIC)
def signed_out() -> ResponseReturnValue:
    """Say that the session is over."""
    return render_template("members/signed_out.html")


@blueprint.get("/account")
@requires(Permission.SIGNED_IN)
def account() -> ResponseReturnValue:
    """Show who is signed in, what they may do, and where they stand."""
    me = signed_in()
    return render_template(
        "members/account.html",
        me=me,
        offices=offices_of(db_session(), me.id, now()),
        registration=latest_registration(db_session(), me.id),
        is_secretary=is_secretary(db_session(), me.id),
        other_sessions=count_sessions(db_session(), me.id, now()) - 1,
        zone=settings().time_zone,
        role_name=role_name,
        role_title=role_title,
    )


@blueprint.post("/account/end-other-sessions")
@requires(Permission.SIGNED_IN, while_waiting=(Step.SET_UP,))
def end_others() -> ResponseReturnValue:
    """Sign the member out everywhere else."""
    end_other_sessions(db_session(), signed_in().id, cast("StoredSession", session).known_by)
    db_session().commit()
    flash(say("You are signed out everywhere but here."), "good")
    return redirect(url_for("factors.security") + "#sessions", 303)
