"""Files of a trustee: read if they are there, written once, and never over another."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from shortlist.trustees.refusals import FileThere, NotThere

_BINARY = getattr(os, "O_BINARY", 0)  # only Windows has it


def open_there(path: Path) -> IO[bytes]:
    """Open a file to read it; raise `NotThere`."""
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise NotThere(f"There is no file {path}.") from None


def read_bytes(path: Path) -> bytes:
    """Return what a file holds; raise `NotThere`."""
    with open_there(path) as file:
        return file.read()


def refuse_if_there(*paths: Path) -> None:
    """Raise `FileThere` for a file that exists already."""
    for path in paths:
        if path.exists():
            raise FileThere(f"{path} is there already, and nothing is ever overwritten.")


@contextmanager
def new_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a new file that only its owner reads, and see it onto the disk; raise `FileThere`."""
    refuse_if_there(path)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
    with os.fdopen(descriptor, "w+b") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def write_new(path: Path, content: bytes) -> None:
    """Write a new file; raise `FileThere`."""
    with new_file(path) as file:
        file.write(content)
