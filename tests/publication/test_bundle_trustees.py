"""The bundle of a poll with trustees: what they have signed leads from the log to the papers."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine

from shortlist.audit.actions import PLATFORM
from shortlist.clock import SetClock
from shortlist.config import Settings
from shortlist.counts.actions import count_poll
from shortlist.proposals.rules import Change
from shortlist.publication.actions import publish_results
from tests.officers import two_officers
from tests.publication.bundles import Published
from tests.voting.hall import Hall, build_hall


def published(hall: Hall) -> Published:
    """Count and publish what the trustees have opened."""
    with hall.session() as session:
        poll = hall.poll(session)
        count_poll(session, poll, now=hall.clock.now(), actor=PLATFORM)
        two_officers(session, poll, Change.PUBLISH_RESULTS, hall.clock.now())
        publish_results(session, poll, now=hall.clock.now(), actor=PLATFORM)
        session.commit()
    return Published(booth=hall, receipts=[])


def verify(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-S", str(folder / "verify.py"), str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def hall(engine: Engine, clock: SetClock, settings: Settings) -> Hall:
    return build_hall(engine, clock, settings.keys_path, electors=20)


def test_what_two_trustees_have_opened_can_be_checked(hall: Hall, tmp_path: Path) -> None:
    hall.vote_and_close()
    hall.take(hall.opened(hall.parcel()))
    folder = published(hall).write_bundle(tmp_path / "bundle")
    found = verify(folder)
    assert found.returncode == 0, found.stdout + found.stderr
    [opening] = folder.rglob("opening.json")
    content = json.loads(opening.read_bytes())
    assert [note.splitlines()[3] for note in content["statements"]] == [
        "layer 1 of 2",
        "layer 2 of 2",
    ]
    opening.write_bytes(opening.read_bytes().replace(b"layer 2 of 2", b"layer 1 of 2"))
    assert verify(folder).returncode == 1


def test_a_box_that_was_left_sealed_can_be_checked(hall: Hall, tmp_path: Path) -> None:
    hall.vote_and_close(5)
    hall.open()
    found = verify(published(hall).write_bundle(tmp_path / "bundle"))
    assert found.returncode == 0, found.stdout + found.stderr


def test_papers_that_are_published_cut_can_be_checked(
    engine: Engine, clock: SetClock, settings: Settings, tmp_path: Path
) -> None:
    many = [f"Fictional Person {number}" for number in range(10)]
    hall = build_hall(engine, clock, settings.keys_path, electors=20, candidates=many)
    hall.vote_and_close()
    hall.take(hall.opened(hall.parcel()))
    found = verify(published(hall).write_bundle(tmp_path / "bundle"))
    assert found.returncode == 0, found.stdout + found.stderr
    assert "papers are shown as far as the count looked" in found.stdout
