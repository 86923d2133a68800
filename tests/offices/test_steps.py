"""The guide asks for two returning officers, who hold the office for the poll or for all."""

from sqlalchemy.orm import Session

from shortlist.clock import SetClock
from shortlist.guide.rules import State, steps_of
from shortlist.offices.steps import STEPS
from shortlist.polls.glance import Glance
from shortlist.polls.models import Poll
from tests.officers import OFFICE
from tests.people import add_member
from tests.timetables import add_poll


def test_the_step_is_done_when_two_could_agree(session: Session, clock: SetClock) -> None:
    poll, elsewhere = add_poll(session), add_poll(session, title="Elsewhere")
    said = [step_of(session, clock, poll)]
    for email, poll_id in (("a", None), ("a", poll.id), ("b", elsewhere.id), ("c", poll.id)):
        add_member(session, clock, f"{email}@example.org", [OFFICE], poll_id=poll_id)
        said.append(step_of(session, clock, poll))
    only_one = (State.NOW, "Only one is in office", "offices_admin.offices")
    assert said == [
        (State.NOW, "No returning officer ", "offices_admin.offices"),
        *[only_one] * 3,
        (State.DONE, "One proposes to close", ""),
    ]


def step_of(session: Session, clock: SetClock, poll: Poll) -> tuple[State, str, str]:
    """Return how far it is, how its sentence begins and where its link leads."""
    [step] = steps_of(STEPS, Glance(session=session, poll=poll, now=clock.now()), clock.now())
    assert not step.is_optional
    link = step.links[0].endpoint if step.links else ""
    return step.state, step.sentence[:21], link
