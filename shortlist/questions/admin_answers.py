"""The organiser's edge: who has answered, remind the others, open answers again for one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from shortlist.audit.actions import member_actor
from shortlist.candidates.queries import stands_in
from shortlist.candidates.rules import StandsHere
from shortlist.candidates.standing import refuse_whoever_stands
from shortlist.extensions import db_session, now, settings
from shortlist.language import say, say_many
from shortlist.permissions import Permission
from shortlist.polls.models import Poll
from shortlist.polls.queries import poll_by_slug
from shortlist.questions import actions, policy, queries
from shortlist.questions.actions.chasing import due_for_a_reminder
from shortlist.questions.forms import ReopeningForm
from shortlist.questions.models import Answer, AnswerSheet, Question
from shortlist.questions.queries import Asked
from shortlist.web.access import requires, signed_in

blueprint = Blueprint("answers_admin", __name__, url_prefix="/organise/polls/<slug>/answers")


@dataclass(frozen=True, kw_only=True)
class Row:
    """Somebody who is asked, how many answers are still missing, and their sheet if any."""

    asked: Asked
    missing: int
    answered: int
    sheet: AnswerSheet | None


@blueprint.get("")
@requires(Permission.DECIDE_EXPRESSIONS)
def answers(slug: str) -> ResponseReturnValue:
    """List who is asked, those with missing answers first."""
    poll = poll_by_slug(db_session(), slug)
    questions = queries.questions_of(db_session(), poll)
    rows = _rows(poll, questions)
    refusal = policy.why_not_answer(poll, None, now())
    stands = stands_in(db_session(), poll.id, signed_in().id)
    return render_template(
        "questions/answers.html",
        poll=poll,
        questions=questions,
        rows=rows,
        missing=sum(1 for row in rows if row.missing),
        due=0 if refusal else len(due_for_a_reminder(db_session(), poll, now())),
        why_not_remind=refusal.text if refusal else "",
        why_not_read=StandsHere.sentence if stands else "",
        own_id=signed_in().id,
    )


@blueprint.post("/remind")
@requires(Permission.DECIDE_EXPRESSIONS)
def remind(slug: str) -> ResponseReturnValue:
    """Write to those who have not answered."""
    poll = poll_by_slug(db_session(), slug, lock=True)
    count = actions.remind_missing(
        db_session(),
        poll,
        now=now(),
        actor=member_actor(signed_in().id),
        base_url=settings().base_url,
    )
    db_session().commit()
    said = say_many(
        "%(n)s candidate is reminded by mail.", "%(n)s candidates are reminded by mail.", count
    )
    flash(said, "good")
    return redirect(url_for(".answers", slug=slug), 303)


@blueprint.get("/<int:expression_id>")
@requires(Permission.DECIDE_EXPRESSIONS)
def sheet(slug: str, expression_id: int) -> ResponseReturnValue:
    """Show what somebody has sent, every version of it, and a form to let them answer late."""
    poll = poll_by_slug(db_session(), slug)
    asked = _readable(poll, expression_id)
    return _sheet_page(poll, asked, ReopeningForm()), 200


@blueprint.post("/<int:expression_id>")
@requires(Permission.DECIDE_EXPRESSIONS)
def reopen(slug: str, expression_id: int) -> ResponseReturnValue:
    """Let one candidate answer late, or show what is missing."""
    poll, form = poll_by_slug(db_session(), slug, lock=True), ReopeningForm()
    asked = _readable(poll, expression_id)
    if not form.validate_on_submit():
        return _sheet_page(poll, asked, form), 422
    actions.reopen_answers(
        db_session(),
        poll,
        asked,
        form.leave(),
        now=now(),
        actor=member_actor(signed_in().id),
        base_url=settings().base_url,
    )
    db_session().commit()
    flash(say("The answers are open again for this candidate, and a mail says so."), "good")
    return redirect(url_for(".sheet", slug=slug, expression_id=expression_id), 303)


def _readable(poll: Poll, expression_id: int) -> Asked:
    """Return whose answers these are; raise `StandsHere` for who stands and reads another's."""
    asked = queries.asked_by_expression(db_session(), poll, expression_id)
    if asked.member_id != signed_in().id:
        refuse_whoever_stands(db_session(), poll.id, signed_in().id)
    return asked


def _rows(poll: Poll, questions: Sequence[Question]) -> list[Row]:
    sheets = queries.sheets_of(db_session(), poll)
    answers = queries.answers_by_member(db_session(), poll)
    rows = [
        Row(
            asked=one,
            missing=len(policy.missing(questions, answers.get(one.member_id, {}))),
            answered=_answered(questions, answers.get(one.member_id, {})),
            sheet=sheets.get(one.member_id),
        )
        for one in queries.asked_in(db_session(), poll)
    ]
    return sorted(rows, key=lambda row: row.missing == 0)


def _answered(questions: Sequence[Question], answers: Mapping[int, Answer]) -> int:
    return sum(1 for one in questions if one.id in answers and answers[one.id].sent)


def _sheet_page(poll: Poll, asked: Asked, form: ReopeningForm) -> str:
    found = queries.sheet_of(db_session(), poll, asked.member_id)
    refusal = policy.why_not_reopen(poll, now())
    answers = queries.answers_on(db_session(), found)
    questions = queries.questions_of(db_session(), poll)
    earlier = [one for one in queries.ended_questions(db_session(), poll) if one.id in answers]
    return render_template(
        "questions/sheet.html",
        poll=poll,
        asked=asked,
        sheet=found,
        questions=questions,
        earlier=earlier,
        answers=answers,
        reopenings=queries.reopenings_of(db_session(), found),
        form=form,
        is_own=asked.member_id == signed_in().id,
        why_not_reopen=refusal.text if refusal else "",
        now=now(),
    )
