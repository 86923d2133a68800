"""The commands `roll` and `members`, on a database of their own."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, select

from shortlist.audit.queries import first_broken_link, latest_events
from shortlist.cli import main
from shortlist.db import open_session
from shortlist.factors.actions import Owner, add_passkey
from shortlist.factors.passkeys import NewKey
from shortlist.factors.queries import has_factor
from shortlist.members.queries import member_by_email, offices_of, roles_of
from shortlist.permissions import Role
from shortlist.roll.models import RollImport
from shortlist.roll.queries import roll_size
from tests.roll.files import row, write
from tests.timetables import add_poll


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, database_url: str, tmp_path: Path):
    monkeypatch.setenv("SHORTLIST_DATABASE_URL", database_url)
    monkeypatch.setenv("SHORTLIST_INSTANCE", str(tmp_path / "instance"))

    def command(*words: str, typed: str | None = None) -> Result:
        return CliRunner().invoke(main, words, input=typed)

    return command


def size(engine: Engine) -> int:
    with open_session(engine, read_only=True) as session:
        return roll_size(session)


def test_importing_is_a_dry_run_first(run, engine: Engine, tmp_path: Path) -> None:
    path = write(tmp_path / "f.csv", row(1), row(2))
    result = run("roll", "import", str(path))
    assert (result.exit_code, size(engine)) == (0, 0)
    assert "Added: 2" in result.output
    assert "Nothing was changed." in result.output


def test_importing_asks_before_it_applies(run, engine: Engine, tmp_path: Path) -> None:
    path = write(tmp_path / "f.csv", row(1), row(2))
    assert run("roll", "import", str(path), "--apply", typed="n\n").exit_code == 1
    assert size(engine) == 0
    assert run("roll", "import", str(path), "--apply", typed="y\n").exit_code == 0
    assert size(engine) == 2
    again = run("roll", "import", str(path), "--apply", "--yes")
    assert "Unchanged: 2" in again.output
    with open_session(engine, read_only=True) as session:
        states = session.scalars(select(RollImport.state)).all()
        assert states == ["applied", "applied"]
        assert [event.action for event in latest_events(session)] == ["roll imported"] * 2
        assert first_broken_link(session) is None


def test_a_faulty_file_is_told_line_by_line(run, engine: Engine, tmp_path: Path) -> None:
    lines = [row(number, joined_on="x") for number in range(1, 61)]
    result = run("roll", "import", str(write(tmp_path / "f.csv", *lines)), "--apply", "--yes")
    assert (result.exit_code, size(engine)) == (2, 0)
    assert "Faults: 60" in result.output
    assert "  line 2, column 6 (joined on): The date is not written" in result.output
    assert "  and 10 more" in result.output


def test_extra_columns_are_told(run, tmp_path: Path) -> None:
    path = write(
        tmp_path / "f.csv",
        row(1) + ",x",
        header="name,email,membership_number,local_party,region,joined_on,Shoe size",
    )
    assert "Columns left aside: Shoe size" in run("roll", "import", str(path)).output


def test_offices_are_granted_and_revoked(run, engine: Engine) -> None:
    def grant() -> str:
        return run("members", "grant", "Olu@Example.org", "returning officer").output

    assert grant() == "olu@example.org is returning officer now.\n"
    assert grant() == "olu@example.org is returning officer already.\n"
    with open_session(engine, read_only=True) as session:
        member = member_by_email(session, "olu@example.org")
        assert member is not None
        assert roles_of(session, member.id, datetime.now(UTC)) == {Role.RETURNING_OFFICER}
    assert run("members", "revoke", "olu@example.org", "returning officer").exit_code == 0
    assert run("members", "revoke", "olu@example.org", "returning officer").exit_code == 2


def test_an_office_is_granted_for_one_poll_and_until_a_day(run, engine: Engine) -> None:
    def call(verb: str, *options: str) -> tuple[int, str]:
        found = run("members", verb, "olu@example.org", "scrutineer", *options)
        return found.exit_code, found.output

    with open_session(engine) as session:
        slug = add_poll(session).slug
        session.commit()
    assert call("grant", "--poll", "none-such") == (2, "There is no poll at this address.\n")
    said = (2, "The day given with --until is over already.\n")
    assert call("grant", "--until", "2020-01-01") == said
    assert call("grant", "--poll", slug, "--until", "2099-01-01")[0] == 0
    assert call("grant", "--poll", slug, "--until", "2098-01-01")[1].endswith("already.\n")
    with open_session(engine, read_only=True) as session:
        member = member_by_email(session, "olu@example.org")
        [office] = offices_of(session, member.id, datetime.now(UTC))
        assert (office.role, office.poll) == (Role.SCRUTINEER, slug)
        assert office.until == datetime(2099, 1, 1, tzinfo=UTC)
    assert call("revoke")[0] == 2
    assert call("revoke", "--poll", slug)[0] == 0


def test_lost_second_factors_are_forgotten_on_the_server(run, engine: Engine) -> None:
    def reset() -> int:
        return run("members", "reset-factors", "olu@example.org").exit_code

    assert reset() == 2
    run("members", "grant", "olu@example.org", "organiser")
    assert reset() == 2
    with open_session(engine) as session:
        member = member_by_email(session, "olu@example.org")
        owner = Owner(
            id=member.id, email=member.email, is_officer=True, now=member.created_at, link=""
        )
        key = NewKey(credential_id=b"k", public_key=b"p", sign_count=0)
        add_passkey(session, owner, key, handle=b"h", name="key")
        session.commit()
    assert reset() == 0
    with open_session(engine, read_only=True) as session:
        assert not has_factor(session, member.id)
        assert latest_events(session, limit=1)[0].action == "second factors reset"


def test_a_bad_address_or_office_is_refused(run) -> None:
    assert run("members", "grant", "olu", "organiser").exit_code == 2
    assert run("members", "grant", "olu@example.org", "king").exit_code == 2
