"""The step of counting, as the guide shows it."""

from shortlist.counts.actions import check_may_count
from shortlist.guide.rules import Link, Part, refusal_of
from shortlist.language import later
from shortlist.permissions import Role
from shortlist.polls.glance import Answer, Glance, PollStep


def _count(glance: Glance) -> Answer:
    return Answer(
        is_done=glance.facts.counted,
        refusal=refusal_of(check_may_count, glance.poll),
        until_at=glance.timetable.results_at,
    )


STEPS = (
    PollStep(
        key="count",
        part=Part.COUNT,
        title=later("Count the papers"),
        sentence=later(
            "Once the box is open. The count takes seconds, and its record does not change."
        ),
        link=Link(
            endpoint="counts_admin.confirm_count",
            label=later("Count the papers"),
            role=Role.RETURNING_OFFICER,
        ),
        ask=_count,
    ),
)
