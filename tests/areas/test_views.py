"""The pages of areas: from a plan to published orders, and what is refused on the way."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from shortlist.areas.queries import area_of_region, published_plan_of, the_published_plan_of
from shortlist.areas.rules import NoSuchPlan
from shortlist.audit.actions import PLATFORM, record_event
from shortlist.audit.queries import latest_events
from shortlist.clock import SetClock
from shortlist.db import open_session
from shortlist.demonstration.published import Outside, publish_outside
from shortlist.extensions import db_session, now, reading_session
from shortlist.polls.planning import CountingRule
from shortlist.polls.queries import poll_by_slug
from tests.publication.conftest import BLT, FILE

SignIn = Callable[..., FlaskClient]
ASSUMED = {
    "support": "40",
    "discipline": "70",
    "loyalty": "80",
    "onward": "50",
    "seats": "5",
    "rule": "scottish",
    "independents": "6",
    "home": "2",
    "fame": "0.5",
    "swing": "0.05",
    "unevenness": "0.1",
    "rival_1-name": "The others",
    "rival_1-share": "30",
    "rival_1-candidates": "4",
    "rival_1-discipline": "50",
}


@pytest.fixture
def organiser(sign_in: SignIn) -> FlaskClient:
    return sign_in("organiser@example.org", "organiser")


@pytest.fixture
def planned(organiser: FlaskClient, published: str) -> str:
    """The organisers' address of a poll with a draft: two candidates in two areas."""
    address = f"/organise/polls/{published}/areas"
    assert organiser.post(address, data={"run": "2", "areas": "2"}).status_code == 303
    return address


def first_places(page: str) -> list[str]:
    lists = page.split('<ol class="areas"')[1].split("<ol>")[1:]
    return [one.split("<li>")[1].split("</li>")[0] for one in lists]


def test_an_organiser_makes_edits_simulates_and_publishes_a_plan(
    organiser: FlaskClient, client: FlaskClient, published: str, planned: str
) -> None:
    page = organiser.get(planned).text
    assert sorted(first_places(page)) == ["=Ben Box", "Ann Ash"]
    assert "With these orders the slate can expect" in page
    assert "mean and standard error of 4 simulated elections" in page
    assert "The planner’s own" not in page

    ann_first = first_places(page).index("Ann Ash") + 1
    swap = {"place_1": "2", "place_2": "1"}
    assert organiser.post(f"{planned}/{ann_first}", data=swap).status_code == 303
    page = organiser.get(planned).text
    assert first_places(page) == ["=Ben Box", "=Ben Box"]
    assert "Changed by hand." in page
    assert "The planner’s own orders" in page

    assert organiser.post(f"{planned}/simulate", data=ASSUMED).status_code == 303
    assert organiser.post(f"{planned}/numbers").status_code == 303
    page = organiser.get(planned).text
    assert "How many should we run?" in page
    assert "<title id=" in page

    assert client.get(f"/polls/{published}/areas").status_code == 404
    assert "Publish the orders?" in organiser.get(f"{planned}/publish").text
    assert organiser.post(f"{planned}/publish").status_code == 303
    page = client.get(f"/polls/{published}/areas").text
    assert first_places(page) == ["=Ben Box", "=Ben Box"]
    assert "How many should we run?" in page
    assert "The others: 30 %, 4 candidates, 50 % follow one common order" in page
    assert organiser.post(f"{planned}/publish").status_code == 404


def test_what_was_done_stands_in_the_audit_log(
    organiser: FlaskClient, engine: Engine, published: str, planned: str
) -> None:
    organiser.post(f"{planned}/1", data={"place_1": "2", "place_2": "1"})
    organiser.post(f"{planned}/simulate", data=ASSUMED)
    organiser.post(f"{planned}/numbers")
    organiser.post(f"{planned}/publish")
    with open_session(engine, read_only=True) as session:
        events = latest_events(session, subject=f"poll:{published}", limit=5)
    assert [event.action for event in events] == [
        "area plan published",
        "numbers of candidates simulated",
        "area plan simulated",
        "area order changed",
        "area plan made",
    ]


def test_published_orders_are_pages_and_files(
    organiser: FlaskClient, client: FlaskClient, published: str, planned: str
) -> None:
    organiser.post(f"{planned}/publish")
    page = client.get(f"/polls/{published}/areas/1").text
    assert "Your order in" in page
    assert 'value="1 ' in page
    assert client.get(f"/polls/{published}/areas/3").status_code == 404
    rows = list(csv.DictReader(io.StringIO(client.get(f"/polls/{published}/areas.csv").text)))
    assert {row["candidate"] for row in rows} == {"Ann Ash", "'=Ben Box"}
    assert len(rows) == 4
    values = json.loads(client.get(f"/polls/{published}/areas.json").text)
    assert [len(area["order"]) for area in values["areas"]] == [2, 2]
    assert values["assumptions"]["seats"] == 2
    assert values["simulated"]["runs"] == 4
    assert set(values["simulated"]["ways"]) == {"orders", "common", "none"}


def test_a_region_finds_its_area_once_orders_are_published(
    organiser: FlaskClient, engine: Engine, published: str, planned: str
) -> None:
    with open_session(engine, read_only=True) as session:
        assert area_of_region(session, poll_by_slug(session, published), "WLS") is None
    organiser.post(f"{planned}/publish")
    with open_session(engine, read_only=True) as session:
        poll = poll_by_slug(session, published)
        area = area_of_region(session, poll, "WLS")
        assert area is not None
        assert "WLS" in {one.code for one in area.regions}
        assert area_of_region(session, poll, "NIR") is None


def test_a_later_plan_takes_the_place_of_the_published_one(
    organiser: FlaskClient, client: FlaskClient, engine: Engine, published: str, planned: str
) -> None:
    organiser.post(f"{planned}/publish")
    organiser.post(planned, data={"run": "2", "areas": "1"})
    public = f"/polls/{published}/areas"
    assert len(first_places(client.get(public).text)) == 2
    assert "This draft changes nothing" in organiser.get(planned).text
    organiser.post(f"{planned}/publish")
    page = client.get(public).text
    assert len(first_places(page)) == 1
    assert "take the place of earlier ones" in page
    with open_session(engine, read_only=True) as session:
        plan = the_published_plan_of(session, poll_by_slug(session, published))
        assert plan.replaces_id is not None


def test_the_planners_order_can_be_put_back(organiser: FlaskClient, planned: str) -> None:
    before = first_places(organiser.get(planned).text)
    assert "Put the planner’s order back" not in organiser.get(f"{planned}/1").text
    places = {"place_1": "2", "place_2": "1"}
    swap = places if before[0] == "Ann Ash" else {"place_1": "1", "place_2": "2"}
    organiser.post(f"{planned}/1", data=swap)
    assert first_places(organiser.get(planned).text) != before
    assert "Put the planner’s order back" in organiser.get(f"{planned}/1").text
    assert organiser.post(f"{planned}/1", data={"planned": "1"}).status_code == 303
    assert first_places(organiser.get(planned).text) == before
    assert "Changed by hand." not in organiser.get(planned).text


def test_making_a_plan_again_replaces_the_draft_and_keeps_the_assumptions(
    organiser: FlaskClient, planned: str
) -> None:
    organiser.post(f"{planned}/simulate", data=ASSUMED)
    organiser.post(planned, data={"run": "2", "areas": "3"})
    page = organiser.get(planned).text
    assert len(first_places(page)) == 3
    assert 'value="The others"' in page


WRONG = [
    ("", {"run": "3", "areas": "2"}, "Enter a number from 2 to 2."),
    ("", {"run": "2", "areas": "11"}, "Enter a number from 1 to 10."),
    ("", {}, "Enter how many candidates run."),
    ("/1", {"place_1": "1", "place_2": "1"}, "has a place that another has, too"),
    ("/1", {}, "Not a valid choice"),
    ("/simulate", {**ASSUMED, "support": "80"}, "more than 100 per cent together"),
    ("/simulate", {**ASSUMED, "support": "140"}, "Enter a number from 0 to 100."),
    ("/simulate", {**ASSUMED, "rival_1-candidates": "13"}, "Enter a number from 1 to 12."),
    ("/simulate", {}, "Support: enter a number."),
]


def test_what_is_typed_wrongly_is_said_and_changes_nothing(
    organiser: FlaskClient, planned: str
) -> None:
    before = first_places(organiser.get(planned).text)
    for path, typed, words in WRONG:
        answer = organiser.post(planned + path, data=typed)
        assert (answer.status_code, words in answer.text) == (422, True), words
        assert 'role="alert"' in answer.text
    assert first_places(organiser.get(planned).text) == before


def test_areas_are_planned_only_once_results_are_public(
    organiser: FlaskClient, counted: str
) -> None:
    address = f"/organise/polls/{counted}/areas"
    for answer in (organiser.get(address), organiser.post(address, data={})):
        assert answer.status_code == 409
        assert "Publish the results first." in answer.text


def test_nothing_is_edited_simulated_or_published_without_a_draft(
    organiser: FlaskClient, published: str
) -> None:
    address = f"/organise/polls/{published}/areas"
    assert organiser.get(f"{address}/1").status_code == 404
    for path in ("/1", "/simulate", "/numbers", "/publish"):
        assert organiser.post(address + path, data={}).status_code == 404
    assert organiser.get(f"{address}/publish").status_code == 404


def test_the_console_leads_to_the_areas(organiser: FlaskClient, published: str) -> None:
    assert (
        f"/organise/polls/{published}/areas" in organiser.get(f"/organise/polls/{published}").text
    )


def test_nobody_waits_while_a_plan_is_worked_out(app: Flask, engine: Engine) -> None:
    with app.test_request_context("/", method="POST"):
        poll_count = text("SELECT count(*) FROM polls")
        assert db_session().scalar(poll_count) == 0
        with reading_session() as reading:
            assert reading.scalar(poll_count) == 0
            with open_session(engine) as other:
                record_event(
                    other, now=now(), actor=PLATFORM, action="something done", subject="poll:x"
                )
                other.commit()


def test_there_is_no_published_plan_before_one_is_published(engine: Engine, published: str) -> None:
    with open_session(engine, read_only=True) as session:
        poll = poll_by_slug(session, published)
        assert published_plan_of(session, poll) is None
        with pytest.raises(NoSuchPlan):
            the_published_plan_of(session, poll)


def test_a_slate_of_one_has_nothing_to_plan(
    organiser: FlaskClient, engine: Engine, clock: SetClock
) -> None:
    one_seat = replace(FILE, blt=BLT.replace(b"5 2\n", b"5 1\n"))
    outside = Outside(
        title="One place",
        description="One seat.",
        source_note="",
        file=one_seat,
        rule=CountingRule.SCOTTISH,
    )
    with open_session(engine) as session:
        publish_outside(session, outside, now=clock.now(), time_zone="Europe/London")
        session.commit()
    address = "/organise/polls/one-place/areas"
    assert "Orders need two candidates or more" in organiser.get(address).text
    answer = organiser.post(address, data={"run": "2", "areas": "1"})
    assert answer.status_code == 422
    assert "Orders are made of 2 to 12 candidates, not of 1." in answer.text
