"""Deadlines beside the timetable: they move along with it, and calendars have them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.bursaries.actions import offer_bursary
from shortlist.bursaries.rules import Offer
from shortlist.clock import SetClock
from shortlist.db import open_session
from shortlist.declarations.actions import set_asks
from shortlist.declarations.rules import Asks
from shortlist.equalities.actions import set_form
from shortlist.equalities.rules import Plan
from shortlist.polls.models import Poll
from shortlist.polls.queries import poll_by_slug
from shortlist.publication.deadlines import deadlines_beside
from tests.candidates.offers import offer_to_stand
from tests.polls.test_views import mails_to
from tests.timetables import BEFORE, INTEREST_CLOSES, INTEREST_OPENS, RESULTS, SHORTLIST, add_poll

SignIn = Callable[..., FlaskClient]
EDIT = "/organise/polls/national-executive/edit"
FORM_CLOSES = INTEREST_CLOSES + timedelta(days=2)
DAY = timedelta(days=1)


@pytest.fixture
def poll(session: Session, clock: SetClock) -> Poll:
    poll = add_poll(session)
    asks = Asks(spending_limit=50, spending_due_at=RESULTS)
    set_asks(session, poll, asks, now=BEFORE, actor=PLATFORM)
    form = Plan(questions=("gender",), closes_at=FORM_CLOSES)
    set_form(session, poll, form, now=BEFORE, actor=PLATFORM)
    bursary = Offer(pays="Travel.", most=90, closes_at=FORM_CLOSES + DAY)
    offer_bursary(session, poll, bursary, now=BEFORE, actor=PLATFORM)
    offer_to_stand(session, clock, poll.contests[0], "Ana Black")
    session.commit()
    clock.at = INTEREST_OPENS + DAY
    return poll


def page(response) -> str:
    return unescape(response.get_data(as_text=True)).replace("\u00a0", " ")


def typed(poll: Poll, *gone: str, days: int, then: str) -> dict[str, str]:
    """Return a poll's dates some days later, in winter time, without those that have come."""
    fields = {"title": poll.title, "description": poll.description, "then": then}
    names = "interest_closes information_opens information_closes shortlist opens closes results"
    for name in (f"{one}_at" for one in (*names.split(), "slate") if one not in gone):
        moment = getattr(poll, name) + days * DAY
        fields |= {f"{name}-on": f"{moment:%Y-%m-%d}", f"{name}-at": f"{moment:%H:%M}"}
    return fields


def deadlines(engine: Engine) -> tuple[datetime, datetime]:
    with open_session(engine, read_only=True) as reading:
        found = deadlines_beside(reading, poll_by_slug(reading, "national-executive"))
    return found["equalities_closes_at"], found["spending_due_at"]


def test_deadlines_move_along_and_the_preview_says_so(
    sign_in: SignIn, client: FlaskClient, engine: Engine, poll: Poll
) -> None:
    organiser = sign_in("olu@example.org", "organiser")
    preview = page(organiser.post(EDIT, data=typed(poll, days=7, then="")))
    rows = [one.split("</tr>")[0] for one in preview.split("<tr")]
    for title, before, after in (
        ("The equalities form closes", "15 February", "22 February"),
        ("Deadline to declare spending", "9 March", "16 March"),
        ("Deadline to apply for a bursary", "16 February", "23 February"),
    ):
        [row] = [one for one in rows if title in one]
        assert (before in row, after in row) == (True, True)
    assert deadlines(engine) == (FORM_CLOSES, RESULTS)
    assert organiser.post(EDIT, data=typed(poll, days=7, then="save")).status_code == 303
    assert deadlines(engine) == (FORM_CLOSES + 7 * DAY, RESULTS + 7 * DAY)
    [letter] = [one for one in mails_to(engine, "ana@example.org") if "have moved" in one]
    assert "Deadline to declare spending: Monday 16 March, noon (London)" in letter
    file = client.get("/polls/national-executive/calendar.ics").data
    entries = {one.uid.partition(".")[0]: one for one in Calendar.from_ical(file).walk("VEVENT")}
    assert entries["spending-due"].start == RESULTS + 7 * DAY
    assert entries["equalities-closes"].start == FORM_CLOSES + 7 * DAY


def test_a_form_that_has_closed_stays_closed_and_spending_follows_the_shortlist(
    sign_in: SignIn, session: Session, engine: Engine, clock: SetClock, poll: Poll
) -> None:
    organiser = sign_in("olu@example.org", "organiser")
    clock.at = SHORTLIST - DAY
    organiser = sign_in("olu@example.org")
    gone = ("interest_closes", "information_opens", "information_closes")
    saved = organiser.post(EDIT, data=typed(poll, *gone, days=3, then="save"))
    assert saved.status_code == 303
    assert deadlines(engine) == (FORM_CLOSES, RESULTS + 3 * DAY)
