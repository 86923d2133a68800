"""The finder: every kind of postcode, the roll, the frame, and that nothing typed is kept."""

import io
import re
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import Engine

from shortlist.areas.actions import Made, keep_draft, publish_plan
from shortlist.areas.findings import comparison_of
from shortlist.areas.image import OrderPicture, order_png
from shortlist.areas.planner import make_plan
from shortlist.areas.queries import slate_for, the_draft_of
from shortlist.areas.rows import current_land, homes_of
from shortlist.areas.simulator import Assumptions
from shortlist.audit.actions import PLATFORM
from shortlist.clock import SetClock
from shortlist.config import Settings
from shortlist.db import open_session
from shortlist.factory import create_app
from shortlist.polls.queries import poll_by_slug
from shortlist.postcodes.models import PostcodeAnswer, PostcodeDirectory
from shortlist.roll.models import RollEntry
from shortlist.roll.rules import EntrySource, EntryState
from tests.faults.disk import kept_bytes

SITE = "https://party.example.org"


def publish(engine: Engine, clock: SetClock, slug: str, areas: int) -> None:
    """Publish orders for so many areas."""
    with open_session(engine) as session:
        poll = poll_by_slug(session, slug)
        slate, land, given = slate_for(session, poll), current_land(), Assumptions(seats=2)
        plan = make_plan(land, homes_of(slate), areas)
        made = Made(
            plan=plan,
            land=land,
            candidates=slate,
            assumptions=given,
            comparison=comparison_of(plan, plan, given, 2),
        )
        keep_draft(session, poll, made, now=clock.now(), actor=PLATFORM)
        publish_plan(session, poll, the_draft_of(session, poll), now=clock.now(), actor=PLATFORM)
        session.commit()


@pytest.fixture
def finder(engine: Engine, clock: SetClock, published: str) -> str:
    """The address of the finder of a poll with an area for almost every region."""
    publish(engine, clock, published, areas=9)
    return f"/polls/{published}/find-your-order"


def heading(page: str) -> str:
    found = re.search(r"<h1>(.*?)</h1>", page)
    assert found
    return found[1].replace("&amp;", "&")


def sides(page: str) -> list[str]:
    part = page.split('id="which"')[1].split("</section>", maxsplit=1)[0]
    return re.findall(r'/areas/\d+">(.*?)</a>', part.replace("&amp;", "&"))


CERTAIN = {
    "LS6 2AB": "Yorkshire & Humberside",
    "ls6": "Yorkshire & Humberside",
    "M1 1AA": "North West",
    "SW1A 1AA": "Greater London",
    "CF10": "Wales",
    "G1 1AA": "Scotland",
}
ASKED = {
    "CH4 8AA": (["North West", "Wales"], "CH4 lies on both sides of a border."),
    "BT9 5AA": (11, "BT9 is in Northern Ireland, which is in none of these areas."),
    "JE2 3AA": (11, "Jersey, Guernsey and the Isle of Man are in none of these areas."),
    "BFPO 58": (11, "Addresses of the forces (BFPO) can be anywhere."),
    "GX11 1AA": (11, "That is a postcode of a territory overseas."),
    "BX1 1LT": (11, "That is a postcode of an office, not of a place to live."),
}
REFUSED = {
    "": "Enter your postcode, or choose where you vote from the list.",
    "75001": "That does not look like a postcode.",
    "QQ1 1AA": "No postcode begins like that.",
}


def test_a_postcode_leads_to_its_areas_order(client: FlaskClient, finder: str) -> None:
    for typed, name in CERTAIN.items():
        page = client.post(finder, data={"postcode": typed}).text
        assert name in heading(page)
        assert f"is in {name}.".replace("&", "&amp;") in page
        assert "Rank all 2, in this order." in page
        assert "order-text" in page


def test_where_a_border_runs_it_asks_which_side(client: FlaskClient, finder: str) -> None:
    for typed, (choices, words) in ASKED.items():
        page = client.post(finder, data={"postcode": typed}).text
        assert words in page
        found = sides(page)
        assert found == choices if isinstance(choices, list) else len(found) == choices


def test_a_border_within_an_area_is_not_asked_about(
    client: FlaskClient, engine: Engine, clock: SetClock, published: str
) -> None:
    publish(engine, clock, published, areas=1)
    address = f"/polls/{published}/find-your-order"
    page = client.post(address, data={"postcode": "CH4 8AA"}).text
    assert "CH4 is in North West or Wales. Rank all 2, in this order." in page


def test_what_cannot_be_answered_is_refused_in_words(client: FlaskClient, finder: str) -> None:
    for typed, words in REFUSED.items():
        answer = client.post(finder, data={"postcode": typed})
        assert (answer.status_code, words in answer.text) == (422, True), words
        assert 'role="alert"' in answer.text
    assert client.post(finder).status_code == 422


def test_an_imported_directory_is_used_and_named(
    client: FlaskClient, engine: Engine, clock: SetClock, finder: str
) -> None:
    assert "Crown copyright" not in client.get(finder).text
    with open_session(engine) as session:
        session.add(PostcodeAnswer(beginning="CH4 8", regions="WLS"))
        session.add(PostcodeDirectory(edition="May 2026", imported_at=clock.now(), answers=1))
        session.commit()
    page = client.post(finder, data={"postcode": "CH4 8AA"}).text
    assert "Wales" in heading(page)
    assert "OS data © Crown copyright and database right 2026" in page


def on_the_roll(engine: Engine, clock: SetClock, region: str) -> None:
    with open_session(engine) as session:
        session.add(
            RollEntry(
                membership_number="M1",
                name="Fictional Person",
                email="member@example.org",
                local_party="Leeds",
                region=region,
                joined_on=date(2020, 1, 1),
                state=EntryState.CURRENT,
                source=EntrySource.IMPORT,
                updated_at=clock.now(),
            )
        )
        session.commit()


def test_a_member_sees_the_own_order_at_once(
    sign_in, engine: Engine, clock: SetClock, finder: str
) -> None:
    on_the_roll(engine, clock, "Yorkshire and the Humber")
    member = sign_in("member@example.org")
    page = member.get(finder).text
    assert "The roll has you in Yorkshire &amp; Humberside." in page
    assert "Rank all 2, in this order." in page
    assert "Greater London" in heading(member.post(finder, data={"postcode": "SW1A"}).text)


def test_a_member_whose_region_is_in_no_area_is_asked(
    sign_in, engine: Engine, clock: SetClock, finder: str
) -> None:
    on_the_roll(engine, clock, "Northern Ireland")
    page = sign_in("member@example.org").get(finder).text
    assert heading(page) == "Find your order"


def test_there_is_no_finder_before_orders_are_published(
    client: FlaskClient, published: str
) -> None:
    for start in ("", "/embed"):
        address = f"{start}/polls/{published}/find-your-order"
        assert client.get(address).status_code == 404
        assert client.post(address, data={"postcode": "LS6"}).status_code == 404


@pytest.mark.own_database
def test_nothing_typed_is_kept_logged_or_put_into_an_address(
    client: FlaskClient,
    engine: Engine,
    settings: Settings,
    finder: str,
    capfd: pytest.CaptureFixture[str],
) -> None:
    typed = ("LS17 9ZQ", "CH4 9ZQ", "QQ17 9ZQ", "XyzzyTown")
    for address in (finder, f"/embed{finder}"):
        for postcode in typed:
            answer = client.post(address, data={"postcode": postcode})
            assert answer.headers["Cache-Control"] == "no-store"
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert "Set-Cookie" not in answer.headers
            assert "Location" not in answer.headers
    traces = [form.encode() for one in typed for form in (one, one.replace(" ", ""))]
    traces += [b"LS17", b"QQ17"]
    kept = [name for name, body in kept_bytes(engine, settings) if any(t in body for t in traces)]
    assert kept == []
    out, err = capfd.readouterr()
    assert '"route": "/polls/<slug>/find-your-order"' in err
    assert [trace for trace in traces if trace.decode() in out + err] == []


def test_only_listed_sites_may_frame_the_finder_and_nothing_else(
    engine: Engine, settings: Settings, clock: SetClock, finder: str
) -> None:
    app = create_app(replace(settings, embed_sites=(SITE,)), clock=clock)
    site = app.test_client()
    for answer in (
        site.get(f"/embed{finder}"),
        site.post(f"/embed{finder}", data={"postcode": "LS6"}),
        site.get("/embed" + finder.replace("find-your-order", "areas/1")),
    ):
        assert answer.status_code == 200
        assert f"frame-ancestors {SITE};" in answer.headers["Content-Security-Policy"]
        assert "X-Frame-Options" not in answer.headers
        assert "Set-Cookie" not in answer.headers
        assert "<script" not in answer.text
    for path in (finder, finder.replace("find-your-order", "areas/1"), "/"):
        headers = site.get(path).headers
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Frame-Options"] == "DENY"
    app.extensions["shortlist"].engine.dispose()


def test_asking_needs_no_session_where_forms_are_guarded(app: Flask, finder: str) -> None:
    app.config.update(WTF_CSRF_ENABLED=True)
    for address in (finder, f"/embed{finder}"):
        answer = app.test_client().post(address, data={"postcode": "LS6"})
        assert answer.status_code == 200


def test_without_listed_sites_nobody_frames_the_finder(client: FlaskClient, finder: str) -> None:
    headers = client.get(f"/embed{finder}").headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"


def test_the_frame_answers_asks_and_refuses(client: FlaskClient, finder: str) -> None:
    frame = f"/embed{finder}"
    page = client.post(frame, data={"postcode": "LS6 2AB"}).text
    assert "Yorkshire & Humberside" in heading(page)
    asked = client.post(frame, data={"postcode": "CH4"}).text
    assert "CH4 lies on both sides of a border." in asked
    address = re.search(r'href="(/embed/polls/[^"]+/areas/\d+)">Wales', asked)
    assert address
    assert "Wales" in heading(client.get(address[1]).text)
    assert client.post(frame, data={"postcode": "?"}).status_code == 422
    assert client.get(frame.replace("find-your-order", "areas/99")).status_code == 404


def test_an_area_has_a_picture_and_a_qr_code(client: FlaskClient, finder: str) -> None:
    area = finder.replace("find-your-order", "areas/1")
    picture = client.get(f"{area}.png")
    with Image.open(io.BytesIO(picture.data)) as image:
        assert (image.format, image.size) == ("PNG", (1080, 1350))
    assert picture.headers["Cache-Control"] == "public, max-age=300"
    again = client.get(f"{area}.png", headers={"If-None-Match": picture.headers["ETag"]})
    assert again.status_code == 304
    code = client.get(f"{area}.svg")
    assert (code.mimetype, code.data[:4]) == ("image/svg+xml", b"<svg")
    assert client.get(f"{area[:-1]}99.png").status_code == 404


def test_a_picture_of_an_area_is_kept_for_each_language(client: FlaskClient, finder: str) -> None:
    area = finder.replace("find-your-order", "areas/1")
    first, welsh, again = (
        client.get(f"{area}.png", headers={"Accept-Language": code}).data
        for code in ("en", "cy", "en")
    )
    assert first == again
    assert first != welsh


def test_a_picture_holds_many_and_long_names() -> None:
    names = ("Łukasz " + "Very-Long-Name " * 9, *(f"Person {number}" for number in range(11)))
    order = OrderPicture(
        title="A title " * 20,
        heading="Your order in " * 9,
        regions="Wales and East " * 9,
        names=names,
        advice="Rank all " * 9,
        address="https://x" * 9,
    )
    with Image.open(io.BytesIO(order_png(order))) as image:
        assert image.size == (1080, 1350)


def test_organisers_find_the_html_for_other_sites(sign_in, published: str, finder: str) -> None:
    organiser = sign_in("organiser@example.org", "organiser")
    page = organiser.get(f"/organise/polls/{published}/areas").text
    assert f"&lt;iframe src=&#34;http://localhost/embed{finder}&#34;" in page
    assert "No site may show it yet." in page
