"""The step of publishing the slate, as the guide shows it."""

from shortlist.guide.rules import Link, Part, refusal_of
from shortlist.permissions import Role
from shortlist.polls.glance import Answer, Glance, PollStep
from shortlist.proposals.rules import Change
from shortlist.slates.actions import check_may_publish


def _slate(glance: Glance) -> Answer:
    return Answer(
        is_done=glance.facts.slate_published,
        refusal=refusal_of(check_may_publish, glance.poll),
        waits_for=glance.waits_for_second(Change.PUBLISH_SLATE),
        until_at=glance.timetable.slate_at,
    )


STEPS = (
    PollStep(
        key="slate",
        part=Part.SLATE,
        title="Publish the slate",
        sentence="It follows from the results, in order of election.",
        link=Link(
            endpoint="slates_admin.confirm_slate",
            label="Propose to publish it",
            role=Role.RETURNING_OFFICER,
        ),
        ask=_slate,
    ),
)
