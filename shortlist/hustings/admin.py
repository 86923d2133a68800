"""The organiser's edge to hustings: plan, move, cancel, link the recording."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from shortlist.audit.actions import Actor, member_actor
from shortlist.extensions import db_session, now, settings
from shortlist.hustings import actions, policy, queries, rules
from shortlist.hustings.forms import CancelForm, HustingForm, RecordingForm
from shortlist.hustings.models import Husting
from shortlist.language import say
from shortlist.permissions import Permission
from shortlist.polls.models import Poll
from shortlist.polls.policy import is_public
from shortlist.polls.queries import poll_by_slug
from shortlist.web.access import requires, signed_in

blueprint = Blueprint("hustings_admin", __name__, url_prefix="/organise/polls/<slug>/hustings")


@blueprint.get("")
@requires(Permission.ORGANISE_POLLS)
def hustings(slug: str) -> ResponseReturnValue:
    """List the meetings, with how many come."""
    poll = poll_by_slug(db_session(), slug)
    rows = [
        (one, rules.shown_count(queries.coming_count(db_session(), one)))
        for one in queries.hustings_of(db_session(), poll)
    ]
    return render_template(
        "hustings/admin.html", poll=poll, rows=rows, now=now(), is_public=is_public(poll)
    )


@blueprint.get("/new")
@requires(Permission.ORGANISE_POLLS)
def new(slug: str) -> ResponseReturnValue:
    """Ask what the meeting is, when, and where."""
    poll = poll_by_slug(db_session(), slug)
    if not is_public(poll):
        raise rules.NotPublicYet
    return _form_page(poll, HustingForm(), None), 200


@blueprint.post("/new")
@requires(Permission.ORGANISE_POLLS)
def add(slug: str) -> ResponseReturnValue:
    """Plan a meeting, or show what is wrong with it."""
    poll, form = poll_by_slug(db_session(), slug, lock=True), HustingForm()
    plan = form.plan(poll.time_zone)
    if plan is None:
        return _form_page(poll, form, None), 422
    try:
        base_url = settings().base_url
        actions.plan_husting(db_session(), poll, plan, now=now(), actor=_actor(), base_url=base_url)
    except rules.PlanFaulty as refusal:
        form.complain(refusal.faults)
        return _form_page(poll, form, None), 422
    db_session().commit()
    flash(say("The meeting is planned. Everybody can read it now."), "good")
    return redirect(url_for(".hustings", slug=slug), 303)


@blueprint.get("/<int:husting_id>")
@requires(Permission.ORGANISE_POLLS)
def edit(slug: str, husting_id: int) -> ResponseReturnValue:
    """Show a meeting to change it; once it is over, to link its recording."""
    poll = poll_by_slug(db_session(), slug)
    found = queries.husting_in(db_session(), poll, husting_id)
    if policy.why_not_record(found, now()) is None:
        return _recording_page(poll, found, RecordingForm(obj=found)), 200
    if refusal := policy.why_not_change(found, now()):
        raise refusal
    form = HustingForm(obj=found)
    form.show(found, poll.time_zone)
    return _form_page(poll, form, found), 200


@blueprint.post("/<int:husting_id>")
@requires(Permission.ORGANISE_POLLS)
def change(slug: str, husting_id: int) -> ResponseReturnValue:
    """Change a meeting, and tell those who come where it moves."""
    poll, form = poll_by_slug(db_session(), slug), HustingForm()
    found = queries.husting_in(db_session(), poll, husting_id, lock=True)
    plan = form.plan(poll.time_zone)
    if plan is None:
        return _form_page(poll, form, found), 422
    try:
        told = actions.change_husting(
            db_session(),
            poll,
            found,
            plan,
            now=now(),
            actor=_actor(),
            base_url=settings().base_url,
        )
    except rules.PlanFaulty as refusal:
        form.complain(refusal.faults)
        return _form_page(poll, form, found), 422
    db_session().commit()
    flash(say("The meeting is changed. %(told)s", told=_told(told)), "good")
    return redirect(url_for(".hustings", slug=slug), 303)


@blueprint.get("/<int:husting_id>/cancel")
@requires(Permission.ORGANISE_POLLS)
def confirm_cancel(slug: str, husting_id: int) -> ResponseReturnValue:
    """Ask why, and once more, before a meeting is cancelled."""
    poll = poll_by_slug(db_session(), slug)
    found = queries.husting_in(db_session(), poll, husting_id)
    if refusal := policy.why_not_change(found, now()):
        raise refusal
    return _cancel_page(poll, found, CancelForm()), 200


@blueprint.post("/<int:husting_id>/cancel")
@requires(Permission.ORGANISE_POLLS)
def cancel(slug: str, husting_id: int) -> ResponseReturnValue:
    """Cancel a meeting, and tell those who wanted to come."""
    poll, form = poll_by_slug(db_session(), slug), CancelForm()
    found = queries.husting_in(db_session(), poll, husting_id, lock=True)
    if not form.validate_on_submit():
        return _cancel_page(poll, found, form), 422
    told = actions.cancel_husting(
        db_session(),
        poll,
        found,
        form.reason.data or "",
        now=now(),
        actor=_actor(),
        base_url=settings().base_url,
    )
    db_session().commit()
    flash(say("The meeting is cancelled. %(told)s", told=_told(told)), "good")
    return redirect(url_for(".hustings", slug=slug), 303)


@blueprint.post("/<int:husting_id>/recording")
@requires(Permission.ORGANISE_POLLS)
def record(slug: str, husting_id: int) -> ResponseReturnValue:
    """Link the recording of a meeting that is over."""
    poll, form = poll_by_slug(db_session(), slug), RecordingForm()
    found = queries.husting_in(db_session(), poll, husting_id, lock=True)
    if not form.validate_on_submit():
        return _recording_page(poll, found, form), 422
    link = form.recording.data or ""
    try:
        actions.link_recording(db_session(), poll, found, link, now=now(), actor=_actor())
    except rules.LinkRefused as refusal:
        form.recording.errors = [refusal.text]
        return _recording_page(poll, found, form), 422
    db_session().commit()
    flash(say("The recording is linked.") if link else say("The link is taken out."), "good")
    return redirect(url_for(".hustings", slug=slug), 303)


def _actor() -> Actor:
    return member_actor(signed_in().id)


def _told(count: int) -> str:
    """Say that a mail went out, without the figure where that is too small to be shown."""
    if count == 0:
        return say("Nobody has to be told.")
    return say("A mail tells everybody who said they would come.")


def _form_page(poll: Poll, form: HustingForm, husting: Husting | None) -> str:
    return render_template("hustings/form.html", poll=poll, form=form, husting=husting)


def _cancel_page(poll: Poll, husting: Husting, form: CancelForm) -> str:
    return render_template("hustings/cancel.html", poll=poll, husting=husting, form=form)


def _recording_page(poll: Poll, husting: Husting, form: RecordingForm) -> str:
    return render_template("hustings/recording.html", poll=poll, husting=husting, form=form)
