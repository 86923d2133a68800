"""Bundles of polls that are out of the ordinary check all the same."""

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine

from shortlist.audit.actions import PLATFORM
from shortlist.candidates.queries import on_paper
from shortlist.candidates.rules import State
from shortlist.clock import SetClock
from shortlist.config import Settings
from shortlist.counts.actions import count_poll
from shortlist.db import open_session
from shortlist.demonstration.published import handed_in, publish_outside
from shortlist.polls.models import Contest
from shortlist.proposals.rules import Change
from shortlist.publication.actions import publish_results
from shortlist.publication.bundle import bundle_files
from tests.officers import two_officers
from tests.publication.bundles import Published, write_files
from tests.publication.test_bundle import verify
from tests.voting.booth import Booth, make_booth

NAMES = ('Zoë "Zed" Åkesson', "Back\\slash, Comma", "=Ben Box", "Cat Cole", "Dan Dyer")


@pytest.fixture
def booth(engine: Engine, clock: SetClock, settings: Settings) -> Booth:
    """A poll of two contests for everybody, open for voting."""
    regions = (None, None)
    booth = make_booth(engine, clock, settings.keys_path, regions=regions, names=NAMES)
    booth.open_voting()
    return booth


def publish(booth: Booth, folder: Path) -> Path:
    """Close, open, count and publish; return the folder of the bundle."""
    booth.end_voting()
    booth.close()
    booth.open()
    with booth.session() as session:
        poll = booth.poll(session)
        count_poll(session, poll, now=booth.clock.now(), actor=PLATFORM)
        two_officers(session, poll, Change.PUBLISH_RESULTS, booth.clock.now())
        publish_results(session, poll, now=booth.clock.now(), actor=PLATFORM)
        session.commit()
    return Published(booth=booth, receipts=[]).write_bundle(folder)


def test_a_contest_that_nobody_voted_in_checks(booth: Booth, tmp_path: Path) -> None:
    booth.cast(0, (3, 1))
    folder = publish(booth, tmp_path / "bundle")
    done = verify(folder)
    assert done.returncode == 0, done.stdout
    assert "by it 0 envelopes count" in done.stdout
    assert (folder / "contest-2/papers.csv").read_text() == "check_code,preferences\n"


def test_withdrawn_candidates_are_passed_over(booth: Booth, tmp_path: Path) -> None:
    for number, order in enumerate([(2,), (2, 1), (3, 2, 1)]):
        booth.cast(number, order)
    with booth.session() as session:
        contest = booth.poll(session).contests[0]
        on_paper(session, contest.id)[1].state = State.WITHDRAWN
        session.commit()
    folder = publish(booth, tmp_path / "bundle")
    done = verify(folder)
    assert done.returncode == 0, done.stdout
    record = json.loads((folder / "contest-1/record.json").read_bytes())
    assert (record["withdrawn"], record["papers"]["informal"]) == ([2], 1)


def test_a_dropped_contest_is_named_and_has_no_files(booth: Booth, tmp_path: Path) -> None:
    with booth.session() as session:
        dropped = Contest(
            poll_id=booth.poll_id,
            position=3,
            title="Nobody stood",
            seats=1,
            rule="scottish",
            dropped_at=booth.clock.now(),
        )
        session.add(dropped)
        session.commit()
    booth.cast(0, (1,))
    folder = publish(booth, tmp_path / "bundle")
    index = json.loads((folder / "bundle.json").read_bytes())
    assert index["dropped"] == [{"position": 3, "title": "Nobody stood"}]
    assert [one["position"] for one in index["contests"]] == [1, 2]
    assert "Dropped, for nobody stood in it: Nobody stood." in (folder / "README.txt").read_text()
    assert not (folder / "contest-3").exists()
    assert verify(folder).returncode == 0


def test_more_than_a_million_papers_from_outside_stay_merged(
    engine: Engine, clock: SetClock, settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "large.blt"
    file.write_text('2 1\n600000 1 0\n400001 2 1 0\n0\n"Ann Ash"\n"Ben Box"\n"Large"\n')
    with open_session(engine) as session:
        outside = handed_in(file, "Made up.")
        poll = publish_outside(session, outside, now=clock.now(), time_zone="Europe/London")
        made = bundle_files(session, poll, settings.keys_path)
    write_files(made, tmp_path / "bundle")
    assert "contest-1/papers.csv" not in made
    done = verify(tmp_path / "bundle")
    assert done.returncode == 0, done.stdout
    assert "with 1000001 from outside, 1000001 were counted" in done.stdout
