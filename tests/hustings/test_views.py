"""Hustings, as organisers, candidates and members meet them, on both databases."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.candidates.actions import Verdict, decide_expression
from shortlist.candidates.models import Candidate
from shortlist.candidates.rules import Outcome
from shortlist.clock import SetClock
from shortlist.hustings.models import Attendance
from shortlist.notices.models import Notice
from shortlist.polls.models import Poll
from tests.candidates.offers import countersign_all, offer_to_stand
from tests.people import add_member, add_roll_entry
from tests.timetables import INTEREST_CLOSES, SHORTLIST, add_draft, add_poll

SignIn = Callable[..., FlaskClient]
HERE = "/polls/national-executive/hustings"
THERE = "/organise/polls/national-executive/hustings"
STARTS = SHORTLIST + timedelta(days=2, hours=7)  # at seven in the evening
EVENING = {
    "title": "An evening",
    "starts_at-on": "2026-02-25",
    "starts_at-at": "19:00",
    "ends_at-on": "2026-02-25",
    "ends_at-at": "21:00",
    "place": "Anyborough Hall",
    "link": "",
    "capacity": "6",
}


@pytest.fixture
def poll(session: Session, clock: SetClock) -> Poll:
    """A poll whose shortlist is out, with Ann on it; Mo is on the roll."""
    poll = add_poll(session)
    expression = offer_to_stand(session, clock, poll.contests[0], "Ann Ash")
    accepted = Verdict(outcome=Outcome.ACCEPTED, reason="")
    how = {"now": INTEREST_CLOSES, "actor": PLATFORM, "base_url": ""}
    decide_expression(session, poll.contests[0], expression, accepted, **how)
    countersign_all(session, poll.contests[0], INTEREST_CLOSES)
    add_roll_entry(session, clock, "mo@example.org")
    session.commit()
    clock.at = SHORTLIST
    return poll


@pytest.fixture
def organiser(poll: Poll, sign_in: SignIn) -> FlaskClient:
    return sign_in("olu@example.org", "organiser")


def page(response) -> str:
    return unescape(response.get_data(as_text=True)).replace("\u00a0", " ")


def mails(session: Session, kind: str) -> list[str]:
    found = session.scalars(select(Notice.to_address).where(Notice.kind == kind)).all()
    session.rollback()
    return sorted(found)


def event_in(answer) -> tuple[str, int, str, str]:
    (event,) = (
        one
        for one in Calendar.from_ical(answer.data).walk("VEVENT")
        if one.uid.startswith("husting-")
    )
    return event.uid, event["sequence"], event.start.isoformat(), event["status"]


def come_too(session: Session, clock: SetClock, count: int) -> None:
    """Let others say that they come."""
    for number in range(count):
        member = add_member(session, clock, f"m{number}@example.net")
        session.add(Attendance(husting_id=1, member_id=member.id, said_at=clock.at))
    session.commit()


def test_a_meeting_is_planned_attended_moved_and_cancelled(
    organiser: FlaskClient,
    sign_in: SignIn,
    client: FlaskClient,
    session: Session,
    clock: SetClock,
) -> None:
    bad = organiser.post(f"{THERE}/new", data=EVENING | {"ends_at-at": "18:00", "place": ""})
    assert bad.status_code == 422
    assert "The meeting must end after it has begun." in page(bad)
    assert "Give a place, a link, or both." in page(bad)
    assert organiser.post(f"{THERE}/new", data=EVENING).status_code == 303
    assert mails(session, "husting_planned") == ["ann@example.org"]
    assert "Sign in to say so" in page(client.get(f"{HERE}/1"))
    assert "Hustings" in page(client.get("/polls/national-executive"))
    mo, ann = sign_in("mo@example.org"), sign_in("ann@example.org")
    stranger = sign_in("x@example.net")
    assert stranger.post(f"{HERE}/1/attendance").status_code == 403
    assert mo.post(f"{HERE}/1/speaker", data={"says": "yes"}).status_code == 403
    assert ann.post(f"{HERE}/1/speaker", data={"says": "loudly"}).status_code == 422
    ann.post(f"{HERE}/1/speaker", data={"says": "no"})
    assert "No candidate has said yet" in page(client.get(f"{HERE}/1"))
    ann.post(f"{HERE}/1/speaker", data={"says": "maybe"})
    seen = page(client.get(f"{HERE}/1"))
    assert ("Ann Ash" in seen, "Perhaps" in seen) == (True, True)
    ann_id = session.scalar(select(Candidate.id))
    session.rollback()
    own = page(client.get(f"/polls/national-executive/candidates/{ann_id}"))
    assert "Where to meet Ann Ash" in own
    for _ in range(2):
        assert mo.post(f"{HERE}/1/attendance").status_code == 303  # twice changes nothing
    assert "You are expected." in page(mo.get(f"{HERE}/1"))
    come_too(session, clock, 3)
    assert "4 members" not in page(client.get(f"{HERE}/1"))
    mo.post(f"{HERE}/1/attendance", data={"then": "back"})
    assert "I come" in page(mo.get(f"{HERE}/1"))
    mo.post(f"{HERE}/1/attendance")
    assert ann.post(f"{HERE}/1/attendance").status_code == 303
    assert "5 members" in page(client.get(f"{HERE}/1"))
    uid = "husting-1.national-executive@localhost"
    first = (uid, 0, "2026-02-25T19:00:00+00:00", "CONFIRMED")
    assert event_in(client.get(f"{HERE}/1.ics")) == first
    assert event_in(client.get("/polls/national-executive/calendar.ics")) == first
    assert 'value="19:00"' in page(organiser.get(f"{THERE}/1"))
    renamed = EVENING | {"title": "A long evening"}
    organiser.post(f"{THERE}/1", data=renamed)
    assert mails(session, "husting_moved") == []
    moved = renamed | {"starts_at-at": "18:30"}
    assert organiser.post(f"{THERE}/1", data=moved).status_code == 303
    assert len(mails(session, "husting_moved")) == 5  # Ann is asked twice, and told once
    assert event_in(client.get(f"{HERE}/1.ics"))[1:3] == (2, "2026-02-25T18:30:00+00:00")
    assert organiser.post(f"{THERE}/1/cancel", data={"reason": ""}).status_code == 422
    assert organiser.post(f"{THERE}/1/cancel", data={"reason": "Snow."}).status_code == 303
    assert "mo@example.org" in mails(session, "husting_cancelled")
    assert "Snow." in page(client.get(f"{HERE}/1"))
    assert event_in(client.get(f"{HERE}/1.ics"))[1:] == (
        3,
        "2026-02-25T18:30:00+00:00",
        "CANCELLED",
    )
    assert mo.post(f"{HERE}/1/attendance").status_code == 409
    assert organiser.get(f"{THERE}/1/cancel").status_code == 409
    assert organiser.post(f"{THERE}/1", data=moved).status_code == 409


def test_seats_run_out_and_the_recording_follows(
    organiser: FlaskClient,
    sign_in: SignIn,
    client: FlaskClient,
    session: Session,
    clock: SetClock,
) -> None:
    organiser.post(f"{THERE}/new", data=EVENING)
    come_too(session, clock, 6)
    mo = sign_in("mo@example.org")
    full = mo.post(f"{HERE}/1/attendance")
    assert (full.status_code, "All seats are taken." in page(full)) == (409, True)
    recording = {"recording": "https://video.example.org/1"}
    assert organiser.post(f"{THERE}/1/recording", data=recording).status_code == 409
    clock.at = STARTS
    assert mo.post(f"{HERE}/1/attendance", data={"then": "back"}).status_code == 409
    assert organiser.get(f"{THERE}/1").status_code == 409
    clock.at = STARTS + timedelta(hours=2)
    assert "The recording" in page(organiser.get(f"{THERE}/1"))
    refused = organiser.post(f"{THERE}/1/recording", data={"recording": "ftp://x.example"})
    assert (refused.status_code, "begins with https://" in page(refused)) == (422, True)
    assert organiser.post(f"{THERE}/1/recording", data=recording).status_code == 303
    assert "Watch it on video.example.org" in page(client.get(f"{HERE}/1"))
    assert "Recording on video.example.org" in page(client.get(HERE))
    assert client.get(f"{HERE}/2").status_code == 404


def test_a_draft_has_no_meetings(sign_in: SignIn, session: Session) -> None:
    add_draft(session)
    session.commit()
    organiser = sign_in("olu@example.org", "organiser")
    assert organiser.get(f"{THERE}/new").status_code == 409
    assert organiser.post(f"{THERE}/new", data=EVENING).status_code == 409


def test_no_candidate_is_told_of_a_meeting_before_all_are_decided_on(
    organiser: FlaskClient, session: Session, clock: SetClock, poll: Poll
) -> None:
    offer_to_stand(session, clock, poll.contests[0], "Bob Box")
    session.commit()
    assert organiser.post(f"{THERE}/new", data=EVENING).status_code == 303
    assert mails(session, "husting_planned") == []
