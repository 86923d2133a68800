"""Decide expressions of interest, and put the candidates on the paper."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from shortlist.candidates import queries, rules
from shortlist.candidates.models import Candidate
from shortlist.polls.models import Contest


def number_candidates(session: Session, contest: Contest) -> Sequence[Candidate]:
    """Number a contest's standing candidates from 1 in the paper's order; return them so.

    Raises `NoCandidates`, `TooManyCandidates`, or `AlreadyNumbered`: numbers are given once.
    """
    candidates = rules.paper_order(queries.standing(session, contest.id))
    refusal = rules.why_not_number([candidate.number for candidate in candidates])
    if refusal is not None:
        raise refusal
    for number, candidate in enumerate(candidates, start=1):
        candidate.number = number
    session.flush()
    return candidates
