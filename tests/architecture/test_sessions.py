"""How long a session lasts, what ends it for good, and what costs nobody a row."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event, func, select

from shortlist.clock import SetClock
from shortlist.db import open_session
from shortlist.permissions import Permission
from shortlist.web.access import requires
from shortlist.web.models import WebSession

SignIn = Callable[..., FlaskClient]
WHO = "member@example.org"


def rows(engine: Engine) -> int:
    with open_session(engine, read_only=True) as session:
        return session.scalar(select(func.count()).select_from(WebSession)) or 0


def is_signed_in(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


def test_a_session_that_was_ended_is_not_revived_by_a_late_answer(
    app: Flask, sign_in: SignIn, engine: Engine
) -> None:
    @requires(Permission.SIGNED_IN)
    def answer_late() -> str:
        from flask import session

        with open_session(engine) as elsewhere:
            elsewhere.query(WebSession).delete()
            elsewhere.commit()
        session["late"] = True
        return "done"

    app.view_functions["roll.my_entry"] = answer_late
    member = sign_in(WHO)
    late = member.get("/roll/me")
    assert (late.status_code, "Set-Cookie" in late.headers) == (200, False)
    assert rows(engine) == 0
    assert not is_signed_in(member)


def test_a_session_in_use_lasts_thirty_days_from_the_sign_in(
    sign_in: SignIn, clock: SetClock
) -> None:
    member = sign_in(WHO)
    for _ in range(29):
        clock.move(timedelta(days=1, minutes=1))
        assert is_signed_in(member)
    clock.move(timedelta(days=1))
    assert not is_signed_in(member)


def test_a_change_keeps_the_moment_of_the_sign_in(
    sign_in: SignIn, engine: Engine, clock: SetClock
) -> None:
    member, began_at = sign_in(WHO), clock.now()
    clock.move(timedelta(hours=1))
    member.post("/sign-in/link")  # says something that the next page shows
    with member.session_transaction() as stored:
        stored["changed"] = True
    with open_session(engine, read_only=True) as session:
        assert session.scalars(select(WebSession.created_at)).all() == [began_at]


def test_nobodys_session_is_kept_for_two_hours(
    client: FlaskClient, engine: Engine, app: Flask, clock: SetClock
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    cookie = client.get("/sign-in").headers["Set-Cookie"]
    assert "Max-Age=7200" in cookie
    assert rows(engine) == 1
    clock.move(timedelta(hours=2))
    assert "Set-Cookie" in client.get("/sign-in").headers
    assert rows(engine) == 1  # the first is deleted when another begins


def test_a_file_for_everybody_asks_for_no_session(
    sign_in: SignIn, app: Flask, engine: Engine
) -> None:
    statements: list[str] = []
    member = sign_in(WHO)
    own = app.extensions["shortlist"].engine
    event.listen(own, "before_cursor_execute", lambda *args: statements.append(args[2]))
    assert member.get("/static/css/tokens.css", buffered=True).status_code == 200
    assert statements == []
