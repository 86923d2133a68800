"""The steps of looking after a frozen register, as the guide shows them."""

from shortlist.guide.rules import Link, Part
from shortlist.language import later, say
from shortlist.ledger.queries import proposed_entries, unanswered
from shortlist.ledger.rules import why_not_change
from shortlist.permissions import Role
from shortlist.polls.glance import Answer, Glance, PollStep

PAGE = "register_admin.register"


def _objections(glance: Glance) -> Answer:
    waiting = unanswered(glance.session, glance.poll) if glance.facts.ready else 0
    return Answer(
        applies=waiting > 0,
        sentence=say("One objection waits for an answer.")
        if waiting == 1
        else say("%(waiting)s objections wait for an answer.", waiting=waiting),
    )


def _changes(glance: Glance) -> Answer:
    may_change = why_not_change(glance.now, glance.timetable, glance.facts) is None
    waiting = len(proposed_entries(glance.session, glance.poll)) if may_change else 0
    return Answer(
        applies=waiting > 0,
        sentence=say("One change of the register waits for a second person.")
        if waiting == 1
        else say("%(waiting)s changes of the register wait for a second person.", waiting=waiting),
        until_at=glance.timetable.closes_at,
    )


STEPS = (
    PollStep(
        key="objections",
        part=Part.VOTING,
        title=later("Answer objections to the register"),
        sentence="",
        link=Link(endpoint=PAGE, label=later("See the objections"), role=Role.ORGANISER),
        ask=_objections,
        is_optional=True,
    ),
    PollStep(
        key="changes",
        part=Part.VOTING,
        title=later("Look at changes of the register"),
        sentence="",
        link=Link(endpoint=PAGE, label=later("See the changes"), role=Role.RETURNING_OFFICER),
        ask=_changes,
        is_optional=True,
    ),
)
