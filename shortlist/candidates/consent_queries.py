"""Reads of who has countersigned what, and of whom everybody may therefore see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shortlist.candidates.balance_queries import counts_among
from shortlist.candidates.consent_rules import Consent, NothingToCountersign, Page, consent_of
from shortlist.candidates.models import Candidate, Countersignature, Withdrawal
from shortlist.candidates.policy import version_shown
from shortlist.candidates.queries import (
    candidate_from,
    candidate_in,
    in_order_of_paper,
    standing,
)
from shortlist.candidates.rules import NoSuchCandidate, State
from shortlist.candidates.withdrawal_rules import Effect
from shortlist.interest.models import Expression, Photo
from shortlist.interest.queries import own_expression
from shortlist.interest.rules import State as ExpressionState
from shortlist.polls.models import Contest, Poll


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A candidate, the version of what is shown of them, and whether they countersigned it."""

    candidate: Candidate
    version: str
    consent: Consent
    counts_among: tuple[str, ...]


def consents(session: Session, contest: Contest) -> Sequence[Shown]:
    """Return everybody who stands in a contest, with how they stand to their own entry."""
    return _shown(session, contest, standing(session, contest.id))


def consent_to_entry(session: Session, contest: Contest, candidate: Candidate) -> Shown:
    """Return how one candidate stands to what is shown of them."""
    (found,) = _shown(session, contest, [candidate])
    return found


def not_countersigned(session: Session, poll: Poll) -> Sequence[Shown]:
    """Return who stands in a poll and has not countersigned what is shown of them."""
    return [
        one
        for contest in poll.contests
        for one in consents(session, contest)
        if not one.consent.is_enough
    ]


def shown(session: Session, contest: Contest) -> Sequence[Candidate]:
    """Return whom everybody may see once the shortlist is out: who agreed to it.

    That is who stands and has countersigned, or cannot be asked; and once the paper is fixed,
    everybody on it, those who have withdrawn since included.
    """
    everybody = session.scalars(select(Candidate).where(Candidate.contest_id == contest.id)).all()
    unfixed = [one for one in everybody if one.number is None and one.state == State.STANDING]
    agreed = {
        one.candidate.id for one in _shown(session, contest, unfixed) if one.consent.is_enough
    }
    seen = [one for one in everybody if one.number is not None or one.id in agreed]
    return in_order_of_paper(seen)


def seen_standing(session: Session, poll: Poll) -> Sequence[int]:
    """Return who stands in a poll and agreed to be seen there, by id."""
    people = [one for contest in poll.contests for one in shown(session, contest)]
    return [one.id for one in people if not one.has_withdrawn]


def left_since(session: Session, poll: Poll) -> int:
    """Return how many have left the shortlist since it was out and before its paper was fixed."""
    query = (
        select(func.count())
        .select_from(Withdrawal)
        .join(Candidate, Candidate.id == Withdrawal.candidate_id)
        .where(
            Candidate.contest_id.in_([contest.id for contest in poll.contests]),
            Withdrawal.effect == Effect.OFF_PAPER,
            Withdrawal.withdrawn_at >= poll.shortlist_at,
        )
    )
    return session.scalar(query) or 0


def shown_candidate(session: Session, poll: Poll, candidate_id: int) -> Candidate:
    """Return a candidate whom everybody may see; raise `NoSuchCandidate`."""
    candidate = candidate_in(session, poll, candidate_id)
    if candidate.number is not None:
        return candidate
    contest = next((one for one in poll.contests if one.id == candidate.contest_id), None)
    if contest is None or candidate not in shown(session, contest):
        raise NoSuchCandidate
    return candidate


def countersigned_versions(
    session: Session, page: Page, candidate_ids: Sequence[int]
) -> Mapping[int, set[str]]:
    """Return which versions of a page each of these candidates has countersigned, by their ids."""
    query = select(Countersignature).where(
        Countersignature.page == page, Countersignature.candidate_id.in_(candidate_ids)
    )
    found: dict[int, set[str]] = {}
    for one in session.scalars(query):
        found.setdefault(one.candidate_id, set()).add(one.version)
    return found


def last_countersigned(
    session: Session, page: Page, candidate_id: int, version: str
) -> Countersignature | None:
    """Return a candidate's countersignature of a page in this version, or None."""
    query = select(Countersignature).where(
        Countersignature.page == page,
        Countersignature.candidate_id == candidate_id,
        Countersignature.version == version,
    )
    return session.scalar(query)


def own_candidacy(
    session: Session, contest: Contest, member_id: int, *, lock: bool = False
) -> tuple[Expression, Candidate | None]:
    """Return what a member sent in a contest and the candidate it made, if any.

    Raises `NothingToCountersign` where nothing of theirs was sent.
    """
    expression = own_expression(session, contest.id, member_id, lock=lock)
    if expression is None or expression.sent_at is None:
        raise NothingToCountersign
    candidate = candidate_from(session, expression.id)
    if candidate is None and expression.state != ExpressionState.SENT:
        raise NothingToCountersign
    return expression, candidate


def own_candidacies(
    session: Session, member_id: int
) -> Sequence[tuple[Contest, Expression, Candidate | None]]:
    """Return the contests in which something was sent by a member that stands, newest first."""
    query = (
        select(Contest, Expression, Candidate)
        .join(Expression, Expression.contest_id == Contest.id)
        .outerjoin(Candidate, Candidate.expression_id == Expression.id)
        .where(
            Expression.member_id == member_id,
            (Expression.state == ExpressionState.SENT) | Candidate.id.is_not(None),
            Contest.dropped_at.is_(None),
        )
        .order_by(Expression.id.desc())
    )
    return [(row[0], row[1], row[2]) for row in session.execute(query)]


def _shown(session: Session, contest: Contest, people: Sequence[Candidate]) -> list[Shown]:
    photo_ids = [one.photo_id for one in people if one.photo_id is not None]
    query = select(Photo.id, Photo.sha256).where(Photo.id.in_(photo_ids))
    photos = {row.id: row.sha256 for row in session.execute(query)}
    countersigned = countersigned_versions(session, Page.SHORTLIST, [one.id for one in people])
    among = counts_among(session, contest, people)
    return [
        _one_shown(
            one,
            version_shown(contest, one, photos.get(one.photo_id or 0), among[one.id]),
            countersigned.get(one.id, set()),
            among[one.id],
        )
        for one in people
    ]


def _one_shown(
    candidate: Candidate, version: str, countersigned: set[str], among: tuple[str, ...]
) -> Shown:
    consent = consent_of(version, countersigned, can_be_asked=candidate.can_be_asked)
    return Shown(candidate=candidate, version=version, consent=consent, counts_among=among)
