"""Decide whether those who stand can keep a contest's balance rules, and fix both."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from shortlist.candidates.balance import People, balance_text
from shortlist.candidates.balance_queries import people_among, people_offering, standing_people
from shortlist.candidates.models import Candidate, FixedBalance
from shortlist.errors import Refusal
from shortlist.polls.balance import why_not_kept
from shortlist.polls.balance_queries import asked_of, rules_of
from shortlist.polls.models import Contest


class Outlook(StrEnum):
    """Whether the balance rules of a contest can be kept."""

    KEPT = "kept"  # by those who stand
    OPEN = "open"  # not yet, but by those who offered to stand
    LOST = "lost"  # by nobody who offered to stand


@dataclass(frozen=True, kw_only=True)
class Prospect:
    """Whether rules can be kept, and a sentence that names what stands in the way."""

    outlook: Outlook
    sentence: str


def fix_balance(
    session: Session, contest: Contest, candidates: Sequence[Candidate]
) -> FixedBalance | None:
    """Fix the balance rules of a contest with its numbered candidates; None where it has no rules.

    Raises `RulesCannotBeKept`.
    """
    found = people_among(session, candidates)
    return fix_balance_of(session, contest, {one.number or 0: found[one.id] for one in candidates})


def fix_balance_of(session: Session, contest: Contest, people: People) -> FixedBalance | None:
    """Fix the rules with these people, by number, for whom others may have spoken.

    Raises `RulesCannotBeKept`.
    """
    rules = rules_of(session, contest.id)
    if not rules:
        return None
    refusal = why_not_kept(rules, contest.seats, people, contest.title)
    if refusal is not None:
        raise refusal
    body = balance_text(rules, contest.seats, asked_of(session, contest.id), people)
    row = FixedBalance(contest_id=contest.id, body=body)
    session.add(row)
    session.flush()
    return row


def why_not_balanced(session: Session, contest: Contest) -> Refusal | None:
    """Return why those who stand in a contest cannot keep its balance rules, or None."""
    rules = rules_of(session, contest.id)
    people = standing_people(session, contest)
    if not rules or not people:
        return None
    return why_not_kept(rules, contest.seats, people, contest.title)


def prospect_of(session: Session, contest: Contest) -> Prospect | None:
    """Return whether balance rules can be kept as things stand; None without rules or offers."""
    rules = rules_of(session, contest.id)
    if not rules:
        return None
    refusal = why_not_kept(rules, contest.seats, standing_people(session, contest), contest.title)
    if refusal is None:
        return Prospect(outlook=Outlook.KEPT, sentence="")
    offering = people_offering(session, contest)
    if not offering:
        return None
    offered = why_not_kept(rules, contest.seats, offering, contest.title)
    if offered is None:
        return Prospect(outlook=Outlook.OPEN, sentence=refusal.text)
    return Prospect(outlook=Outlook.LOST, sentence=offered.text)
