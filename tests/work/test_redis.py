"""Where several processes share a Redis they share limits, and a worker hears of work at once.

The server is the machine's own `redis-server`; where there is none these say that they skip.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
import redis

from shortlist.clock import SystemClock
from shortlist.config import Settings
from shortlist.db import make_engine
from shortlist.extensions import Running
from shortlist.work.jobs import Job
from shortlist.work.queue import queue_of, ring

SERVER = shutil.which("redis-server")

pytestmark = [
    pytest.mark.skipif(SERVER is None, reason="there is no redis-server on this machine"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]

ASK_FOR_CHALLENGES = """
import sys
from shortlist.factory import create_app
client = create_app().test_client()
print(*(client.get("/effort").status_code for _ in range(int(sys.argv[1]))))
"""
ALLOWED = 300  # challenges by one client in ten minutes


@pytest.fixture
def redis_url(tmp_path: Path) -> Iterator[str]:
    """The address of an empty Redis that only this test knows."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    command = [SERVER, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", tmp_path]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    with server:
        url = f"redis://127.0.0.1:{port}/0"
        _wait_for(url)
        yield url
        server.terminate()


def _wait_for(url: str) -> None:
    """Wait until the server answers; the test's own limit ends what never comes."""
    with redis.Redis.from_url(url) as client:
        while True:
            with suppress(redis.ConnectionError):
                client.ping()
                return
            time.sleep(0.02)


def asked(settings: Settings, url: str | None, times: int) -> list[str]:
    """Ask for challenges in a process of its own; return the status of each answer."""
    environment = {
        **os.environ,
        "SHORTLIST_INSTANCE": str(settings.instance_path),
        "SHORTLIST_DATABASE_URL": settings.database_url,
        "SHORTLIST_SECRET_KEY": settings.secret_key,
        "SHORTLIST_REDIS_URL": url or "",
    }
    command = [sys.executable, "-c", ASK_FOR_CHALLENGES, str(times)]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return done.stdout.split()


def test_a_limit_counts_what_every_process_was_asked(settings: Settings, redis_url: str) -> None:
    assert set(asked(settings, redis_url, ALLOWED)) == {"200"}
    assert asked(settings, redis_url, 2) == ["429", "429"]
    assert asked(settings, None, 2) == ["200", "200"]  # a process alone begins anew


def test_a_worker_hears_of_work_on_another_machine(
    settings: Settings, redis_url: str, tmp_path: Path
) -> None:
    here = replace(settings, redis_url=redis_url, instance_path=tmp_path / "here")
    there = replace(here, instance_path=tmp_path / "there")  # they share no disk
    heard = []
    job = Job(name="any", work=lambda: heard.append("work"), stop=heard.clear)
    engine = make_engine(here.database_url)
    ring(Running(settings=here, engine=engine, clock=SystemClock()), "any")
    engine.dispose()
    queue = queue_of(there, [job])
    queue.execute(queue.dequeue())
    assert heard == ["work"]
    assert queue.dequeue() is None
    queue.storage.conn.close()


def test_a_message_without_our_signature_is_not_heard(settings: Settings, redis_url: str) -> None:
    queue = queue_of(replace(settings, redis_url=redis_url), [])
    queue.storage.enqueue(b"look:0000")
    with pytest.raises(ValueError, match="ignature"):
        queue.dequeue()
    queue.storage.conn.close()
