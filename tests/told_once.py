"""Stories that many tests begin with, told once: later tests get a copy of what they led to.

Only a story that begins in an empty database is kept, for a copy has nothing that was there before.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Hashable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine, exists, select

from shortlist.clock import SetClock
from shortlist.db import Base
from tests.emptied import Rows, put_rows, rows_of

Told = TypeVar("Told")


@dataclass(frozen=True, kw_only=True)
class Ending:
    """What a story led to: its database and keys, the moment, and what its teller returned."""

    database: str | Rows  # the path of a file, or on PostgreSQL what its tables hold
    keys: Path | None
    at: datetime
    told: object


_ENDINGS: dict[Hashable, Ending] = {}
_SHELF = tempfile.TemporaryDirectory(prefix="shortlist-told-")


def told_once(
    tell: Callable[[], Told],
    key: Hashable,
    *,
    engine: Engine,
    clock: SetClock,
    keys_path: Path | None = None,
) -> Told:
    """Return what a story's teller returns, told only where no copy of its end is kept.

    The key names whatever makes one telling differ from another. What is returned must hold
    nothing of one database, such as an engine.
    """
    if not _is_empty(engine):
        return tell()
    wanted = (engine.dialect.name, clock.now(), key)
    if (ending := _ENDINGS.get(wanted)) is not None:
        _take(ending, engine, keys_path)
        clock.at = ending.at
        return ending.told  # type: ignore[return-value]  # as the same key's teller returned it
    told = tell()
    _ENDINGS[wanted] = _keep(engine, clock, keys_path, told)
    return told


def _is_empty(engine: Engine) -> bool:
    with engine.connect() as connection:
        tables = Base.metadata.sorted_tables
        return not any(connection.scalar(select(exists().select_from(one))) for one in tables)


def _keep(engine: Engine, clock: SetClock, keys_path: Path | None, told: object) -> Ending:
    number = len(_ENDINGS)
    keys = Path(_SHELF.name) / f"keys-{number}" if keys_path else None
    if keys_path and keys:
        shutil.copytree(keys_path, keys)
    if engine.dialect.name == "sqlite":
        kept = f"{_SHELF.name}/story-{number}.db"
        _copy_file(_file_of(engine), kept)
        return Ending(database=kept, keys=keys, at=clock.now(), told=told)
    return Ending(database=rows_of(engine), keys=keys, at=clock.now(), told=told)


def _take(ending: Ending, engine: Engine, keys_path: Path | None) -> None:
    if ending.keys and keys_path:
        shutil.copytree(ending.keys, keys_path, dirs_exist_ok=True)
    if isinstance(ending.database, str):
        _copy_file(ending.database, _file_of(engine))
    else:
        put_rows(engine, ending.database)


def _file_of(engine: Engine) -> str:
    return engine.url.database or ""


def _copy_file(source: str, target: str) -> None:
    """Copy an SQLite database as it is, whoever else has it open."""
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)
