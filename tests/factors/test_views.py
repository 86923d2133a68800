"""Second factors by the pages, where the platform insists on them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from shortlist.audit.models import Event
from shortlist.clock import SetClock
from shortlist.config import Settings
from shortlist.db import open_session
from shortlist.extensions import limiter
from shortlist.factors import rules
from shortlist.factors.models import AuthenticatorApp, Passkey, RecoveryCode
from shortlist.factory import create_app
from tests.factors.authenticator import Authenticator
from tests.members.helpers import code_in, mails_to
from tests.people import add_member

WHO, MEMBER = "rae@example.org", "sian@example.org"
OFFICE = "returning officer"
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


@dataclass(kw_only=True)
class Desk:
    """An app that insists on second factors, and an officer's browser."""

    app: Flask
    engine: Engine
    clock: SetClock

    def browser(self, email: str) -> FlaskClient:
        """Return a browser whose user has proved an address a moment ago."""
        client = self.app.test_client()
        client.post("/sign-in", data={"email": email})
        code = code_in(mails_to(self.engine, email)[0])
        assert client.post("/sign-in/code", data={"code": code}).status_code == 303
        return client

    def with_app(self, email: str = WHO) -> tuple[FlaskClient, pyotp.TOTP, list[str]]:
        """Return a browser, the app that it has set up, and the recovery codes."""
        client = self.browser(email)
        assert client.post("/account/app/begin").location == "/account/app"
        page = client.get("/account/app").text
        secret = re.search(r'value="([A-Z2-7 ]{39})"', page)[1].replace(" ", "")
        app = pyotp.TOTP(secret)
        answer = client.post("/account/app", data={"code": app.at(self.clock.now())})
        codes = re.findall(r"<code>([0-9A-Z-]{19})</code>", answer.text)
        assert len(codes) == 10
        return client, app, codes

    def next_code(self, app: pyotp.TOTP) -> str:
        """Return a code that was not used yet."""
        self.clock.move(timedelta(seconds=60))
        return app.at(self.clock.now())

    def events(self) -> list[str]:
        with open_session(self.engine, read_only=True) as session:
            return list(session.scalars(select(Event.action).order_by(Event.number)))


@pytest.fixture
def desk(settings: Settings, engine: Engine, clock: SetClock) -> Iterator[Desk]:
    app = create_app(replace(settings, second_factor="asked"), clock=clock)
    app.config.update(WTF_CSRF_ENABLED=False)
    limiter.enabled = False
    with open_session(engine) as session:
        add_member(session, clock, WHO, [OFFICE])
        add_member(session, clock, MEMBER)
        session.commit()
    yield Desk(app=app, engine=engine, clock=clock)
    app.extensions["shortlist"].engine.dispose()


def test_an_officer_without_a_second_factor_reaches_nothing_but_the_page_for_one(
    desk: Desk,
) -> None:
    rae = desk.browser(WHO)
    for path in ("/account", "/organise", "/roll/me", "/organise/audit"):
        assert (rae.get(path).status_code, rae.get(path).location) == (302, "/account/security")
    assert "Set up a second factor to go on" in rae.get("/account/security").text
    kept = rae.post("/organise/offices/new", data={"email": MEMBER}, headers=SAME_SITE)
    assert (kept.status_code, MEMBER in kept.text) == (403, True)
    assert rae.get("/polls").status_code == 200
    assert "Organise" not in rae.get("/polls").text
    assert "Organise" not in desk.browser(MEMBER).get("/account").text
    assert desk.browser(MEMBER).get("/account").status_code == 200
    desk.clock.move(rules.LATELY)
    assert "Sign in once more" in rae.post("/account/app/begin").text
    assert rae.post("/sign-out", data={"next": "/account/security"}).location == (
        "/sign-in?next=/account/security"
    )


def test_an_app_is_set_up_asked_for_and_each_of_its_codes_taken_once(desk: Desk) -> None:
    rae, app, _ = desk.with_app()
    assert rae.get("/organise").status_code == 200
    assert desk.events()[-2:] == ["authenticator app set up", "recovery codes made"]
    again = desk.browser(WHO)
    assert again.get("/organise?a=1").location == "/account/show?next=%2Forganise%3Fa%3D1"
    for path in ("/account/security", "/account/app", "/account/recovery-codes"):
        assert again.get(path).location.startswith("/account/show?next=")
    typed = {"next": "/organise?a=1", "proof_code": app.at(desk.clock.now())}
    for wrong in (typed, typed | {"proof_code": "000000"}):  # the first was used to set it up
        assert again.post("/account/show", data=wrong).status_code == 422
    typed["proof_code"] = desk.next_code(app)
    before = again.get_cookie("session").value
    assert again.post("/account/show", data=typed).location == "/organise?a=1"
    assert again.get_cookie("session").value != before
    assert again.get("/organise").status_code == 200
    assert "used already" in again.post("/account/show", data=typed).text
    elsewhere = typed | {"next": "//evil.example", "proof_code": desk.next_code(app)}
    assert again.post("/account/show", data=elsewhere).location == "/account"
    desk.clock.move(rules.LASTS)
    assert again.get("/organise").location.startswith("/account/show")
    with open_session(desk.engine, read_only=True) as session:
        row = session.scalars(select(AuthenticatorApp)).one()
        assert app.secret.encode() not in row.sealed_secret


def test_what_is_hard_to_take_back_is_asked_for_again_and_the_form_is_kept(desk: Desk) -> None:
    rae, app, codes = desk.with_app()
    typed = {"email": MEMBER, "role": "organiser", "last_day": "2026-05-01"}
    assert rae.post("/organise/offices/new", data=typed | {"role": "king"}).status_code == 422
    desk.clock.move(rules.FRESH)
    page = rae.post("/organise/offices/new", data=typed, headers=SAME_SITE)
    assert (page.status_code, f'name="email" value="{MEMBER}"' in page.text) == (403, True)
    assert (
        MEMBER
        not in rae.post(
            "/organise/offices/new", data=typed, headers={"Sec-Fetch-Site": "cross-site"}
        ).text
    )
    wrong = rae.post("/organise/offices/new", data=typed | {"proof_code": "1"}, headers=SAME_SITE)
    assert (wrong.status_code, "is not the code" in wrong.text) == (422, True)
    assert 'name="proof_code" value=' not in wrong.text
    sent = typed | {"proof_recovery": codes[0].lower()}
    assert rae.post("/organise/offices/new", data=sent).location == "/organise/offices"
    assert "You have 9 recovery codes left." in rae.get("/organise/offices").text
    desk.clock.move(rules.FRESH)
    used = rae.post("/organise/offices/new", data=sent)
    assert "has been used already" in used.text
    assert desk.events().count("office proposed") == 1
    assert desk.events().count("recovery code used") == 1
    assert rae.get("/account/recovery-codes").location.startswith("/account/show")
    rae.post("/account/show", data={"proof_code": desk.next_code(app)})
    new = rae.post("/account/recovery-codes").text
    assert codes[1] not in new
    desk.clock.move(rules.FRESH)
    assert rae.post("/account/show", data={"proof_recovery": codes[1]}).status_code == 422


@pytest.mark.parametrize(
    "path", ["/organise/polls/a-poll/notices/1/start", "/organise/elections/an-election/publish"]
)
def test_what_everybody_is_told_at_once_is_asked_for_again(desk: Desk, path: str) -> None:
    with open_session(desk.engine) as session:
        add_member(session, desk.clock, WHO, ["organiser"])
        session.commit()
    rae, _, _ = desk.with_app()
    assert rae.post(path).status_code == 404
    desk.clock.move(rules.FRESH)
    page = rae.post(path, data={"rate": "60"}, headers=SAME_SITE)
    assert (page.status_code, 'name="rate" value="60"' in page.text) == (403, True)


def test_a_passkey_is_two_factors_in_one(desk: Desk) -> None:
    rae, key = desk.browser(WHO), Authenticator()
    asked = rae.post("/account/passkeys/options")
    assert '"userVerification": "required"' in asked.text.replace('":"', '": "')
    data = {"name": "blue key", "credential": key.create(asked.text)}
    assert "Keep these recovery codes" in rae.post("/account/passkeys", data=data).text
    assert rae.post("/account/passkeys", data=data).status_code == 422  # a challenge is used once
    again = desk.app.test_client()
    answer = key.get(again.post("/sign-in/passkey/options").text)
    sent = {"proof_passkey": answer, "next": "/organise"}
    assert again.post("/sign-in/passkey", data=sent).location == "/organise"
    assert again.get("/organise").status_code == 200
    assert again.post("/sign-in/passkey", data=sent).status_code == 422
    desk.clock.move(rules.FRESH)
    assert again.get("/account/passkeys/1/remove").status_code == 302
    proof = key.get(again.post("/account/show/options").text)
    last = again.post("/account/passkeys/1/remove", data={"proof_passkey": proof})
    assert (last.status_code, "your only second factor" in last.text) == (409, True)
    assert "blue key" in again.get("/account/security").text
    assert len(mails_to(desk.engine, WHO)) == 5  # a code, signed in twice, added, recovery codes


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"origin": "http://evil.example"}, "could not be checked"),
        ({"site": "evil.example"}, "could not be checked"),
        ({"verified": False}, "could not be checked"),
        ({"count": 0}, "may have been copied"),
        ({"key": Authenticator().key}, "could not be checked"),
        ({"credential_id": b"another"}, "could not be checked"),
    ],
)
def test_a_passkey_is_refused(desk: Desk, wrong: dict[str, object], said: str) -> None:
    rae, key = desk.browser(WHO), Authenticator(count=5)
    made = {"name": "key", "credential": key.create(rae.post("/account/passkeys/options").text)}
    rae.post("/account/passkeys", data=made)
    thief = desk.browser(WHO)
    answer = replace(key, **wrong).get(thief.post("/account/show/options").text)
    page = thief.post("/account/show", data={"proof_passkey": answer})
    assert (page.status_code, said in page.text) == (422, True)
    assert thief.get("/organise").status_code == 302
    assert ("passkey refused as copied" in desk.events()) == ("copied" in said)


def test_a_challenge_lasts_five_minutes(desk: Desk) -> None:
    rae, key = desk.browser(WHO), Authenticator()
    made = {"name": "key", "credential": key.create(rae.post("/account/passkeys/options").text)}
    desk.clock.move(rules.CHALLENGE_LASTS)
    assert rae.post("/account/passkeys", data=made).status_code == 422


def test_a_members_passkey_opens_only_the_own_account(desk: Desk) -> None:
    sian, key = desk.browser(MEMBER), Authenticator()
    made = {"name": "phone", "credential": key.create(sian.post("/account/passkeys/options").text)}
    assert sian.post("/account/passkeys", data=made).location == "/account/security"
    rae, _, _ = desk.with_app()
    desk.clock.move(rules.FRESH)
    assert rae.post("/account/show/options").status_code == 409  # she has none
    other = desk.browser(WHO)
    answer = key.get(other.post("/sign-in/passkey/options").text)
    assert other.post("/account/show", data={"proof_passkey": answer}).status_code == 422
    assert "passkey added" not in desk.events()
    desk.clock.move(rules.LATELY)
    assert "Use a passkey" in sian.post("/account/passkeys/1/remove").text
    proof = key.get(sian.post("/account/show/options").text)
    gone = sian.post("/account/passkeys/1/remove", data={"proof_passkey": proof})
    assert gone.location == "/account/security"
    with open_session(desk.engine, read_only=True) as session:
        assert session.scalars(select(Passkey)).all() == []


def test_wrong_codes_are_slowed_down_and_the_other_ways_stay_open(desk: Desk) -> None:
    _, app, codes = desk.with_app()
    limiter.enabled = True
    limiter.reset()
    rae = desk.browser(WHO)
    for _ in range(10):
        assert rae.post("/account/show", data={"proof_code": "1"}).status_code == 422
    right = {"proof_code": desk.next_code(app)}
    assert rae.post("/account/show", data=right).status_code == 429
    assert rae.post("/account/show", data={"proof_recovery": codes[0]}).status_code == 303
    limiter.enabled = False


def test_what_another_signed_in_with_on_this_browser_is_forgotten(desk: Desk) -> None:
    with open_session(desk.engine) as session:
        add_member(session, desk.clock, "dele@example.org", [OFFICE])
        session.commit()
    desk.with_app("dele@example.org")
    rae, _, _ = desk.with_app()
    rae.post("/sign-in", data={"email": "dele@example.org"})
    code = code_in(mails_to(desk.engine, "dele@example.org")[0])
    rae.post("/sign-in/code", data={"code": code})
    assert rae.get("/organise").location.startswith("/account/show")


def test_an_office_given_to_a_member_with_a_passkey_asks_for_it(
    desk: Desk, engine: Engine, clock: SetClock
) -> None:
    sian, key = desk.browser(MEMBER), Authenticator()
    made = {"name": "phone", "credential": key.create(sian.post("/account/passkeys/options").text)}
    sian.post("/account/passkeys", data=made)
    with open_session(engine) as session:
        add_member(session, clock, MEMBER, ["scrutineer"])
        session.commit()
    clock.move(rules.LASTS)
    assert sian.get("/organise").location.startswith("/account/show")
    proof = key.get(sian.post("/account/show/options").text)
    sian.post("/account/show", data={"proof_passkey": proof})
    assert "You have no recovery codes" in sian.get("/account/security").text
    with open_session(engine, read_only=True) as session:
        assert session.scalars(select(RecoveryCode)).all() == []


def test_two_other_officers_reset_what_somebody_has_lost(desk: Desk) -> None:
    with open_session(desk.engine) as session:
        for name in ("dele", "olu"):
            add_member(session, desk.clock, f"{name}@example.org", [OFFICE])
        session.commit()
    rae, _, codes = desk.with_app()
    (dele, _, _), (olu, _, _) = desk.with_app("dele@example.org"), desk.with_app("olu@example.org")
    reset = "/organise/offices/people/1/reset"
    assert "Speak to them first" in dele.get(reset).text
    assert rae.post(reset).status_code == 403
    assert dele.post(reset.replace("1", "999")).status_code == 404
    assert dele.post(reset).location == "/organise/offices"
    approve = "/organise/offices/proposals/1/approve"
    assert "Reset Rae’s second factors?" in olu.get(approve).text
    assert dele.post(approve).status_code == 403
    assert olu.post(approve).status_code == 303
    assert rae.get("/account").status_code == 302
    assert desk.events()[-1] == "second factors reset"
    again = desk.browser(WHO)
    assert again.get("/organise").location == "/account/security"
    assert again.post("/account/show", data={"proof_recovery": codes[0]}).status_code == 422
    assert dele.post(reset).status_code == 409


def test_sessions_are_listed_and_ended(desk: Desk) -> None:
    phone = {"User-Agent": "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0"}
    here, there = desk.browser(MEMBER), desk.browser(MEMBER)
    desk.clock.move(timedelta(minutes=15))
    assert there.get("/account", headers=phone).status_code == 200
    page = here.get("/account/security").text
    assert "Firefox on Android" in page
    assert page.count("Sign out there") == 1
    [path] = re.findall(r'action="(/account/sessions/[0-9a-f]{16}/end)"', page)
    stranger = desk.browser(WHO)
    assert stranger.post(path).status_code == 404
    assert here.post(path).location == "/account/security#sessions"
    assert here.post(path).status_code == 404
    assert [one.get("/account").status_code for one in (here, there)] == [200, 302]
