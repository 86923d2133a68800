"""Erasing a poll's envelopes: when, what goes, what stays, and that no byte of it is left."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient
from sqlalchemy import Engine, create_engine, event, make_url, select, text

from shortlist.audit.actions import PLATFORM
from shortlist.audit.models import Event
from shortlist.cli import main
from shortlist.clock import SetClock
from shortlist.config import Settings
from shortlist.counts.actions import count_poll
from shortlist.db import make_engine
from shortlist.polls.models import Poll
from shortlist.proposals.rules import Change
from shortlist.publication.actions import publish_results
from shortlist.publication.bundle import bundle_files
from shortlist.voting.actions import erase_envelopes
from shortlist.voting.erasure_rules import (
    ErasedAlready,
    HeldBack,
    NotPublishedYet,
    WindowOpen,
    erased_from,
    why_not_erase,
)
from shortlist.voting.models import Envelope
from shortlist.voting.queries import fixed_for, receipt_of, turnout
from shortlist.voting.receipts import receipt_file
from shortlist.voting.signing import signed_checkpoint
from shortlist.voting.wiping import (
    ENVELOPES,
    DatabaseBusy,
    NoRightToWipe,
    database_files,
    found_in,
    wipe,
)
from tests.conftest import NOON
from tests.officers import two_officers
from tests.voting.booth import Booth, email_of, make_booth

pytestmark = pytest.mark.own_database

Command = Callable[..., Result]
VOTERS = 12


@pytest.fixture
def counted(engine: Engine, clock: SetClock, settings: Settings) -> Booth:
    """A poll of two contests that was counted this minute; some electors voted."""
    booth = make_booth(
        engine, clock, settings.keys_path, electors=VOTERS + 1, regions=(None, "London")
    )
    booth.open_voting()
    for number in range(VOTERS):
        booth.cast(number, (1 + number % 5,))
    booth.cast(0, (2, 3), position=2)
    booth.end_voting()
    booth.close()
    booth.open()
    with booth.session() as session:
        poll = booth.poll(session)
        count_poll(session, poll, now=clock.now(), actor=PLATFORM)
        session.commit()
    return booth


@pytest.fixture
def published(counted: Booth, clock: SetClock) -> Booth:
    """The same poll, its results published this minute."""
    with counted.session() as session:
        poll = counted.poll(session)
        two_officers(session, poll, Change.PUBLISH_RESULTS, clock.now())
        publish_results(session, poll, now=clock.now(), actor=PLATFORM)
        session.commit()
    return counted


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, counted: Booth, database_url: str) -> Command:
    monkeypatch.setenv("SHORTLIST_DATABASE_URL", database_url)
    monkeypatch.setenv("SHORTLIST_INSTANCE", str(counted.keys_path.parent))
    counted.engine.dispose()

    def command(*words: str) -> Result:
        return CliRunner().invoke(main, ("polls", "seal", "executive", *words))

    return command


def planted(booth: Booth) -> list[bytes]:
    with booth.reading() as session:
        rows = session.execute(select(Envelope.sealed, Envelope.request_id)).all()
    return [piece for row in rows for piece in (bytes(row.sealed[:40]), bytes(row.request_id))]


def every_file(engine: Engine) -> list[Path]:
    """All files of an SQLite database, or of the whole server on PostgreSQL."""
    if engine.dialect.name == "sqlite":
        return database_files(engine)
    with engine.connect() as connection:
        folder = Path(connection.scalar(text("SHOW data_directory")))
    return [path for path in folder.rglob("*") if path.is_file() and path.name != "postmaster.pid"]


def test_the_window_is_thirty_days_from_the_publication() -> None:
    assert erased_from(NOON) == NOON + timedelta(days=30)
    due = NOON + timedelta(days=30)
    for now, published_at, erased_at, held_at, refusal in (
        (NOON, None, None, None, NotPublishedYet),
        (NOON, NOON, None, None, WindowOpen),
        (due - timedelta(seconds=1), NOON, None, None, WindowOpen),
        (due, NOON, None, None, type(None)),
        (due, NOON, None, NOON, HeldBack),
        (due + timedelta(days=1), NOON, due, None, ErasedAlready),
    ):
        assert isinstance(why_not_erase(now, published_at, erased_at, held_at), refusal)


def test_nothing_is_erased_in_the_window(published: Booth) -> None:
    published.clock.move(timedelta(days=29))
    with published.session() as session, pytest.raises(WindowOpen):
        erase_envelopes(session, published.poll(session), now=published.clock.now(), actor=PLATFORM)
    assert len(planted(published)) == 2 * (VOTERS + 1)


def test_the_command_refuses_before_the_results_are_published(run: Command) -> None:
    result = run("--yes")
    assert (result.exit_code, result.output.strip()) == (2, NotPublishedYet.sentence)


def test_no_byte_of_an_envelope_is_left(run: Command, published: Booth) -> None:
    pieces = planted(published)
    if published.engine.dialect.name == "postgresql":
        alone = published.engine.execution_options(isolation_level="AUTOCOMMIT")
        with alone.connect() as connection:
            connection.execute(text("ANALYZE"))
            connection.execute(text("CHECKPOINT"))
    assert found_in(every_file(published.engine), pieces) == len(pieces)
    published.engine.dispose()
    result = run("--yes")
    assert result.exit_code == 0, result.output
    assert f"Erased: {VOTERS + 1} envelopes, 2 keys of boxes." in result.output
    assert "pieces of erased rows none is left." in result.output
    assert found_in(every_file(published.engine), pieces) == 0
    assert sorted(path.name for path in published.keys_path.iterdir()) == [
        "1-log.pem",
        "2-log.pem",
    ]


def test_a_row_that_is_only_deleted_leaves_its_bytes(published: Booth, clock: SetClock) -> None:
    """What cleaning is for, and that the search finds what is left."""
    pieces = planted(published)
    clock.move(timedelta(days=30))
    with published.session() as session:
        erase_envelopes(session, published.poll(session), now=clock.now(), actor=PLATFORM)
        session.commit()
    assert found_in(every_file(published.engine), pieces) > 0


def test_that_it_happened_is_on_record(run: Command, published: Booth) -> None:
    run("--yes")
    with published.reading() as session:
        found = session.scalars(select(Event).where(Event.action == "envelopes erased")).one()
        poll = session.get_one(Poll, published.poll_id)
    assert (found.details, found.subject) == (
        f'{{"contests":2,"envelopes":{VOTERS + 1}}}',
        "poll:executive",
    )
    assert poll.erased_at is not None


def test_erasing_twice_is_refused_and_cleaning_again_is_not(run: Command, published: Booth) -> None:
    assert run("--again", "--yes").exit_code == 2
    assert run("--yes").exit_code == 0
    again = run("--yes")
    assert (again.exit_code, again.output.strip()) == (2, ErasedAlready.sentence)
    assert "Nothing is left by which to look" in run("--again", "--yes").output


def test_a_reader_of_an_old_state_keeps_the_files_from_being_cleaned(
    sqlite_template: Path, tmp_path: Path
) -> None:
    path = shutil.copy(sqlite_template, tmp_path / "test.db")
    engine = make_engine(f"sqlite:///{path}")
    event.listen(engine, "connect", _do_not_wait)
    reader = sqlite3.connect(path)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM envelopes").fetchone()
    with pytest.raises(DatabaseBusy):
        wipe(engine, ENVELOPES)
    reader.close()
    wipe(engine, ENVELOPES)
    engine.dispose()


def _do_not_wait(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA busy_timeout = 0")


@pytest.mark.postgresql
def test_an_account_without_the_right_is_told_so(postgresql_server: str) -> None:
    server = make_url(postgresql_server).set(database="shortlist_template")
    role = f"lowly_{os.urandom(4).hex()}"
    above = create_engine(server, isolation_level="AUTOCOMMIT")
    with above.connect() as connection:
        connection.execute(text(f"CREATE ROLE {role} LOGIN"))
    lowly = make_engine(server.set(username=role).render_as_string(hide_password=False))
    with pytest.raises(NoRightToWipe):
        wipe(lowly, ENVELOPES)
    assert database_files(lowly) == []
    lowly.dispose()
    with above.connect() as connection:
        connection.execute(text(f"DROP ROLE {role}"))
    above.dispose()


def test_the_envelopes_of_another_poll_stay(run: Command, published: Booth) -> None:
    with published.session() as session:
        other = session.get_one(Envelope, (2, published.elector_id(session, 0)))
        session.expunge(other)
        contest = published.poll(session).contests[1]
        contest.dropped_at = NOON  # no longer one of the poll's
        session.commit()
    assert "Erased: 12 envelopes, 1 keys" in run("--yes").output
    with published.reading() as session:
        assert session.scalars(select(Envelope.sealed)).all() == [other.sealed]


def test_what_is_public_stays_as_it_was(
    run: Command, published: Booth, client: FlaskClient, sign_in
) -> None:
    with published.reading() as session:
        contest = published.poll(session).contests[0]
        receipt = receipt_of(session, contest.id, published.elector_id(session, 3))
        fixed = fixed_for(session, contest.id)
        cast = turnout(session, published.poll(session))
        bundle = bundle_files(session, published.poll(session), published.keys_path)
    note = signed_checkpoint(fixed, receipt.checkpoint, published.keys_path)
    saved = receipt_file("executive", 1, receipt, note)
    pages = ("/polls/executive/log/1", "/polls/executive/log/1/checkpoint", "/polls/executive")
    before = [client.get(page).text for page in pages]
    assert run("--yes").exit_code == 0
    assert [client.get(page).text for page in pages] == before
    assert client.get("/polls/executive/results").status_code == 200
    checked = client.post("/receipt", data={"text": saved.decode()})
    assert checked.status_code == 200, checked.text
    with published.reading() as session:
        poll = published.poll(session)
        assert bundle_files(session, poll, published.keys_path) == bundle
        assert turnout(session, poll) == cast == VOTERS
    own = sign_in(email_of(3)).get("/polls/executive/vote/1/receipt")
    assert own.status_code == 404
    assert "no longer knows who voted" in own.text


def test_officers_see_when_it_is_due_and_that_it_was_done(
    run: Command, published: Booth, sign_in, clock: SetClock
) -> None:
    console, page = "/organise/polls/executive", "/organise/polls/executive/seal"
    officer = sign_in("officer@example.org", "scrutineer")
    assert page in officer.get(console).text
    assert "They are erased from Friday 6" in officer.get(page).text
    clock.move(timedelta(days=30))
    officer = sign_in("officer@example.org")
    returning = sign_in("a.returning.officer@example.org", "returning officer")
    assert "Hold it back" in returning.get(page).text
    assert "Hold it back" not in officer.get(page).text
    assert returning.post(f"{page}/hold").status_code == 303
    assert "its results are challenged" in officer.get(page).text
    assert run("--yes").output.strip() == HeldBack.sentence
    assert "Let it go" in returning.get(page).text
    assert returning.post(f"{page}/release").status_code == 303
    assert "They have been due since Friday 6" in officer.get(page).text
    assert "shortlist polls seal executive" in officer.get(page).text
    run("--yes")
    after = officer.get(page).text
    assert "They were erased on" in after
    assert "shortlist polls seal" not in after


def test_before_the_publication_officers_see_that_it_waits(counted: Booth, sign_in) -> None:
    officer = sign_in("officer@example.org", "organiser")
    assert (
        "begin when the results are published" in officer.get("/organise/polls/executive/seal").text
    )
    assert "/seal" not in officer.get("/organise/polls/executive").text
