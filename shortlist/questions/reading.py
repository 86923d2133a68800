"""Answers as everybody reads them: question by question, candidate by candidate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from shortlist.candidates.models import Candidate
from shortlist.polls.models import Poll
from shortlist.questions import queries
from shortlist.questions.models import Answer, Question


@dataclass(frozen=True, kw_only=True)
class Given:
    """What one candidate answers to one question; None where they have not."""

    candidate: Candidate
    answer: Answer | None


def parts_of(
    session: Session, poll: Poll, questions: Sequence[Question], candidates: Sequence[Candidate]
) -> list[tuple[Question, list[Given]]]:
    """Return each question with what these candidates answer to it, in their order."""
    members = queries.members_behind(session, candidates)
    sent = queries.answers_by_member(session, poll)

    def answer(candidate: Candidate, question: Question) -> Answer | None:
        own: Mapping[int, Answer] = sent.get(members.get(candidate.id, 0), {})
        found = own.get(question.id)
        return found if found is not None and found.sent else None

    return [
        (question, [Given(candidate=one, answer=answer(one, question)) for one in candidates])
        for question in questions
    ]


def answers_of(session: Session, poll: Poll, candidate: Candidate) -> list[tuple[Question, Given]]:
    """Return what one candidate answers to each question; nothing where none has been asked."""
    if poll.information_opens_at is None:
        return []
    questions = queries.questions_of(session, poll)
    parts = parts_of(session, poll, questions, [candidate])
    return [(question, given) for question, (given,) in parts]
