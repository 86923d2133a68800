"""The slate as it stands before it is published: who is asked to be on it, and what they answer."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from shortlist.candidates.consent_queries import countersigned_versions
from shortlist.candidates.consent_rules import Consent, Page, consent_of, slate_version
from shortlist.candidates.models import Candidate
from shortlist.candidates.queries import on_paper
from shortlist.counts.queries import record_of, record_row
from shortlist.polls.models import Contest, Poll
from shortlist.slates.models import Asked
from shortlist.slates.rules import Answer

ANSWERS = {
    Consent.GIVEN: Answer.COUNTERSIGNED,
    Consent.LAPSED: Answer.CHANGED_SINCE,
    Consent.WAITING: Answer.NOT_YET,
    Consent.NOBODY_TO_ASK: Answer.NOBODY_TO_ASK,
}


@dataclass(frozen=True, kw_only=True)
class Lineup:
    """A contest's slate before it is published, in its order, and what each on it has answered.

    `reserves` can still be asked, the next one first. `left_out` were asked and are not on it.
    `version` is of people and order, as they countersign it; `asked` and `answers` are by the
    candidates' ids.
    """

    contest: Contest
    people: Sequence[Candidate]
    reserves: Sequence[Candidate]
    left_out: Sequence[Candidate]
    version: str
    asked: Mapping[int, Asked]
    answers: Mapping[int, Answer]

    @property
    def waiting(self) -> Sequence[Candidate]:
        """Return who is on it and has not agreed to it as it is."""
        return [one for one in self.people if not self.answers[one.id].is_enough]

    @property
    def is_asked(self) -> bool:
        """Say whether everybody on it who can be asked has been."""
        return Answer.NOT_ASKED not in self.answers.values()

    @property
    def is_of_outsiders(self) -> bool:
        """Say whether nobody on it has an account here: all came with papers from outside."""
        return bool(self.people) and not any(one.can_be_asked for one in self.people)

    def place_of(self, candidate: Candidate) -> int | None:
        """Return the place (from 1) of somebody on it, or None."""
        return _place(self.people, candidate)

    def place_in_line(self, candidate: Candidate) -> int | None:
        """Return which of the reserves that can still be asked somebody is (from 1), or None."""
        return _place(self.reserves, candidate)


def lineup_of(session: Session, contest: Contest) -> Lineup:
    """Return a contest's slate as it stands: of who was elected, until officers go on without some.

    Raises `NoRecord` before the count.
    """
    by_number = {one.number: one for one in on_paper(session, contest.id)}
    elected = [by_number[one] for one in record_of(session, contest.id).elected]
    in_line = [by_number[one] for one in json.loads(record_row(session, contest.id).reserves)]
    asked = {one.candidate_id: one for one in asked_in(session, contest)}
    left_out = {one.candidate_id for one in asked.values() if one.left_out_at is not None}
    stepped_up = [one for one in in_line if one.id in asked]
    everybody = [*elected, *stepped_up]
    people = [one for one in everybody if one.id not in left_out]
    version = slate_version(contest.title, [(one.number or 0, one.name) for one in people])
    return Lineup(
        contest=contest,
        people=people,
        reserves=[one for one in in_line if one.id not in asked and not one.has_withdrawn],
        left_out=[one for one in everybody if one.id in left_out],
        version=version,
        asked=asked,
        answers=_answers(session, people, version, asked),
    )


def lineups_of(session: Session, poll: Poll) -> Sequence[Lineup]:
    """Return the slate of each contest as it stands; raise `NoRecord` before the count."""
    return [lineup_of(session, contest) for contest in poll.contests]


def asked_in(session: Session, contest: Contest) -> Sequence[Asked]:
    """Return who was asked to be on a contest's slate, in the order in which they were."""
    query = select(Asked).where(Asked.contest_id == contest.id)
    return session.scalars(query.order_by(Asked.id)).all()


def _place(people: Sequence[Candidate], candidate: Candidate) -> int | None:
    ids = [one.id for one in people]
    return ids.index(candidate.id) + 1 if candidate.id in ids else None


def _answers(
    session: Session, people: Sequence[Candidate], version: str, asked: Mapping[int, Asked]
) -> Mapping[int, Answer]:
    countersigned = countersigned_versions(session, Page.SLATE, [one.id for one in people])
    return {
        one.id: _answer(one, version, countersigned.get(one.id, set()), one.id in asked)
        for one in people
    }


def _answer(candidate: Candidate, version: str, countersigned: set[str], is_asked: bool) -> Answer:
    if candidate.has_withdrawn:
        return Answer.WITHDRAWN
    consent = consent_of(version, countersigned, can_be_asked=candidate.can_be_asked)
    if consent is Consent.WAITING and not is_asked:
        return Answer.NOT_ASKED
    return ANSWERS[consent]
