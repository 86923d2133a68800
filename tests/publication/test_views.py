"""The public pages, and the officers' pages that lead to them."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from shortlist.publication import downloads, files
from shortlist.publication.shelf import Shelf
from shortlist.stv import Lot, Record, count, read_blt
from tests.officers import approve_waiting

SignIn = Callable[..., FlaskClient]
FILES = (
    "results.json",
    "stages.csv",
    "papers.blt",
    "results/1/record.json",
    "results/1/sheet.txt",
    "results/1/summary.json",
)
RESULT_PAGES = (
    "results",
    "results/1/stages/1",
    "results/1/stages/1/part",
    "results/1/candidates/1",
    *FILES,
    "slate",
)


@pytest.mark.parametrize("page", RESULT_PAGES)
def test_nothing_of_a_result_is_reachable_before_it_is_published(
    client: FlaskClient, sign_in: SignIn, counted: str, page: str
) -> None:
    assert client.get(f"/polls/{counted}/{page}").status_code == 404
    organiser = sign_in("organiser@example.org", "organiser")
    assert organiser.get(f"/polls/{counted}/{page}").status_code == 404


def test_a_counted_poll_names_nobody_on_its_page(client: FlaskClient, counted: str) -> None:
    page = client.get(f"/polls/{counted}")
    assert "elected" not in page.text
    assert "Results are due on" in page.text


def test_only_a_returning_officer_looks_at_results_before_they_are_public(
    sign_in: SignIn, counted: str
) -> None:
    address = f"/organise/polls/{counted}/results"
    assert sign_in("organiser@example.org", "organiser").get(address).status_code == 403
    page = sign_in("returning@example.org", "returning officer").get(address)
    assert "Ann Ash and =Ben Box are elected" in page.text
    assert "not public yet" in page.text


def test_two_officers_publish_results_then_the_slate(
    client: FlaskClient, sign_in: SignIn, counted: str
) -> None:
    officer = sign_in("returning@example.org", "returning officer")
    console = f"/organise/polls/{counted}"
    second = sign_in("deputy@example.org", "returning officer")
    assert "Propose to publish the results" in officer.get(f"{console}/publish-results").text
    assert officer.post(f"{console}/publish-slate").status_code == 409
    assert officer.post(f"{console}/publish-results").status_code == 303
    assert client.get(f"/polls/{counted}/results").status_code == 404
    assert approve_waiting(second, console).status_code == 303
    assert client.get(f"/polls/{counted}/results").status_code == 200
    assert officer.post(f"{console}/publish-results").status_code == 409
    assert "Publish the slate" in officer.get(console).text
    assert officer.post(f"{console}/publish-slate").status_code == 303
    assert client.get(f"/polls/{counted}/slate").status_code == 404
    assert approve_waiting(second, console).status_code == 303
    assert officer.post(f"{console}/publish-slate").status_code == 409
    assert client.get(f"/polls/{counted}/slate").status_code == 200


def test_a_poll_is_counted_once(sign_in: SignIn, counted: str) -> None:
    officer = sign_in("returning@example.org", "returning officer")
    assert officer.post(f"/organise/polls/{counted}/count").status_code == 409


def test_the_results_page_says_it_in_a_sentence(client: FlaskClient, published: str) -> None:
    page = client.get(f"/polls/{published}/results")
    assert "Ann Ash and =Ben Box are elected" in page.text
    assert "113 papers, quota 38." in page.text
    assert "113 papers: The board. Made for a test." in page.text


def test_the_record_is_whole_and_its_digest_holds(client: FlaskClient, published: str) -> None:
    whole = client.get(f"/polls/{published}/results.json").json
    assert whole["poll"] == published
    assert [contest["title"] for contest in whole["contests"]] == ["The board"]
    record = whole["contests"][0]["record"]
    assert record["elected"] == [1, 2]
    assert record["stages"][0]["tallies"]["1"] == "40.00000"


def test_the_schema_stands_at_an_address_of_its_own_and_published_records_keep_to_it(
    client: FlaskClient, published: str
) -> None:
    answer = client.get("/record.schema.json")
    assert answer.mimetype == "application/schema+json"
    whole = client.get(f"/polls/{published}/results.json").get_json()
    (contest,) = whole["contests"]
    Draft202012Validator(json.loads(answer.data)).validate(contest["record"])
    assert "/record.schema.json" in client.get(f"/polls/{published}/results").text


def test_the_published_papers_count_to_the_same_result(client: FlaskClient, published: str) -> None:
    papers = read_blt(client.get(f"/polls/{published}/papers.blt").data)
    again = count(papers, rule="scottish", lot=Lot.from_seed(f"{published}/1"))
    whole = client.get(f"/polls/{published}/results.json").json["contests"][0]["record"]
    assert again.to_dict()["stages"] == whole["stages"]
    assert isinstance(again, Record)


def test_every_tally_is_in_the_csv_and_no_name_is_a_formula(
    client: FlaskClient, published: str
) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get(f"/polls/{published}/stages.csv").text)))
    record = client.get(f"/polls/{published}/results.json").json["contests"][0]["record"]
    assert len(rows) == len(record["stages"]) * (len(record["candidates"]) + 1)
    assert {row["name"] for row in rows if row["candidate"] == "2"} == {"'=Ben Box"}
    assert rows[0]["tally"] == "40.00000"


def test_the_slate_stands_in_order_with_its_reserves(client: FlaskClient, published: str) -> None:
    page = client.get(f"/polls/{published}/slate").text
    places = page[page.index('<ol class="slate"') :]
    assert places.index("Ann Ash") < places.index("=Ben Box")
    assert "The reserves" in page
    assert "Cat Cole" in page[page.index("The reserves") :]


def test_a_draft_is_unknown_to_the_public(client: FlaskClient) -> None:
    assert client.get("/polls/the-small-board").status_code == 404


@pytest.mark.parametrize("page", ["/", "/polls", "/how-it-works", "/privacy", "/accessibility"])
def test_the_open_pages_are_open(client: FlaskClient, page: str) -> None:
    assert client.get(page).status_code == 200


def test_the_lists_show_an_announced_poll(client: FlaskClient, published: str) -> None:
    for page in ("/", "/polls"):
        assert "The small board" in client.get(page).text


def test_every_officer_sees_the_console_and_a_member_does_not(
    client: FlaskClient, sign_in: SignIn, published: str
) -> None:
    for role in ("organiser", "returning officer", "scrutineer"):
        officer = sign_in(f"{role.split()[0]}@example.org", role)
        assert "The small board" in officer.get("/organise").text
        assert officer.get(f"/organise/polls/{published}").status_code == 200
    assert sign_in("member@example.org").get("/organise").status_code == 403
    assert client.get("/organise").status_code == 302


def test_the_audit_log_tells_a_scrutineer_what_was_done(sign_in: SignIn, published: str) -> None:
    page = sign_in("scrutineer@example.org", "scrutineer").get("/organise/audit")
    assert "contest counted" in page.text
    assert "slate published" in page.text


def make_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every file fail that is made from now on."""
    for name in ("results_json", "stages_csv"):
        monkeypatch.setattr(files, name, None)
    for name, kind in downloads.KINDS.items():
        monkeypatch.setitem(downloads.KINDS, name, replace(kind, make=None))


@pytest.mark.parametrize("name", FILES)
def test_a_published_file_is_made_once_and_known_again(
    client: FlaskClient, published: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"/polls/{published}/{name}"
    first = client.get(url)
    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert "Set-Cookie" not in first.headers
    make_no_more(monkeypatch)
    assert client.get(url).data == first.data
    known = client.get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert (known.status_code, known.data) == (304, b"")
    assert known.headers["ETag"] == first.headers["ETag"]
    assert client.get(url, headers={"If-None-Match": '"another"'}).data == first.data


def test_the_files_have_tags_of_their_own(client: FlaskClient, published: str) -> None:
    names = (*FILES, "results/1/stages/1/part", "results/1/stages/2/part")
    tags = {client.get(f"/polls/{published}/{name}").headers["ETag"] for name in names}
    assert len(tags) == len(names)


def test_the_shelf_makes_room_by_what_was_not_asked_for_longest() -> None:
    shelf = Shelf(most_bytes=3)
    for tag in ("a", "b", "c", "a", "d"):
        shelf.file(tag, lambda: b"1")
    made = [tag for tag in "acdb" if shelf.file(tag, lambda: b"22") == b"22"]
    assert made == ["b"]
    assert shelf.file("too large", lambda: b"4444") == b"4444"


def test_a_stage_has_a_page_with_what_happened_and_the_ways_on(
    client: FlaskClient, published: str
) -> None:
    here = f"/polls/{published}/results/1/stages"
    page = client.get(f"{here}/2").text
    assert "<h1" in page
    assert "Transfer of surplus: Ann Ash" in page
    assert "Ann Ash has a surplus of 2 votes over the quota" in page
    assert f'href="{here}/1"' in page
    assert f'href="{here}/3"' in page
    assert "style=" not in page
    assert 'role="img"' in page


def test_the_part_of_a_stage_is_no_page_and_the_same_for_everybody(
    client: FlaskClient, sign_in: SignIn, published: str
) -> None:
    here = f"/polls/{published}/results/1/stages/2/part"
    part = client.get(here)
    assert "<html" not in part.text
    assert "Ann Ash has a surplus of 2 votes" in part.text
    assert sign_in("member@example.org").get(here).text == part.text


@pytest.mark.parametrize("page", ["stages/0", "stages/99", "stages/99/part", "candidates/0"])
def test_there_is_no_page_of_what_the_count_does_not_have(
    client: FlaskClient, published: str, page: str
) -> None:
    assert client.get(f"/polls/{published}/results/1/{page}").status_code == 404
    assert client.get(f"/polls/{published}/results/2/{page}").status_code == 404


def test_a_candidates_page_answers_the_question_that_people_ask(
    client: FlaskClient, published: str
) -> None:
    here = f"/polls/{published}/results/1/candidates"
    assert "Why did Ann Ash win?" in client.get(f"{here}/1").text
    page = client.get(f"{here}/5").text
    assert "Why did Eve East go out?" in page
    assert "Eve East began with 8 first preferences" in page
    assert f"/polls/{published}/results/1/stages/" in page


def test_the_results_page_leads_to_every_candidate_stage_and_file(
    client: FlaskClient, published: str
) -> None:
    page = client.get(f"/polls/{published}/results").text
    whole = client.get(f"/polls/{published}/results.json").json["contests"][0]["record"]
    base = f"/polls/{published}/results/1"
    for number in range(1, 6):
        assert f'href="{base}/candidates/{number}"' in page
    for stage in whole["stages"]:
        assert f'href="{base}/stages/{stage["number"]}"' in page
    for name in FILES:
        address = f"/polls/{published}/{name}"
        size = len(client.get(address).data)
        assert f'href="{address}"' in page
        assert f"{downloads.in_bytes(size)}: " in page


def test_the_results_page_opens_at_the_stage_of_its_address(
    client: FlaskClient, published: str
) -> None:
    address = f"/polls/{published}/results"
    assert 'data-number="2"' in client.get(f"{address}?contest=1&stage=2").text
    for wrong in ("stage=0", "stage=x", "contest=2&stage=2", "contest=x&stage=-1"):
        assert 'data-number="1"' in client.get(f"{address}?{wrong}").text
    assert 'data-number="99"' not in client.get(f"{address}?stage=99").text


def test_a_returning_officer_goes_through_the_stages_before_they_are_public(
    sign_in: SignIn, counted: str
) -> None:
    officer = sign_in("returning@example.org", "returning officer")
    here = f"/organise/polls/{counted}/results"
    page = officer.get(here).text
    assert f'href="{here}/1/candidates/1"' in page
    assert f'href="/polls/{counted}/results' not in page
    for part in ("stages/2", "stages/2/part", "candidates/1"):
        answer = officer.get(f"{here}/1/{part}")
        assert answer.status_code == 200
        assert "public" not in answer.headers["Cache-Control"]
        assert f'href="/polls/{counted}/results' not in answer.text


def test_the_slate_leads_to_the_reasons(client: FlaskClient, published: str) -> None:
    page = client.get(f"/polls/{published}/slate").text
    assert f'href="/polls/{published}/results/1/candidates/1"' in page


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1000, "1 kB"),
        (999_999, "999 kB"),
        (1_250_000, "1.2 MB"),
    ],
)
def test_a_size_is_said_in_few_figures(size: int, said: str) -> None:
    assert downloads.in_bytes(size) == said
