"""The step of publishing the slate, as the guide shows it."""

from shortlist.candidates.consent_rules import NotCountersigned
from shortlist.guide.rules import Link, Part, refusal_of
from shortlist.language import later
from shortlist.permissions import Role
from shortlist.polls.glance import Answer, Glance, PollStep
from shortlist.proposals.rules import Change
from shortlist.slates.actions import check_may_publish
from shortlist.slates.asking import check_may_ask, why_waits

COUNTERSIGNING = Link(
    endpoint="slates_admin.countersigning",
    label=later("See who has countersigned"),
    role=Role.RETURNING_OFFICER,
)


def _countersigned(glance: Glance) -> Answer:
    poll = glance.poll
    if glance.facts.slate_published:
        return Answer(is_done=True)
    refusal = refusal_of(check_may_ask, poll)
    missing = None if refusal else why_waits(glance.session, poll)
    return Answer(
        is_done=refusal is None and missing is None,
        refusal=refusal,
        sentence=missing.text if missing else "",
        until_at=glance.timetable.slate_at,
    )


def _slate(glance: Glance) -> Answer:
    return Answer(
        is_done=glance.facts.slate_published,
        refusal=refusal_of(check_may_publish, glance.session, glance.poll),
        waits_for=glance.waits_for_second(Change.PUBLISH_SLATE),
        until_at=glance.timetable.slate_at,
    )


STEPS = (
    PollStep(
        key="slate countersigned",
        part=Part.SLATE,
        title=later("Have the slate countersigned"),
        sentence=later(
            "Those elected are asked by mail to agree to be on it, beside each other and in "
            "its order."
        ),
        link=COUNTERSIGNING,
        ask=_countersigned,
    ),
    PollStep(
        key="slate",
        part=Part.SLATE,
        title=later("Publish the slate"),
        sentence=later("It follows from the results, of those who have countersigned it."),
        link=Link(
            endpoint="slates_admin.confirm_slate",
            label=later("Propose to publish it"),
            role=Role.RETURNING_OFFICER,
        ),
        mends={NotCountersigned: (COUNTERSIGNING,)},
        ask=_slate,
    ),
)
