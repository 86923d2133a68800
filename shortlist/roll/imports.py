"""The life of a file handed in on a page: checked, then applied, each in a thread of its own.

Progress stands in the import's row, so that any page can show it and a restart leaves a trace.
While a plan is applied the row keeps still: on SQLite the one writer is the roll itself.
"""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, member_actor, record_event
from shortlist.clock import Clock
from shortlist.db import open_session
from shortlist.errors import Refusal
from shortlist.members.queries import waiting_by_party
from shortlist.roll.actions import record_import
from shortlist.roll.applying import apply_plan
from shortlist.roll.comparing import Outcome, compare
from shortlist.roll.models import RollImport
from shortlist.roll.queries import import_by_id
from shortlist.roll.rules import (
    FileGone,
    ImportState,
    NotChecked,
    RollMark,
    may_start_again,
)
from shortlist.roll.vetting import look_again_in
from shortlist.web.logs import log

SECONDS_BETWEEN_NOTES = 0.5
KEPT_SECONDS = 7 * 24 * 60 * 60


@dataclass(frozen=True, kw_only=True)
class Workshop:
    """Where imports are worked on: the database, the clock, and the folder of the files."""

    engine: Engine
    clock: Clock
    folder: Path

    def upload(self, import_id: int) -> Path:
        """Return where the file itself is kept until it is applied."""
        return self.folder / f"{import_id}.csv"

    def plan(self, import_id: int) -> Path:
        """Return where the plan of the file is kept."""
        return self.folder / f"{import_id}.plan"

    def forget(self, import_id: int) -> None:
        """Delete the file and its plan: they hold names and addresses."""
        self.upload(import_id).unlink(missing_ok=True)
        self.plan(import_id).unlink(missing_ok=True)

    def forget_old(self) -> None:
        """Delete the files that somebody handed in a week ago and then forgot."""
        for path in self.folder.iterdir():
            if time.time() - path.stat().st_mtime > KEPT_SECONDS:
                path.unlink(missing_ok=True)


def begin_import(
    session: Session, *, file_name: str, size: int, by_member_id: int | None, now: datetime
) -> RollImport:
    """Note that a file of members was handed in."""
    found = RollImport(
        file_name=file_name[:200],
        sha256=bytes(32),
        state=ImportState.CHECKING,
        by_member_id=by_member_id,
        started_at=now,
        progressed_at=now,
        bytes_total=size,
        bytes_done=0,
        rows=0,
        added=0,
        changed=0,
        gone=0,
        unchanged=0,
        faults=0,
        report="{}",
    )
    session.add(found)
    session.flush()
    if by_member_id is not None:
        _record(session, found, "roll file handed in", by_member_id=by_member_id, now=now)
    return found


def _record(
    session: Session, found: RollImport, action: str, *, by_member_id: int, now: datetime
) -> None:
    session.flush()
    record_event(
        session,
        now=now,
        actor=member_actor(by_member_id),
        action=action,
        subject=f"roll-import:{found.id}",
    )


def begin_again(
    session: Session, found: RollImport, upload: Path, *, by_member_id: int, now: datetime
) -> None:
    """Put a locked import back to its checking; raise `NotChecked` and `FileGone`."""
    if not may_start_again(ImportState(found.state), found.progressed_at, now):
        raise NotChecked
    if not upload.exists():
        raise FileGone
    found.state, found.progressed_at, found.bytes_done = ImportState.CHECKING, now, 0
    _record(session, found, "roll file checked again", by_member_id=by_member_id, now=now)


def begin_applying(found: RollImport, plan: Path, now: datetime) -> None:
    """Move a locked import on to being applied; raise `NotChecked` and `FileGone`."""
    if found.state != ImportState.CHECKED:
        raise NotChecked
    if not plan.exists():
        raise FileGone
    found.state, found.progressed_at = ImportState.APPLYING, now


def discard_import(
    session: Session, found: RollImport, *, by_member_id: int, now: datetime
) -> None:
    """Give up a locked import whose file is to be deleted; raise `NotChecked`."""
    if not may_start_again(ImportState(found.state), found.progressed_at, now):
        raise NotChecked
    found.state, found.finished_at = ImportState.DISCARDED, now
    _record(session, found, "import discarded", by_member_id=by_member_id, now=now)


def note_outcome(found: RollImport, outcome: Outcome, now: datetime) -> None:
    """Write into the import what the comparison found."""
    found.sha256, found.bytes_done = outcome.sha256, outcome.bytes_total
    found.rows, found.unchanged = outcome.rows, outcome.unchanged
    found.added, found.changed, found.gone = outcome.added, outcome.changed, outcome.gone
    found.faults, found.report = outcome.fault_count, outcome.report()
    found.state = ImportState.FAULTY if outcome.fault_count else ImportState.CHECKED
    found.progressed_at = found.finished_at = now


def mark_of(found: RollImport) -> RollMark:
    """Return the mark of the roll that the import was compared with."""
    return RollMark(**json.loads(found.report)["mark"])


def check_import(workshop: Workshop, import_id: int) -> None:
    """Compare the file with the roll, telling the row how far it is, and note the outcome."""
    note = _Notes(workshop, import_id)
    with open_session(workshop.engine, read_only=True) as reading:
        outcome = compare(
            reading, workshop.upload(import_id), workshop.plan(import_id), note.progress
        )
    with open_session(workshop.engine) as session:
        found = import_by_id(session, import_id, lock=True)
        note_outcome(found, outcome, workshop.clock.now())
        session.commit()
    if outcome.fault_count:
        workshop.forget(import_id)


def apply_import(workshop: Workshop, import_id: int) -> None:
    """Apply the checked file: the roll, the audit log and the row in one transaction."""
    now = workshop.clock.now()
    with open_session(workshop.engine) as session:
        found = import_by_id(session, import_id)
        if found.state != ImportState.APPLYING:
            raise NotChecked
        apply_plan(
            session, workshop.plan(import_id), mark=mark_of(found), now=now, progress=_quietly
        )
        found.state, found.finished_at = ImportState.APPLIED, workshop.clock.now()
        found.progressed_at = found.finished_at
        session.flush()
        record_import(
            session,
            actor=_actor(found),
            import_id=import_id,
            added=found.added,
            changed=found.changed,
            gone=found.gone,
            now=now,
        )
        session.commit()
    workshop.forget(import_id)
    look_again(workshop.engine)


def look_again(engine: Engine) -> None:
    """Look anew whom those who wait may repeat, a local party at a time: the roll has changed."""
    with open_session(engine, read_only=True) as reading:
        parties = waiting_by_party(reading)
    for party in parties:
        with open_session(engine) as session:
            look_again_in(session, party)
            session.commit()


def _quietly(_written: int) -> None:
    pass


def _actor(found: RollImport) -> Actor:
    if found.by_member_id is None:
        return Actor(member_id=None, label="platform")
    return member_actor(found.by_member_id)


class _Notes:
    """Writes progress into the row, twice a second at most."""

    def __init__(self, workshop: Workshop, import_id: int) -> None:
        self.workshop = workshop
        self.import_id = import_id
        self.last = 0.0

    def progress(self, done: int, total: int, rows: int) -> None:
        """Note how many bytes and rows were read."""
        if time.monotonic() - self.last < SECONDS_BETWEEN_NOTES:
            return
        with open_session(self.workshop.engine) as session:
            found = import_by_id(session, self.import_id, lock=True)
            found.bytes_done, found.bytes_total, found.rows = done, total, rows
            found.progressed_at = self.workshop.clock.now()
            session.commit()
        self.last = time.monotonic()


Job = Callable[[Workshop, int], None]


def in_background(job: Job, workshop: Workshop, import_id: int) -> threading.Thread:
    """Run a job in a thread that a stopping server does not wait for."""
    thread = threading.Thread(
        target=_guarded, args=(job, workshop, import_id), name=f"import-{import_id}", daemon=True
    )
    thread.start()
    return thread


def _guarded(job: Job, workshop: Workshop, import_id: int) -> None:
    """Leave word in the row when a job fails: nobody waits for the thread's own."""
    try:
        job(workshop, import_id)
    except Exception as error:
        log.error("import failed", import_id=import_id, kind=type(error).__name__)
        sentence = error.text if isinstance(error, Refusal) else Refusal.sentence
        with open_session(workshop.engine) as session:
            found = import_by_id(session, import_id, lock=True)
            found.state = ImportState.FAILED
            found.report = json.dumps({"stopped": str(sentence)})
            found.progressed_at = found.finished_at = workshop.clock.now()
            session.commit()
