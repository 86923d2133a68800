"""Clean the bytes of deleted rows out of a database's files, and look whether any are left.

SQLite: the file is written anew and its write-ahead log emptied. PostgreSQL: the tables are written
anew, and the server is led through all its log files until it has overwritten each. Copies that
somebody else keeps (backups, archived logs, replicas) are out of reach from here.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from mmap import ACCESS_READ, mmap
from pathlib import Path

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import ProgrammingError

from shortlist.errors import Refusal

WAL_SIDE = "-wal"
ENVELOPES = ("envelopes",)


class DatabaseBusy(Refusal):
    """Somebody reads an old state of the database, which must not be taken from under them."""

    sentence = (
        "The rows are erased, but another program is using the database, so its files could not be "
        "cleaned. Try again with --again when it has ended."
    )


class NoRightToWipe(Refusal):
    """The account of the database may not do what cleaning takes."""

    sentence = (
        "The rows are erased, but this account of PostgreSQL may not clean the write-ahead log. "
        "Try again with --again as a superuser."
    )


def wipe(engine: Engine, tables: Iterable[str]) -> None:
    """Clean what was deleted from tables out of the files, so that no byte is left.

    Everybody else waits meanwhile. Raises `DatabaseBusy` or `NoRightToWipe`.
    """
    if engine.dialect.name == "sqlite":
        _wipe_sqlite(engine)
    else:
        _wipe_postgresql(engine, tables)


def tidy(engine: Engine, tables: Iterable[str]) -> None:
    """Give back the room of what was deleted, while everybody works on.

    SQLite has overwritten it already (`secure_delete`), so only its write-ahead log is emptied, if
    nobody reads it just then. PostgreSQL takes the dead rows off their pages (`VACUUM`).
    """
    if engine.dialect.name == "sqlite":
        with closing(engine.raw_connection()) as pooled:
            pooled.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return
    alone = engine.execution_options(isolation_level="AUTOCOMMIT")
    with alone.connect() as connection:
        for table in sorted(tables):
            connection.execute(text(f"VACUUM (ANALYZE) {_quoted(engine, table)}"))


def _quoted(engine: Engine, table: str) -> str:
    return engine.dialect.identifier_preparer.quote(table)


def _wipe_sqlite(engine: Engine) -> None:
    with closing(engine.raw_connection()) as pooled:
        connection = pooled.driver_connection
        if not isinstance(connection, sqlite3.Connection):
            raise DatabaseBusy
        try:
            connection.execute("PRAGMA query_only = OFF")
            connection.execute("VACUUM")
            [(is_busy, *_)] = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.OperationalError:
            raise DatabaseBusy from None
    if is_busy:
        raise DatabaseBusy


def _wipe_postgresql(engine: Engine, tables: Iterable[str]) -> None:
    alone = engine.execution_options(isolation_level="AUTOCOMMIT")
    with alone.connect() as connection:
        try:
            for table in sorted(tables):
                connection.execute(text(f"VACUUM (FULL, ANALYZE) {_quoted(engine, table)}"))
            connection.execute(text("VACUUM pg_statistic"))  # the planner's samples of them
            _overwrite_wal(connection)
        except ProgrammingError:
            raise NoRightToWipe from None


def _overwrite_wal(connection: Connection) -> None:
    """Lead the server through every file of its log: one that it leaves early it fills with zeros.

    The first checkpoint gives back the files that hold the rows; these wait, as they are, to be
    used again, so all that are there are used, and given back once more.
    """
    _next_wal_file(connection)
    connection.execute(text("CHECKPOINT"))
    files = connection.scalar(text("SELECT count(*) FROM pg_ls_waldir()")) or 0
    for _ in range(files):
        _next_wal_file(connection)
    connection.execute(text("CHECKPOINT"))


def _next_wal_file(connection: Connection) -> None:
    connection.execute(text("SELECT pg_logical_emit_message(true, 'shortlist', 'next file')"))
    connection.execute(text("SELECT pg_switch_wal()"))


def database_files(engine: Engine) -> list[Path]:
    """Return the files of a database and of its log; none where they cannot be read from here."""
    if engine.dialect.name == "sqlite":
        path = engine.url.database or ""
        return [one for one in (Path(path), Path(path + WAL_SIDE)) if one.is_file()]
    try:
        with engine.connect() as connection:
            data = Path(connection.scalar(text("SHOW data_directory")) or "")
            oid = connection.scalar(
                text("SELECT oid FROM pg_database WHERE datname = current_database()")
            )
        folders = (data / "base" / str(oid), data / "pg_wal")
        return [one for folder in folders for one in folder.iterdir() if one.is_file()]
    except (ProgrammingError, OSError):
        return []


def found_in(files: Iterable[Path], wanted: Sequence[bytes]) -> int:
    """Return how many of some byte strings are in any of the files."""
    found: set[bytes] = set()
    for content in _contents(files):
        found.update(one for one in wanted if one not in found and content.find(one) >= 0)
    return len(found)


def _contents(files: Iterable[Path]) -> Iterator[mmap]:
    for path in files:
        with suppress(FileNotFoundError), path.open("rb") as file:
            if path.stat().st_size:
                with mmap(file.fileno(), 0, access=ACCESS_READ) as content:
                    yield content
