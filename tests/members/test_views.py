"""Signing in and out by the pages."""

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, func, select

from shortlist.db import open_session
from shortlist.extensions import client_key, limiter
from shortlist.members.models import Member, SignInChallenge
from shortlist.members.views import ASKS_FOR_ADDRESS, load_person
from shortlist.web.models import WebSession
from tests.members.helpers import code_in, link_in, mails_to

WHO = "sian@example.org"


def ask(client: FlaskClient, engine: Engine, email: str = WHO, target: str = "") -> str:
    answer = client.post("/sign-in", data={"email": email, "next": target})
    assert (answer.status_code, answer.location) == (303, "/sign-in/code")
    return mails_to(engine, email.lower())[0]


def is_signed_in(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


def test_a_member_signs_in_with_the_code(client: FlaskClient, engine: Engine) -> None:
    body = ask(client, engine, "Sian@Example.org")
    assert "sian@example.org" in client.get("/sign-in/code").text
    answer = client.post("/sign-in/code", data={"code": code_in(body).lower()})
    assert (answer.status_code, answer.location) == (303, "/account")
    assert "sian@example.org" in client.get("/account").text


def test_a_member_goes_on_where_they_were_going(client: FlaskClient, engine: Engine) -> None:
    answer = client.get("/account?a=1")
    assert answer.location == "/sign-in?next=%2Faccount%3Fa%3D1"
    assert 'value="/account?a=1"' in client.get(answer.location).text
    body = ask(client, engine, target="/account?a=1")
    assert client.post("/sign-in/code", data={"code": code_in(body)}).location == "/account?a=1"
    assert client.get("/sign-in?next=/roll/me").location == "/roll/me"


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "/\t/evil.example",
     "/\n/evil.example", "javascript:alert(1)"],
)  # fmt: skip
def test_nobody_is_sent_to_another_site(client: FlaskClient, engine: Engine, target: str) -> None:
    body = ask(client, engine, target=target)
    answer = client.post("/sign-in/code", data={"code": code_in(body)})
    assert answer.location == "/account"


def test_the_link_is_used_up_by_a_click_and_not_by_opening_it(
    client: FlaskClient, engine: Engine
) -> None:
    page, secret = link_in(ask(client, engine))
    for _ in range(3):  # a mail scanner, and the person
        assert client.get(page).status_code == 200
    answer = client.post("/sign-in/link", data={"secret": secret})
    assert (answer.status_code, answer.location) == (303, "/account")
    assert is_signed_in(client)


def test_the_link_page_offers_the_code_without_scripts(client: FlaskClient, engine: Engine) -> None:
    text = client.get("/sign-in/link").text
    assert "type that" in text
    assert re.search(r"<form[^>]* hidden>", text)
    assert '<script type="module"' in text


def test_the_link_asks_for_the_code_in_another_browser(
    app: Flask, client: FlaskClient, engine: Engine
) -> None:
    body = ask(client, engine)
    other = app.test_client()
    answer = other.post("/sign-in/link", data={"secret": link_in(body)[1]})
    assert answer.status_code == 422
    assert "type the code" in answer.text
    assert not is_signed_in(other)
    assert client.post("/sign-in/code", data={"code": code_in(body)}).status_code == 303


def test_a_wrong_code_takes_a_try_and_five_end_it(client: FlaskClient, engine: Engine) -> None:
    body = ask(client, engine)
    first = client.post("/sign-in/code", data={"code": "0000 0000"})
    assert first.status_code == 422
    assert "You have 4 more tries." in first.text
    for _ in range(4):
        last = client.post("/sign-in/code", data={"code": "0000 0000"})
    assert "no longer work" in last.text
    assert client.post("/sign-in/code", data={"code": code_in(body)}).status_code == 422
    assert not is_signed_in(client)


@pytest.mark.parametrize("email", ["", "sian", "sian@", "a@b"])
def test_a_bad_address_is_refused_beside_its_field(client: FlaskClient, email: str) -> None:
    answer = client.post("/sign-in", data={"email": email})
    assert answer.status_code == 422
    assert 'href="#email"' in answer.text


def test_an_empty_code_takes_no_try(client: FlaskClient, engine: Engine) -> None:
    ask(client, engine)
    assert "Write the code" in client.post("/sign-in/code", data={"code": " "}).text
    assert "4 more" in client.post("/sign-in/code", data={"code": "00000000"}).text


def test_known_and_unknown_addresses_get_the_same_answer(
    app: Flask, client: FlaskClient, engine: Engine, sign_in: Callable[..., FlaskClient]
) -> None:
    sign_in("known@example.org")
    pages = []
    for email in ("known@example.org", "nobody@example.org"):
        body = ask(visitor := app.test_client(), engine, email)
        pages.append(visitor.get("/sign-in/code").text.replace(email, "ADDRESS"))
        assert code_in(body)
    assert re.sub(r'value="[^"]*"', "", pages[0]) == re.sub(r'value="[^"]*"', "", pages[1])
    with open_session(engine, read_only=True) as session:
        assert session.scalar(select(func.count()).select_from(Member)) == 1


def test_signing_in_changes_the_session_token(client: FlaskClient, engine: Engine) -> None:
    body = ask(client, engine)
    before = client.get_cookie("session")
    client.post("/sign-in/code", data={"code": code_in(body)})
    after = client.get_cookie("session")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    with open_session(engine, read_only=True) as session:
        rows = session.scalars(select(WebSession)).all()
        assert len(rows) == 1
        assert "sign_in" not in rows[0].data


def test_the_code_page_without_a_code_leads_to_the_start(client: FlaskClient) -> None:
    assert client.get("/sign-in/code").location == "/sign-in"
    assert client.post("/sign-in/code", data={"code": "x"}).location == "/sign-in"
    assert client.post("/sign-in/link", data={}).status_code == 422


def test_signing_out_ends_the_session(client: FlaskClient, engine: Engine) -> None:
    client.post("/sign-in/code", data={"code": code_in(ask(client, engine))})
    token = client.get_cookie("session")
    assert token is not None
    assert client.post("/sign-out").location == "/signed-out"
    assert client.get("/signed-out").status_code == 200
    assert not is_signed_in(client)
    client.set_cookie("session", token.value)
    assert not is_signed_in(client)


def test_other_sessions_are_ended(
    client: FlaskClient, engine: Engine, sign_in: Callable[..., FlaskClient]
) -> None:
    other = sign_in(WHO)
    client.post("/sign-in/code", data={"code": code_in(ask(client, engine))})
    assert "one other device" in client.get("/account").text
    assert client.post("/account/end-other-sessions").location.startswith("/account/")
    assert is_signed_in(client)
    assert not is_signed_in(other)


def test_the_account_names_the_offices(sign_in: Callable[..., FlaskClient]) -> None:
    text = sign_in("o@example.org", "organiser", "scrutineer").get("/account").text
    assert "<strong>Organiser</strong> for all polls" in text
    assert "<strong>Scrutineer</strong> for all polls" in text


@pytest.mark.parametrize("member_id", ["", "999999", "-1", "x"])
def test_a_session_of_nobody_signs_nobody_in(app: Flask, member_id: str) -> None:
    with app.test_request_context("/"):
        assert load_person(member_id) is None


@pytest.fixture
def limited(app: Flask) -> Iterator[None]:
    limiter.enabled = True
    limiter.reset()
    yield
    limiter.reset()
    limiter.enabled = False


@pytest.mark.usefixtures("limited")
def test_asking_too_often_slows_down_that_address_only(client: FlaskClient, engine: Engine) -> None:
    for _ in range(5):
        ask(client, engine)
    answer = client.post("/sign-in", data={"email": WHO.upper()})
    assert answer.status_code == 429
    assert "Several codes were sent to this address a short time ago." in answer.text
    assert f'value="{WHO}"' in answer.text
    ask(client, engine, "other@example.org")
    elsewhere = client.post(
        "/sign-in", data={"email": WHO}, environ_base={"REMOTE_ADDR": "192.0.2.7"}
    )
    assert elsewhere.status_code == 303


@pytest.mark.usefixtures("limited")
def test_many_together_put_an_address_off_for_a_minute_and_no_longer(client: FlaskClient) -> None:
    def ask_from(number: int) -> int:
        where = {"REMOTE_ADDR": f"192.0.2.{number}"}
        return client.post("/sign-in", data={"email": WHO}, environ_base=where).status_code

    assert [ask_from(number) for number in range(11)] == [303] * 10 + [429]
    assert (ASKS_FOR_ADDRESS, ask_from(99)) == ("10 per minute", 429)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::ffff:2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("fe80::1%eth0", "not an address", False),
    ],
)
def test_an_ipv6_network_is_one_client(app: Flask, one: str, other: str, same: bool) -> None:
    keys = set()
    for address in (one, other):
        with app.test_request_context("/", environ_base={"REMOTE_ADDR": address}):
            keys.add(client_key())
    assert (len(keys) == 1) is same


@pytest.mark.usefixtures("limited")
def test_trying_codes_too_fast_slows_down(client: FlaskClient, engine: Engine) -> None:
    ask(client, engine)
    answers = [client.post("/sign-in/code", data={"code": "0"}).status_code for _ in range(61)]
    assert set(answers[:60]) == {422}
    assert answers[60] == 429


def test_only_the_newest_challenge_of_a_browser_is_kept(
    client: FlaskClient, engine: Engine
) -> None:
    ask(client, engine)
    ask(client, engine, "other@example.org")
    with open_session(engine, read_only=True) as session:
        assert session.scalars(select(SignInChallenge.email)).all() == ["other@example.org"]
