"""The organiser's edge: write and publish the call for interest, announce, correct."""

from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from shortlist.announcements import actions, queries, rules
from shortlist.announcements.forms import AnnouncementForm, CallForm
from shortlist.announcements.models import Announcement, Call
from shortlist.announcements.rules import Section
from shortlist.announcements.telling import key_of
from shortlist.announcements.templates import words_to_start_from
from shortlist.audit.actions import Actor, member_actor
from shortlist.extensions import db_session, now
from shortlist.language import say
from shortlist.permissions import Permission
from shortlist.polls.models import Poll
from shortlist.polls.policy import is_public
from shortlist.polls.queries import poll_by_slug
from shortlist.web.access import requires, signed_in

blueprint = Blueprint("announcements_admin", __name__, url_prefix="/organise/polls/<slug>")


@blueprint.get("/call")
@requires(Permission.ORGANISE_POLLS)
def edit_call(slug: str) -> ResponseReturnValue:
    """Show the call's words to write on; at first those that follow from the poll's facts."""
    poll = poll_by_slug(db_session(), slug)
    call, form = queries.call_of(db_session(), poll), CallForm()
    drafts = {Section(one.section): one.draft for one in call.sections} if call else None
    form.show(_words_to_start_from(poll) if drafts is None else drafts)
    form.begin_with(call.saved_at if call else None)
    return _call_page(poll, call, form), 200


@blueprint.post("/call")
@requires(Permission.ORGANISE_POLLS)
def save_call(slug: str) -> ResponseReturnValue:
    """Keep the words; then stay here, or go on to look at the call as it will be read."""
    poll = poll_by_slug(db_session(), slug, lock=True)
    call, form = queries.call_of(db_session(), poll), CallForm()
    if not form.validate_on_submit():
        return _call_page(poll, call, form), 422
    if call is not None and not form.began_with(call.saved_at):
        form.begin_with(call.saved_at)
        return _call_page(poll, call, form, overwrites=True), 409
    actions.save_call(db_session(), poll, form.words(), now=now())
    db_session().commit()
    if request.form.get("then") == "preview":
        return redirect(url_for("call_admin.preview", slug=slug), 303)
    flash(say("The call is saved. What is published has not changed."), "good")
    return redirect(url_for(".edit_call", slug=slug), 303)


@blueprint.post("/call/publish")
@requires(Permission.ORGANISE_POLLS)
def publish_call(slug: str) -> ResponseReturnValue:
    """Let everybody read the call as it was previewed."""
    poll = poll_by_slug(db_session(), slug, lock=True)
    actions.publish_call(db_session(), poll, saved_at=_saved_at(), now=now(), actor=_actor())
    db_session().commit()
    public = is_public(poll)
    said = (
        say("The call is published. Everybody can read it now.")
        if public
        else say("The call is published. It can be read once the poll is announced.")
    )
    flash(said, "good")
    page = url_for("call.call", slug=slug) if public else url_for(".edit_call", slug=slug)
    return redirect(page, 303)


@blueprint.get("/announcements")
@requires(Permission.ORGANISE_POLLS)
def announcements(slug: str) -> ResponseReturnValue:
    """List what was announced, with a form for the next."""
    return _announcements_page(poll_by_slug(db_session(), slug), AnnouncementForm()), 200


@blueprint.post("/announcements")
@requires(Permission.ORGANISE_POLLS)
def announce(slug: str) -> ResponseReturnValue:
    """Show the announcement as it will be read, or publish it."""
    poll, form = poll_by_slug(db_session(), slug, lock=True), AnnouncementForm()
    if not form.validate_on_submit():
        return _announcements_page(poll, form), 422
    if request.form.get("then") != "publish":
        return _announcements_page(poll, form, is_preview=True), 200
    actions.announce(db_session(), poll, form.wording(), now=now(), actor=_actor())
    db_session().commit()
    flash(say("It is published, on the page of announcements and in the feed."), "good")
    return redirect(url_for(".announcements", slug=slug), 303)


@blueprint.get("/announcements/<int:announcement_id>")
@requires(Permission.ORGANISE_POLLS)
def edit_announcement(slug: str, announcement_id: int) -> ResponseReturnValue:
    """Show an announcement to correct it."""
    poll = poll_by_slug(db_session(), slug)
    wrong = queries.announcement_in(db_session(), poll, announcement_id)
    if queries.correction_of(db_session(), wrong) is not None:
        raise rules.CorrectedAlready
    return _correction_page(poll, wrong, AnnouncementForm(obj=wrong)), 200


@blueprint.post("/announcements/<int:announcement_id>")
@requires(Permission.ORGANISE_POLLS)
def correct(slug: str, announcement_id: int) -> ResponseReturnValue:
    """Show the correction as it will be read, or publish it."""
    poll, form = poll_by_slug(db_session(), slug, lock=True), AnnouncementForm()
    wrong = queries.announcement_in(db_session(), poll, announcement_id)
    if not form.validate_on_submit():
        return _correction_page(poll, wrong, form), 422
    if request.form.get("then") != "publish":
        return _correction_page(poll, wrong, form, is_preview=True), 200
    actions.correct(db_session(), poll, wrong, form.wording(), now=now(), actor=_actor())
    db_session().commit()
    flash(say("The correction is published. What it corrects stays to be read."), "good")
    return redirect(url_for(".announcements", slug=slug), 303)


def _actor() -> Actor:
    return member_actor(signed_in().id)


def _saved_at() -> datetime:
    """Return which draft the organiser has looked at; raise `CallSavedMeanwhile` if none."""
    try:
        return datetime.fromisoformat(request.form.get("saved_at", ""))
    except ValueError:
        raise rules.CallSavedMeanwhile from None


def _words_to_start_from(poll: Poll) -> dict[Section, str]:
    words = words_to_start_from(
        poll.description,
        sum(one.seats for one in poll.contests),
        has_regions=any(one.region for one in poll.contests),
    )
    return dict(words)


def _call_page(poll: Poll, call: Call | None, form: CallForm, *, overwrites: bool = False) -> str:
    saved = {one.section: one.draft for one in call.sections} if call else {}
    published = {one.section: one.published for one in call.sections} if call else {}
    return render_template(
        "announcements/call.html",
        poll=poll,
        call=call,
        form=form,
        parts=[(form[one.value], start) for one, start in _words_to_start_from(poll).items()],
        overwrites=overwrites,
        saved=saved,
        is_changed=saved != published,
    )


def _announcements_page(poll: Poll, form: AnnouncementForm, *, is_preview: bool = False) -> str:
    found = queries.announcements_of(db_session(), poll)
    return render_template(
        "announcements/announcements.html",
        poll=poll,
        form=form,
        announcements=found,
        corrected={one.corrects_id for one in found},
        key_of=key_of,
        is_preview=is_preview,
        is_public=is_public(poll),
    )


def _correction_page(
    poll: Poll, wrong: Announcement, form: AnnouncementForm, *, is_preview: bool = False
) -> str:
    return render_template(
        "announcements/correct.html", poll=poll, wrong=wrong, form=form, is_preview=is_preview
    )
