"""The organiser's edge to the sending: start, pause, resume, cancel, and send again."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from shortlist.audit.actions import Actor, member_actor
from shortlist.errors import Refusal
from shortlist.extensions import db_session, now, running
from shortlist.language import say, thousands
from shortlist.mailings import actions, pages, policy, queries
from shortlist.mailings.forms import RateForm, StartForm
from shortlist.mailings.models import Mailing
from shortlist.mailings.room import MAIL
from shortlist.mailings.rules import (
    ABOUT,
    NotADraft,
    NothingUncertain,
    NotPaused,
    Occasion,
    OverAlready,
    State,
)
from shortlist.permissions import Permission
from shortlist.polls.models import Poll
from shortlist.polls.queries import poll_by_slug
from shortlist.web.access import requires, signed_in
from shortlist.work.queue import ring

blueprint = Blueprint(
    "mailings_sending", __name__, url_prefix="/organise/polls/<slug>/notices/<int:mailing_id>"
)


@blueprint.get("/start")
@requires(Permission.SEND_NOTICES)
def confirm_start(slug: str, mailing_id: int) -> ResponseReturnValue:
    """Ask when it begins and how fast it goes, with who gets it."""
    poll = poll_by_slug(db_session(), slug)
    found = queries.mailing_of(db_session(), poll, mailing_id)
    if found.state != State.DRAFT:
        raise NotADraft
    return _start_page(poll, found, StartForm()), 200


@blueprint.post("/start")
@requires(Permission.SEND_NOTICES, again=True)
def start(slug: str, mailing_id: int) -> ResponseReturnValue:
    """Start a draft, or show why it cannot go then."""
    poll = poll_by_slug(db_session(), slug)
    found = queries.mailing_of(db_session(), poll, mailing_id, lock=True)
    form = StartForm()
    is_shaped = form.validate_on_submit()
    starts_at = form.moment(poll.time_zone) if is_shaped else None
    if not is_shaped or form.errors:
        return _start_page(poll, found, form), 422
    rate = form.rate.data or 0
    try:
        actions.start(
            db_session(), found, poll, starts_at=starts_at, rate=rate, now=now(), actor=_actor()
        )
    except NotADraft:
        raise
    except Refusal as refusal:
        form.complain(refusal)
        return _start_page(poll, found, form), 422
    db_session().commit()
    ring(running(), MAIL)
    flash(say("It is started.") if starts_at is None else say("It begins by itself then."), "good")
    return _to_page(slug, mailing_id)


@blueprint.post("/pause")
@requires(Permission.SEND_NOTICES)
def pause(slug: str, mailing_id: int) -> ResponseReturnValue:
    """Let no further message go."""
    poll = poll_by_slug(db_session(), slug)
    found = queries.mailing_of(db_session(), poll, mailing_id, lock=True)
    actions.pause(db_session(), found, now=now(), actor=_actor())
    db_session().commit()
    flash(say("It is paused. Nothing is lost, and nobody gets it twice."), "good")
    return _to_page(slug, mailing_id)


@blueprint.get("/resume")
@requires(Permission.SEND_NOTICES)
def confirm_resume(slug: str, mailing_id: int) -> ResponseReturnValue:
    """Ask how fast it goes on."""
    poll = poll_by_slug(db_session(), slug)
    found = queries.mailing_of(db_session(), poll, mailing_id)
    if found.state != State.PAUSED:
        raise NotPaused
    return _resume_page(poll, found, RateForm(data={"rate": found.rate})), 200


@blueprint.post("/resume")
@requires(Permission.SEND_NOTICES)
def resume(slug: str, mailing_id: int) -> ResponseReturnValue:
    """Let it go on."""
    poll = poll_by_slug(db_session(), slug)
    found = queries.mailing_of(db_session(), poll, mailing_id, lock=True)
    form = RateForm()
    if not form.validate_on_submit():
        return _resume_page(poll, found, form), 422
    rate = form.rate.data or 0
    actions.resume(db_session(), found, poll, rate=rate, now=now(), actor=_actor())
    db_session().commit()
    ring(running(), MAIL)
    flash(say("It goes on."), "good")
    return _to_page(slug, mailing_id)


@blueprint.get("/cancel")
@requires(Permission.SEND_NOTICES)
def confirm_cancel(slug: str, mailing_id: int) -> ResponseReturnValue:
    """Ask once more before the rest is cancelled."""
    poll = poll_by_slug(db_session(), slug)
    found = queries.mailing_of(db_session(), poll, mailing_id)
    if not policy.is_open(found):
        raise OverAlready
    counts = queries.counts_of(db_session(), found)
    return render_template(
        "components/_confirm.html",
        title=say("Cancel what remains?"),
        message=say(
            "What was sent cannot be called back. Nobody else gets this notice; "
            "you can write another."
        ),
        facts=[
            {"label": say("Subject"), "value": found.subject},
            {"label": say("So far"), "value": pages.done_words(found, counts)},
        ],
        action_url=url_for(".cancel", slug=slug, mailing_id=mailing_id),
        action_label=say("Cancel what remains"),
        back_url=_page_url(slug, mailing_id),
        kind="warn",
    )


@blueprint.post("/cancel")
@requires(Permission.SEND_NOTICES)
def cancel(slug: str, mailing_id: int) -> ResponseReturnValue:
    """Send nothing more of it."""
    poll = poll_by_slug(db_session(), slug)
    found = queries.mailing_of(db_session(), poll, mailing_id, lock=True)
    actions.cancel(db_session(), found, now=now(), actor=_actor())
    db_session().commit()
    flash(say("What remained is cancelled."), "good")
    return _to_page(slug, mailing_id)


@blueprint.get("/again")
@requires(Permission.SEND_NOTICES)
def confirm_again(slug: str, mailing_id: int) -> ResponseReturnValue:
    """Ask once more before messages are sent that may have arrived."""
    poll = poll_by_slug(db_session(), slug)
    found = queries.mailing_of(db_session(), poll, mailing_id)
    number = queries.counts_of(db_session(), found).uncertain
    if not number or policy.is_blind(found):
        raise NothingUncertain
    return render_template(
        "components/_confirm.html",
        title=say("Send the messages of unknown fate again?"),
        message=say(
            "A sender was stopped between handing them over and hearing the server’s answer. "
            "Most such messages have arrived, so whoever gets one of these may get it twice."
        ),
        facts=[{"label": say("Messages"), "value": thousands(number)}],
        action_url=url_for(".again", slug=slug, mailing_id=mailing_id),
        action_label=say("Send them again"),
        back_url=_page_url(slug, mailing_id),
        kind="warn",
    )


@blueprint.post("/again")
@requires(Permission.SEND_NOTICES)
def again(slug: str, mailing_id: int) -> ResponseReturnValue:
    """Send the messages whose fate is unknown after all."""
    poll = poll_by_slug(db_session(), slug)
    found = queries.mailing_of(db_session(), poll, mailing_id)
    actions.send_again(db_session(), found, poll, now=now(), actor=_actor())
    db_session().commit()
    ring(running(), MAIL)
    flash(say("They are sent again."), "good")
    return _to_page(slug, mailing_id)


def _start_page(poll: Poll, found: Mailing, form: StartForm) -> str:
    session = db_session()
    refusal = actions.why_not_start(session, found, poll, starts_at=None, now=now())
    others = [one for one in queries.mailings_of(session, poll) if one.id != found.id]
    is_repeated = any(one.occasion == found.occasion and one.began_at for one in others)
    return render_template(
        "mailings/start.html",
        poll=poll,
        mailing=found,
        form=form,
        about=ABOUT[Occasion(found.occasion)],
        reach=pages.reach_words(session, found, poll),
        takes=pages.time_words(
            pages.reach_number(session, found, poll), form.rate.data or found.rate
        ),
        why_not_now=refusal.text if refusal else None,
        is_repeated=is_repeated,
    )


def _resume_page(poll: Poll, found: Mailing, form: RateForm) -> str:
    return render_template(
        "mailings/resume.html",
        poll=poll,
        mailing=found,
        form=form,
        trouble=pages.trouble_words(found),
    )


def _actor() -> Actor:
    return member_actor(signed_in().id)


def _page_url(slug: str, mailing_id: int) -> str:
    return url_for("mailings_admin.mailing", slug=slug, mailing_id=mailing_id)


def _to_page(slug: str, mailing_id: int) -> ResponseReturnValue:
    return redirect(_page_url(slug, mailing_id), 303)
