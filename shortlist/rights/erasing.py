"""The erasure: whatever is over by the table of what is kept goes, kind by kind, batch by batch.

Each batch is a transaction of its own with its event in the audit log, so that a run that was cut
short has lost nothing and another goes on where it stopped.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from shortlist.audit.actions import PLATFORM
from shortlist.clock import Clock
from shortlist.config import Settings
from shortlist.db import open_session
from shortlist.errors import Refusal
from shortlist.keeping import Kept
from shortlist.publication.sealing import empty_boxes
from shortlist.rights import queries
from shortlist.rights.actions import delete_account, erase_some, forget_number
from shortlist.rights.table import KINDS, TABLES
from shortlist.roll.imports import Workshop
from shortlist.voting.queries import boxes_to_erase, envelopes_to_erase
from shortlist.voting.wiping import ENVELOPES, tidy, wipe
from shortlist.web.logs import log
from shortlist.work.jobs import Job

BATCH = 5_000
DAY = timedelta(days=1)
ACCOUNTS_AT_ONCE = 100
Say = Callable[[str, int], None]  # a kind's title, and how many rows of it are erased so far


@dataclass(kw_only=True)
class Erased:
    """What a run has erased: rows by kind, the tables they were in, and pieces to look for."""

    say: Say
    rows: dict[str, int] = field(default_factory=dict)
    tables: set[str] = field(default_factory=set)
    pieces: list[bytes] = field(default_factory=list)

    def add(self, kind: str, rows: int, tables: Iterable[str]) -> None:
        """Note rows of a kind; of a silent one only where they were."""
        self.tables.update(tables)
        if KINDS[kind].silent:
            return
        self.rows[kind] = self.rows.get(kind, 0) + rows
        self.say(KINDS[kind].title, self.rows[kind])


@dataclass(frozen=True, kw_only=True)
class Eraser:
    """Where the erasure works: the database, the clock, and the folders beside it."""

    engine: Engine
    clock: Clock
    keys_path: Path
    imports_path: Path
    base_url: str

    def erase(self, say: Say = lambda _title, _rows: None) -> Erased:
        """Erase all that is over; the caller cleans the files of the database."""
        erased = Erased(say=say)
        self._empty_boxes(erased)
        self._delete_unused(erased)
        for kept in queries.leaves_first():
            while rows := self._erase_batch(kept):
                erased.add(kept.kind, rows, [kept.table, *queries.taken_along(kept)])
        if self.imports_path.is_dir():
            Workshop(engine=self.engine, clock=self.clock, folder=self.imports_path).forget_old()
        return erased

    def due(self) -> Mapping[str, int]:
        """Return how many rows of each kind are over now; nothing is changed."""
        now = self.clock.now()
        with open_session(self.engine, read_only=True) as session:
            due = {"envelopes": envelopes_to_erase(session, now)}
            due["account"] = len(queries.unused_accounts(session, now))
            for kept in TABLES:
                rows = queries.count_where(session, kept, queries.is_due(kept, now))
                due[kept.kind] = due.get(kept.kind, 0) + rows
        return {
            name: due[name] for name, kind in KINDS.items() if due.get(name) and not kind.silent
        }

    def _erase_batch(self, kept: Kept) -> int:
        with open_session(self.engine) as session:
            rows = erase_some(session, kept, now=self.clock.now(), limit=BATCH)
            session.commit()
        return rows

    def _empty_boxes(self, erased: Erased) -> None:
        """Erase the envelopes of every poll whose challenge window is over."""
        now = self.clock.now()
        with open_session(self.engine, read_only=True) as session:
            due = boxes_to_erase(session, now)
        for slug in due:
            with suppress(Refusal):  # somebody has held it back a moment ago, or erased it
                emptied = empty_boxes(self.engine, self.keys_path, slug, now)
                erased.pieces += emptied.pieces
                erased.add("envelopes", emptied.envelopes, ENVELOPES)

    def _delete_unused(self, erased: Erased) -> None:
        """Delete accounts that nobody uses, and numbers that nothing points to any more."""
        now = self.clock.now()
        with open_session(self.engine) as session:
            for member_id in queries.deleted_accounts(session):
                forget_number(session, member_id)
            session.commit()
        while True:
            with open_session(self.engine) as session:
                unused = queries.unused_accounts(session, now, limit=ACCOUNTS_AT_ONCE)
                for owner in unused:
                    delete_account(
                        session,
                        owner,
                        now=now,
                        actor=PLATFORM,
                        notice="account_unused",
                        base_url=self.base_url,
                    )
                session.commit()
            if not unused:
                return
            erased.add("account", len(unused), queries.tables_that_go())


def eraser_for(engine: Engine, settings: Settings, clock: Clock) -> Eraser:
    """Return the eraser of an installation."""
    return Eraser(
        engine=engine,
        clock=clock,
        keys_path=settings.keys_path,
        imports_path=settings.instance_path / "imports",
        base_url=settings.base_url,
    )


@dataclass(kw_only=True)
class Night:
    """The erasure as a worker's job: once a day, beginning when the worker does."""

    eraser: Eraser
    at: datetime | None = field(default=None, init=False)

    def job(self) -> Job:
        """Return what the worker does whenever it is told to look."""
        return Job(name="erasure", work=self.look, stop=lambda: None)

    def look(self) -> None:
        """Erase what is over, unless that was done less than a day ago."""
        now = self.eraser.clock.now()
        if self.at is not None and now - self.at < DAY:
            return
        self.at = now
        erased = self.eraser.erase()
        if erased.rows:
            log.info("erased", **erased.rows)
        if erased.tables:
            self._clean(erased)

    def _clean(self, erased: Erased) -> None:
        """Clean the files: of envelopes to the last byte, of the rest so that nobody waits."""
        try:
            if "envelopes" in erased.rows:
                wipe(self.eraser.engine, erased.tables)
            else:
                tidy(self.eraser.engine, erased.tables)
        except Refusal as no:
            log.warning("files not clean", reason=type(no).__name__)
