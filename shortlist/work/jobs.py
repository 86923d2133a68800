"""A job: something that a worker does when it is told to look, never twice at a time."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Job:
    """What to do when told to look, and what to do when the worker stops.

    `work` does all that waits and returns; `stop` lets go of what is in hand.
    """

    name: str
    work: Callable[[], None]
    stop: Callable[[], None]
    _at_it: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)
    _asked: threading.Event = field(default_factory=threading.Event, init=False, repr=False)

    def look(self) -> None:
        """Do what waits; if this worker is at it already, have it look once more in the end."""
        self._asked.set()
        while self._asked.is_set() and self._at_it.acquire(blocking=False):
            try:
                self._asked.clear()
                self.work()
            finally:
                self._at_it.release()
