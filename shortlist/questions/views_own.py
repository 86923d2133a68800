"""The candidate's edge: answer in drafts, check, send, change until the deadline."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from shortlist.extensions import db_session, now, settings
from shortlist.interest.rules import word_count
from shortlist.language import say
from shortlist.permissions import Permission
from shortlist.polls.models import Poll
from shortlist.polls.queries import public_poll
from shortlist.questions import actions, policy, queries, rules
from shortlist.questions.forms import AnswersForm, answers_form, field_name
from shortlist.questions.models import Answer, AnswerSheet, Question
from shortlist.questions.queries import Asked
from shortlist.web.access import requires, signed_in
from shortlist.web.filters import noted

blueprint = Blueprint("own_answers", __name__, url_prefix="/polls/<slug>/answers/mine")


@blueprint.get("")
@requires(Permission.EXPRESS_INTEREST)
def answers(slug: str) -> ResponseReturnValue:
    """Show the questions to write on, or after the deadline what was sent."""
    poll, asked = _own(slug)
    sheet = queries.sheet_of(db_session(), poll, asked.member_id)
    refusal = policy.why_not_answer(poll, sheet, now())
    if isinstance(refusal, rules.AnswersClosed):
        return _closed_page(poll, sheet)
    if refusal is not None:
        raise refusal
    questions = queries.questions_of(db_session(), poll)
    form = answers_form(questions)
    form.show(_drafts(poll, questions, queries.answers_on(db_session(), sheet)))
    form.begin_with(sheet.saved_at if sheet else None)
    return _form_page(poll, sheet, questions, form)


@blueprint.post("")
@requires(Permission.EXPRESS_INTEREST)
def save(slug: str) -> ResponseReturnValue:
    """Keep what was typed; then stay here or go on to check it. Scripts keep it now and then."""
    poll, asked = _own(slug)
    questions = queries.questions_of(db_session(), poll)
    form = answers_form(questions)
    sheet = queries.sheet_of(db_session(), poll, asked.member_id)
    if refusal := policy.why_not_keep(poll, sheet, now()):
        raise refusal
    if not form.validate_on_submit():
        return _form_page(poll, sheet, questions, form), 422
    sheet = actions.locked_sheet(db_session(), poll, asked.member_id)
    if _would_overwrite(sheet, form):
        form.begin_with(sheet.saved_at)
        return _form_page(poll, sheet, questions, form, overwrites=True), 409
    sheet = actions.save_answers(db_session(), poll, asked, form.answers(), now=now())
    db_session().commit()
    if request.form.get("then") == "keep":
        saved_at = sheet.saved_at or now()
        said = say("Saved as a draft on %(noted)s.", noted=noted(saved_at, poll.time_zone))
        return jsonify(said=said, base=saved_at.isoformat())
    if policy.why_not_answer(poll, sheet, now()) is not None:
        return _closed_page(poll, sheet, late=True), 409
    if request.form.get("then") == "check":
        return redirect(url_for(".check", slug=slug), 303)
    flash(say("Your drafts are saved. They are not sent yet."), "good")
    return redirect(url_for(".answers", slug=slug), 303)


@blueprint.get("/check")
@requires(Permission.EXPRESS_INTEREST)
def check(slug: str) -> ResponseReturnValue:
    """Show the answers as they would be sent, what is wrong, and what is missing."""
    poll, asked = _own(slug)
    sheet = queries.sheet_of(db_session(), poll, asked.member_id)
    if refusal := policy.why_not_answer(poll, sheet, now()):
        raise refusal
    if sheet is None or sheet.saved_at is None:
        raise rules.NothingSaved
    return _check_page(poll, sheet)


@blueprint.post("/send")
@requires(Permission.EXPRESS_INTEREST)
def send(slug: str) -> ResponseReturnValue:
    """Send what is new."""
    poll, asked = _own(slug)
    base_url = settings().base_url
    try:
        actions.send_answers(db_session(), poll, asked, now=now(), base_url=base_url)
    except (rules.AnswersIncomplete, rules.NothingNew):
        sheet = queries.sheet_of(db_session(), poll, asked.member_id)
        return _check_page(poll, sheet), 409
    except rules.AnswersClosed:
        sheet = queries.sheet_of(db_session(), poll, asked.member_id)
        return _closed_page(poll, sheet, late=True), 409
    db_session().commit()
    flash(say("Your answers are sent. A mail confirms it."), "good")
    return redirect(url_for(".answers", slug=slug), 303)


def _own(slug: str) -> tuple[Poll, Asked]:
    poll = public_poll(db_session(), slug)
    return poll, queries.asked_member(db_session(), poll, signed_in().id)


def _drafts(
    poll: Poll, questions: Sequence[Question], answers: Mapping[int, Answer]
) -> dict[int, str]:
    """Return what to go on with: a draft, or what was written on the question before its change."""
    replaced = {one.id: one.replaces_id for one in queries.ended_questions(db_session(), poll)}
    drafts = {}
    for question in questions:
        known, before = question.id, question.replaces_id
        while known not in answers and before is not None:
            known, before = before, replaced.get(before)
        drafts[question.id] = answers[known].draft if known in answers else ""
    return drafts


def _would_overwrite(sheet: AnswerSheet, form: AnswersForm) -> bool:
    """Say whether another window saved other words since the page was opened."""
    if form.began_with(sheet.saved_at):
        return False
    saved = queries.answers_on(db_session(), sheet)
    return any(
        text != (saved[question_id].draft if question_id in saved else "")
        for question_id, text in form.answers().items()
    )


def _form_page(
    poll: Poll,
    sheet: AnswerSheet | None,
    questions: Sequence[Question],
    form: AnswersForm,
    *,
    overwrites: bool = False,
) -> str:
    answers = queries.answers_on(db_session(), sheet)
    ended = queries.ended_questions(db_session(), poll)
    return render_template(
        "questions/answer.html",
        poll=poll,
        sheet=sheet,
        parts=[(one, form[field_name(one.id)]) for one in questions],
        form=form,
        answers=answers,
        overwrites=overwrites,
        word_count=word_count,
        replaced={one.id: one for one in ended},
        earlier=_earlier(ended, answers),
        unsent=len(policy.unsent(answers.values())),
        missing=len(policy.missing(questions, answers)),
        late=policy.is_over(poll, now()),
    )


def _check_page(poll: Poll, sheet: AnswerSheet | None) -> str:
    questions = queries.questions_of(db_session(), poll)
    answers = queries.answers_on(db_session(), sheet)
    return render_template(
        "questions/check.html",
        poll=poll,
        sheet=sheet,
        questions=questions,
        answers=answers,
        faults=policy.faults_of(questions, answers),
        unsent=policy.unsent(answers[one.id] for one in questions if one.id in answers),
        empty=[one for one in questions if one.id not in answers or not answers[one.id].draft],
        late=policy.is_over(poll, now()),
    )


def _closed_page(poll: Poll, sheet: AnswerSheet | None, *, late: bool = False) -> str:
    answers = queries.answers_on(db_session(), sheet)
    questions = queries.questions_of(db_session(), poll)
    return render_template(
        "questions/closed.html",
        poll=poll,
        questions=questions,
        answers=answers,
        earlier=_earlier(queries.ended_questions(db_session(), poll), answers),
        missing=len(policy.missing(questions, answers)),
        late=late,
    )


def _earlier(ended: Sequence[Question], answers: Mapping[int, Answer]) -> list[Question]:
    """Return the questions that are asked no more and to which something was sent."""
    return [one for one in ended if one.id in answers and answers[one.id].versions]
