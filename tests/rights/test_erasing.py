"""What is over goes, by the clock and by the table; no byte of it is left, and the rest stays."""

import json
import os
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, func, select, text

from shortlist.audit.actions import PLATFORM
from shortlist.audit.models import Event
from shortlist.candidates.models import Candidate
from shortlist.cli import main
from shortlist.clock import SetClock
from shortlist.config import Settings
from shortlist.db import open_session
from shortlist.interest.models import Photo
from shortlist.keeping import Term
from shortlist.members.actions import send_registration
from shortlist.members.models import Member
from shortlist.notices.models import Notice
from shortlist.polls.models import Poll
from shortlist.rights import actions
from shortlist.rights.erasing import Eraser, Night, eraser_for
from shortlist.rights.table import KINDS, TABLES
from shortlist.roll.models import Elector
from shortlist.roll.queries import electors_by_region
from shortlist.voting.actions import hold_back, let_go
from shortlist.voting.erasure_rules import HeldBack, NotHeldBack
from shortlist.voting.wiping import wipe
from tests.faults.disk import kept_bytes
from tests.people import add_member, add_roll_entry
from tests.rights.planting import SEALED, WORDS, plant
from tests.timetables import RESULTS

pytestmark = pytest.mark.own_database

GOES_AFTER = {  # days after the results: kinds that go, with the number of their rows
    0: {"sessions": 1, "codes": 1},
    16: {"drafts": 1, "photos": 1},  # 30 after the shortlist was out
    30: {"envelopes": 1, "notices": 1},
    365: {"registrations": 1, "interest": 2, "register": 1, "roll": 1, "imports": 1},
    730: {},
    731: {"account": 3},  # the officers', too: who published the results stays, as a number
}
LONG_AGO = datetime(2019, 1, 1, tzinfo=UTC)  # by the clock of whatever machine runs this
WAITING = {"photos", "roll"}  # until the rows are gone that point to theirs
WORDS_AFTER = {
    0: {"codes"},
    16: {"drafts", "photos"},
    30: {"notices", "envelopes"},
    365: {"registrations", "interest", "decision", "register", "roll", "imports"},
    730: set(),
    731: set(),  # the last mail has the address, until that is sent and its 30 days are over
}


@pytest.fixture
def eraser(engine: Engine, settings: Settings, clock: SetClock) -> Eraser:
    clock.at = RESULTS
    with open_session(engine) as session:
        plant(session)
    return eraser_for(engine, settings, clock)


def found(engine: Engine, settings: Settings) -> set[str]:
    """The kinds whose planted word is anywhere on the disk."""
    wanted = {kind: word.encode() for kind, word in WORDS.items()} | {"envelopes": SEALED}
    kept = [content for _, content in kept_bytes(engine, settings)]
    return {kind for kind, word in wanted.items() if any(word in content for content in kept)}


def test_each_kind_goes_when_its_term_is_over_and_no_byte_of_it_is_left(
    eraser: Eraser, engine: Engine, settings: Settings, clock: SetClock
) -> None:
    if engine.dialect.name == "postgresql":
        with open_session(engine) as session:
            session.execute(text("ANALYZE"))  # the planner would keep samples
            session.commit()
    left = found(engine, settings)
    assert left == {*WORDS, "envelopes"}
    touched: set[str] = set()
    for days, kinds in GOES_AFTER.items():
        clock.at = RESULTS + timedelta(days=days, seconds=-1)
        if days not in {0, 731}:  # accounts are counted by the day
            assert eraser.due() == {}
        clock.at = RESULTS + timedelta(days=days)
        assert eraser.due() == {kind: rows for kind, rows in kinds.items() if kind not in WAITING}
        erased = eraser.erase()
        assert erased.rows == kinds
        left -= WORDS_AFTER[days]
        if (
            engine.dialect.name == "sqlite" or days == 365
        ):  # leading PostgreSQL through its log is slow
            wipe(engine, erased.tables | touched)
            assert found(engine, settings) == left
        touched |= erased.tables
        assert eraser.erase().rows == {}
    _what_stays(engine)


def _what_stays(engine: Engine) -> None:
    with open_session(engine, read_only=True) as session:
        [candidate] = session.scalars(select(Candidate))
        assert (candidate.statement, candidate.expression_id) == ("Elect me.", None)
        assert session.get_one(Photo, candidate.photo_id).jpeg == b"shown to everybody"
        [elector] = session.scalars(select(Elector))
        assert (elector.name, elector.membership_number, elector.roll_entry_id) == ("", "", None)
        assert electors_by_region(session, elector.poll_id) == {"London": 1}
        officers = session.scalars(select(Member).order_by(Member.id)).all()
        assert [(one.email, one.name) for one in officers] == [
            (f"{one.id}@deleted.invalid", "") for one in officers
        ]
        assert len(officers) == 2
        events = session.scalars(select(Event).where(Event.action == "kept data erased")).all()
        assert {event.subject: json.loads(event.details) for event in events}["kind:roll"] == {
            "rows": 1
        }


def test_a_run_that_is_cut_short_goes_on_where_it_stopped(eraser: Eraser, engine: Engine) -> None:
    """Batch by batch, each with its event: what was done stays done."""
    [offers] = [kept for kept in TABLES if (kept.kind, kept.table) == ("interest", "expressions")]
    later = RESULTS + timedelta(days=365)
    for _ in range(2):
        with open_session(engine) as session:
            assert actions.erase_some(session, offers, now=later, limit=1) == 1
            session.commit()
        with open_session(engine) as session:  # a batch that is not committed has not happened
            actions.erase_some(session, offers, now=later, limit=1)
    with open_session(engine) as session:
        assert actions.erase_some(session, offers, now=later, limit=1) == 0
        done = select(func.count()).where(Event.action == "kept data erased")
        assert session.scalar(done) == 2


def test_what_is_challenged_is_held_back(eraser: Eraser, engine: Engine, clock: SetClock) -> None:
    with open_session(engine) as session:
        for poll in session.scalars(select(Poll)):
            hold_back(session, poll, now=RESULTS, actor=PLATFORM)
            with pytest.raises(HeldBack):
                hold_back(session, poll, now=RESULTS, actor=PLATFORM)
        session.commit()
    clock.at = RESULTS + timedelta(days=365)
    due = {kind for kind in eraser.due() if kind in {"envelopes", "register", "interest", "drafts"}}
    assert due == set()
    with open_session(engine) as session:
        for poll in session.scalars(select(Poll)):
            let_go(session, poll, now=clock.now(), actor=PLATFORM)
            with pytest.raises(NotHeldBack):
                let_go(session, poll, now=clock.now(), actor=PLATFORM)
        session.commit()
    assert {"envelopes", "register", "interest", "drafts"} <= set(eraser.due())


def test_an_account_that_somebody_needs_is_not_erased(
    engine: Engine, settings: Settings, clock: SetClock
) -> None:
    with open_session(engine) as session:
        for address in ("seen", "roll", "officer", "waiting", "nobody"):
            add_member(session, clock, f"{address}@example.org")
        add_roll_entry(session, clock, "roll@example.org")
        add_member(session, clock, "officer@example.org", ["organiser"])
        waiting = add_member(session, clock, "waiting@example.org")
        send_registration(
            session, member_id=waiting.id, name="W", local_party="A", region="B", now=clock.now()
        )
        clock.move(timedelta(days=731))
        add_member(session, clock, "seen@example.org").last_seen_on = clock.now().date()
        session.commit()
    night = Night(eraser=eraser_for(engine, settings, clock))
    night.job().work()
    with open_session(engine) as session:
        left = session.scalars(select(Member.email).order_by(Member.id)).all()
        [notice] = session.scalars(select(Notice))
    assert left == [f"{one}@example.org" for one in ("seen", "roll", "officer", "waiting")]
    assert (notice.to_address, notice.kind) == ("nobody@example.org", "account_unused")
    with open_session(engine) as session:
        add_member(session, SetClock(RESULTS - timedelta(days=900)), "again@example.org")
        session.commit()
    night.job().work()  # not a day has passed
    assert len(night.eraser.due()) == 1
    clock.move(timedelta(days=1))
    night.job().work()
    assert night.eraser.due() == {}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_command_asks_erases_and_says_what_it_did(
    engine: Engine, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_session(engine) as session:
        plant(session, now=LONG_AGO)
    monkeypatch.setenv("SHORTLIST_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("SHORTLIST_INSTANCE", str(settings.instance_path))

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, ("rights", "erase", *words), input="n\n")

    upload = settings.instance_path / "imports" / "1.csv"
    upload.parent.mkdir(parents=True)
    upload.touch()
    os.utime(upload, (0, 0))
    engine.dispose()
    for words in (("--dry-run",), ()):  # the second asks, and is told no
        assert "1  That you are signed in on a browser" in run(*words).output
        assert found(engine, settings) == {*WORDS, "envelopes"}
    engine.dispose()
    done = run("--yes")
    assert done.exit_code == 0, done.output
    assert "2  An expression of interest that you sent" in done.output
    assert "pieces of erased rows none is left" in done.output
    assert not upload.exists()
    assert "Nothing is kept longer than its term." in run("--yes").output


def test_a_term_reads_as_people_say_it() -> None:
    said = [Term(days=days, after="after it").in_words() for days in (None, 0, 1, 30, 365, 730)]
    assert said == [
        "after it",
        "after it",
        "a day after it",
        "30 days after it",
        "a year after it",
        "2 years after it",
    ]


def test_the_table_can_be_printed() -> None:
    printed = CliRunner().invoke(main, ("rights", "table")).output.splitlines()
    assert len(printed) == 2 + len(KINDS)
    assert {line.count(" | ") for line in printed} == {5}
