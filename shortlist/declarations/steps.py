"""The steps of declaring, as the guide shows them."""

from shortlist.conduct.queries import code_of
from shortlist.declarations import policy, queries
from shortlist.guide.rules import Link, Part
from shortlist.language import later, say, thousands
from shortlist.permissions import Role
from shortlist.polls.glance import Answer, Glance, PollStep


def _asked(glance: Glance) -> Answer:
    is_done = queries.asks_anything(glance.session, glance.poll)
    refusal = policy.why_not_change_asks(glance.poll, glance.now)
    return Answer(
        is_done=is_done,
        applies=is_done or refusal is None,
        refusal=refusal,
        until_at=glance.timetable.interest_opens_at,
    )


def _declared(glance: Glance) -> Answer:
    standings = queries.standings(glance.session, glance.poll, glance.now)
    complete = sum(1 for one in standings if not one.missing)
    asks = queries.asks_in(glance.session, glance.poll)
    return Answer(
        is_done=bool(standings) and complete == len(standings) and glance.facts.closed,
        applies=bool(standings) and queries.asks_anything(glance.session, glance.poll),
        sentence=say(
            "%(complete)s of %(all)s have declared everything.",
            complete=thousands(complete),
            all=thousands(len(standings)),
        ),
        until_at=asks.spending_due_at
        or (glance.timetable.shortlist_at if code_of(glance.session, glance.poll) else None),
    )


STEPS = (
    PollStep(
        key="declarations",
        part=Part.INTEREST,
        title=later("Say what candidates declare"),
        sentence=later(
            "A code of conduct, conflicts of interest, spending. It is fixed when interest opens."
        ),
        link=Link(
            endpoint="declarations_admin.declarations",
            label=later("Say what is declared"),
            role=Role.ORGANISER,
        ),
        ask=_asked,
        is_optional=True,
    ),
    PollStep(
        key="declared",
        part=Part.SHORTLIST,
        title=later("Candidates declare, and are reminded"),
        sentence="",
        link=Link(
            endpoint="declarations_admin.declarations",
            label=later("See who has declared"),
            role=Role.ORGANISER,
        ),
        ask=_declared,
        is_optional=True,
    ),
)
