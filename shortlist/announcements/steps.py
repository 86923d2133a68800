"""The step of publishing the call for interest, as the guide shows it."""

from shortlist.announcements.queries import has_published_call
from shortlist.guide.rules import Link, Part
from shortlist.language import later
from shortlist.permissions import Role
from shortlist.polls.glance import Answer, Glance, PollStep


def _call(glance: Glance) -> Answer:
    is_done = has_published_call(glance.session, glance.poll)
    is_over = glance.now >= glance.timetable.interest_closes_at
    return Answer(
        is_done=is_done,
        applies=is_done or not is_over,
        until_at=glance.timetable.interest_opens_at,
    )


STEPS = (
    PollStep(
        key="call",
        part=Part.PLAN,
        title=later("Publish the call for interest"),
        sentence=later(
            "The page that people share: it says what is asked of whoever wants to "
            "stand. Words to start from are there."
        ),
        link=Link(
            endpoint="announcements_admin.edit_call",
            label=later("Write the call"),
            role=Role.ORGANISER,
        ),
        ask=_call,
        is_optional=True,
    ),
)
