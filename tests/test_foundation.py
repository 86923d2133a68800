"""The migrations and the database itself, on both databases."""

from datetime import datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DatabaseError, StatementError
from sqlalchemy.orm import Session

from shortlist import migrate
from shortlist.audit.actions import PLATFORM, member_actor, record_event
from shortlist.audit.queries import first_broken_link
from shortlist.db import load_tables, open_session
from shortlist.members.models import Member
from shortlist.notices.models import Notice
from tests.conftest import NOON


def test_migrations_make_what_the_models_say(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, load_tables()) == []


def test_migrations_go_down_to_nothing_and_up_again(engine: Engine) -> None:
    migrate.downgrade(engine)
    assert inspect(engine).get_table_names() == ["alembic_version"]
    migrate.upgrade(engine)
    assert set(load_tables().tables) < set(inspect(engine).get_table_names())


def test_every_constraint_has_a_name() -> None:
    unnamed = [
        f"{table.name}: {constraint}"
        for table in load_tables().sorted_tables
        for constraint in table.constraints
        if constraint.name is None
    ]
    assert unnamed == []


def test_a_naive_datetime_is_refused(session: Session) -> None:
    notice = Notice(
        kind="test",
        to_address="a@example.org",
        subject="s",
        body="b",
        is_secret=False,
        created_at=datetime(2026, 1, 1),  # noqa: DTZ001 - naive on purpose
        due_at=NOON,
    )
    session.add(notice)
    with pytest.raises(StatementError, match="time zone"):
        session.flush()


def test_a_read_only_session_cannot_write(engine: Engine) -> None:
    with open_session(engine, read_only=True) as reading, pytest.raises(DatabaseError):
        reading.execute(text("DELETE FROM polls"))


def test_a_session_may_write_after_a_read_only_one(engine: Engine) -> None:
    with open_session(engine, read_only=True) as reading:
        reading.execute(text("SELECT 1"))
    with open_session(engine) as writing:
        writing.execute(text("DELETE FROM polls"))
        writing.commit()


@pytest.mark.parametrize("statement", ["UPDATE events SET action = 'x'", "DELETE FROM events"])
def test_an_event_cannot_be_changed(session: Session, statement: str) -> None:
    record_event(session, now=NOON, actor=PLATFORM, action="begin", subject="test")
    with pytest.raises(DatabaseError, match="append-only"):
        session.execute(text(statement))


def test_the_chain_of_events_holds(session: Session) -> None:
    for number in range(5):
        record_event(
            session, now=NOON, actor=PLATFORM, action="step", subject="test", number=number
        )
    session.commit()
    assert first_broken_link(session) is None


def test_an_altered_event_is_named(session: Session) -> None:
    for _ in range(3):
        record_event(session, now=NOON, actor=PLATFORM, action="step", subject="test")
    session.commit()
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("DROP TRIGGER events_no_update"))
    else:
        session.execute(text("DROP TRIGGER events_append_only ON events"))
    session.execute(text("UPDATE events SET action = 'other' WHERE number = 2"))
    session.commit()
    assert first_broken_link(session) == 2


def test_an_event_outlives_the_account_of_its_actor(session: Session) -> None:
    member = Member(email="gone@example.org", name="", created_at=NOON)
    session.add(member)
    session.flush()
    record_event(session, now=NOON, actor=member_actor(member.id), action="step", subject="test")
    session.delete(member)
    session.commit()
    assert first_broken_link(session) is None
