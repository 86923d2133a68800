"""How firm a slate is, on the platform: asked at the count, worked out by one worker, shown."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from shortlist.audit.actions import PLATFORM
from shortlist.clock import SetClock
from shortlist.config import Settings
from shortlist.counts import rules, studying
from shortlist.counts.actions import count_poll
from shortlist.counts.models import FirmnessStudy
from shortlist.counts.queries import firmness_of, record_of, studies_to_do, study_of
from shortlist.counts.rules import Fault, StudyState
from shortlist.counts.study_job import STUDIES, Teller, Workbench
from shortlist.db import open_session
from shortlist.extensions import Running
from shortlist.proposals.rules import Change
from shortlist.publication.actions import publish_results
from shortlist.stv import Lot, read_blt
from shortlist.stv.firmness import CancelledError, Study, firmness
from shortlist.work.queue import queue_of, ring
from tests.officers import two_officers
from tests.voting.booth import Booth, make_booth

ORDERS = ((1, 4, 2), (2, 4, 1), (3, 5), (1, 2), (4,), (2, 3), (5, 1))
SignIn = Callable[..., FlaskClient]


@pytest.fixture
def counted(engine, clock: SetClock, settings: Settings) -> Booth:
    """A counted poll, not published: somebody voted in its first contest, nobody in its second."""
    booth = make_booth(
        engine, clock, settings.keys_path, electors=len(ORDERS), regions=(None, None)
    )
    booth.open_voting()
    for elector, order in enumerate(ORDERS):
        booth.cast(elector, order, position=1)
    booth.end_voting()
    booth.close()
    booth.open()
    with booth.session() as session:
        poll = booth.poll(session)
        count_poll(session, poll, now=clock.now(), actor=PLATFORM)
        session.commit()
    return booth


def publish(booth: Booth) -> None:
    now = booth.clock.now()
    with booth.session() as session:
        poll = booth.poll(session)
        two_officers(session, poll, Change.PUBLISH_RESULTS, now)
        publish_results(session, poll, now=now, actor=PLATFORM)
        session.commit()


def contest_ids(booth: Booth) -> list[int]:
    with open_session(booth.engine, read_only=True) as session:
        return [contest.id for contest in booth.poll(session).contests]


def the_study(booth: Booth) -> FirmnessStudy:
    contest_id = contest_ids(booth)[0]
    with open_session(booth.engine, read_only=True) as session:
        return study_of(session, contest_id)


def bench(booth: Booth) -> Workbench:
    return Workbench(engine=booth.engine, clock=booth.clock)


def take_up(booth: Booth) -> int | None:
    contest_id = contest_ids(booth)[0]
    with booth.session() as session:
        attempt = studying.take_up(session, contest_id, now=booth.clock.now())
        session.commit()
    return attempt


def ask_again(booth: Booth, position: int = 1) -> None:
    with booth.session() as session:
        contest = booth.poll(session).contests[position - 1]
        studying.ask_again(session, contest, now=booth.clock.now(), actor=PLATFORM)
        session.commit()


def test_the_count_asks_how_firm_each_slate_is(counted: Booth) -> None:
    study = the_study(counted)
    assert (study.state, study.seed, study.resamples) == ("waiting", "executive/1", 200)
    empty = contest_ids(counted)[1]
    with counted.session() as session:
        assert study.record_digest == record_of(session, study.contest_id).digest
        assert study_of(session, empty) is None  # nobody voted there
        assert studies_to_do(session, counted.clock.now()) == [study.contest_id]


def test_what_is_worked_out_is_what_the_engine_finds(counted: Booth, client: FlaskClient) -> None:
    bench(counted).work_out_all()
    study = the_study(counted)
    assert (study.state, study.ended_at) == ("done", counted.clock.now())
    publish(counted)
    answer = client.get("/polls/executive/contests/1/papers.blt", follow_redirects=True)
    papers = read_blt(answer.data)
    again = firmness(
        papers, "scottish", lot=Lot.from_seed("executive/1"), study=Study(seed="executive/1")
    )
    with counted.session() as session:
        assert firmness_of(session, study.contest_id) == again


def test_a_study_is_taken_up_once(counted: Booth) -> None:
    assert take_up(counted) == 1
    assert take_up(counted) is None
    bench(counted).work_out_all()
    assert the_study(counted).state == "running"


def test_a_study_whose_worker_died_is_taken_up_by_another(counted: Booth) -> None:
    contest_id = contest_ids(counted)[0]
    take_up(counted)
    counted.clock.at += rules.STUDY_GOES_QUIET + timedelta(seconds=1)
    bench(counted).work_out_all()
    assert (the_study(counted).state, the_study(counted).attempt) == ("done", 2)
    with counted.session() as session:  # the first one was only asleep, and is not heard
        late = {"done": 1, "total": 9, "now": counted.clock.now()}
        assert not studying.tell(session, contest_id, 1, **late)


def test_a_study_that_goes_on_dying_has_failed_until_somebody_asks_again(counted: Booth) -> None:
    for _ in range(rules.MOST_TRIES):
        assert take_up(counted)
        counted.clock.at += rules.STUDY_GOES_QUIET + timedelta(seconds=1)
    assert take_up(counted) is None
    assert (the_study(counted).state, the_study(counted).fault) == ("failed", Fault.GIVEN_UP)
    ask_again(counted)
    bench(counted).work_out_all()
    assert (the_study(counted).state, the_study(counted).fault) == ("done", None)


def test_a_worker_that_is_told_to_stop_puts_its_study_back(counted: Booth) -> None:
    worker = bench(counted)
    worker.held = (contest_ids(counted)[0], take_up(counted))
    worker.put_back()
    study = the_study(counted)
    assert (study.state, study.attempt, study.tries) == ("waiting", 1, 0)
    assert take_up(counted) == 2
    bench(counted).put_back()  # it has nothing in hand
    assert the_study(counted).state == "running"


class Overtaken(Workbench):
    """A workbench whose study another worker takes away while it counts."""

    def _studied(self, question, contest_id, attempt):
        self.clock.at += rules.STUDY_GOES_QUIET + timedelta(seconds=1)
        with open_session(self.engine) as session:
            assert studying.take_up(session, contest_id, now=self.clock.now()) == attempt + 1
            session.commit()
        return super()._studied(question, contest_id, attempt)


def test_a_study_that_another_has_now_is_left_to_them(counted: Booth) -> None:
    Overtaken(engine=counted.engine, clock=counted.clock).work_out_all()
    study = the_study(counted)
    assert (study.state, study.attempt, study.body) == ("running", 2, None)


class Broken(Workbench):
    def _studied(self, question, contest_id, attempt):
        raise ZeroDivisionError


def test_a_study_that_breaks_has_failed_and_the_worker_says_so(counted: Booth) -> None:
    with pytest.raises(ZeroDivisionError):
        Broken(engine=counted.engine, clock=counted.clock).work_out_all()
    assert (the_study(counted).state, the_study(counted).fault) == ("failed", Fault.BROKE)


def test_papers_that_no_longer_count_to_the_record_are_not_studied(counted: Booth) -> None:
    study = the_study(counted)
    with counted.session() as session:
        session.merge(study).record_digest = "sha256:other"
        session.commit()
    bench(counted).work_out_all()
    assert (the_study(counted).state, the_study(counted).fault) == ("failed", Fault.OTHER_RECORD)


def test_progress_is_told_and_can_end_the_study(counted: Booth) -> None:
    contest_id, attempt = contest_ids(counted)[0], take_up(counted)
    Teller(bench=bench(counted), contest_id=contest_id, attempt=attempt)(1, 30)
    assert (the_study(counted).done, the_study(counted).total) == (1, 30)
    with pytest.raises(CancelledError):
        Teller(bench=bench(counted), contest_id=contest_id, attempt=9)(1, 30)


@pytest.mark.parametrize(
    ("state", "refusal"),
    [
        (StudyState.WAITING, rules.StudiedNow),
        (StudyState.RUNNING, rules.StudiedNow),
        (StudyState.DONE, rules.StudiedAlready),
    ],
)
def test_it_is_asked_again_only_where_that_can_help(counted: Booth, state, refusal) -> None:
    study = the_study(counted)
    study.state, study.told_at = state, counted.clock.now()
    with counted.session() as session:
        session.merge(study)
        session.commit()
    with pytest.raises(refusal):
        ask_again(counted)


def test_nothing_is_asked_where_nothing_was_counted(counted: Booth) -> None:
    with pytest.raises(rules.NothingToStudy):
        ask_again(counted, position=2)


def test_a_poll_counted_before_studies_were_made_can_have_one(counted: Booth) -> None:
    study = the_study(counted)
    with counted.session() as session:
        session.delete(study)
        session.commit()
    ask_again(counted)
    assert the_study(counted).state == "waiting"


def test_a_message_is_signed_and_makes_a_worker_look(counted: Booth, settings: Settings) -> None:
    parts = Running(settings=settings, engine=counted.engine, clock=counted.clock)
    ring(parts, STUDIES)
    queue = queue_of(settings, [bench(counted).job()])
    task = queue.dequeue()
    queue.execute(task)
    assert the_study(counted).state == "done"
    with pytest.raises(ValueError, match="ignature"):
        queue.serializer.deserialize(queue.serializer.serialize("look")[:-1] + b"0x")
    queue.storage.close()


def test_a_queue_that_is_out_of_order_stops_nobody(counted: Booth, settings: Settings) -> None:
    settings.instance_path.mkdir(exist_ok=True)
    (settings.instance_path / "queue.db").mkdir()
    ring(Running(settings=settings, engine=counted.engine, clock=counted.clock), STUDIES)
    assert the_study(counted).state == "waiting"


@contextmanager
def working(booth: Booth, settings: Settings) -> Iterator[subprocess.Popen]:
    """A worker in a process of its own, which is killed in the end if it is still there."""
    environment = {
        **os.environ,
        "SHORTLIST_INSTANCE": str(settings.instance_path),
        "SHORTLIST_DATABASE_URL": settings.database_url,
        "SHORTLIST_SECRET_KEY": settings.secret_key,
    }
    command = [sys.executable, "-c", "from shortlist.cli import main; main()"]
    worker = subprocess.Popen(
        [*command, "worker", "--until-input-ends"], stdin=subprocess.PIPE, env=environment
    )
    with worker:
        try:
            yield worker
        finally:
            worker.kill()


def wait_for(booth: Booth, state: str) -> None:
    """Wait until the study is in a state; the test's own limit ends what never comes."""
    while the_study(booth).state != state:
        time.sleep(0.05)


def test_the_worker_answers_and_ends_with_its_input(counted: Booth, settings: Settings) -> None:
    with working(counted, settings) as worker:
        wait_for(counted, "done")
        worker.stdin.close()
        assert worker.wait() == 0


def test_a_worker_that_is_stopped_at_work_puts_its_study_back(
    counted: Booth, settings: Settings
) -> None:
    study = the_study(counted)
    study.resamples = 100_000
    with counted.session() as session:
        session.merge(study)
        session.commit()
    with working(counted, settings) as worker:
        wait_for(counted, "running")
        worker.terminate()
        assert worker.wait() == 0
    assert (the_study(counted).state, the_study(counted).tries) == ("waiting", 0)
