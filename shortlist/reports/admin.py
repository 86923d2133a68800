"""The safeguarding officers' edge: their key, the cases sealed to it, reading, answering, closing.

A passphrase opens a key in the memory of one request and is kept nowhere.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from shortlist.extensions import db_session, limiter, now, settings
from shortlist.language import say
from shortlist.members.models import Member
from shortlist.permissions import Permission
from shortlist.reports import actions, queries
from shortlist.reports.forms import AnswerForm, HandOverForm, KeyForm, PassphraseForm
from shortlist.reports.models import ReportCase, ReportKey
from shortlist.reports.pages import MessageShown, messages_shown
from shortlist.reports.rules import NotForThem, WrongPassphrase, doing_words, erased_on
from shortlist.reports.sealing import Said
from shortlist.web.access import requires, signed_in

blueprint = Blueprint("reports_admin", __name__, url_prefix="/safeguarding")
TRIES = "20 per 10 minutes"


@blueprint.url_value_preprocessor
def _leave_no_line(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Keep these requests out of the log; the values of a route may be of any kind."""
    g.is_unlogged = True


@blueprint.get("")
@requires(Permission.READ_REPORTS)
def cases() -> ResponseReturnValue:
    """List the cases that the officer's key opens, or have them make a key first."""
    return _cases_page(KeyForm())


@blueprint.post("/key")
@requires(Permission.READ_REPORTS)
@limiter.limit(TRIES)
def make_key() -> ResponseReturnValue:
    """Make the officer's key under a passphrase."""
    form = KeyForm()
    if not form.validate_on_submit():
        return _cases_page(form), 422
    actions.make_key(db_session(), signed_in().id, form.passphrase.data or "", now=now())
    db_session().commit()
    flash(say("Your key is made. Reports are sealed to it from now on."), "good")
    return redirect(url_for(".cases"), 303)


@blueprint.get("/key/lost")
@requires(Permission.READ_REPORTS, again=True)
def lost_passphrase() -> ResponseReturnValue:
    """Say what is lost with a passphrase, and ask for another."""
    queries.own_key(db_session(), signed_in().id)
    return render_template("reports/lost.html", form=KeyForm())


@blueprint.post("/key/lost")
@requires(Permission.READ_REPORTS, again=True)
@limiter.limit(TRIES)
def replace_key() -> ResponseReturnValue:
    """Retire the officer's key and make one under another passphrase."""
    form = KeyForm()
    if not form.validate_on_submit():
        return render_template("reports/lost.html", form=form), 422
    officer = db_session().get_one(Member, signed_in().id)
    link = settings().base_url + url_for(".cases")
    passphrase = form.passphrase.data or ""
    actions.replace_key(db_session(), officer, passphrase, now=now(), link=link)
    db_session().commit()
    flash(say("You have a new key. Reports are sealed to it from now on."), "good")
    return redirect(url_for(".cases"), 303)


@blueprint.get("/<ref>")
@requires(Permission.READ_REPORTS)
def case(ref: str) -> ResponseReturnValue:
    """Ask for the passphrase that opens a case."""
    found, key = _case(ref)
    return _case_page(found, key, PassphraseForm())


@blueprint.post("/<ref>")
@requires(Permission.READ_REPORTS)
@limiter.limit(TRIES)
def read(ref: str) -> ResponseReturnValue:
    """Open a case with the passphrase, on this page alone, and note that it was read."""
    found, key = _case(ref)
    form = PassphraseForm()
    if not form.validate_on_submit():
        return _case_page(found, key, form), 422
    try:
        opened = actions.read(db_session(), found, key, form.passphrase.data or "", now=now())
    except WrongPassphrase as no:
        form.passphrase.errors = [no.text]
        return _case_page(found, key, form), no.status
    db_session().commit()
    return _case_page(found, key, form, messages=messages_shown(opened))


@blueprint.post("/<ref>/answer")
@requires(Permission.READ_REPORTS)
def answer(ref: str) -> ResponseReturnValue:
    """Answer the reporter, sealed to them and to all who can read the case."""
    found, key = _case(ref, lock=True)
    form = AnswerForm()
    if not form.validate_on_submit():
        return _case_page(found, key, PassphraseForm(formdata=None), answer=form), 422
    officer = db_session().get_one(Member, signed_in().id)
    said = Said(text=form.text.data or "")
    actions.answer(db_session(), found, officer, said, now=now())
    db_session().commit()
    flash(say("Your answer is sealed. The reporter reads it with the case code."), "good")
    return redirect(url_for(".case", ref=ref), 303)


@blueprint.post("/<ref>/assign")
@requires(Permission.READ_REPORTS)
def assign(ref: str) -> ResponseReturnValue:
    """Note that the officer looks after a case."""
    found, _ = _case(ref, lock=True)
    actions.assign(db_session(), found, signed_in().id, now=now())
    db_session().commit()
    flash(say("You look after this case now."), "good")
    return redirect(url_for(".case", ref=ref), 303)


@blueprint.post("/<ref>/close")
@requires(Permission.READ_REPORTS)
def close(ref: str) -> ResponseReturnValue:
    """Close a case, or open it again."""
    found, _ = _case(ref, lock=True)
    actions.close(db_session(), found, signed_in().id, now=now())
    db_session().commit()
    flash(
        say("The case is closed. It is erased in a year.")
        if found.closed_on
        else say("The case is open again."),
        "good",
    )
    return redirect(url_for(".case", ref=ref), 303)


@blueprint.post("/<ref>/hand-over")
@requires(Permission.READ_REPORTS)
@limiter.limit(TRIES)
def hand_over(ref: str) -> ResponseReturnValue:
    """Seal a case to another officer's key as well."""
    found, key = _case(ref, lock=True)
    form = HandOverForm()
    form.to.choices = _others(found)
    if not form.validate_on_submit():
        return _case_page(found, key, PassphraseForm(formdata=None), handing=form), 422
    try:
        actions.hand_over(
            db_session(),
            found,
            key,
            form.own_passphrase.data or "",
            form.to.data,
            now=now(),
            link=settings().base_url + url_for(".cases"),
        )
    except (WrongPassphrase, NotForThem) as no:
        form.own_passphrase.errors = [no.text]
        return _case_page(found, key, PassphraseForm(formdata=None), handing=form), no.status
    db_session().commit()
    flash(say("They can read this case now, too."), "good")
    return redirect(url_for(".case", ref=ref), 303)


def _case(ref: str, *, lock: bool = False) -> tuple[ReportCase, ReportKey]:
    key = queries.own_key(db_session(), signed_in().id)
    return queries.case_for(db_session(), ref, key, lock=lock), key


def _others(found: ReportCase) -> list[tuple[int, str]]:
    """Return the officers with a key who cannot read a case."""
    held = queries.keys_of(db_session(), found)
    return [
        (member.id, member.name or member.email)
        for member, key in queries.readers(db_session(), now())
        if key.id not in held
    ]


def _cases_page(form: KeyForm) -> str:
    key = queries.key_of(db_session(), signed_in().id)
    found = queries.cases_for(db_session(), key) if key else []
    return render_template(
        "reports/cases.html",
        key=key,
        cases=list(zip(found, _erased_on(found), strict=True)),
        form=form,
        me=signed_in(),
    )


def _erased_on(cases: Sequence[ReportCase]) -> list[date]:
    last = queries.last_touched(db_session(), cases)
    return [erased_on(case.closed_on, last[case.id]) for case in cases]


def _case_page(
    found: ReportCase,
    key: ReportKey,
    form: PassphraseForm,
    *,
    messages: Sequence[MessageShown] | None = None,
    answer: AnswerForm | None = None,
    handing: HandOverForm | None = None,
) -> str:
    session = db_session()
    handing = handing or HandOverForm(formdata=None)
    handing.to.choices = _others(found)
    return render_template(
        "reports/officer_case.html",
        doing_words=doing_words,
        case=found,
        erased_on=_erased_on([found])[0],
        form=form,
        messages=messages,
        answer=answer or AnswerForm(formdata=None),
        handing=handing,
        assigned=session.get(Member, found.assigned_to_id) if found.assigned_to_id else None,
        reads=queries.reads_of(session, found),
        me=signed_in(),
        key=key,
    )
