"""The work behind a page on firmness: take a study up, count, and tell how far it is."""

import time
from dataclasses import dataclass, field

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from shortlist.clock import Clock
from shortlist.counts import studying
from shortlist.counts.papers import profile_of
from shortlist.counts.queries import record_of, studies_to_do, study_of
from shortlist.counts.rules import Fault
from shortlist.db import open_session
from shortlist.polls.models import Contest
from shortlist.stv import Lot, Profile
from shortlist.stv.balance import Balance
from shortlist.stv.firmness import CancelledError, Firmness, Study, firmness
from shortlist.work.jobs import Job

STUDIES = "studies"
SECONDS_BETWEEN_TELLINGS = 1.0


class _OtherRecord(Exception):  # noqa: N818 - it names a state, as our refusals do
    """The papers no longer count to the record that is asked about."""


@dataclass(frozen=True, kw_only=True)
class _Question:
    """What is studied: the papers, and how they were counted."""

    profile: Profile
    rule: str
    seed: str
    resamples: int
    record: str
    balance: Balance | None


@dataclass(kw_only=True)
class Workbench:
    """Where studies are worked on; `held` is the contest in hand and the attempt at it."""

    engine: Engine
    clock: Clock
    processes: int = 1
    held: tuple[int, int] | None = field(default=None, init=False)

    def job(self) -> Job:
        """Return this as a worker takes it."""
        return Job(name=STUDIES, work=self.work_out_all, stop=self.put_back)

    def work_out_all(self) -> None:
        """Work out every study that waits or whose worker has died."""
        with open_session(self.engine, read_only=True) as session:
            waiting = studies_to_do(session, self.clock.now())
        for contest_id in waiting:
            self.work_out(contest_id)

    def work_out(self, contest_id: int) -> None:
        """Work a study out, unless it is done or somebody else is at it."""
        with open_session(self.engine) as session:
            attempt = studying.take_up(session, contest_id, now=self.clock.now())
            session.commit()
        if attempt is None:
            return
        self.held = (contest_id, attempt)
        try:
            self._answer(contest_id, attempt)
        except CancelledError:
            pass  # somebody else has it now
        except _OtherRecord:
            self._give_up(contest_id, attempt, Fault.OTHER_RECORD)
        except Exception:
            self._give_up(contest_id, attempt, Fault.BROKE)
            raise
        finally:
            self.held = None

    def put_back(self) -> None:
        """Let the study in hand wait for another worker, for this one stops."""
        if self.held is None:
            return
        with open_session(self.engine) as session:
            studying.put_back(session, *self.held)
            session.commit()

    def _answer(self, contest_id: int, attempt: int) -> None:
        with open_session(self.engine, read_only=True) as session:
            question = _question(session, contest_id)
        body = self._studied(question, contest_id, attempt).to_json()
        with open_session(self.engine) as session:
            studying.answer(session, contest_id, attempt, body=body, now=self.clock.now())
            session.commit()

    def _studied(self, question: _Question, contest_id: int, attempt: int) -> Firmness:
        found = firmness(
            question.profile,
            question.rule,
            lot=Lot.from_seed(question.seed),
            balance=question.balance,
            study=Study(
                resamples=question.resamples,
                seed=question.seed,
                processes=self.processes,
                progress=Teller(bench=self, contest_id=contest_id, attempt=attempt),
            ),
        )
        if found.record != question.record:
            raise _OtherRecord
        return found

    def _give_up(self, contest_id: int, attempt: int, fault: Fault) -> None:
        with open_session(self.engine) as session:
            studying.give_up(session, contest_id, attempt, fault=fault, now=self.clock.now())
            session.commit()


@dataclass(kw_only=True)
class Teller:
    """Tells how far a study is, once a second; the study ends where nobody wants it any more."""

    bench: Workbench
    contest_id: int
    attempt: int
    told: float = field(default_factory=time.monotonic, init=False)

    def __call__(self, done: int, total: int) -> None:
        """Hear how many counts are done; raise CancelledError where nobody wants them."""
        if done > 1 and time.monotonic() - self.told < SECONDS_BETWEEN_TELLINGS:
            return
        self.told = time.monotonic()
        bench = self.bench
        with open_session(bench.engine) as session:
            is_wanted = studying.tell(
                session,
                self.contest_id,
                self.attempt,
                done=done,
                total=total,
                now=bench.clock.now(),
            )
            session.commit()
        if not is_wanted:
            raise CancelledError


def _question(session: Session, contest_id: int) -> _Question:
    study, contest = study_of(session, contest_id), session.get(Contest, contest_id)
    assert study is not None  # noqa: S101 - it was taken up a moment ago, and none is ever deleted
    assert contest is not None  # noqa: S101 - nor is a contest that was counted
    return _Question(
        profile=profile_of(session, contest),
        rule=contest.rule,
        seed=study.seed,
        resamples=study.resamples,
        record=study.record_digest,
        balance=record_of(session, contest_id).balance,
    )
