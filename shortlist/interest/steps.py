"""The step of members' offering to stand, as the guide shows it."""

from shortlist.guide.rules import Link, Part
from shortlist.interest import rules
from shortlist.language import later
from shortlist.permissions import Role
from shortlist.polls.glance import Answer, Glance, PollStep


def _interest(glance: Glance) -> Answer:
    at, facts = glance.timetable, glance.facts
    return Answer(
        is_done=facts.closed or (facts.announced and glance.now >= at.interest_closes_at),
        refusal=rules.why_not_send(glance.now, at, facts),
        from_at=at.interest_opens_at,
        until_at=at.interest_closes_at,
    )


STEPS = (
    PollStep(
        key="interest",
        part=Part.INTEREST,
        title=later("Members register their interest"),
        sentence=later(
            "The window opens and closes by itself. You decide on their expressions "
            "once it has closed."
        ),
        link=Link(
            endpoint="candidates_admin.expressions",
            label=later("See the expressions"),
            role=Role.ORGANISER,
        ),
        ask=_interest,
        happens_by_itself=True,
    ),
)
