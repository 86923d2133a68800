"""The call for interest, its announcements, feed and calendar: as organisers and strangers meet
them, on both databases.
"""

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy.orm import Session

from shortlist.announcements.rules import Section
from shortlist.audit.actions import PLATFORM
from shortlist.audit.queries import latest_events
from shortlist.clock import SetClock
from shortlist.polls.actions import announce_poll, delete_draft
from tests.timetables import BEFORE, CLOSES, INTEREST_CLOSES, SHORTLIST, add_draft, add_poll

SignIn = Callable[..., FlaskClient]
HERE = "/polls/national-executive"
THERE = f"/organise{HERE}"
WORDS = {section.value: f"About **{section}**." for section in Section}


@pytest.fixture
def organiser(sign_in: SignIn) -> FlaskClient:
    return sign_in("olu@example.org", "organiser")


def page(response) -> str:
    return unescape(response.get_data(as_text=True)).replace("\u00a0", " ")


def base_on(text: str, name: str = "base") -> str:
    return text.split(f'name="{name}"')[1].split('value="')[1].split('"', maxsplit=1)[0]


def test_a_call_is_written_previewed_published_and_changed(
    organiser: FlaskClient, client: FlaskClient, session: Session
) -> None:
    poll = add_draft(session, "Wales", "London")
    session.commit()
    first = page(organiser.get(f"{THERE}/call"))
    assert "A contest for one region is for the members who live there." in first
    assert "These words are to start from" in first
    assert organiser.get(f"{THERE}/call/preview").status_code == 409
    saved = organiser.post(f"{THERE}/call", data=WORDS | {"base": "", "then": "preview"})
    assert saved.location == f"{THERE}/call/preview"
    preview = page(organiser.get(f"{THERE}/call/preview"))
    assert "<strong>body</strong>" in preview
    assert "18 seats. Register your interest until Friday 13 February, 7 pm (London)." in preview
    again = organiser.post(f"{THERE}/call", data=WORDS | {"base": "", "body": "Lost?"})
    assert again.status_code == 409
    assert "Lost?" in page(again)
    assert "About **body**." in page(again)
    stale = {"saved_at": "2026-01-01T00:00:00+00:00"}
    assert organiser.post(f"{THERE}/call/publish", data=stale).status_code == 409
    now = {"saved_at": base_on(preview, "saved_at")}
    assert organiser.post(f"{THERE}/call/publish", data=now).location == f"{THERE}/call"
    assert client.get(f"{HERE}/call").status_code == 404  # the poll is a draft
    announce_poll(session, poll, now=BEFORE, actor=PLATFORM)
    session.commit()
    call = page(client.get(f"{HERE}/call"))
    assert 'property="og:image"' in call
    assert 'aria-label="The address of this page as a QR code"' in call
    assert "for members in Wales" in call
    assert client.get(f"{HERE}/call.png").data.startswith(b"\x89PNG")
    assert "Read the call for interest" in page(client.get(HERE))
    base = base_on(page(organiser.get(f"{THERE}/call")))
    changed = organiser.post(f"{THERE}/call", data=WORDS | {"base": base, "body": "New."})
    assert changed.status_code == 303
    assert "Your changes are not published" in page(organiser.get(f"{THERE}/call"))
    assert "<strong>body</strong>" in page(client.get(f"{HERE}/call"))
    too_long = organiser.post(f"{THERE}/call", data=WORDS | {"body": "x" * 6_001})
    assert too_long.status_code == 422
    events = [one.action for one in latest_events(session, subject="poll:national-executive")]
    assert events.count("call for interest published") == 1


def test_a_poll_without_a_call_has_no_page_of_one(client: FlaskClient, session: Session) -> None:
    add_poll(session)
    session.commit()
    answer = client.get(f"{HERE}/call")
    assert answer.status_code == 404
    assert "The call for interest of this poll is not published yet." in page(answer)
    assert client.get(f"{HERE}/call.png").status_code == 404
    assert "Read the call for interest" not in page(client.get(HERE))


def test_a_draft_is_deleted_with_its_call(organiser: FlaskClient, session: Session) -> None:
    poll = add_draft(session)
    session.commit()
    organiser.post(f"{THERE}/call", data=WORDS)
    delete_draft(session, poll, now=BEFORE, actor=PLATFORM)
    session.commit()
    assert organiser.get(f"{THERE}/call").status_code == 404


def test_announcements_are_made_corrected_and_fed(
    organiser: FlaskClient, client: FlaskClient, session: Session, clock: SetClock
) -> None:
    add_poll(session)
    session.commit()
    told = {"title": "A meeting", "text": "In **spring**."}
    assert organiser.post(f"{THERE}/announcements", data={"title": ""}).status_code == 422
    preview = page(organiser.post(f"{THERE}/announcements", data=told | {"then": "preview"}))
    assert "As everybody will read it" in preview
    assert "A meeting" not in page(client.get(f"{HERE}/announcements"))
    publish = {"then": "publish"}
    assert organiser.post(f"{THERE}/announcements", data=told | publish).status_code == 303
    one = f"{THERE}/announcements/1"
    assert "In **spring**." in page(organiser.get(one))
    same = organiser.post(one, data=told | publish)
    assert (same.status_code, "Change something first." in page(same)) == (409, True)
    clock.move(timedelta(hours=1))
    right = {"title": "A meeting", "text": "In **autumn**."}
    assert organiser.post(one, data=right | {"then": "preview"}).status_code == 200
    assert organiser.post(one, data=right | publish).status_code == 303
    assert organiser.get(one).status_code == 409  # corrected already
    assert organiser.post(one, data=right | publish).status_code == 409
    public = page(client.get(f"{HERE}/announcements"))
    assert "Correction: A meeting" in public
    assert "Corrected later:" in public
    assert public.index("autumn") < public.index("spring") < public.index("Interest is open")
    assert 'type="application/rss+xml" title="National executive: announcements"' in public
    answer = client.get(f"{HERE}/feed.xml")
    assert answer.mimetype == "application/rss+xml"
    items = ET.fromstring(answer.data).findall("channel/item")
    assert [item.findtext("title") for item in items] == [
        "Correction: A meeting",
        "A meeting",
        "Interest is open",
        "The poll is announced",
    ]
    assert len({item.findtext("guid") for item in items}) == 4
    known = {"If-None-Match": answer.headers["ETag"]}
    assert client.get(f"{HERE}/feed.xml", headers=known).status_code == 304
    clock.at = SHORTLIST
    later = page(client.get(f"{HERE}/announcements"))
    assert "The shortlist is published" in later
    assert "Candidates are asked" in later
    clock.at = CLOSES  # but the poll was never made ready
    assert "Voting is open" not in page(client.get(f"{HERE}/announcements"))


def test_nothing_is_announced_of_a_draft(organiser: FlaskClient, session: Session) -> None:
    add_draft(session)
    session.commit()
    assert "The poll is a draft" in page(organiser.get(f"{THERE}/announcements"))
    told = {"title": "A", "text": "B", "then": "publish"}
    assert organiser.post(f"{THERE}/announcements", data=told).status_code == 409


def test_the_calendar_knows_which_dates_are_newer(
    organiser: FlaskClient, client: FlaskClient, session: Session
) -> None:
    poll = add_poll(session)
    session.commit()

    def closing() -> tuple[str, int, str]:
        answer = client.get(f"{HERE}/calendar.ics")
        assert answer.mimetype == "text/calendar"
        assert "filename=national-executive.ics" in answer.headers["Content-Disposition"]
        events = Calendar.from_ical(answer.data).walk("VEVENT")
        assert len(events) == 9
        event = next(one for one in events if one.uid.startswith("interest-closes."))
        return event.uid, event["sequence"], event.start.isoformat()

    uid = "interest-closes.national-executive@localhost"
    assert closing() == (uid, 0, "2026-02-13T19:00:00+00:00")
    organiser.post(
        f"{THERE}/edit",
        data={
            "title": poll.title,
            "description": poll.description,
            "then": "save",
            **_moments(poll, interest_closes_at=INTEREST_CLOSES + timedelta(hours=1)),
        },
    )
    assert closing() == (uid, 1, "2026-02-13T20:00:00+00:00")


def _moments(poll, **changes) -> dict[str, str]:
    """Return the moments of a poll that may still move as the form has them, in winter time."""
    names = "interest_closes information_opens information_closes shortlist opens closes results"
    fields = {}
    for name in (*(f"{one}_at" for one in names.split()), "slate_at"):
        moment = changes.get(name, getattr(poll, name))
        fields |= {f"{name}-on": f"{moment:%Y-%m-%d}", f"{name}-at": f"{moment:%H:%M}"}
    return fields
