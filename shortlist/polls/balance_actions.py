"""Write the balance rules of a contest, and the groups that its candidates declare."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, record_event
from shortlist.errors import Refusal
from shortlist.polls import balance, planning
from shortlist.polls.balance import GroupPlan, RulePlan
from shortlist.polls.balance_queries import (
    groups_of,
    is_in_a_rule,
    numbered_rules,
    plan_of_group,
    rule_rows,
    rules_of,
)
from shortlist.polls.models import BalanceGroup, BalancePart, BalanceRule, Contest
from shortlist.polls.policy import facts_of, timetable_of


def add_group(
    session: Session, contest: Contest, plan: GroupPlan, *, now: datetime, actor: Actor
) -> BalanceGroup:
    """Ask candidates to declare a group; raise `ContestsAreFixed` or `TooManyGroups`.

    The caller has seen to its faults.
    """
    check_may_change(contest, now)
    if len(groups_of(session, contest.id)) >= balance.MOST_GROUPS:
        raise balance.TooManyGroups
    group = BalanceGroup(
        contest_id=contest.id, name=plan.name, singular=plan.singular, words=plan.words, version=1
    )
    session.add(group)
    session.flush()
    _record(session, contest, now, actor, "balance group added", group=plan.name)
    return group


def change_group(
    session: Session,
    contest: Contest,
    group: BalanceGroup,
    plan: GroupPlan,
    *,
    now: datetime,
    actor: Actor,
) -> None:
    """Call a group otherwise, or ask for it in other words; raise `ContestsAreFixed`."""
    check_may_change(contest, now)
    if plan.words != group.words:
        group.version += 1
    group.name, group.singular, group.words = plan.name, plan.singular, plan.words
    session.flush()
    _record(session, contest, now, actor, "balance group changed", group=plan.name)


def remove_group(
    session: Session, contest: Contest, group: BalanceGroup, *, now: datetime, actor: Actor
) -> None:
    """Ask for a group no longer; raise `ContestsAreFixed` or `GroupInUse`."""
    check_may_remove_group(session, contest, group, now)
    session.delete(group)
    session.flush()
    _record(session, contest, now, actor, "balance group removed", group=group.name)


def check_may_remove_group(
    session: Session, contest: Contest, group: BalanceGroup, now: datetime
) -> None:
    """Raise `ContestsAreFixed` or `GroupInUse` where candidates go on being asked about a group."""
    check_may_change(contest, now)
    if is_in_a_rule(session, group.id):
        raise balance.GroupInUse


def add_rules(
    session: Session, contest: Contest, plans: Sequence[RulePlan], *, now: datetime, actor: Actor
) -> None:
    """Add rules after the others; groups of theirs that the contest does not have are added, too.

    Raises `ContestsAreFixed`, `TooManyGroups`, `TooManyRules`, `RuleThereAlready` or
    `RulesContradict`. The caller has seen to the faults of each.
    """
    check_may_change(contest, now)
    there = rules_of(session, contest.id)
    _check_together(contest, (*there, *plans))
    for position, plan in enumerate(plans, start=len(there) + 1):
        row = BalanceRule(
            contest_id=contest.id, position=position, sense=plan.sense, number=plan.number
        )
        session.add(row)
        session.flush()
        _put_parts(session, contest, row, plan, now, actor)
        _record(session, contest, now, actor, "balance rule added", rule=str(plan.bound))


def copy_balance(
    session: Session, source: Contest, contest: Contest, *, now: datetime, actor: Actor
) -> None:
    """Ask of a new contest's candidates what another one asks, and hold it to the same rules.

    Raises `ContestsAreFixed`.
    """
    for group in groups_of(session, source.id):
        add_group(session, contest, plan_of_group(group), now=now, actor=actor)
    add_rules(session, contest, rules_of(session, source.id), now=now, actor=actor)


def change_rule(
    session: Session,
    contest: Contest,
    row: BalanceRule,
    plan: RulePlan,
    *,
    now: datetime,
    actor: Actor,
) -> None:
    """Let a rule say something else; raise `ContestsAreFixed` or as `add_rules` does."""
    check_may_change(contest, now)
    rules = numbered_rules(session, contest.id)
    _check_together(contest, [plan if number == row.id else one for number, one in rules.items()])
    row.sense, row.number = plan.sense, plan.number
    session.execute(delete(BalancePart).where(BalancePart.rule_id == row.id))
    session.flush()
    _put_parts(session, contest, row, plan, now, actor)
    _record(session, contest, now, actor, "balance rule changed", rule=str(plan.bound))


def remove_rule(
    session: Session, contest: Contest, row: BalanceRule, *, now: datetime, actor: Actor
) -> None:
    """Remove a rule, and close the gap it leaves; raise `ContestsAreFixed`."""
    check_may_change(contest, now)
    rule = numbered_rules(session, contest.id)[row.id]
    _record(session, contest, now, actor, "balance rule removed", rule=str(rule.bound))
    session.delete(row)
    session.flush()
    for position, other in enumerate(rule_rows(session, contest.id), start=1):
        other.position = position
        session.flush()  # one after another, for no two may share a place even for a moment


def put_rule_earlier(
    session: Session, contest: Contest, row: BalanceRule, *, now: datetime, actor: Actor
) -> None:
    """Let a rule come before the one that stands before it; raise `ContestsAreFixed`."""
    check_may_change(contest, now)
    rows = rule_rows(session, contest.id)
    place = row.position
    if place == 1:
        return
    before = rows[place - 2]
    for other, position in ((row, 0), (before, place), (row, place - 1)):
        other.position = position
        session.flush()  # one after another, as above
    rule = numbered_rules(session, contest.id)[row.id]
    _record(session, contest, now, actor, "balance rule put earlier", rule=str(rule.bound))


def check_may_change(contest: Contest, now: datetime) -> None:
    """Raise `ContestsAreFixed` where rules and groups of a contest stay as they are."""
    poll = contest.poll
    _refuse(planning.why_not_change_contests(now, timetable_of(poll), facts_of(poll)))


def _check_together(contest: Contest, rules: Sequence[RulePlan]) -> None:
    if len(rules) > balance.MOST_RULES:
        raise balance.TooManyRules
    if len({rule.bound for rule in rules}) < len(rules):
        raise balance.RuleThereAlready
    _refuse(balance.why_contradict(rules, contest.seats, contest.region))


def _put_parts(
    session: Session,
    contest: Contest,
    row: BalanceRule,
    plan: RulePlan,
    now: datetime,
    actor: Actor,
) -> None:
    groups = {group.name: group for group in groups_of(session, contest.id)}
    for part in plan.parts:
        if part.group is not None and part.group.name not in groups:
            group = add_group(session, contest, part.group, now=now, actor=actor)
            groups[group.name] = group
        group_id = groups[part.group.name].id if part.group else None
        session.add(BalancePart(rule_id=row.id, group_id=group_id, region=part.region))
    session.flush()


def _refuse(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise refusal


def _record(
    session: Session, contest: Contest, now: datetime, actor: Actor, action: str, **details: str
) -> None:
    record_event(
        session,
        now=now,
        actor=actor,
        action=action,
        subject=f"poll:{contest.poll.slug}",
        contest=contest.position,
        **details,
    )
