"""The step that has two returning officers in office, as the guide shows it."""

from shortlist.candidates.queries import stands_in
from shortlist.guide.rules import Link, Part
from shortlist.language import later
from shortlist.offices.queries import returning_officers
from shortlist.permissions import Role
from shortlist.polls.glance import Answer, Glance, PollStep

NEEDED = 2  # one proposes, another approves


def _two(glance: Glance) -> Answer:
    poll = glance.poll
    found = returning_officers(glance.session, poll.id, glance.now)
    officers = sum(not stands_in(glance.session, poll.id, one.id) for one in found)
    return Answer(
        applies=poll.slate_published_at is None,
        is_done=officers >= NEEDED,
        sentence=WHILE.get(officers, ""),
        until_at=glance.timetable.shortlist_at,
    )


WHILE = {
    0: later(
        "No returning officer is in office who does not stand in this poll. Whoever runs the "
        "server makes the first two, by command: shortlist members grant."
    ),
    1: later(
        "Only one is in office who does not stand in this poll, so nobody could approve what they "
        "propose. Whoever runs the server makes the second one, by command: shortlist members "
        "grant."
    ),
}
STEPS = (
    PollStep(
        key="officers",
        part=Part.READY,
        title=later("Have two returning officers"),
        sentence=later(
            "One proposes to close, to open and to publish, and another approves it. With three, "
            "two are there when one is ill."
        ),
        link=Link(
            endpoint="offices_admin.offices",
            label=later("See who is in office"),
            role=Role.RETURNING_OFFICER,
        ),
        ask=_two,
    ),
)
