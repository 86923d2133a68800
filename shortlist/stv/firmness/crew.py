"""Several processes that share the counts, and end when whoever asked does."""

from __future__ import annotations

import signal
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING

from ..errors import CountError
from .counts import Basis, Question
from .result import Variant

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess


class ProcessEndedError(CountError):
    """A process ended before its counts were done, for want of memory or stopped from outside."""


def answers(basis: Basis, questions: Sequence[Question], processes: int) -> Generator[Variant]:
    """Every question's answer as it is found: in their order where there is one process."""
    processes = min(processes, len(questions))
    if processes < 2:
        for kind, of in questions:
            yield basis.variant(kind, of)
        return
    with _crew(basis, questions, processes) as waiting:
        while waiting:
            for line in wait(list(waiting)):
                assert isinstance(line, Connection)  # noqa: S101 - narrows the type for the checker
                yield _answer(line)
                waiting[line] -= 1
                if not waiting[line]:
                    del waiting[line]


@contextmanager
def _crew(
    basis: Basis, questions: Sequence[Question], processes: int
) -> Iterator[dict[Connection, int]]:
    """Start processes that share the questions; how many answers each line has still to bring."""
    # New processes rather than copies of this one, which may have threads and open databases.
    context = get_context("spawn")
    waiting: dict[Connection, int] = {}
    crew: list[SpawnProcess] = []
    try:
        for first in range(processes):
            ours, theirs = context.Pipe(duplex=False)
            share = questions[first::processes]
            one = context.Process(target=_work, args=(theirs, basis, share), daemon=True)
            one.start()
            theirs.close()
            crew.append(one)
            waiting[ours] = len(share)
        yield waiting
    finally:
        for one in crew:
            one.terminate()
            one.join()


def _answer(line: Connection) -> Variant:
    try:
        answer = line.recv()
    except EOFError:
        raise ProcessEndedError("A process ended before its counts were done.") from None
    assert isinstance(answer, Variant)  # noqa: S101 - narrows the type for the checker
    return answer


def _work(line: Connection, basis: Basis, questions: Sequence[Question]) -> None:
    """What a process does: answer its share, until nobody listens any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it says when to stop
    try:
        for kind, of in questions:
            line.send(basis.variant(kind, of))
    except BrokenPipeError:
        return
