"""A line on the terminal while something lasts, and nothing when it is quick or nobody looks."""

from __future__ import annotations

import sys
import threading
import time
from types import TracebackType
from typing import Self

QUIET_SECONDS = 2.0


class Progress:
    """Shows what is being done and for how many seconds, on stderr, once it lasts."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._how_far = ""
        self._done = threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            self._thread = threading.Thread(target=self._show, daemon=True)
            self._thread.start()
        return self

    def say(self, how_far: str) -> None:
        """How far it has come, for the next time the line is shown."""
        self._how_far = f": {how_far}"

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._done.set()
        if self._thread is not None:
            self._thread.join()

    def _show(self) -> None:
        began = time.monotonic()
        wait = QUIET_SECONDS
        shown = False
        while not self._done.wait(wait):
            sys.stderr.write(f"\r{self._what}{self._how_far}, {time.monotonic() - began:.0f} s")
            sys.stderr.flush()
            shown, wait = True, 1.0
        if shown:
            sys.stderr.write("\r\x1b[K")
