"""The officers' edge: change a frozen register with two people, answer objections, export."""

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from shortlist.candidates.queries import stands_in
from shortlist.candidates.rules import StandsHere
from shortlist.errors import NotAllowed, Refusal
from shortlist.extensions import db_session, now, settings
from shortlist.language import say
from shortlist.ledger import actions, queries, rules
from shortlist.ledger.forms import AnswerForm, ChangeForm, ExportForm
from shortlist.ledger.models import Objection
from shortlist.ledger.pages import figures_of
from shortlist.permissions import Permission
from shortlist.polls.models import Poll
from shortlist.polls.policy import facts_of, timetable_of
from shortlist.polls.queries import poll_by_slug
from shortlist.web.access import may, requires, signed_in

blueprint = Blueprint("register_admin", __name__, url_prefix="/organise/polls/<slug>/register")


@blueprint.get("")
@requires(Permission.SEE_CONSOLE)
def register(slug: str) -> ResponseReturnValue:
    """Show the ledger of a register, what waits for a second person, objections and exports."""
    return _page(
        poll_by_slug(db_session(), slug), ChangeForm(formdata=None), ExportForm(formdata=None)
    )


def _page(poll: Poll, form: ChangeForm, export_form: ExportForm) -> str:
    session = db_session()
    figures = figures_of(session, poll, now())
    if figures is None:
        raise rules.NotFrozen
    refusal: Refusal | None = rules.why_not_change(now(), timetable_of(poll), facts_of(poll))
    if stands_in(session, poll.id, signed_in().id):
        refusal = StandsHere()
    entries = queries.entries_of(session, poll)
    waiting = queries.proposed_entries(session, poll)
    return render_template(
        "ledger/admin.html",
        poll=poll,
        figures=figures,
        form=form,
        export_form=export_form,
        why_not=refusal.text if refusal else None,
        entries=entries,
        waiting=waiting,
        officers=queries.names_behind(session, [*entries, *waiting]),
        objections=queries.objections_to(session, poll),
        exports=queries.exports_of(session, poll),
        kind_words=rules.KIND_WORDS,
        me=signed_in().id,
    )


@blueprint.post("/changes")
@requires(Permission.MANAGE_ROLL)
def propose(slug: str) -> ResponseReturnValue:
    """Propose a change, or show what is wrong with it."""
    poll, form = poll_by_slug(db_session(), slug, lock=True), ChangeForm()
    if not form.validate_on_submit():
        return _page(poll, form, ExportForm(formdata=None)), 422
    try:
        actions.propose_change(
            db_session(),
            poll,
            number=form.number.data or "",
            puts_on=form.puts_on.data == "on",
            reason=form.reason.data or "",
            now=now(),
            member_id=signed_in().id,
        )
    except Refusal as refusal:
        if refusal.status != 422:
            raise
        form.number.errors = [refusal.text]
        return _page(poll, form, ExportForm(formdata=None)), 422
    db_session().commit()
    flash(say("The change is proposed. A returning officer has to approve it."), "info")
    return _back(slug)


@blueprint.get("/changes/<int:entry_id>")
@requires(Permission.ANSWER_FOR_POLLS)
def confirm(slug: str, entry_id: int) -> ResponseReturnValue:
    """Show exactly what is proposed, before it is approved."""
    session, poll = db_session(), poll_by_slug(db_session(), slug)
    entry = queries.entry_in(session, poll, entry_id)
    actions.check_may_approve(session, poll, entry, now=now(), member_id=signed_in().id)
    return render_template(
        "components/_confirm.html",
        title=f"{entry.name}: {rules.KIND_WORDS[rules.Kind(entry.kind)]}?",
        message=rules.EFFECT_WORDS[rules.Kind(entry.kind)],
        facts=[
            {"label": say("Membership number"), "value": entry.membership_number},
            {"label": say("Local party"), "value": entry.local_party},
            {"label": say("Nation or region"), "value": entry.region},
            {"label": say("Reason"), "value": entry.reason},
        ],
        action_url=url_for(".approve", slug=slug, entry_id=entry_id),
        action_label=say("Approve the change"),
        back_url=url_for(".register", slug=slug),
        kind="warn",
    )


@blueprint.post("/changes/<int:entry_id>")
@requires(Permission.ANSWER_FOR_POLLS, again=True)
def approve(slug: str, entry_id: int) -> ResponseReturnValue:
    """Approve a change that somebody else has proposed; the register has it at once."""
    session, poll = db_session(), poll_by_slug(db_session(), slug, lock=True)
    entry = queries.entry_in(session, poll, entry_id)
    page = settings().base_url + url_for("register.mine", slug=slug)
    actions.approve_change(session, poll, entry, now=now(), member_id=signed_in().id, page=page)
    session.commit()
    flash(say("The register has the change. The member is told by mail."), "good")
    return _back(slug)


@blueprint.post("/changes/<int:entry_id>/call-off")
@requires(Permission.SEE_CONSOLE)
def call_off(slug: str, entry_id: int) -> ResponseReturnValue:
    """Take a proposed change back."""
    session, poll = db_session(), poll_by_slug(db_session(), slug, lock=True)
    entry = queries.entry_in(session, poll, entry_id)
    if entry.proposed_by_id != signed_in().id and not may(Permission.ANSWER_FOR_POLLS):
        raise NotAllowed
    actions.call_off(session, poll, entry, now=now(), member_id=signed_in().id)
    session.commit()
    flash(say("The change is called off. Nothing was done."), "info")
    return _back(slug)


@blueprint.get("/objections/<int:objection_id>")
@requires(Permission.MANAGE_ROLL)
def objection(slug: str, objection_id: int) -> ResponseReturnValue:
    """Show an objection, to answer it."""
    poll = poll_by_slug(db_session(), slug)
    found = next(
        (one for one in queries.objections_to(db_session(), poll) if one.id == objection_id), None
    )
    if found is None:
        raise rules.NoSuchEntry
    return _objection_page(poll, found, AnswerForm())


@blueprint.post("/objections/<int:objection_id>")
@requires(Permission.MANAGE_ROLL)
def answer(slug: str, objection_id: int) -> ResponseReturnValue:
    """Answer an objection, with a reason that the member reads."""
    session, poll, form = db_session(), poll_by_slug(db_session(), slug, lock=True), AnswerForm()
    found = queries.objection_in(session, poll, objection_id)
    if not form.validate_on_submit():
        return _objection_page(poll, found, form), 422
    actions.answer_objection(
        session,
        poll,
        found,
        answer=form.answer.data or "",
        now=now(),
        member_id=signed_in().id,
        page=settings().base_url + url_for("register.mine", slug=slug),
    )
    session.commit()
    flash(say("The objection is answered, and the member is told by mail."), "good")
    return _back(slug)


def _objection_page(poll: Poll, found: Objection, form: AnswerForm) -> str:
    refusal = actions.why_not_answer(db_session(), poll, found, signed_in().id)
    return render_template(
        "ledger/objection.html",
        poll=poll,
        found=found,
        form=form,
        why_not=refusal.text if refusal else "",
    )


@blueprint.post("/exports")
@requires(Permission.MANAGE_ROLL)
def propose_export(slug: str) -> ResponseReturnValue:
    """Propose to take a copy of the register."""
    poll, form = poll_by_slug(db_session(), slug, lock=True), ExportForm()
    if not form.validate_on_submit():
        return _page(poll, ChangeForm(formdata=None), form), 422
    purpose = form.purpose.data or ""
    actions.propose_export(db_session(), poll, purpose=purpose, now=now(), member_id=signed_in().id)
    db_session().commit()
    flash(say("The export is proposed. A returning officer has to approve it."), "info")
    return _back(slug)


@blueprint.post("/exports/<int:export_id>/approve")
@requires(Permission.ANSWER_FOR_POLLS, again=True)
def approve_export(slug: str, export_id: int) -> ResponseReturnValue:
    """Approve an export that somebody else has proposed."""
    session, poll = db_session(), poll_by_slug(db_session(), slug, lock=True)
    export = queries.export_in(session, poll, export_id)
    actions.approve_export(session, poll, export, now=now(), member_id=signed_in().id)
    session.commit()
    flash(
        say("The export is approved. Whoever proposed it can take it once, within an hour."), "good"
    )
    return _back(slug)


@blueprint.post("/exports/<int:export_id>/take")
@requires(Permission.MANAGE_ROLL, again=True)
def take_export(slug: str, export_id: int) -> ResponseReturnValue:
    """Hand the copy out, once; no cache keeps it."""
    session, poll = db_session(), poll_by_slug(db_session(), slug, lock=True)
    export = queries.export_in(session, poll, export_id)
    body = actions.take_export(session, poll, export, now=now(), member_id=signed_in().id)
    session.commit()
    answer = Response(body, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f"attachment; filename=register-{export_id}.csv"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _back(slug: str) -> ResponseReturnValue:
    return redirect(url_for(".register", slug=slug), 303)
