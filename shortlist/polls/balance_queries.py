"""Reads of balance rules and of the groups that candidates declare."""

from collections.abc import Mapping, Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from shortlist.errors import NotFound
from shortlist.language import later
from shortlist.polls.balance import Asked, GroupPlan, Part, RulePlan
from shortlist.polls.models import BalanceGroup, BalancePart, BalanceRule, Contest
from shortlist.stv import Sense


class NoSuchRule(NotFound):
    """The contest has no such balance rule."""

    sentence = later("There is no such balance rule in this contest.")


class NoSuchGroup(NotFound):
    """The contest asks about no such group."""

    sentence = later("There is no such group in this contest.")


def plan_of_group(group: BalanceGroup) -> GroupPlan:
    """Return what a group is, as rules take it."""
    return GroupPlan(name=group.name, singular=group.singular, words=group.words)


def numbered_rules(session: Session, contest_id: int) -> Mapping[int, RulePlan]:
    """Return the balance rules of a contest by their ids, in their order."""
    query = (
        select(BalanceRule, BalancePart, BalanceGroup)
        .join(BalancePart, BalancePart.rule_id == BalanceRule.id)
        .outerjoin(BalanceGroup, BalanceGroup.id == BalancePart.group_id)
        .where(BalanceRule.contest_id == contest_id)
        .order_by(BalanceRule.position, BalancePart.id)
    )
    rules: dict[int, BalanceRule] = {}
    parts: dict[int, list[Part]] = {}
    for rule, part, group in session.execute(query):
        rules[rule.id] = rule
        plan = None if part.group_id is None else plan_of_group(group)
        parts.setdefault(rule.id, []).append(Part(group=plan, region=part.region))
    return {
        number: RulePlan(sense=Sense(rule.sense), number=rule.number, parts=tuple(parts[number]))
        for number, rule in rules.items()
    }


def rules_of(session: Session, contest_id: int) -> tuple[RulePlan, ...]:
    """Return the balance rules of a contest in their order."""
    return tuple(numbered_rules(session, contest_id).values())


def rule_rows(session: Session, contest_id: int) -> Sequence[BalanceRule]:
    """Return the rows of a contest's balance rules in their order."""
    query = select(BalanceRule).where(BalanceRule.contest_id == contest_id)
    return session.scalars(query.order_by(BalanceRule.position)).all()


def rule_row(session: Session, contest: Contest, rule_id: int) -> BalanceRule:
    """Return the row of a contest's rule; raise `NoSuchRule`."""
    row = session.get(BalanceRule, rule_id)
    if row is None or row.contest_id != contest.id:
        raise NoSuchRule
    return row


def groups_of(session: Session, contest_id: int) -> Sequence[BalanceGroup]:
    """Return the groups that a contest's candidates are asked to declare, the first asked first."""
    query = select(BalanceGroup).where(BalanceGroup.contest_id == contest_id)
    return session.scalars(query.order_by(BalanceGroup.id)).all()


def asked_of(session: Session, contest_id: int) -> tuple[Asked, ...]:
    """Return what a contest's candidates are asked to declare, and what of it is public."""
    parts = [part for rule in rules_of(session, contest_id) for part in rule.parts]
    named = {part.group.name for part in parts if part.group}
    return tuple(
        Asked(
            id=group.id,
            plan=plan_of_group(group),
            version=group.version,
            is_public=group.name in named,
        )
        for group in groups_of(session, contest_id)
    )


def group_row(session: Session, contest: Contest, group_id: int) -> BalanceGroup:
    """Return a group of a contest; raise `NoSuchGroup`."""
    row = session.get(BalanceGroup, group_id)
    if row is None or row.contest_id != contest.id:
        raise NoSuchGroup
    return row


def is_in_a_rule(session: Session, group_id: int) -> bool:
    """Say whether a rule names a group."""
    return bool(session.scalar(select(exists().where(BalancePart.group_id == group_id))))
