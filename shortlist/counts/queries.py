"""Reads of records."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from shortlist.counts.models import CountRecord
from shortlist.errors import NotFound
from shortlist.stv.record import Record


class NoRecord(NotFound):
    """The contest has no record that this person may see."""

    sentence = "There is no count here yet."


def record_row(session: Session, contest_id: int) -> CountRecord:
    """Return the stored record of a contest; raise `NoRecord`."""
    row = session.get(CountRecord, contest_id)
    if row is None:
        raise NoRecord
    return row


def record_of(session: Session, contest_id: int) -> Record:
    """Return the record of a contest, its digest checked; raise `NoRecord`."""
    return Record.from_json(record_row(session, contest_id).body)


def digest_of(session: Session, contest_id: int) -> str:
    """Return the digest of a contest's record without reading it; raise `NoRecord`."""
    digest = session.scalar(select(CountRecord.digest).where(CountRecord.contest_id == contest_id))
    if digest is None:
        raise NoRecord
    return digest
