"""The queue that tells a worker of work: a file in the instance folder, or Redis where it is set.

A message says only which job has something to do, and it is signed with the secret key. One that is
lost costs a minute, for the worker looks by itself as well.
"""

from collections.abc import Callable, Sequence

from huey import RedisHuey, SqliteHuey, crontab
from huey.api import Huey
from huey.serializer import SignedSerializer

from shortlist.config import Settings
from shortlist.extensions import Running
from shortlist.web.logs import log
from shortlist.work.jobs import Job

NAME = "shortlist"
LOOK = "look_for_work"


def queue_of(settings: Settings, jobs: Sequence[Job]) -> Huey:
    """Return the queue of an installation, at which a worker hears of work for these jobs."""
    queue = _empty_queue(settings)
    looks = {job.name: job.look for job in jobs}
    _listen(queue, lambda name: looks[name]() if name in looks else None)
    for name, look in looks.items():
        queue.on_startup(name=f"look_at_once_for_{name}")(look)
        queue.periodic_task(crontab(minute="*"), name=f"look_every_minute_for_{name}")(look)
    return queue


def ring(parts: Running, name: str) -> None:
    """Tell a worker that a job has work; where it cannot be told, it finds out by itself."""
    try:
        queue = _empty_queue(parts.settings)
        _listen(queue, _leave_to_worker)(name)
        queue.storage.close()
    except Exception as error:  # any storage has its own; what was asked for is in the database
        log.warning("no worker told", error=type(error).__name__)


def _empty_queue(settings: Settings) -> Huey:
    kept = SignedSerializer(secret=settings.secret_key, salt="shortlist-queue")
    if settings.redis_url:
        return RedisHuey(NAME, url=settings.redis_url, results=False, serializer=kept)
    settings.instance_path.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = settings.instance_path / "queue.db"
    return SqliteHuey(NAME, filename=str(file), results=False, serializer=kept)


def _listen(queue: Huey, hear: Callable[[str], None]) -> Callable[[str], object]:
    """Make the one kind of message known; whoever rings and whoever hears call it the same."""

    def look(name: str) -> None:
        hear(name)

    task: Callable[[str], object] = queue.task(name=LOOK)(look)
    return task


def _leave_to_worker(_name: str) -> None:
    """Do nothing here: a message that is only sent is never heard by its sender."""
