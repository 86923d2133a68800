"""Whatever is changed in a published poll is found and named; nothing is found where nothing is."""

import os
import random
import shutil
import sys
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from shortlist.clock import SetClock
from shortlist.db import load_tables, make_engine
from tests.conftest import NOON
from tests.faults.tampering import KINDS, OF_EXTENSIONS
from tests.publication.bundles import Published, load_verifier, publish

IS_SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
SEEDS = 20 if IS_SOAK else 7  # of each of the kinds, so some 400 in every run
CLEAN = 50
RECEIPTS = 6
Verify = Callable[..., tuple[int, str]]


def publish_at(
    template: Path, place: Path, *, voters: int, seed: int, extended: Sequence[timedelta] = ()
) -> Published:
    """Publish a poll in a place of its own."""
    shutil.copy(template, place / "poll.db")
    load_tables()
    engine = make_engine(f"sqlite:///{place / 'poll.db'}")
    done = publish(
        engine, SetClock(NOON), place / "keys", voters=voters, seed=seed, extended=extended
    )
    done.write_bundle(place / "bundle")
    done.write_receipts(place / "receipts")
    engine.dispose()
    return done


@pytest.fixture(scope="module")
def original(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folders of a published poll and of its receipts, which no test changes."""
    place = tmp_path_factory.mktemp("original")
    publish_at(sqlite_template, place, voters=24, seed=7)
    for path in sorted((place / "receipts").iterdir())[RECEIPTS:]:
        path.unlink()  # each takes some milliseconds
    return place


@pytest.fixture(scope="module")
def prolonged(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folders of a poll that was extended three times while members voted."""
    place = tmp_path_factory.mktemp("prolonged")
    longer = [timedelta(hours=hours) for hours in (1, 2, 5)]
    publish_at(sqlite_template, place, voters=6, seed=8, extended=longer)
    return place


@pytest.fixture
def verify(original: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> Verify:
    """Run the verifier of the original in this process; its status and what it says."""
    program = load_verifier(original / "bundle")

    def run(place: Path, *, with_receipts: bool) -> tuple[int, str]:
        words = ["--receipts", str(place / "receipts")] if with_receipts else []
        monkeypatch.setattr(sys, "argv", ["verify.py", str(place / "bundle"), *words])
        status = program.main()
        return status, capsys.readouterr().out

    return run


def test_there_are_more_than_twenty_kinds() -> None:
    assert len(KINDS) >= 20


@pytest.mark.parametrize("name", KINDS)
def test_tampering_is_found_and_named(
    name: str, original: Path, tmp_path: Path, verify: Verify
) -> None:
    for seed in range(SEEDS):
        place = tmp_path / str(seed)
        for part in ("bundle", "receipts"):
            shutil.copytree(original / part, place / part)
        named = KINDS[name](random.Random(f"{name}/{seed}"), place / "bundle")
        status, said = verify(place, with_receipts="receipt" in name)
        assert status == 1, (seed, named, said)
        assert any(fault.startswith(named) for fault in said.splitlines()), (seed, named, said)


@pytest.mark.parametrize("name", OF_EXTENSIONS)
def test_tampering_with_extensions_is_found_and_named(
    name: str, prolonged: Path, tmp_path: Path, verify: Verify
) -> None:
    for seed in range(max(3, SEEDS // 3)):
        place = tmp_path / str(seed)
        shutil.copytree(prolonged / "bundle", place / "bundle")
        named = OF_EXTENSIONS[name](random.Random(f"{name}/{seed}"), place / "bundle")
        status, said = verify(place, with_receipts=False)
        assert status == 1, (seed, named, said)
        assert any(fault.startswith(named) for fault in said.splitlines()), (seed, named, said)


def test_nothing_is_found_in_a_poll_that_was_extended(prolonged: Path, verify: Verify) -> None:
    log = (prolonged / "bundle/contest-2/log.txt").read_text()
    assert log.count("\nX ") == 3
    status, said = verify(prolonged, with_receipts=True)
    assert (status, said[:16]) == (0, "Everything fits."), said


def test_nothing_is_found_in_fifty_polls_that_nobody_touched(
    sqlite_template: Path, tmp_path: Path, verify: Verify
) -> None:
    for seed in range(CLEAN):
        place = tmp_path / str(seed)
        place.mkdir()
        publish_at(sqlite_template, place, voters=3 + seed % 4, seed=seed)
        status, said = verify(place, with_receipts=True)
        assert (status, said[:16]) == (0, "Everything fits."), (seed, said)
