"""The slate's page, its files, its pictures, and the officers' look at it before it is public."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import Engine, select

from shortlist.audit.actions import PLATFORM
from shortlist.candidates.models import Candidate
from shortlist.clock import SetClock
from shortlist.config import Settings
from shortlist.db import open_session
from shortlist.interest.models import Photo
from shortlist.interest.portraits import make_portrait
from shortlist.proposals.rules import Change
from shortlist.slates.actions import publish_slate
from tests.officers import two_officers
from tests.publication.bundles import Published, publish
from tests.voting.booth import NAMES, add_poll

SignIn = Callable[..., FlaskClient]
PAGE = "/polls/executive/slate"
PREVIEW = "/organise/polls/executive/slate"


@pytest.fixture
def with_results(engine: Engine, clock: SetClock, settings: Settings) -> Published:
    """A poll of two contests whose results are published and whose slate is not."""
    return publish(engine, clock, settings.keys_path, voters=12, seed=5)


@pytest.fixture
def with_slate(with_results: Published, clock: SetClock) -> Published:
    """The same poll with its slate published."""
    booth = with_results.booth
    with booth.session() as session:
        poll = booth.poll(session)
        two_officers(session, poll, Change.PUBLISH_SLATE, clock.now())
        publish_slate(session, poll, now=clock.now(), actor=PLATFORM)
        session.commit()
    return with_results


def add_photo(engine: Engine, candidate_id: int, clock: SetClock) -> None:
    file = io.BytesIO()
    Image.new("RGB", (400, 500), "#00ff00").save(file, "JPEG")
    made = make_portrait(file.getvalue())
    with open_session(engine) as session:
        photo = Photo(
            sha256=made.sha256,
            jpeg=made.jpeg,
            face=made.face,
            width=made.width,
            height=made.height,
            made_at=clock.now(),
        )
        session.add(photo)
        session.flush()
        session.get_one(Candidate, candidate_id).photo_id = photo.id
        session.commit()


def test_before_it_is_published_the_page_says_when_it_is_due(
    client: FlaskClient, with_results: Published
) -> None:
    answer = client.get(PAGE)
    assert answer.status_code == 404
    assert "The slate of this poll is not published yet. It is due on " in answer.text


def test_after_its_day_the_page_says_what_it_waits_for(
    client: FlaskClient, with_results: Published, clock: SetClock
) -> None:
    booth = with_results.booth
    with booth.reading() as session:
        clock.move(booth.poll(session).slate_at - clock.now())
    assert "It follows when two returning officers have agreed on it." in client.get(PAGE).text


def test_no_file_of_a_slate_is_there_before_it_is_published(
    client: FlaskClient, counted: str
) -> None:
    names = ("slate.png", "slate.csv", "slate.json")
    statuses = [client.get(f"/polls/{counted}/{name}").status_code for name in names]
    assert statuses == [404, 404, 404]


def test_officers_look_at_it_before_and_nobody_else(
    client: FlaskClient, sign_in: SignIn, with_results: Published
) -> None:
    assert client.get(PREVIEW).status_code == 302
    assert sign_in("member@example.org").get(PREVIEW).status_code == 403
    organiser = sign_in("organiser@example.org", "organiser")
    page = organiser.get(PREVIEW).text
    assert "This slate is not public yet" in page
    assert "Propose to publish it" not in page
    assert "og:image" not in page
    assert organiser.get(f"{PREVIEW}.png").mimetype == "image/png"
    assert "The slate, as it will be published" in organiser.get("/organise/polls/executive").text
    officer = sign_in("returning@example.org", "returning officer")
    assert "Propose to publish it" in officer.get(PREVIEW).text


def test_the_preview_has_the_names_that_are_published(
    client: FlaskClient, sign_in: SignIn, with_slate: Published
) -> None:
    preview = sign_in("organiser@example.org", "organiser").get(PREVIEW).text
    public = client.get(PAGE).text
    assert (
        public[public.index('<ol class="slate"') : public.index("How they were chosen")]
        == (preview[preview.index('<ol class="slate"') : preview.index("How they were chosen")])
    )


def test_a_poll_without_results_has_no_preview(sign_in: SignIn, counted: str) -> None:
    officer = sign_in("returning@example.org", "returning officer")
    answer = officer.get(f"/organise/polls/{counted}/slate")
    assert answer.status_code == 409
    assert "Publish the results first" in answer.text


def test_two_contests_stand_on_one_page_with_a_list_of_both(
    client: FlaskClient, with_slate: Published
) -> None:
    page = client.get(PAGE).text
    assert "4 places in 2 contests" in page
    assert page.count('<ol class="slate"') == 2
    assert 'href="#slate-2"' in page
    assert 'id="slate-2"' in page


def test_it_says_how_they_were_chosen_and_who_is_not_on_it(
    client: FlaskClient, with_slate: Published
) -> None:
    page = client.get(PAGE).text
    chosen = page[page.index("How they were chosen") :]
    assert "12 of 12 members on the register voted, from" in chosen
    assert "; 13 papers were handed in from outside." in chosen
    assert "31 papers of two contests were counted apart by Scottish STV" in chosen
    assert "and this slate were published on" in chosen
    assert "Who is not on it" in page
    assert [name for name in NAMES if f">{name}</a>" in page] == list(NAMES)


def test_the_slate_is_a_csv_with_its_reserves_and_no_name_is_a_formula(
    client: FlaskClient, published: str
) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get(f"/polls/{published}/slate.csv").text)))
    assert [(row["list"], row["place"], row["name"]) for row in rows] == [
        ("slate", "1", "Ann Ash"),
        ("slate", "2", "'=Ben Box"),
        ("reserves", "1", "Cat Cole"),
        ("reserves", "2", "Dan Dyer"),
    ]


def test_the_slate_is_json_with_the_digest_of_each_count(
    client: FlaskClient, published: str
) -> None:
    whole = client.get(f"/polls/{published}/slate.json").get_json()
    results = client.get(f"/polls/{published}/results/1/record.json").get_json()
    (contest,) = whole["contests"]
    assert contest["record"] == results["digest"]
    assert [(one["place"], one["name"]) for one in contest["slate"]] == [
        (1, "Ann Ash"),
        (2, "=Ben Box"),
    ]
    assert contest["slate"][0]["page"].startswith("http://localhost")
    assert contest["slate"][0]["page"].endswith("/polls/the-small-board/candidates/1")


def test_the_picture_is_known_again_by_its_tag_and_may_be_shown_elsewhere(
    client: FlaskClient, with_slate: Published
) -> None:
    answer = client.get("/polls/executive/slate.png")
    assert Image.open(io.BytesIO(answer.data)).size == (1200, 630)
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    again = client.get(
        "/polls/executive/slate.png", headers={"If-None-Match": answer.get_etag()[0]}
    )
    assert (again.status_code, again.data) == (304, b"")


def test_a_link_to_the_slate_unfolds_with_whole_addresses_and_the_names(
    client: FlaskClient, with_slate: Published
) -> None:
    page = client.get(PAGE).text
    assert '<meta property="og:title" content="Our slate: Fictional executive">' in page
    image = 'property="og:image" content="http://localhost/polls/executive/slate.png"'
    assert image in page
    says = page[page.index("og:image:alt") :].split(">")[0]
    first = client.get("/polls/executive/slate.json").get_json()["contests"][0]["slate"][0]["name"]
    assert f"Members: 1 {first}, 2 " in says


def test_a_candidate_s_picture_has_their_face_and_their_place(
    client: FlaskClient, engine: Engine, with_results: Published, clock: SetClock
) -> None:
    with open_session(engine) as session:
        ids = session.scalars(select(Candidate.id).order_by(Candidate.id)).all()
    address = f"/polls/executive/candidates/{ids[0]}"
    before = client.get(f"{address}/card.png").data
    add_photo(engine, ids[0], clock)
    after = client.get(f"{address}/card.png").data
    with Image.open(io.BytesIO(after)) as card:
        red, green, blue = card.convert("RGB").getpixel((628, 198))
    assert (red < 9, green > 246, blue < 9) == (True, True, True)
    assert before != after
    assert f'og:image" content="http://localhost{address}/card.png"' in (client.get(address).text)


def test_a_candidate_s_picture_changes_when_they_are_on_the_slate(
    client: FlaskClient, sign_in: SignIn, with_results: Published, clock: SetClock
) -> None:
    booth = with_results.booth
    with booth.reading() as session:
        poll = booth.poll(session)
        pictures = {
            one.id: client.get(f"/polls/executive/candidates/{one.id}/card.png").data
            for one in session.scalars(
                select(Candidate).where(Candidate.contest_id == poll.contests[0].id)
            )
        }
    with booth.session() as session:
        poll = booth.poll(session)
        two_officers(session, poll, Change.PUBLISH_SLATE, clock.now())
        publish_slate(session, poll, now=clock.now(), actor=PLATFORM)
        session.commit()
    changed = [
        number
        for number, before in pictures.items()
        if client.get(f"/polls/executive/candidates/{number}/card.png").data != before
    ]
    assert len(changed) == 2  # the contest's two seats


def test_a_candidate_who_is_not_there_has_no_picture(
    client: FlaskClient, with_results: Published
) -> None:
    assert client.get("/polls/executive/candidates/999/card.png").status_code == 404


def test_no_picture_of_a_candidate_is_there_before_the_shortlist_is_public(
    client: FlaskClient, engine: Engine, clock: SetClock
) -> None:
    with open_session(engine) as session:
        add_poll(session, clock)
        session.commit()
    assert client.get("/polls/executive/candidates/1/card.png").status_code == 200
    clock.move(timedelta(days=-2))
    assert client.get("/polls/executive/candidates/1/card.png").status_code == 404
