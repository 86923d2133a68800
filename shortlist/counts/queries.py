"""Reads of records."""

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
