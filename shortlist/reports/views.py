"""The reporter's edge: report without an account, come back with the code, read and add."""

from typing import Any

from flask import Blueprint, g, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue

from shortlist.extensions import db_session, limiter, now, settings
from shortlist.language import say
from shortlist.permissions import Permission
from shortlist.reports import actions, queries
from shortlist.reports.actions import open_as_reporter
from shortlist.reports.forms import CodeForm, MoreForm, ReportForm
from shortlist.reports.pages import messages_shown
from shortlist.reports.rules import (
    EverybodyLeftOut,
    FileRefused,
    WrongCode,
    code_in_words,
    lookup_of,
    read_code,
)
from shortlist.reports.sealing import Said
from shortlist.web.access import requires
from shortlist.web.effort import SlowDown, ask_for_effort, challenges_by_client, new_challenge

blueprint = Blueprint("reports", __name__, url_prefix="/report")
# A flood would hide the true ones.
SENT_WITHOUT_EFFORT = "10 per hour"
ADDED_WITHOUT_EFFORT = "30 per 10 minutes"
TRIES_BY_CLIENT = "30 per 10 minutes"
LARGEST_REQUEST = 32 * 1024 * 1024


@blueprint.url_value_preprocessor
def _leave_no_line(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Keep these requests out of the log, and read ones with too large a file to answer them.

    The values of a route may be of any kind.
    """
    g.is_unlogged = True
    request.max_content_length = LARGEST_REQUEST


@blueprint.get("")
@requires(Permission.PUBLIC)
def start() -> ResponseReturnValue:
    """Say whom a report goes to and what is protected, and take one if somebody can read it."""
    return _report_page(_report_form(about=request.args.get("about", "")[:200]))


@blueprint.post("")
@requires(Permission.PUBLIC)
def send() -> ResponseReturnValue:
    """Seal a report and show its code, once."""
    form = _report_form()
    if not form.validate_on_submit():
        return _report_page(form), 422
    said = Said(
        text=form.text.data or "",
        about=form.about.data or "",
        left_out=tuple(form.left_out.data or ()),
    )
    try:
        ask_for_effort(form.effort.data, "report", without=SENT_WITHOUT_EFFORT)
        files = form.attachments()
        code = actions.report(db_session(), said, files, now=now(), link=_officers_link())
    except SlowDown as no:
        form.text.errors = [no.text]
        return _report_page(form), no.status
    except FileRefused as no:
        form.files.errors = [no.text]
        return _report_page(form), no.status
    except EverybodyLeftOut as no:
        form.left_out.errors = [no.text]
        return _report_page(form), no.status
    db_session().commit()
    return render_template("reports/sent.html", code=code_in_words(code))


@blueprint.get("/effort")
@requires(Permission.PUBLIC)
@challenges_by_client
def effort() -> ResponseReturnValue:
    """Return a challenge as for any public form, without the line that one would leave."""
    return jsonify(new_challenge())


@blueprint.get("/case")
@requires(Permission.PUBLIC)
def case() -> ResponseReturnValue:
    """Ask for the code of a case."""
    return render_template("reports/code.html", form=CodeForm())


@blueprint.post("/case")
@requires(Permission.PUBLIC)
@limiter.limit(TRIES_BY_CLIENT)
def open_case() -> ResponseReturnValue:
    """Show what was written and answered, to whoever has the code."""
    form = CodeForm()
    if not form.validate_on_submit():
        return render_template("reports/code.html", form=form), 422
    try:
        code = read_code(form.code.data or "")
        return _case_page(code, MoreForm(formdata=None, data={"code": code}))
    except WrongCode as no:
        form.code.errors = [no.text]
        return render_template("reports/code.html", form=form), 422


@blueprint.post("/case/add")
@requires(Permission.PUBLIC)
def add() -> ResponseReturnValue:
    """Add to a case, sealed to the same officers."""
    form = MoreForm()
    code = read_code(form.code.data or "")
    if not form.validate_on_submit():
        return _case_page(code, form), 422
    try:
        ask_for_effort(form.effort.data, "more of a report", without=ADDED_WITHOUT_EFFORT)
        files = form.attachments()
    except SlowDown as no:
        form.text.errors = [no.text]
        return _case_page(code, form), no.status
    except FileRefused as no:
        form.files.errors = [no.text]
        return _case_page(code, form), no.status
    found = queries.case_by_lookup(db_session(), lookup_of(code), lock=True)
    said = Said(text=form.text.data or "")
    actions.add(db_session(), found, said, files, now=now(), link=_officers_link())
    db_session().commit()
    return _case_page(code, MoreForm(formdata=None, data={"code": code}), added=True)


def _report_form(**typed: str) -> ReportForm:
    form = ReportForm(**typed)
    officers = queries.readers(db_session(), now())
    form.left_out.choices = [
        (member.id, member.name or say("An officer")) for member, _ in officers
    ]
    return form


def _report_page(form: ReportForm) -> str:
    officers = queries.readers(db_session(), now())
    return render_template(
        "reports/report.html",
        form=form,
        officers=[member.name or say("An officer") for member, _ in officers],
        contact=settings().safeguarding_contact,
    )


def _case_page(code: str, form: MoreForm, *, added: bool = False) -> str:
    found, opened = open_as_reporter(db_session(), code)
    return render_template(
        "reports/case.html",
        case=found,
        messages=messages_shown(opened),
        form=form,
        added=added,
        is_read=bool(actions.readers_in_office(db_session(), found, now())),
    )


def _officers_link() -> str:
    return settings().base_url + url_for("reports_admin.cases")
