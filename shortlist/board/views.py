"""Everybody's edge to the board: read, ask, reply, report."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from shortlist.board import actions, policy, queries, rules
from shortlist.board.forms import AskForm, ReasonForm, ReplyForm
from shortlist.board.models import BoardQuestion, Reply
from shortlist.board.rules import MOST_WORDS, STATE_WORDS, State
from shortlist.candidates.models import Candidate
from shortlist.candidates.queries import candidacy_of, shuffled
from shortlist.extensions import db_session, now
from shortlist.interest.rules import word_count
from shortlist.language import say
from shortlist.permissions import Permission
from shortlist.polls.models import Poll
from shortlist.polls.queries import public_poll
from shortlist.roll.queries import entry_for
from shortlist.web.access import identity, requires, signed_in
from shortlist.web.shuffling import visitor_seed

blueprint = Blueprint("board", __name__, url_prefix="/polls/<slug>/board")


@blueprint.get("")
@requires(Permission.PUBLIC)
def board(slug: str) -> ResponseReturnValue:
    """Show the published questions, one's own with what became of them, and a form to ask."""
    return _board_page(_open_board(slug), AskForm()), 200


@blueprint.post("")
@requires(Permission.SIGNED_IN)
def ask(slug: str) -> ResponseReturnValue:
    """Hand a question in."""
    poll, form, member = _open_board(slug), AskForm(), signed_in()
    if not form.validate_on_submit():
        return _board_page(poll, form), 422
    entry = entry_for(db_session(), member.email)
    try:
        actions.ask(db_session(), poll, member.id, entry, form.text.data or "", now=now())
    except rules.AskedTooOften as refusal:
        form.text.errors = [refusal.text]
        return _board_page(poll, form), refusal.status
    db_session().commit()
    flash(
        say("Your question is handed in. An organiser looks at it before it is published."), "good"
    )
    return redirect(url_for(".board", slug=slug), 303)


@blueprint.get("/<int:asked_id>")
@requires(Permission.PUBLIC)
def question(slug: str, asked_id: int) -> ResponseReturnValue:
    """Show one question with every reply, in this visitor's own order."""
    poll = _open_board(slug)
    found = queries.published_question(db_session(), poll, asked_id)
    own, form = _own_reply(poll, found), ReplyForm()
    form.text.data = own.text if own else ""
    form.begin_with(own.sent_at if own else None)
    return _question_page(poll, found, form), 200


@blueprint.post("/<int:asked_id>")
@requires(Permission.EXPRESS_INTEREST)
def reply(slug: str, asked_id: int) -> ResponseReturnValue:
    """Publish a candidate's reply, or change it."""
    poll, form = _open_board(slug), ReplyForm()
    found = queries.published_question(db_session(), poll, asked_id)
    candidate = _candidacy(poll)
    if candidate is None:
        raise rules.NotACandidate
    if not form.validate_on_submit():
        return _question_page(poll, found, form), 422
    found = queries.question_in(db_session(), poll, asked_id, lock=True)
    own = queries.own_reply(db_session(), found, candidate)
    if own is not None and not form.began_with(own.sent_at):
        form.begin_with(own.sent_at)
        return _question_page(poll, found, form, overwrites=True), 409
    try:
        actions.reply(db_session(), poll, found, candidate, form.text.data or "", now=now())
    except (rules.ReplyTooLong, rules.ReplyEmpty) as refusal:
        form.text.errors = [refusal.text]
        return _question_page(poll, found, form), 422
    db_session().commit()
    flash(say("Your reply is published. You can change it until voting closes."), "good")
    return redirect(url_for(".question", slug=slug, asked_id=asked_id), 303)


@blueprint.get("/replies/<int:reply_id>/report")
@requires(Permission.SIGNED_IN)
def confirm_report(slug: str, reply_id: int) -> ResponseReturnValue:
    """Ask what is wrong with a reply."""
    poll = _open_board(slug)
    return _report_page(poll, _shown_reply(poll, reply_id), ReasonForm()), 200


@blueprint.post("/replies/<int:reply_id>/report")
@requires(Permission.SIGNED_IN)
def report(slug: str, reply_id: int) -> ResponseReturnValue:
    """Tell the organisers what is wrong with a reply."""
    poll, form = _open_board(slug), ReasonForm()
    found = queries.reply_in(db_session(), poll, reply_id, lock=True)
    if not form.validate_on_submit():
        return _report_page(poll, found, form), 422
    member_id, reason = signed_in().id, form.reason.data or ""
    actions.report(db_session(), poll, found, member_id, reason, now=now())
    db_session().commit()
    flash(say("The organisers are told. They see what you wrote, and not who you are."), "good")
    return redirect(url_for(".question", slug=slug, asked_id=found.question_id), 303)


def _open_board(slug: str) -> Poll:
    """Return a poll whose board can be read; raise `BoardNotOpen` before the shortlist."""
    poll = public_poll(db_session(), slug)
    refusal = policy.why_not_write(poll, now())
    if isinstance(refusal, rules.BoardNotOpen):
        raise refusal
    return poll


def _candidacy(poll: Poll) -> Candidate | None:
    person = identity()
    return candidacy_of(db_session(), poll, person.id) if person else None


def _own_reply(poll: Poll, question: BoardQuestion) -> Reply | None:
    candidate = _candidacy(poll)
    return queries.own_reply(db_session(), question, candidate) if candidate else None


def _shown_reply(poll: Poll, reply_id: int) -> Reply:
    found = queries.reply_in(db_session(), poll, reply_id)
    if found.hidden_at is not None:
        raise rules.NoSuchReply
    return found


def _board_page(poll: Poll, form: AskForm) -> str:
    person = identity()
    refusal = policy.why_not_write(poll, now())
    return render_template(
        "board/board.html",
        poll=poll,
        form=form,
        questions=queries.questions_in(db_session(), poll, State.PUBLISHED),
        counts=queries.reply_counts(db_session(), poll),
        own=queries.own_questions(db_session(), poll, person.id) if person else [],
        state_words=STATE_WORDS,
        is_on_roll=person is not None and entry_for(db_session(), person.email) is not None,
        why_not_ask=refusal.text if refusal else "",
    )


def _question_page(
    poll: Poll, question: BoardQuestion, form: ReplyForm, *, overwrites: bool = False
) -> str:
    replies = queries.replies_to(db_session(), question)
    by_candidate = {candidate.id: reply for candidate, reply in replies}
    in_order = shuffled([candidate for candidate, _ in replies], visitor_seed())
    candidate = _candidacy(poll)
    refusal = policy.why_not_write(poll, now())
    return render_template(
        "board/question.html",
        poll=poll,
        question=question,
        replies=[(one, by_candidate[one.id]) for one in in_order],
        candidate=candidate,
        own=by_candidate.get(candidate.id) if candidate else None,
        form=form,
        words=word_count(form.text.data or ""),
        most_words=MOST_WORDS,
        overwrites=overwrites,
        why_not_write=refusal.text if refusal else "",
    )


def _report_page(poll: Poll, found: Reply, form: ReasonForm) -> str:
    candidate = db_session().get_one(Candidate, found.candidate_id)
    return render_template(
        "board/report.html", poll=poll, reply=found, candidate=candidate, form=form
    )
