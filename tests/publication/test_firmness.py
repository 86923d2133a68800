"""The page on how firm a slate is: for officers at once, for everybody with the results."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from shortlist.clock import SetClock
from shortlist.counts import studying
from shortlist.counts.models import FirmnessStudy
from shortlist.counts.queries import firmness_of, study_of
from shortlist.counts.results.firmness import groups_of, picture_of, same_slate
from shortlist.counts.rules import STUDY_GOES_QUIET
from shortlist.counts.study_job import Workbench
from shortlist.db import open_session
from shortlist.polls.queries import contest_at, poll_by_slug
from shortlist.stv import Lot, Profile
from shortlist.stv.firmness import Study, firmness, sentence_of

SignIn = Callable[..., FlaskClient]
PAGES = (
    "firmness",
    "firmness/progress.json",
    "firmness/1/firmness.json",
    "firmness/1/firmness.csv",
)
OFFICER = ("returning@example.org", "returning officer")


def the_study(engine: Engine, slug: str) -> FirmnessStudy:
    with open_session(engine, read_only=True) as session:
        return study_of(session, contest_at(poll_by_slug(session, slug), 1).id)


def keep(engine: Engine, study: FirmnessStudy) -> None:
    with open_session(engine) as session:
        session.merge(study)
        session.commit()


@pytest.fixture
def studied(published: str, engine: Engine, clock: SetClock) -> str:
    """The address of a published poll whose study is done."""
    Workbench(engine=engine, clock=clock).work_out_all()
    return published


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_shown_before_the_results_are_published(
    client: FlaskClient, counted: str, engine: Engine, clock: SetClock, page: str
) -> None:
    Workbench(engine=engine, clock=clock).work_out_all()
    assert client.get(f"/polls/{counted}/{page}").status_code == 404


def test_officers_see_it_before_the_results_are_published(
    sign_in: SignIn, counted: str, engine: Engine, clock: SetClock
) -> None:
    Workbench(engine=engine, clock=clock).work_out_all()
    officer = sign_in(*OFFICER)
    page = officer.get(f"/organise/polls/{counted}/firmness")
    assert "under every rule and in at least 95 % of resamples" in page.text
    assert "Only officers see this" in page.text
    assert "firmness.csv" not in page.text
    assert f"/organise/polls/{counted}/firmness" in officer.get(f"/organise/polls/{counted}").text
    results = officer.get(f"/organise/polls/{counted}/results").text
    assert f'href="/organise/polls/{counted}/firmness"' in results


def test_the_page_has_the_sentence_the_picture_and_the_tables(
    client: FlaskClient, studied: str, engine: Engine
) -> None:
    with open_session(engine, read_only=True) as session:
        found = firmness_of(session, the_study(engine, studied).contest_id)
    page = client.get(f"/polls/{studied}/firmness").text
    assert sentence_of(found) in page
    assert same_slate(found) in page
    for row in picture_of(found).rows:
        assert row.share in page
    assert "This is the rule that made the slate." in page
    assert "It is no forecast" in page
    command = "shortlist firmness papers.blt --rule scottish --resamples 200"
    assert f"{command} --seed the-small-board/1 --lot the-small-board/1" in page
    assert f'href="/polls/{studied}/firmness"' in client.get(f"/polls/{studied}/results").text


def test_the_picture_says_what_it_shows(client: FlaskClient, studied: str) -> None:
    page = client.get(f"/polls/{studied}/firmness").text
    drawing = re.search(
        r'<figure class="firmness">.*?(<svg width="100%".*</svg>)\s*</figure>', page, re.S
    )
    svg = ET.fromstring(drawing[1])
    assert svg.get("role") == "img"
    ids = {one.get("id"): one.text for one in svg.iter() if one.get("id")}
    assert ids[svg.get("aria-labelledby")]
    assert "Ann Ash" in ids[svg.get("aria-describedby")]


def test_the_files_hold_what_was_found(client: FlaskClient, studied: str, engine: Engine) -> None:
    values = json.loads(client.get(f"/polls/{studied}/firmness/1/firmness.json").data)
    assert values == json.loads(the_study(engine, studied).body)
    answer = client.get(f"/polls/{studied}/firmness/1/firmness.csv")
    assert answer.mimetype == "text/csv"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["name"] for row in rows][:2] == ["Ann Ash", "'=Ben Box"]
    sizes = re.findall(r"(\d+ bytes|\d+ kB): ", client.get(f"/polls/{studied}/firmness").text)
    assert len(sizes) == 2


def test_a_study_that_waits_says_so_and_has_no_files(client: FlaskClient, published: str) -> None:
    page = client.get(f"/polls/{published}/firmness").text
    assert "It will be worked out in a moment" in page
    assert "shortlist worker" not in page
    assert '<noscript><meta http-equiv="refresh"' in page
    assert client.get(f"/polls/{published}/firmness/1/firmness.json").status_code == 404
    assert client.get(f"/polls/{published}/firmness/1/firmness.csv").status_code == 404
    told = client.get(f"/polls/{published}/firmness/progress.json").json
    assert told == [{"contest": 1, "state": "waiting", "done": 0, "total": 0}]


def test_a_study_at_work_shows_how_far_it_is(
    client: FlaskClient, published: str, engine: Engine, clock: SetClock
) -> None:
    contest_id = the_study(engine, published).contest_id
    with open_session(engine) as session:
        attempt = studying.take_up(session, contest_id, now=clock.now())
        studying.tell(session, contest_id, attempt, done=30, total=218, now=clock.now())
        session.commit()
    page = client.get(f"/polls/{published}/firmness").text
    assert '<progress id="progress-1" value="30" max="218">30 of 218 counts</progress>' in page
    told = client.get(f"/polls/{published}/firmness/progress.json").json
    assert told == [{"contest": 1, "state": "running", "done": 30, "total": 218}]


def test_an_officer_has_a_study_worked_out_again_that_stopped(
    client: FlaskClient, sign_in: SignIn, published: str, engine: Engine, clock: SetClock
) -> None:
    address = f"/organise/polls/{published}/firmness"
    study = the_study(engine, published)
    study.state, study.attempt, study.told_at = "running", 1, clock.now()
    keep(engine, study)
    clock.at += STUDY_GOES_QUIET + timedelta(seconds=1)
    assert "has stopped" in client.get(f"/polls/{published}/firmness").text
    officer = sign_in(*OFFICER)
    assert "Work it out" in officer.get(address).text
    assert officer.post(f"{address}/1").status_code == 303
    assert the_study(engine, published).state == "waiting"
    assert "shortlist worker" in officer.get(address).text
    assert officer.post(f"{address}/1").status_code == 409
    assert "firmness asked" in officer.get(f"/organise/polls/{published}").text.lower()


def test_why_a_study_failed_is_said_to_officers_alone(
    client: FlaskClient, sign_in: SignIn, published: str, engine: Engine
) -> None:
    study = the_study(engine, published)
    study.state, study.fault = "failed", "other record"
    keep(engine, study)
    public = client.get(f"/polls/{published}/firmness").text
    assert "has failed" in public
    assert "no longer count to the record" not in public
    officer, page = sign_in(*OFFICER), f"/organise/polls/{published}/firmness"
    assert "no longer count to the record" in officer.get(page).text
    in_welsh = officer.get(page, headers={"Accept-Language": "cy"}).text
    assert "no longer count to the record" not in in_welsh


def test_a_poll_without_a_study_says_so(
    client: FlaskClient, published: str, engine: Engine
) -> None:
    study = the_study(engine, published)
    with open_session(engine) as session:
        session.delete(study)
        session.commit()
    assert "This has not been worked out." in client.get(f"/polls/{published}/firmness").text


def small(papers, names, seats, rule="scottish", lot=None):
    profile = Profile.from_papers(papers, names, seats)
    return firmness(profile, rule, lot=lot, study=Study(resamples=20))


def test_marks_are_in_the_order_of_the_table_and_none_where_a_count_is_refused() -> None:
    found = small([(10, (1,)), (6, (2,)), (4, (3, 2))], "ABC", 2, "meek-prf", Lot.none())
    row = picture_of(found).rows[0]
    assert [mark.is_on for mark in row.marks] == [
        None if one.refused else 1 in one.elected for one in (*found.rules, *found.other_seats)
    ]
    assert [mark.label for mark in row.marks[-2:]] == ["−1", "+1"]
    assert row.marks[-2].is_on is None
    places = [mark.at for mark in row.marks]
    assert places == sorted(set(places))
    assert places[-1] < row.without_at
    assert picture_of(found).has_refused
    refused = dict(groups_of(found)[1][2])["1 seat"]
    assert refused.startswith("Not counted: A tie")


def test_a_contest_of_one_candidate_has_no_count_without_them() -> None:
    found = small([(3, (1,))], "A", 1)
    picture = picture_of(found)
    assert [row.share for row in picture.rows] == ["100 %"]
    assert (picture.rows[0].without, picture.never) == ("", "")
    assert "left out" not in picture.caption
    assert same_slate(found) == "The whole slate is the same in all 20 resamples."


def test_the_slate_comes_first_then_whoever_else_is_ever_on_one() -> None:
    found = small([(20, (1,)), (19, (2,)), (1, (3,)), (1, (4,))], "ABCD", 1)
    picture = picture_of(found)
    assert [row.name for row in picture.rows][:2] == ["1. A", "B"]
    assert [row.is_on_slate for row in picture.rows][:2] == [True, False]
    assert picture.never == "2 others are on none of these slates."
    assert "different slates came out" in same_slate(found)
