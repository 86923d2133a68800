"""From rows to the rules: what a question asks, and what may be done with answers now."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from shortlist.errors import Refusal
from shortlist.polls.models import Poll
from shortlist.polls.policy import facts_of, timetable_of
from shortlist.questions import rules
from shortlist.questions.models import Answer, AnswerSheet, AnswerVersion, Question
from shortlist.questions.rules import Kind, Plan


def plan_of(question: Question) -> Plan:
    """Return what a question asks."""
    return Plan(
        kind=Kind(question.kind),
        prompt=question.prompt,
        hint=question.hint,
        most_words=question.most_words,
        options=tuple(question.options.splitlines()),
        is_optional=question.is_optional,
    )


def is_asked(poll: Poll, now: datetime) -> bool:
    """Say whether the questions of a poll are out."""
    return rules.is_asked_at(now, timetable_of(poll), facts_of(poll))


def why_not_compose(poll: Poll, now: datetime) -> Refusal | None:
    """Return why the questions of a poll stay as they are, or None."""
    return rules.why_not_compose(now, timetable_of(poll))


def why_not_answer(poll: Poll, sheet: AnswerSheet | None, now: datetime) -> Refusal | None:
    """Return why nothing can be sent on this sheet now, or None."""
    reopened_until = sheet.reopened_until if sheet else None
    return rules.why_not_answer(now, timetable_of(poll), facts_of(poll), reopened_until)


def why_not_keep(poll: Poll, sheet: AnswerSheet | None, now: datetime) -> Refusal | None:
    """Return why nothing that is typed is kept now, or None."""
    if rules.keeps_drafts_at(now, timetable_of(poll), facts_of(poll)):
        return None
    return why_not_answer(poll, sheet, now) or rules.AnswersClosed()


def why_not_reopen(poll: Poll, now: datetime) -> Refusal | None:
    """Return why answers cannot be reopened for one candidate, or None."""
    return rules.why_not_reopen(now, timetable_of(poll), facts_of(poll))


def is_over(poll: Poll, now: datetime) -> bool:
    """Say whether the deadline for answers has passed."""
    return rules.is_over_at(now, timetable_of(poll))


def faults_of(
    questions: Iterable[Question], answers: Mapping[int, Answer]
) -> list[tuple[int, str]]:
    """Return (question's id, sentence) for each draft that is not as asked."""
    drafts = ((one, answers[one.id].draft) for one in questions if one.id in answers)
    found = ((one.id, rules.fault_of_answer(plan_of(one), draft)) for one, draft in drafts)
    return [(question_id, sentence) for question_id, sentence in found if sentence]


def missing(questions: Iterable[Question], answers: Mapping[int, Answer]) -> Sequence[Question]:
    """Return the questions that want an answer and have none that was sent."""
    return [
        one
        for one in questions
        if not one.is_optional and not (one.id in answers and answers[one.id].sent)
    ]


def said_before(versions: Sequence[AnswerVersion]) -> Sequence[AnswerVersion]:
    """Return what an answer said at the deadline and since, where it was sent anew after that.

    What it said before the deadline and was changed in time is its author's own business.
    """
    if not versions or not versions[-1].is_late:
        return ()
    in_time = [one for one in versions if not one.is_late]
    late = [one for one in versions[:-1] if one.is_late]
    return in_time[-1:] + late


def unsent(answers: Iterable[Answer]) -> Sequence[Answer]:
    """Return the answers whose draft is not what was sent."""
    return [one for one in answers if one.draft != one.sent]
