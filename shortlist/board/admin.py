"""The organiser's edge to the board: decide on questions, look at reports, take replies down."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from shortlist.audit.actions import Actor, member_actor
from shortlist.board import actions, queries, rules
from shortlist.board.forms import ReasonForm, VerdictForm
from shortlist.board.models import BoardQuestion, Reply
from shortlist.board.rules import State
from shortlist.candidates.models import Candidate
from shortlist.candidates.queries import stands_in
from shortlist.extensions import db_session, now, settings
from shortlist.language import say
from shortlist.permissions import Permission
from shortlist.polls.models import Poll
from shortlist.polls.queries import poll_by_slug
from shortlist.web.access import requires, signed_in

blueprint = Blueprint("board_admin", __name__, url_prefix="/organise/polls/<slug>/board")


@blueprint.get("")
@requires(Permission.DECIDE_EXPRESSIONS)
def board(slug: str) -> ResponseReturnValue:
    """List what waits for a decision, what was reported, and what was decided."""
    poll = poll_by_slug(db_session(), slug)
    return render_template(
        "board/admin.html",
        state_words=rules.STATE_WORDS,
        poll=poll,
        waiting=queries.questions_in(db_session(), poll, State.WAITING),
        reports=queries.reports_in(db_session(), poll),
        hidden=queries.hidden_replies(db_session(), poll),
        decided=[
            (state, queries.questions_in(db_session(), poll, state))
            for state in (State.PUBLISHED, State.MERGED, State.DECLINED)
        ],
        stands=stands_in(db_session(), poll.id, signed_in().id),
    )


@blueprint.get("/<int:asked_id>")
@requires(Permission.DECIDE_EXPRESSIONS)
def question(slug: str, asked_id: int) -> ResponseReturnValue:
    """Show a question, to decide on it."""
    poll = poll_by_slug(db_session(), slug)
    found = queries.question_in(db_session(), poll, asked_id)
    return _question_page(poll, found, VerdictForm()), 200


@blueprint.post("/<int:asked_id>")
@requires(Permission.DECIDE_EXPRESSIONS)
def decide(slug: str, asked_id: int) -> ResponseReturnValue:
    """Publish a question, decline it, or join it with another."""
    poll, form = poll_by_slug(db_session(), slug), VerdictForm()
    found = queries.question_in(db_session(), poll, asked_id, lock=True)
    form.offer(queries.questions_in(db_session(), poll, State.PUBLISHED))
    if not form.validate_on_submit():
        return _question_page(poll, found, form), 422
    try:
        actions.decide(
            db_session(),
            poll,
            found,
            form.verdict(),
            now=now(),
            actor=_actor(),
            base_url=settings().base_url,
        )
    except (rules.ReasonMissing, rules.NothingToJoin) as refusal:
        field = form.reason if isinstance(refusal, rules.ReasonMissing) else form.into
        field.errors = [refusal.text]
        return _question_page(poll, found, form), 422
    db_session().commit()
    flash(say("It is decided, and a mail tells whoever asked."), "good")
    return redirect(url_for(".board", slug=slug), 303)


@blueprint.get("/replies/<int:reply_id>")
@requires(Permission.DECIDE_EXPRESSIONS)
def reply(slug: str, reply_id: int) -> ResponseReturnValue:
    """Show a reply with what was reported, to leave it or take it down."""
    poll = poll_by_slug(db_session(), slug)
    return _reply_page(poll, queries.reply_in(db_session(), poll, reply_id), ReasonForm()), 200


@blueprint.post("/replies/<int:reply_id>")
@requires(Permission.DECIDE_EXPRESSIONS)
def handle(slug: str, reply_id: int) -> ResponseReturnValue:
    """Leave a reply as it is, show it again, or take it down."""
    poll, form = poll_by_slug(db_session(), slug), ReasonForm()
    found = queries.reply_in(db_session(), poll, reply_id, lock=True)
    if request.form.get("then") == "leave":
        actions.leave_reply(db_session(), poll, found, now=now(), actor=_actor())
        db_session().commit()
        flash(say("The reply stays."), "good")
        return redirect(url_for(".board", slug=slug), 303)
    if not form.validate_on_submit():
        return _reply_page(poll, found, form), 422
    actions.hide_reply(
        db_session(),
        poll,
        found,
        form.reason.data or "",
        now=now(),
        actor=_actor(),
        base_url=settings().base_url,
    )
    db_session().commit()
    flash(say("The reply is taken down. A mail tells the candidate."), "good")
    return redirect(url_for(".board", slug=slug), 303)


def _actor() -> Actor:
    return member_actor(signed_in().id)


def _question_page(poll: Poll, found: BoardQuestion, form: VerdictForm) -> str:
    form.offer(queries.questions_in(db_session(), poll, State.PUBLISHED))
    return render_template(
        "board/decide.html",
        state_words=rules.STATE_WORDS,
        poll=poll,
        question=found,
        form=form,
        is_own=found.member_id == signed_in().id,
        stands=stands_in(db_session(), poll.id, signed_in().id),
    )


def _reply_page(poll: Poll, found: Reply, form: ReasonForm) -> str:
    return render_template(
        "board/reply.html",
        poll=poll,
        reply=found,
        question=queries.question_in(db_session(), poll, found.question_id),
        candidate=db_session().get_one(Candidate, found.candidate_id),
        reports=queries.reports_on(db_session(), found),
        form=form,
        stands=stands_in(db_session(), poll.id, signed_in().id),
    )
