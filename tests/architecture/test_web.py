"""What holds for every page: headers, sessions, tokens, refusals, and logs without people."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import OperationalError

from shortlist.clock import SetClock
from shortlist.config import Environment, MailSettings, Settings
from shortlist.db import open_session
from shortlist.factory import create_app
from shortlist.permissions import Permission
from shortlist.web.access import BareView, is_own_path, refuse_bare_views, requires
from shortlist.web.models import WebSession

SignIn = Callable[..., FlaskClient]


def test_a_bare_view_keeps_the_app_from_starting(app: Flask) -> None:
    app.view_functions["bare"] = lambda: "anybody"
    app.url_map.add(app.url_rule_class("/bare", endpoint="bare"))
    with pytest.raises(BareView, match="/bare"):
        refuse_bare_views(app)


def test_a_page_carries_the_security_headers(client: FlaskClient) -> None:
    headers = client.get("/").headers
    assert "'unsafe-inline'" not in headers["Content-Security-Policy"]
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"


def test_the_page_of_a_stranger_sets_no_cookie(client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.get("/").headers


def test_an_unknown_host_is_refused(client: FlaskClient) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


def test_production_uses_a_host_cookie_and_strict_transport(settings: Settings) -> None:
    app = create_app(
        replace(
            settings,
            environment=Environment.PRODUCTION,
            base_url="https://vote.example.org",
            mail=MailSettings(host="smtp.example.org"),
        )
    )
    page = app.test_client().get("/sign-in", base_url="https://vote.example.org")
    app.extensions["shortlist"].engine.dispose()
    cookie = page.headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "max-age" in page.headers["Strict-Transport-Security"]
    assert app.url_map.bind("vote.example.org").test("/demo/mail") is False


def test_a_session_ends_when_its_row_is_gone(sign_in: SignIn, engine: Engine) -> None:
    member = sign_in("member@example.org")
    assert member.get("/account").status_code == 200
    with open_session(engine) as session:
        session.query(WebSession).delete()
        session.commit()
    assert member.get("/account").status_code == 302


def test_a_session_ends_by_the_clock(sign_in: SignIn, clock: SetClock) -> None:
    member = sign_in("member@example.org")
    clock.move(timedelta(days=15))
    assert member.get("/account").status_code == 302


def test_the_database_knows_only_the_hash_of_a_session(sign_in: SignIn, engine: Engine) -> None:
    member = sign_in("member@example.org")
    token = member.get_cookie("session").value
    with open_session(engine) as session:
        row = session.scalars(select(WebSession)).one()
        assert token.encode() not in row.token_hash
        assert token not in row.data
        assert session.scalar(select(func.count()).select_from(WebSession)) == 1


def test_a_form_without_its_token_is_kept_and_shown_again(app: Flask, sign_in: SignIn) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    member = sign_in("member@example.org")
    page = member.post(
        "/sign-out", data={"statement": "long text"}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert page.status_code == 403
    assert "long text" in page.text
    assert "Send it again" in page.text


def test_a_form_from_another_site_is_not_shown_again(app: Flask, sign_in: SignIn) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    page = sign_in("member@example.org").post(
        "/sign-out", data={"statement": "planted"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert page.status_code == 403
    assert "planted" not in page.text


@pytest.mark.parametrize(
    ("origin", "status_shown"),
    [
        ("http://localhost", True),
        ("http://localhost.evil.example", False),
        ("https://localhost", False),
        ("http://localhost:81", False),
        ("null", False),
        ("", False),
    ],
)
def test_without_fetch_metadata_the_origin_must_be_exactly_ours(
    app: Flask, sign_in: SignIn, origin: str, status_shown: bool
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    page = sign_in("member@example.org").post(
        "/sign-out", data={"statement": "planted"}, headers={"Origin": origin}
    )
    assert ("planted" in page.text) is status_shown


def test_a_writer_that_takes_too_long_is_no_crash(
    app: Flask, client: FlaskClient, engine: Engine
) -> None:
    @requires(Permission.PUBLIC)
    def wait() -> str:
        raise OperationalError("", {}, Exception("database is locked"))

    app.view_functions["publication.how_it_works"] = wait
    page = client.get("/how-it-works")
    assert page.status_code == 503
    assert "try again in a minute" in page.text


def test_a_page_that_is_not_there_is_friendly(client: FlaskClient) -> None:
    page = client.get("/no/such/page")
    assert page.status_code == 404
    assert "There is no page here" in page.text


def test_a_crash_says_nothing_of_anybody(
    app: Flask, client: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    @requires(Permission.PUBLIC)
    def crash() -> str:
        message = "secret.person@example.org"
        raise ValueError(message)

    app.view_functions["publication.how_it_works"] = crash
    page = client.get("/how-it-works")
    assert page.status_code == 500
    assert "secret.person" not in page.text + capsys.readouterr().err


def test_a_log_line_names_the_route_and_nobody(
    client: FlaskClient, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        client.get("/polls/somebody-at-example-org?name=somebody")
    line = capsys.readouterr().err
    assert '"route": "/polls/<slug>"' in line
    assert "somebody" not in line + caplog.text


@pytest.mark.parametrize(
    ("target", "own"),
    [
        ("/polls", True),
        ("/polls?a=b", True),
        ("//evil.example", False),
        ("/\\evil.example", False),
        ("https://evil.example", False),
        ("javascript:alert(1)", False),
        ("", False),
        (None, False),
    ],
)
def test_only_paths_of_this_site_are_followed(target: str | None, own: bool) -> None:
    assert is_own_path(target) is own


def test_the_platform_is_well(client: FlaskClient) -> None:
    assert client.get("/healthz").json == {"status": "ok"}
