"""Reads of who counts among whom in balance rules: candidates, and those who offer to stand."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shortlist.candidates.balance import FixedRules, People, read_balance
from shortlist.candidates.models import Candidate, FixedBalance
from shortlist.candidates.queries import decisions_on, standing
from shortlist.candidates.rules import Outcome
from shortlist.interest.models import SentGroupAnswer, SentVersion
from shortlist.interest.queries import sent_versions
from shortlist.polls.balance import labels_of
from shortlist.polls.balance_queries import rules_of
from shortlist.polls.models import BalanceGroup, Contest


def people_among(session: Session, candidates: Iterable[Candidate]) -> People:
    """Return by each candidate's id which groups they declare, and where they live."""
    candidates = tuple(candidates)
    declared = _declared(session, [one.expression_id for one in candidates if one.expression_id])
    return {one.id: (declared.get(one.expression_id or 0, ()), one.region) for one in candidates}


def people_offering(session: Session, contest: Contest) -> People:
    """Return by their expressions' ids those who may yet stand: none of them was declined."""
    sent = sent_versions(session, contest.id)
    decisions = decisions_on(session, [expression.id for expression, _ in sent])
    open_to = {
        expression.id: version
        for expression, version in sent
        if (decision := decisions.get(expression.id)) is None
        or decision.outcome == Outcome.ACCEPTED
    }
    declared = _declared(session, tuple(open_to))
    return {number: (declared.get(number, ()), one.region) for number, one in open_to.items()}


def fixed_rules(session: Session, contest_id: int) -> FixedRules | None:
    """Return the balance rules of a contest as they were fixed; None where there are none yet."""
    row = session.get(FixedBalance, contest_id)
    return None if row is None else read_balance(row.body)


def counts_among(
    session: Session, contest: Contest, candidates: Sequence[Candidate]
) -> Mapping[int, tuple[str, ...]]:
    """Return by each candidate's id among whom they count in the contest's balance rules.

    That is public: as it was fixed, or before that by what candidates declare and where they live.
    """
    fixed = fixed_rules(session, contest.id)
    if fixed is not None:
        groups = fixed.balance.groups
        return {one.id: tuple(sorted(groups.get(one.number or 0, ()))) for one in candidates}
    rules = rules_of(session, contest.id)
    if not rules:
        return {one.id: () for one in candidates}
    people = people_among(session, candidates)
    return {number: tuple(sorted(labels_of(rules, *one))) for number, one in people.items()}


def standing_people(session: Session, contest: Contest) -> People:
    """Return who stands in a contest, by id: which groups they declare, and where they live."""
    return people_among(session, standing(session, contest.id))


def _declared(session: Session, expression_ids: Collection[int]) -> Mapping[int, frozenset[str]]:
    """Return by an expression's id the groups that its last version declares."""
    last = (
        select(SentVersion.expression_id, func.max(SentVersion.number).label("number"))
        .where(SentVersion.expression_id.in_(expression_ids))
        .group_by(SentVersion.expression_id)
        .subquery()
    )
    query = (
        select(SentVersion.expression_id, BalanceGroup.name)
        .join(
            last,
            (last.c.expression_id == SentVersion.expression_id)
            & (last.c.number == SentVersion.number),
        )
        .join(SentGroupAnswer, SentGroupAnswer.version_id == SentVersion.id)
        .join(BalanceGroup, BalanceGroup.id == SentGroupAnswer.group_id)
        .where(SentGroupAnswer.declares)
    )
    found: dict[int, set[str]] = {}
    for expression_id, name in session.execute(query):
        found.setdefault(expression_id, set()).add(name)
    return {number: frozenset(names) for number, names in found.items()}
