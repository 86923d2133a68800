"""Papers handed in become a published poll with the winners and stages that others give."""

import gzip
import json
import os
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from shortlist.clock import SetClock
from shortlist.db import open_session
from shortlist.demonstration.published import handed_in, publish_outside

DATA = Path(__file__).resolve().parents[1] / "data" / "generated"
WARDS = Path(os.environ.get("SHORTLIST_WARDS") or "nowhere")


def publish(engine: Engine, clock: SetClock, path: Path) -> str:
    with open_session(engine) as session:
        poll = publish_outside(
            session, handed_in(path, ""), now=clock.now(), time_zone="Europe/London"
        )
        session.commit()
        return poll.slug


def published_record(client: FlaskClient, slug: str) -> dict:
    return client.get(f"/polls/{slug}/results.json").json["contests"][0]["record"]


def tallies(stages: list[dict]) -> list[list[str]]:
    """Return the tallies of each stage in order of candidates, unchanged stages left out."""
    rows = []
    for stage in stages:
        row = [stage["tallies"][str(number + 1)] for number in range(len(stage["tallies"]))]
        if not rows or rows[-1] != row:
            rows.append(row)
    return rows


def expected(folder: Path, name: str) -> dict:
    with gzip.open(folder / "expected" / "scottish.json.gz") as file:
        return json.load(file)[name]


def check(record: dict, wanted: dict) -> None:
    elected = {number for stage in wanted["elected_by_stage"] for number in stage}
    assert set(record["elected"]) == elected
    ours, theirs = tallies(record["stages"]), [stage["tallies"] for stage in wanted["stages"]]
    shorter = min(len(ours), len(theirs))
    assert ours[:shorter] == theirs[:shorter]
    assert shorter >= len(theirs) - 1


@pytest.mark.parametrize("name", ["f0014.blt", "f0767.blt", "f2003.blt"])
def test_a_generated_election_is_published_as_others_count_it(
    client: FlaskClient, engine: Engine, clock: SetClock, name: str
) -> None:
    path = DATA / "elections" / name
    slug = publish(engine, clock, path)
    check(published_record(client, slug), expected(DATA, path.name))


@pytest.mark.wards
@pytest.mark.skipif(not WARDS.is_dir(), reason="SHORTLIST_WARDS names no folder of real wards")
def test_a_real_ward_is_published_as_others_count_it(
    client: FlaskClient, engine: Engine, clock: SetClock
) -> None:
    path = WARDS / "wards" / "glasgow_2012_ward1.blt"
    slug = publish(engine, clock, path)
    record = published_record(client, slug)
    check(record, expected(WARDS, path.name))
    page = client.get(f"/polls/{slug}/results").text
    assert "Ward 1 Linn (glasgow 2012 ward1)" in page
    assert "glasgow_2012_ward1.blt" in page


def test_a_file_that_cannot_be_read_is_refused_with_its_line(
    engine: Engine, clock: SetClock, tmp_path: Path
) -> None:
    from shortlist.ballot_box.rules import CannotRead

    path = tmp_path / "bad.blt"
    path.write_text('2 1\n1 3 0\n0\n"A"\n"B"\n"bad"\n')
    with pytest.raises(CannotRead, match="line 2"):
        publish(engine, clock, path)
