"""The queue that tells a worker of work: a file in the instance folder, or Redis where it is set.

A message says only that there is work, and it is signed with the secret key. One that is lost costs
a minute, for the worker looks by itself as well.
"""

from huey import RedisHuey, SqliteHuey, crontab
from huey.api import Huey
from huey.serializer import SignedSerializer

from shortlist.config import Settings
from shortlist.counts.study_job import Workbench
from shortlist.extensions import Running
from shortlist.web.logs import log

NAME = "shortlist"
LOOK = "look_for_work"


def queue_of(settings: Settings, bench: Workbench) -> Huey:
    """Return the queue of an installation, whose every task is to do the work that waits."""
    queue = _empty_queue(settings)
    queue.task(name=LOOK)(bench.work_out_all)
    queue.on_startup(name="look_at_once")(bench.work_out_all)
    queue.periodic_task(crontab(minute="*"), name="look_every_minute")(bench.work_out_all)
    return queue


def _empty_queue(settings: Settings) -> Huey:
    kept = SignedSerializer(secret=settings.secret_key, salt="shortlist-queue")
    if settings.redis_url:
        return RedisHuey(NAME, url=settings.redis_url, results=False, serializer=kept)
    settings.instance_path.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = settings.instance_path / "queue.db"
    return SqliteHuey(NAME, filename=str(file), results=False, serializer=kept)


def ring(parts: Running) -> None:
    """Tell a worker that there is work; where it cannot be told, it finds out by itself."""
    try:
        queue = _empty_queue(parts.settings)
        bench = Workbench(engine=parts.engine, clock=parts.clock)
        queue.task(name=LOOK)(bench.work_out_all)()
        queue.storage.close()
    except Exception as error:  # any storage has its own; what was asked for is in the database
        log.warning("no worker told", error=type(error).__name__)
