"""The organiser's edge: compose the questions."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from shortlist.audit.actions import Actor, member_actor
from shortlist.extensions import db_session, now, settings
from shortlist.language import say
from shortlist.permissions import Permission
from shortlist.polls.models import Poll
from shortlist.polls.queries import poll_by_slug
from shortlist.questions import actions, policy, queries, rules
from shortlist.questions.forms import QuestionForm, RemovalForm
from shortlist.questions.models import Question
from shortlist.questions.rules import KIND_TITLES, KIND_WORDS
from shortlist.web.access import requires, signed_in

blueprint = Blueprint("questions_admin", __name__, url_prefix="/organise/polls/<slug>/questions")


@blueprint.get("")
@requires(Permission.ORGANISE_POLLS)
def questions(slug: str) -> ResponseReturnValue:
    """List the questions, with what may still be done with them."""
    poll = poll_by_slug(db_session(), slug)
    refusal = policy.why_not_compose(poll, now())
    return render_template(
        "questions/questions.html",
        poll=poll,
        questions=queries.questions_of(db_session(), poll),
        ended=queries.ended_questions(db_session(), poll),
        kind_titles=KIND_TITLES,
        is_asked=policy.is_asked(poll, now()),
        refusal=refusal,
        wants_dates=isinstance(refusal, rules.NoInformationStage),
    )


@blueprint.get("/new")
@requires(Permission.ORGANISE_POLLS)
def new(slug: str) -> ResponseReturnValue:
    """Ask what is to be asked."""
    return _form_page(_poll_to_compose(slug), QuestionForm(), None), 200


@blueprint.post("/new")
@requires(Permission.ORGANISE_POLLS)
def add(slug: str) -> ResponseReturnValue:
    """Add a question, or show what is wrong with it."""
    poll, form = poll_by_slug(db_session(), slug, lock=True), QuestionForm()
    plan = form.plan()
    if plan is None:
        return _form_page(poll, form, None), 422
    actions.add_question(
        db_session(), poll, plan, now=now(), actor=_actor(), base_url=settings().base_url
    )
    db_session().commit()
    flash(say("The question is added."), "good")
    return redirect(url_for(".questions", slug=slug), 303)


@blueprint.get("/<int:question_id>")
@requires(Permission.ORGANISE_POLLS)
def edit(slug: str, question_id: int) -> ResponseReturnValue:
    """Show a question, to change it."""
    poll = _poll_to_compose(slug)
    question = queries.question_in(db_session(), poll, question_id)
    return _form_page(poll, QuestionForm(obj=question), question), 200


@blueprint.post("/<int:question_id>")
@requires(Permission.ORGANISE_POLLS)
def change(slug: str, question_id: int) -> ResponseReturnValue:
    """Change a question; once it is asked, replace it, which needs a reason."""
    poll, form = poll_by_slug(db_session(), slug, lock=True), QuestionForm()
    question = queries.question_in(db_session(), poll, question_id)
    plan = form.plan()
    if plan is None:
        return _form_page(poll, form, question), 422
    try:
        actions.change_question(
            db_session(),
            poll,
            question,
            plan,
            form.reason.data or "",
            now=now(),
            actor=_actor(),
            base_url=settings().base_url,
        )
    except rules.ChangeNeedsReason as refusal:
        form.reason.errors = [refusal.text]
        return _form_page(poll, form, question), 422
    db_session().commit()
    flash(say("The question is changed."), "good")
    return redirect(url_for(".questions", slug=slug), 303)


@blueprint.post("/<int:question_id>/up")
@requires(Permission.ORGANISE_POLLS)
def move_up(slug: str, question_id: int) -> ResponseReturnValue:
    """Ask a question before the one that it follows."""
    poll = poll_by_slug(db_session(), slug, lock=True)
    question = queries.question_in(db_session(), poll, question_id)
    actions.move_up(db_session(), poll, question, now=now())
    db_session().commit()
    return redirect(url_for(".questions", slug=slug), 303)


@blueprint.get("/<int:question_id>/remove")
@requires(Permission.ORGANISE_POLLS)
def confirm_remove(slug: str, question_id: int) -> ResponseReturnValue:
    """Ask once more before a question is taken out."""
    poll = _poll_to_compose(slug)
    question = queries.question_in(db_session(), poll, question_id)
    return _removal_page(poll, question, RemovalForm()), 200


@blueprint.post("/<int:question_id>/remove")
@requires(Permission.ORGANISE_POLLS)
def remove(slug: str, question_id: int) -> ResponseReturnValue:
    """Take a question out."""
    poll, form = poll_by_slug(db_session(), slug, lock=True), RemovalForm()
    question = queries.question_in(db_session(), poll, question_id)
    if not form.validate_on_submit():
        return _removal_page(poll, question, form), 422
    try:
        actions.remove_question(
            db_session(),
            poll,
            question,
            form.reason.data or "",
            now=now(),
            actor=_actor(),
            base_url=settings().base_url,
        )
    except rules.ChangeNeedsReason as refusal:
        form.reason.errors = [refusal.text]
        return _removal_page(poll, question, form), 422
    db_session().commit()
    flash(say("The question is taken out."), "good")
    return redirect(url_for(".questions", slug=slug), 303)


def _actor() -> Actor:
    return member_actor(signed_in().id)


def _poll_to_compose(slug: str) -> Poll:
    """Return the poll; raise why its questions are fixed before anybody types in vain."""
    poll = poll_by_slug(db_session(), slug)
    if refusal := policy.why_not_compose(poll, now()):
        raise refusal
    return poll


def _form_page(poll: Poll, form: QuestionForm, question: Question | None) -> str:
    is_asked = policy.is_asked(poll, now())
    if question is None or not is_asked:
        del form.reason
    return render_template(
        "questions/question.html",
        poll=poll,
        form=form,
        question=question,
        is_asked=is_asked,
        kind_words={kind.value: words for kind, words in KIND_WORDS.items()},
    )


def _removal_page(poll: Poll, question: Question, form: RemovalForm) -> str:
    return render_template(
        "questions/remove.html",
        poll=poll,
        question=question,
        form=form,
        is_asked=policy.is_asked(poll, now()),
    )
