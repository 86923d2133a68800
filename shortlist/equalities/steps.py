"""The step of asking for equalities, as the guide shows it."""

from shortlist.equalities import policy, queries
from shortlist.guide.rules import Link, Part
from shortlist.language import later
from shortlist.permissions import Role
from shortlist.polls.glance import Answer, Glance, PollStep


def _planned(glance: Glance) -> Answer:
    is_done = queries.has_form(glance.session, glance.poll)
    refusal = policy.why_not_plan(glance.poll, glance.now, has_form=is_done)
    return Answer(
        is_done=is_done,
        applies=is_done or refusal is None,
        refusal=refusal,
        until_at=glance.timetable.interest_opens_at,
    )


STEPS = (
    PollStep(
        key="equalities",
        part=Part.INTEREST,
        title=later("Ask who offers to stand, without names"),
        sentence=later(
            "Optional for everybody, in figures only. It is fixed once interest has opened."
        ),
        link=Link(
            endpoint="equalities_admin.plan",
            label=later("Plan the equalities form"),
            role=Role.ORGANISER,
        ),
        ask=_planned,
        is_optional=True,
    ),
)
