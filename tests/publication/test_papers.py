"""The papers that are published: whole among few candidates, cut among many."""

import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from shortlist.ballot_box.queries import papers_in_order
from shortlist.candidates.queries import on_paper
from shortlist.candidates.rules import State
from shortlist.clock import SetClock
from shortlist.config import Settings
from shortlist.stv import Lot, Record, count, read_blt
from tests.publication.bundles import Published, publish
from tests.publication.test_bundle import verify
from tests.publication.test_bundle_odd import publish as publish_counted
from tests.voting.booth import NAMES, make_booth

MANY = (*NAMES, "Femi Ade", "Gus Hale", "Hana Lim", "Ines Roy", "Joe Kerr")


@pytest.fixture
def among_many(engine: Engine, clock: SetClock, settings: Settings) -> Published:
    """A published poll with ten candidates a contest."""
    return publish(engine, clock, settings.keys_path, voters=24, seed=2, names=MANY)


def published_orders(folder: Path) -> list[list[int]]:
    lines = (folder / "papers.csv").read_text().splitlines()[1:]
    return [[int(number) for number in line.split(",")[1].split()] for line in lines]


def test_papers_among_many_are_cut_and_count_to_the_same_record(
    among_many: Published, tmp_path: Path
) -> None:
    folder = among_many.write_bundle(tmp_path / "bundle")
    for position in (1, 2):
        here = folder / f"contest-{position}"
        record = Record.from_json((here / "record.json").read_bytes())
        papers = read_blt((here / "papers.blt").read_bytes())
        lot = Lot.from_seed(f"executive/{position}")
        assert count(papers, rule=record.rule, lot=lot).stages == record.stages
    orders = published_orders(folder / "contest-1")
    with among_many.booth.reading() as session:
        whole = [list(order) for _, order in papers_in_order(session, 1)]
    assert [order[: len(cut)] for order, cut in zip(whole, orders, strict=True)] == orders
    assert sum(map(len, orders)) < sum(map(len, whole))


def test_a_bundle_of_cut_papers_checks(among_many: Published, tmp_path: Path) -> None:
    done = verify(among_many.write_bundle(tmp_path / "bundle"))
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


def test_where_all_withdrew_no_more_than_first_preferences_are_published(
    engine: Engine, clock: SetClock, settings: Settings, tmp_path: Path
) -> None:
    booth = make_booth(engine, clock, settings.keys_path, electors=2, names=MANY)
    booth.open_voting()
    booth.cast(0, (3, 1, 7, 2))
    booth.cast(1, (5, 9))
    with booth.session() as session:
        for candidate in on_paper(session, booth.poll(session).contests[0].id):
            candidate.state = State.WITHDRAWN
        session.commit()
    folder = publish_counted(booth, tmp_path / "bundle")
    done = verify(folder)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert sorted(published_orders(folder / "contest-1")) == [[3], [5]]
    papers = read_blt((folder / "contest-1" / "papers.blt").read_bytes())
    assert [order for _, order in papers.papers()] == [(3,), (5,)]


def test_the_file_of_papers_holds_no_more_than_the_bundle(
    client: FlaskClient, among_many: Published, tmp_path: Path
) -> None:
    folder = among_many.write_bundle(tmp_path / "bundle")
    shown = client.get("/polls/executive/papers.blt")
    assert shown.data == (folder / "contest-1" / "papers.blt").read_bytes()


def test_the_log_page_says_how_papers_are_published(
    client: FlaskClient, among_many: Published
) -> None:
    manifest = json.loads(client.get("/polls/executive/log/1/manifest.json").data)
    assert manifest["publication"] == "R"
    assert "each cut where the count stopped looking" in client.get("/polls/executive/log/1").text
