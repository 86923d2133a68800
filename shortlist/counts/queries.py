"""Reads of records and of the studies of their firmness."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from shortlist.counts import rules
from shortlist.counts.models import CountRecord, FirmnessStudy, PlainRecord
from shortlist.errors import NotFound
from shortlist.language import later
from shortlist.stv.firmness import Firmness
from shortlist.stv.record import Record


class NoRecord(NotFound):
    """The contest has no record that this person may see."""

    sentence = later("There is no count here yet.")


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


class NoPlainRecord(NotFound):
    """The contest has no balance rules, so there is one count of it."""

    sentence = later("This contest has no balance rules, so there is no count without them.")


def plain_row(session: Session, contest_id: int) -> PlainRecord | None:
    """Return the stored record of the count without balance rules; None where there are none."""
    return session.get(PlainRecord, contest_id)


def plain_record_of(session: Session, contest_id: int) -> Record:
    """Return the record of the count without balance rules; raise `NoPlainRecord`."""
    row = plain_row(session, contest_id)
    if row is None:
        raise NoPlainRecord
    return Record.from_json(row.body)


class NoStudy(NotFound):
    """The firmness of the contest's slate is not worked out."""

    sentence = later("How firm this slate is has not been worked out yet.")


def study_of(session: Session, contest_id: int, *, lock: bool = False) -> FirmnessStudy | None:
    """Return the study of a contest's slate, if anybody ever asked for it."""
    return session.get(FirmnessStudy, contest_id, with_for_update=lock)


def firmness_row(session: Session, contest_id: int) -> FirmnessStudy:
    """Return a finished study as it is stored; raise `NoStudy`."""
    study = study_of(session, contest_id)
    if study is None or study.body is None:
        raise NoStudy
    return study


def firmness_of(session: Session, contest_id: int) -> Firmness:
    """Return how firm a contest's slate is; raise `NoStudy`."""
    return Firmness.from_json(firmness_row(session, contest_id).body or "")


def studies_to_do(session: Session, now: datetime) -> Sequence[int]:
    """Return the contests whose studies wait, or whose worker has died, the longest asked first."""
    has_died = and_(
        FirmnessStudy.state == rules.StudyState.RUNNING,
        FirmnessStudy.told_at < now - rules.STUDY_GOES_QUIET,
    )
    query = (
        select(FirmnessStudy.contest_id)
        .where(or_(FirmnessStudy.state == rules.StudyState.WAITING, has_died))
        .order_by(FirmnessStudy.asked_at, FirmnessStudy.contest_id)
    )
    return session.scalars(query).all()
