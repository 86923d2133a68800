"""The organiser's edge: a poll's notices to many, written, tried, started and watched."""

from flask import Blueprint, flash, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from shortlist.audit.actions import Actor, member_actor
from shortlist.errors import NotFound
from shortlist.extensions import db_session, now, settings
from shortlist.language import say
from shortlist.mailings import actions, pages, queries
from shortlist.mailings.forms import WordsForm
from shortlist.mailings.models import Mailing
from shortlist.mailings.rules import ABOUT, NotADraft, Occasion, State
from shortlist.mailings.texts import PLACEHOLDERS
from shortlist.mailings.wording import (
    MADE_UP_NAME,
    Wording,
    text_to_start_from,
    wording_of,
    words_of,
)
from shortlist.permissions import Permission
from shortlist.polls.models import Poll
from shortlist.polls.queries import poll_by_slug
from shortlist.web.access import requires, signed_in

blueprint = Blueprint("mailings_admin", __name__, url_prefix="/organise/polls/<slug>/notices")


@blueprint.get("")
@requires(Permission.SEND_NOTICES)
def mailings(slug: str) -> ResponseReturnValue:
    """Show what can be written about, and what has been."""
    poll = poll_by_slug(db_session(), slug)
    sections = pages.sections_of(db_session(), poll, now())
    return render_template("mailings/mailings.html", poll=poll, sections=sections)


@blueprint.get("/new/<occasion>")
@requires(Permission.SEND_NOTICES)
def new(slug: str, occasion: str) -> ResponseReturnValue:
    """Show the template of an occasion, to make it one's own."""
    poll = poll_by_slug(db_session(), slug)
    about = _occasion(occasion)
    subject, body = text_to_start_from(about)
    return _words_page(poll, about, _form(about, subject=subject, body=body)), 200


@blueprint.post("/new/<occasion>")
@requires(Permission.SEND_NOTICES)
def write(slug: str, occasion: str) -> ResponseReturnValue:
    """Keep a draft, or show what was typed with what is wrong with it."""
    poll = poll_by_slug(db_session(), slug)
    about = _occasion(occasion)
    form = _form(about)
    if not form.validate_on_submit():
        return _words_page(poll, about, form), 422
    mailing = actions.write_mailing(
        db_session(),
        poll,
        about,
        subject=form.subject.data or "",
        body=form.body.data or "",
        now=now(),
        actor=_actor(),
    )
    db_session().commit()
    flash(say("The draft is saved. See how it looks, and send it to yourself."), "good")
    return _to_page(mailing, slug)


@blueprint.get("/<int:mailing_id>")
@requires(Permission.SEND_NOTICES)
def mailing(slug: str, mailing_id: int) -> ResponseReturnValue:
    """Show a notice: its words, who gets it, how far it is, and what can be done."""
    poll = poll_by_slug(db_session(), slug)
    found = queries.mailing_of(db_session(), poll, mailing_id)
    shown = pages.shown(db_session(), found, poll)
    subject, body = _wording(found, poll).as_seen_by(MADE_UP_NAME)
    starts = found.starts_at and pages.moment_words(found.starts_at, poll, now())
    return render_template(
        "mailings/mailing.html",
        poll=poll,
        mailing=found,
        shown=shown,
        subject=subject,
        body=body,
        starts=starts,
        is_due=found.starts_at is not None and found.starts_at <= now(),
        left=pages.time_words(max(shown.counts.audience - shown.counts.settled, 0), found.rate),
    )


@blueprint.get("/<int:mailing_id>/progress.json")
@requires(Permission.SEND_NOTICES)
def progress(slug: str, mailing_id: int) -> ResponseReturnValue:
    """Answer how far a notice is, for the page's script; of a blind one in whole per cent."""
    poll = poll_by_slug(db_session(), slug)
    found = queries.mailing_of(db_session(), poll, mailing_id)
    counts = queries.counts_of(db_session(), found)
    return jsonify(
        state=found.state,
        done=pages.percent_done(counts),
        words=pages.done_words(found, counts),
        trouble=bool(found.trouble),
    )


@blueprint.get("/<int:mailing_id>/edit")
@requires(Permission.SEND_NOTICES)
def edit(slug: str, mailing_id: int) -> ResponseReturnValue:
    """Show a draft's words, to change them."""
    poll = poll_by_slug(db_session(), slug)
    found = _draft(poll, mailing_id)
    occasion = Occasion(found.occasion)
    form = _form(occasion, subject=found.subject, body=found.body)
    return _words_page(poll, occasion, form, found), 200


@blueprint.post("/<int:mailing_id>/edit")
@requires(Permission.SEND_NOTICES)
def change(slug: str, mailing_id: int) -> ResponseReturnValue:
    """Change a draft's words, or show what was typed with what is wrong with it."""
    poll = poll_by_slug(db_session(), slug)
    found = queries.mailing_of(db_session(), poll, mailing_id, lock=True)
    occasion = Occasion(found.occasion)
    form = _form(occasion)
    if not form.validate_on_submit():
        return _words_page(poll, occasion, form, found), 422
    actions.change_words(
        db_session(),
        found,
        subject=form.subject.data or "",
        body=form.body.data or "",
        now=now(),
        actor=_actor(),
    )
    db_session().commit()
    flash(say("Your changes are saved."), "good")
    return _to_page(found, slug)


@blueprint.post("/<int:mailing_id>/test")
@requires(Permission.SEND_NOTICES)
def test(slug: str, mailing_id: int) -> ResponseReturnValue:
    """Send the notice to the organiser alone."""
    poll = poll_by_slug(db_session(), slug)
    found = queries.mailing_of(db_session(), poll, mailing_id, lock=True)
    me = signed_in()
    letter = _wording(found, poll).test_letter(me.name or MADE_UP_NAME, me.email)
    actions.send_test(db_session(), found, letter, now=now(), actor=_actor())
    db_session().commit()
    flash(say("A test is on its way to %(email)s.", email=me.email), "good")
    return _to_page(found, slug)


@blueprint.get("/<int:mailing_id>/delete")
@requires(Permission.SEND_NOTICES)
def confirm_delete(slug: str, mailing_id: int) -> ResponseReturnValue:
    """Ask once more before a draft is deleted."""
    poll = poll_by_slug(db_session(), slug)
    found = _draft(poll, mailing_id)
    return render_template(
        "components/_confirm.html",
        title=say("Delete this draft?"),
        message=say("Nobody has been sent anything of it but the tests to yourself."),
        facts=[{"label": say("Subject"), "value": found.subject}],
        action_url=url_for(".delete", slug=slug, mailing_id=mailing_id),
        action_label=say("Delete the draft"),
        back_url=url_for(".mailing", slug=slug, mailing_id=mailing_id),
    )


@blueprint.post("/<int:mailing_id>/delete")
@requires(Permission.SEND_NOTICES)
def delete(slug: str, mailing_id: int) -> ResponseReturnValue:
    """Delete a draft."""
    poll = poll_by_slug(db_session(), slug)
    found = queries.mailing_of(db_session(), poll, mailing_id, lock=True)
    actions.delete_draft(db_session(), found, now=now(), actor=_actor())
    db_session().commit()
    flash(say("The draft is deleted."), "good")
    return redirect(url_for(".mailings", slug=slug), 303)


def _occasion(name: str) -> Occasion:
    """Return the occasion of an address; raise `NotFound`."""
    try:
        return Occasion(name.replace("-", " "))
    except ValueError:
        raise NotFound from None


def _draft(poll: Poll, mailing_id: int) -> Mailing:
    found = queries.mailing_of(db_session(), poll, mailing_id)
    if found.state != State.DRAFT:
        raise NotADraft
    return found


def _form(occasion: Occasion, **words: str) -> WordsForm:
    form = WordsForm(data=words) if words else WordsForm()
    form.has_deadline = ABOUT[occasion].deadline is not None
    return form


def _words_page(
    poll: Poll, occasion: Occasion, form: WordsForm, found: Mailing | None = None
) -> str:
    words = words_of(db_session(), poll, occasion, base_url=settings().base_url, today=now().date())
    known = {"name": MADE_UP_NAME, **words}
    return render_template(
        "mailings/words.html",
        poll=poll,
        about=ABOUT[occasion],
        form=form,
        mailing=found,
        placeholders=[
            (f"{{{name}}}", meaning, known[name])
            for name, meaning in PLACEHOLDERS.items()
            if name in known
        ],
    )


def _wording(found: Mailing, poll: Poll) -> Wording:
    return wording_of(
        db_session(),
        found,
        poll,
        base_url=settings().base_url,
        key=settings().secret_key,
        today=now().date(),
    )


def _actor() -> Actor:
    return member_actor(signed_in().id)


def _to_page(found: Mailing, slug: str) -> ResponseReturnValue:
    return redirect(url_for(".mailing", slug=slug, mailing_id=found.id), 303)
