"""The demonstration has a poll that was voted in and published, which anybody can check."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine

from shortlist.cli import main
from shortlist.clock import SetClock
from shortlist.config import Settings
from shortlist.db import open_session
from shortlist.demonstration.phases import make_polls
from shortlist.demonstration.roll import make_people
from tests.faults.tampering import put_lines
from tests.publication.test_bundle import verify


def test_a_published_poll_with_a_box_is_listed_and_its_bundle_checked(
    engine: Engine,
    clock: SetClock,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    with open_session(engine) as session:
        make_people(session, clock.now() - timedelta(days=120))
        make_polls(session, clock.now(), settings)
        session.commit()
    monkeypatch.setenv("SHORTLIST_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("SHORTLIST_INSTANCE", str(settings.instance_path))
    command = ("polls", "list", "--phase", "published", "--format", "json")
    [listed] = json.loads(CliRunner().invoke(main, command).output)
    assert (listed["slug"], listed["phase"]) == ("the-members-council", "slate published")
    folder = tmp_path / "bundle"
    done = CliRunner().invoke(main, ("polls", "bundle", listed["slug"], "--output", str(folder)))
    assert done.exit_code == 0, done.output
    checked = verify(folder)
    assert checked.returncode == 0
    assert "passing over Niall Fearon, withdrawn before the count, " in checked.stdout
    index = folder / "bundle.json"
    told = index.read_text()
    index.write_text(told.replace('"number": ', '"number": 9'))
    assert "record.json: others have withdrawn, by bundle.json" in verify(folder).stdout
    index.write_text(told)
    papers = folder / "contest-1" / "papers.csv"
    rows = papers.read_text().splitlines()
    assert len(rows) == 1 + 143
    rows[100] += " 7" if " 7" not in rows[100] else " 6"
    put_lines(papers, rows)
    found = verify(folder)
    assert found.returncode == 1
    assert "contest-1/papers.csv line 101: changed" in found.stdout
