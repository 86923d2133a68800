"""Check codes after publication: their lists, the page, and what no address ever holds."""

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, delete

from shortlist.ballot_box.plaintext import check_code
from shortlist.clock import SetClock
from shortlist.config import Settings
from shortlist.crockford import ALPHABET
from shortlist.polls.showing import PapersShown
from shortlist.publication.actions import publish_codes
from shortlist.publication.codes import (
    CodeLine,
    NotAStart,
    buckets_of,
    read_lines,
    read_start,
    start_length,
)
from shortlist.publication.models import CodeBucket
from shortlist.publication.papers import published_box_papers
from tests.publication.bundles import Published, publish
from tests.publication.test_papers import MANY
from tests.voting.booth import NAMES

PAGE = "/polls/executive/codes"
LIST = "/polls/executive/contests/1/codes"
Papers = list[tuple[bytes, list[int]]]

papers_by_tracker = st.dictionaries(
    st.binary(min_size=10, max_size=10), st.lists(st.integers(1, 255), min_size=1, max_size=5)
).map(lambda found: sorted(found.items()))


@pytest.fixture
def box(engine: Engine, clock: SetClock, settings: Settings) -> Published:
    """A published poll of two contests, the second with papers from outside."""
    return publish(engine, clock, settings.keys_path, voters=16, seed=1)


def in_parts(box: Published, length: int) -> list[CodeLine]:
    """Part the first contest's codes by so many characters, as in a larger contest; return them."""
    with box.booth.session() as session:
        contest = box.booth.poll(session).contests[0]
        session.execute(delete(CodeBucket).where(CodeBucket.contest_id == contest.id))
        publish_codes(session, contest, length)
        session.commit()
        papers = list(published_box_papers(session, contest))
    return [line for _, lines in buckets_of(papers, 0) for line in read_lines(lines)]


@pytest.mark.parametrize(
    ("papers", "length"), [(1, 0), (1_023, 0), (1_024, 1), (32_767, 1), (32_768, 2), (550_000, 2)]
)
def test_a_list_is_long_enough_to_hide_which_code_is_asked_for(papers: int, length: int) -> None:
    assert start_length(papers) == length


@given(papers=papers_by_tracker, length=st.integers(0, 2))
def test_every_paper_is_in_the_one_list_that_its_code_begins(papers: Papers, length: int) -> None:
    lists = dict(buckets_of(papers, length))
    found = [(start, line) for start in lists for line in read_lines(lists[start])]
    assert [start for start, _ in found] == [line.code[:length] for _, line in found]
    assert [(line.grouped, list(line.preferences)) for _, line in found] == [
        (check_code(tracker), order) for tracker, order in papers
    ]
    assert all(set(line.code) <= set(ALPHABET) for _, line in found)


@pytest.mark.parametrize("typed", ["0I", "o1", " O-l ", "01"])
def test_a_start_is_read_as_crockford_reads_it(typed: str) -> None:
    assert read_start(typed, 2) == "01"


@pytest.mark.parametrize("typed", ["", "7", "7KB", "7U", "ß7", "７K", "7K2M40TRXA7C1WQE"])
def test_what_is_no_start_is_refused(typed: str) -> None:
    with pytest.raises(NotAStart):
        read_start(typed, 2)


def test_a_small_contest_has_one_list_of_all_its_papers(
    client: FlaskClient, box: Published
) -> None:
    with box.booth.reading() as session:
        papers = list(published_box_papers(session, box.booth.poll(session).contests[0]))
    lines = read_lines(client.get(f"{LIST}/all.txt").text)
    assert [(line.grouped, list(line.preferences)) for line in lines] == [
        (check_code(tracker), list(order)) for tracker, order in papers
    ]
    page = client.get(PAGE).text
    assert all(line.grouped in page for line in lines)
    assert "Papers are shown whole." in page
    assert 'name="start"' not in page
    assert client.get(f"{LIST}/0.txt").status_code == 404


@pytest.mark.parametrize("length", [1, 2])
def test_a_larger_contest_is_parted_by_how_codes_begin(
    client: FlaskClient, box: Published, length: int
) -> None:
    lines = in_parts(box, length)
    own = lines[7]
    start = own.code[:length]
    alike = [line for line in lines if line.code.startswith(start)]
    assert read_lines(client.get(f"{LIST}/{start}.txt").text) == alike
    page = client.get(f"{PAGE}?start={start.lower()}").text
    order = ", ".join(NAMES[number - 1] for number in own.preferences)
    assert own.grouped in page
    assert order in page
    assert not [line for line in lines if line not in alike and line.grouped in page]
    assert own.grouped not in client.get(PAGE).text


def test_a_list_that_no_code_is_in_is_empty(client: FlaskClient, box: Published) -> None:
    taken = {line.code[:2] for line in in_parts(box, 2)}
    free = next(one + other for one in ALPHABET for other in ALPHABET if one + other not in taken)
    assert client.get(f"{LIST}/{free}.txt").text == ""
    assert "There is none." in client.get(f"{PAGE}?start={free}").text


@pytest.mark.parametrize("name", ["all", "0", "0u", "0o", "000", "START"])
def test_only_a_start_has_a_list(client: FlaskClient, box: Published, name: str) -> None:
    in_parts(box, 2)
    assert client.get(f"{LIST}/{name}.txt").status_code == 404


def test_a_list_never_changes_and_is_fetched_once(client: FlaskClient, box: Published) -> None:
    answer = client.get(f"{LIST}/all.txt")
    assert answer.mimetype == "text/plain"
    assert answer.headers["Cache-Control"] == "public, immutable, max-age=31536000"
    again = client.get(f"{LIST}/all.txt", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_whole_code_in_the_form_of_starts_is_refused_and_not_repeated(
    client: FlaskClient, box: Published
) -> None:
    own = in_parts(box, 2)[0]
    answer = client.get(f"{PAGE}?start={own.code}")
    assert answer.status_code == 422
    assert NotAStart.sentence in answer.text
    assert own.code not in answer.text
    assert own.grouped not in answer.text


def test_the_field_for_a_whole_code_can_be_sent_nowhere(
    client: FlaskClient, box: Published
) -> None:
    in_parts(box, 2)
    page = client.get(PAGE).text
    field = page[page.index("<input", page.index('for="code"')) :]
    assert "name=" not in field[: field.index(">")]
    start = page[page.index('id="start"') - 100 :]
    assert 'maxlength="2"' in start[: start.index("</form>")]


def test_papers_from_outside_have_no_codes(client: FlaskClient, box: Published) -> None:
    lines = read_lines(client.get("/polls/executive/contests/2/codes/all.txt").text)
    assert len(lines) == 8  # half of the voters; the hall's papers have no codes


def test_a_poll_counted_from_papers_alone_says_that_there_are_no_codes(
    client: FlaskClient, published: str
) -> None:
    page = client.get(f"/polls/{published}/codes")
    assert page.status_code == 200
    assert "There are no check codes in this contest" in page.text
    assert client.get(f"/polls/{published}/contests/1/codes/all.txt").status_code == 404


def test_cut_papers_are_shown_as_far_as_the_count_looked(
    client: FlaskClient, engine: Engine, clock: SetClock, settings: Settings
) -> None:
    box = publish(engine, clock, settings.keys_path, voters=24, seed=2, names=MANY)
    with box.booth.reading() as session:
        papers = list(published_box_papers(session, box.booth.poll(session).contests[0]))
    lines = read_lines(client.get(f"{LIST}/all.txt").text)
    assert [list(line.preferences) for line in lines] == [list(order) for _, order in papers]
    assert "as far as the count looked" in client.get(PAGE).text


def test_where_only_tables_are_published_no_code_is_found_and_it_says_why(
    client: FlaskClient, engine: Engine, clock: SetClock, settings: Settings
) -> None:
    publish(engine, clock, settings.keys_path, voters=16, seed=1, shown=PapersShown.TABLES)
    assert "among few papers one could point to its voter" in client.get(PAGE).text
    assert client.get(f"{LIST}/all.txt").status_code == 404


def test_a_poll_published_before_there_were_lists_says_where_its_papers_are(
    client: FlaskClient, box: Published
) -> None:
    with box.booth.session() as session:
        session.execute(delete(CodeBucket))
        session.commit()
    assert "The file papers.csv in the zip" in client.get(PAGE).text


def test_the_results_lead_to_the_codes(client: FlaskClient, box: Published, published: str) -> None:
    assert f'href="{PAGE}"' in client.get("/polls/executive/results").text
    assert "/codes" not in client.get(f"/polls/{published}/results").text
