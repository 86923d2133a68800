"""The steps of the information stage, as the guide shows them."""

from shortlist.guide.rules import Link, Part
from shortlist.language import later, say, thousands
from shortlist.permissions import Role
from shortlist.polls.glance import Answer, Glance, PollStep
from shortlist.questions import policy, queries


def _questions(glance: Glance) -> Answer:
    opens_at = glance.timetable.information_opens_at
    is_done = bool(queries.questions_of(glance.session, glance.poll))
    return Answer(
        is_done=is_done,
        applies=opens_at is not None and (is_done or not policy.is_over(glance.poll, glance.now)),
        refusal=policy.why_not_compose(glance.poll, glance.now),
        until_at=opens_at,
    )


def _answers(glance: Glance) -> Answer:
    poll, at = glance.poll, glance.timetable
    questions = queries.questions_of(glance.session, poll)
    people = queries.asked_in(glance.session, poll) if questions else ()
    answers = queries.answers_by_member(glance.session, poll)
    complete = sum(not policy.missing(questions, answers.get(one.member_id, {})) for one in people)
    return Answer(
        is_done=policy.is_over(poll, glance.now),
        applies=bool(questions) and not glance.facts.closed,
        refusal=policy.why_not_answer(poll, None, glance.now),
        sentence=say(
            "%(complete)s of %(count)s have answered everything.",
            complete=thousands(complete),
            count=thousands(len(people)),
        ),
        from_at=at.information_opens_at,
        until_at=at.information_closes_at,
    )


STEPS = (
    PollStep(
        key="questions",
        part=Part.INTEREST,
        title=later("Write the questions to candidates"),
        sentence=later(
            "Everybody who stands is asked the same. From their day on the questions stay."
        ),
        link=Link(
            endpoint="questions_admin.questions",
            label=later("Write the questions"),
            role=Role.ORGANISER,
        ),
        ask=_questions,
        is_optional=True,
    ),
    PollStep(
        key="answers",
        part=Part.SHORTLIST,
        title=later("Candidates answer, and are reminded"),
        sentence="",
        link=Link(
            endpoint="answers_admin.answers",
            label=later("See who has answered"),
            role=Role.ORGANISER,
        ),
        ask=_answers,
        is_optional=True,
    ),
)
