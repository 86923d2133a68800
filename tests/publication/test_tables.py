"""Of few papers only tables are published: no page and no file shows a single one."""

import json
import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from shortlist.ballot_box.plaintext import check_code
from shortlist.ballot_box.queries import papers_in_order
from shortlist.clock import SetClock
from shortlist.config import Settings
from shortlist.polls.showing import PapersShown
from shortlist.publication.papers import OnlyTables, published_box_papers
from shortlist.publication.shelf import SHELF, tag_of
from shortlist.voting.fixed import Publication
from shortlist.voting.queries import fixed_for
from tests.faults.tampering import put_record
from tests.publication.bundles import Published, publish
from tests.publication.test_bundle import files_in, verify


@pytest.fixture
def few(engine: Engine, clock: SetClock, settings: Settings) -> Published:
    """A published poll with 16 and 8 papers, published as its numbers recommend."""
    return publish(
        engine, clock, settings.keys_path, voters=16, seed=1, shown=PapersShown.BY_NUMBERS
    )


def test_the_number_of_papers_decides_by_what_the_manifest_fixed(few: Published) -> None:
    with few.booth.reading() as session:
        fixed = fixed_for(session, 1)
    assert fixed.published_as(99) is Publication.TABLES
    assert fixed.published_as(100) is Publication.FULL


def test_a_bundle_of_tables_checks_and_holds_no_paper(few: Published, tmp_path: Path) -> None:
    folder = few.write_bundle(tmp_path / "bundle")
    done = verify(folder, "--receipts", few.write_receipts(tmp_path / "receipts"))
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert done.stdout.count("only tables are published") == 2
    made = files_in(folder)
    assert not [name for name in made if name.endswith(("papers.csv", "papers.blt"))]
    with few.booth.reading() as session:
        codes = [check_code(tracker) for tracker, _ in papers_in_order(session, 1)]
    whole = b"".join(made.values()).replace(b" ", b"")
    assert len(codes) == 16
    assert not [code for code in codes if code.replace(" ", "").encode() in whole]


def test_no_address_gives_a_paper(client: FlaskClient, few: Published) -> None:
    answer = client.get("/polls/executive/papers.blt")
    assert answer.status_code == 404
    assert OnlyTables.sentence in answer.text
    page = client.get("/polls/executive/results").text
    assert "papers.blt" not in page
    assert "Only the tables are published, and no single paper" in page
    assert "tables only, if there are fewer than 100" in client.get("/polls/executive/log/1").text
    with few.booth.reading() as session, pytest.raises(OnlyTables):
        list(published_box_papers(session, few.booth.poll(session).contests[0]))


def test_papers_that_are_kept_for_another_poll_are_not_sent(
    client: FlaskClient, few: Published
) -> None:
    with few.booth.reading() as session:
        contest = few.booth.poll(session).contests[0]
        tag = tag_of(session, "papers.blt", contest.poll, [contest])
    SHELF.file(tag, lambda: b"those of a poll with the same record, whose papers are published")
    assert client.get("/polls/executive/papers.blt").status_code == 404


def test_a_changed_record_of_tables_is_found(few: Published, tmp_path: Path) -> None:
    original = few.write_bundle(tmp_path / "bundle")

    def found(name: str, change) -> str:
        folder = tmp_path / name
        shutil.copytree(original, folder)
        put_record(folder / "contest-2/record.json", change)
        return verify(folder).stdout.splitlines()[0]

    def more_papers(record) -> None:
        record["papers"]["total"] += 1

    def fewer_than_outside(record) -> None:
        tallies = record["stages"][0]["tallies"]
        tallies["1"] = f"{float(tallies['1']) - 8:.5f}"
        tallies["2"] = f"{float(tallies['2']) + 8:.5f}"

    where = "contest-2/record.json: "
    assert found("papers", more_papers) == f"{where}it has other numbers of papers"
    assert found("first", fewer_than_outside).startswith(f"{where}at stage 1 there are other first")


def test_taking_the_papers_away_does_not_make_tables_of_them(
    engine: Engine, clock: SetClock, settings: Settings, tmp_path: Path
) -> None:
    shown = publish(engine, clock, settings.keys_path, voters=3, seed=1)
    folder = shown.write_bundle(tmp_path / "bundle")
    manifest = json.loads((folder / "contest-1/manifest.json").read_bytes())
    assert (manifest["publication"], manifest["tables_below"]) == ("F", 0)
    (folder / "contest-1/papers.csv").unlink()
    assert "contest-1/papers.csv: the file is missing" in verify(folder).stdout
