"""Answers as everybody reads them: question by question, candidate by candidate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from shortlist.candidates.models import Candidate
from shortlist.polls.models import Poll
from shortlist.questions import queries
from shortlist.questions.models import Answer, AnswerVersion, Question
from shortlist.questions.policy import said_before


@dataclass(frozen=True, kw_only=True)
class Given:
    """What one candidate answers to one question; None where they have not.

    `before` is what the answer said at the deadline and since, where it was sent anew after that.
    """

    candidate: Candidate
    answer: Answer | None
    before: Sequence[AnswerVersion] = ()


def parts_of(
    session: Session, poll: Poll, questions: Sequence[Question], candidates: Sequence[Candidate]
) -> list[tuple[Question, list[Given]]]:
    """Return each question with what these candidates answer to it, in their order."""
    members = queries.members_behind(session, candidates)
    sent = queries.answers_by_member(session, poll)

    late = [one.id for own in sent.values() for one in own.values() if one.is_late]
    versions = queries.versions_of(session, late)

    def given(candidate: Candidate, question: Question) -> Given:
        own: Mapping[int, Answer] = sent.get(members.get(candidate.id, 0), {})
        found = own.get(question.id)
        if found is None:
            return Given(candidate=candidate, answer=None)
        return Given(
            candidate=candidate,
            answer=found if found.sent else None,
            before=said_before(versions.get(found.id, [])),
        )

    return [(question, [given(one, question) for one in candidates]) for question in questions]


def answers_of(session: Session, poll: Poll, candidate: Candidate) -> list[tuple[Question, Given]]:
    """Return what one candidate answers to each question; nothing where none has been asked."""
    if poll.information_opens_at is None:
        return []
    questions = queries.questions_of(session, poll)
    parts = parts_of(session, poll, questions, [candidate])
    return [(question, given) for question, (given,) in parts]
