"""A fictional contest with balance rules, and people who declare something, for tests."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.candidates.actions import Verdict, decide_expression
from shortlist.candidates.rules import Outcome
from shortlist.clock import SetClock
from shortlist.interest.models import Expression
from shortlist.polls.actions import add_contest, announce_poll, make_poll
from shortlist.polls.balance import Part, RulePlan
from shortlist.polls.balance_actions import add_group, add_rules
from shortlist.polls.balance_usual import DISABLED, WOMEN
from shortlist.polls.models import Contest
from shortlist.stv import Sense
from tests.candidates.offers import offer_to_stand
from tests.people import add_roll_entry
from tests.timetables import BEFORE, INTEREST_CLOSES, contest_plan, plan_of

RULES = (
    RulePlan(sense=Sense.AT_LEAST, number=1, parts=(Part(group=WOMEN),)),
    RulePlan(sense=Sense.AT_MOST, number=1, parts=(Part(region="London"),)),
)


def add_balanced_contest(session: Session, clock: SetClock) -> Contest:
    """Two seats: at least one woman, at most one from London; whoever is disabled may say so."""
    poll = make_poll(session, now=BEFORE, actor=PLATFORM, plan=plan_of())
    contest = add_contest(
        session, poll, now=BEFORE, actor=PLATFORM, plan=contest_plan("Executive", seats=2)
    )
    add_rules(session, contest, RULES, now=BEFORE, actor=PLATFORM)
    add_group(session, contest, DISABLED, now=BEFORE, actor=PLATFORM)
    announce_poll(session, poll, now=BEFORE, actor=PLATFORM)
    add_roll_entry(session, clock, "ann@example.org", region="London")
    session.commit()
    return contest


def offers(
    session: Session, clock: SetClock, contest: Contest, **people: tuple[str, ...]
) -> Mapping[str, Expression]:
    """Let people offer to stand, each with a region and the groups that they declare."""
    return {
        name: offer_to_stand(session, clock, contest, name, region=region, declares=declared)
        for name, (region, *declared) in people.items()
    }


def decide(
    session: Session,
    contest: Contest,
    expression: Expression,
    outcome: Outcome = Outcome.ACCEPTED,
) -> None:
    verdict = Verdict(outcome=outcome, reason="So it is.")
    decide_expression(
        session, contest, expression, verdict, now=INTEREST_CLOSES, actor=PLATFORM, base_url=""
    )
