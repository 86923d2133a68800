"""Ask how firm a slate is, take the question up, tell how far it is, and answer it.

The row is the truth; a queue only says that there is something to do. Never are two at one study:
whoever takes it up has the next attempt, and an earlier one is no longer heard.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, record_event
from shortlist.counts import rules
from shortlist.counts.models import FirmnessStudy
from shortlist.counts.queries import record_of, study_of
from shortlist.counts.rules import Fault, StudyState
from shortlist.polls.models import Contest
from shortlist.stv import Record
from shortlist.stv.firmness import RESAMPLES


def ask(session: Session, contest: Contest, record: Record, *, now: datetime) -> None:
    """Ask how firm the slate of a record is; nothing where nothing was counted."""
    if not record.stages:
        return
    session.add(
        FirmnessStudy(
            contest_id=contest.id,
            record_digest=record.digest,
            resamples=RESAMPLES,
            seed=rules.lot_seed(contest.poll.slug, contest.position),
            state=StudyState.WAITING,
            attempt=0,
            tries=0,
            done=0,
            total=0,
            asked_at=now,
        )
    )
    session.flush()


def ask_again(session: Session, contest: Contest, *, now: datetime, actor: Actor) -> None:
    """Ask anew after a study failed or died, or was never asked for.

    Raises `NoRecord`, `NothingToStudy`, `StudiedNow` or `StudiedAlready`.
    """
    record = record_of(session, contest.id)
    study = study_of(session, contest.id, lock=True)
    if not record.stages:
        raise rules.NothingToStudy
    if study is None:
        ask(session, contest, record, now=now)
    else:
        is_quiet = rules.has_gone_quiet(StudyState(study.state), study.told_at, now)
        refusal = rules.why_not_ask_again(StudyState(study.state), is_quiet=is_quiet)
        if refusal is not None:
            raise refusal
        study.state, study.asked_at, study.fault = StudyState.WAITING, now, None
        study.tries = study.done = 0
    record_event(
        session,
        now=now,
        actor=actor,
        action="firmness asked",
        subject=f"poll:{contest.poll.slug}",
        contest=contest.position,
    )


def take_up(session: Session, contest_id: int, *, now: datetime) -> int | None:
    """Take a study up that waits or has died; return the attempt, None where there is no need.

    One that has died too often has failed.
    """
    study = study_of(session, contest_id, lock=True)
    if study is None:
        return None
    state = StudyState(study.state)
    if state is not StudyState.WAITING and not rules.has_gone_quiet(state, study.told_at, now):
        return None
    if study.tries >= rules.MOST_TRIES:
        _end(study, StudyState.FAILED, now, fault=Fault.GIVEN_UP)
        return None
    study.state, study.told_at = StudyState.RUNNING, now
    study.attempt += 1
    study.tries += 1
    study.done = 0
    return study.attempt


def tell(
    session: Session, contest_id: int, attempt: int, *, done: int, total: int, now: datetime
) -> bool:
    """Note how many counts are done; False where this attempt is no longer wanted."""
    study = _held(session, contest_id, attempt)
    if study is None:
        return False
    study.done, study.total, study.told_at = done, total, now
    return True


def answer(session: Session, contest_id: int, attempt: int, *, body: bytes, now: datetime) -> None:
    """Keep the finished study, unless the attempt is no longer wanted."""
    study = _held(session, contest_id, attempt)
    if study is not None:
        study.body, study.done = body.decode(), study.total
        _end(study, StudyState.DONE, now)


def give_up(
    session: Session, contest_id: int, attempt: int, *, fault: Fault, now: datetime
) -> None:
    """Note that a study failed, and why."""
    study = _held(session, contest_id, attempt)
    if study is not None:
        _end(study, StudyState.FAILED, now, fault=fault)


def put_back(session: Session, contest_id: int, attempt: int) -> None:
    """Let a study wait again, for whoever was at it is told to stop: that is no failed try."""
    study = _held(session, contest_id, attempt)
    if study is not None:
        study.state = StudyState.WAITING
        study.tries -= 1


def _held(session: Session, contest_id: int, attempt: int) -> FirmnessStudy | None:
    """Return the study if this attempt is still the one at it."""
    study = study_of(session, contest_id, lock=True)
    is_held = study is not None and study.state == StudyState.RUNNING and study.attempt == attempt
    return study if is_held else None


def _end(
    study: FirmnessStudy, state: StudyState, now: datetime, fault: Fault | None = None
) -> None:
    study.state, study.ended_at, study.fault = state, now, fault
