"""A change of address: proved at the new one, undone from the old one, and the roll with it."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from shortlist.audit.models import Event
from shortlist.clock import SetClock
from shortlist.db import open_session
from shortlist.extensions import limiter
from shortlist.members.models import Member
from shortlist.members.rules import LIFETIME, OBJECTION, TRIES
from shortlist.roll.models import RollEntry
from tests.members.helpers import code_in, mails_to
from tests.people import add_member, add_roll_entry

SignIn = Callable[..., FlaskClient]
OLD, NEW, THIRD = "old@example.org", "new@example.org", "third@example.org"


@pytest.fixture
def me(engine: Engine, clock: SetClock, sign_in: SignIn) -> FlaskClient:
    """A member on the roll, signed in."""
    with open_session(engine) as session:
        add_roll_entry(session, clock, OLD)
        session.commit()
    return sign_in(OLD)


def ask(me: FlaskClient, engine: Engine, address: str = NEW) -> str:
    """Ask for an address; return the code that arrived there."""
    answer = me.post("/account/address", data={"email": address})
    assert answer.location == "/account/address/code"
    return code_in(mails_to(engine, address)[0])


def prove(me: FlaskClient, code: str):
    return me.post("/account/address/code", data={"code": code})


def move(me: FlaskClient, engine: Engine, address: str = NEW) -> None:
    assert prove(me, ask(me, engine, address)).status_code == 303


def link_at(engine: Engine, address: str) -> str:
    """The path of the link to object in the newest mail to an address."""
    return re.search(r"http://localhost(/\S+)", mails_to(engine, address)[0])[1]


def where(engine: Engine) -> tuple[list[str], list[str]]:
    """The addresses of all accounts and of all entries on the roll."""
    with open_session(engine, read_only=True) as session:
        accounts = session.scalars(select(Member.email).order_by(Member.id))
        entries = session.scalars(select(RollEntry.email).order_by(RollEntry.id))
        return list(accounts), list(entries)


def test_account_and_entry_move_and_both_addresses_are_told(
    me: FlaskClient, engine: Engine, client: FlaskClient
) -> None:
    assert "Your entry on the roll follows at once" in me.get("/account/address").text
    code = ask(me, engine)
    assert NEW in me.get("/account/address/code").text
    assert where(engine) == ([OLD], [OLD])
    assert prove(me, code).location == "/account"
    assert where(engine) == ([NEW], [NEW])
    page = me.get("/roll/me").text
    assert (NEW in page, OLD in page) == (True, True)  # what the entry was is in its history
    assert "take the account back within 7 days" in mails_to(engine, OLD)[0]
    assert me.get("/account/address/code").status_code == 302
    with open_session(engine, read_only=True) as session:
        (event,) = session.scalars(select(Event).where(Event.action == "address changed"))
    assert "@" not in event.subject + event.details
    client.post("/sign-in", data={"email": NEW})
    client.post("/sign-in/code", data={"code": code_in(mails_to(engine, NEW)[0])})
    assert NEW in client.get("/account").text


def test_the_old_address_takes_everything_back_and_ends_the_sessions(
    me: FlaskClient, engine: Engine, client: FlaskClient
) -> None:
    move(me, engine)
    move(me, engine, THIRD)
    first, second = link_at(engine, OLD), link_at(engine, NEW)
    assert client.get(first).status_code == 200
    assert where(engine) == ([THIRD], [THIRD])  # looking changes nothing
    assert "Your account is back" in client.post(first).text
    assert where(engine) == ([OLD], [OLD])
    assert me.get("/account").status_code == 302
    assert "taken it back" in mails_to(engine, THIRD)[0]
    for link in (first, second, f"{first}x"):
        assert client.get(link).status_code == 409
        assert client.post(link).status_code == 409


def test_nobody_else_gets_the_old_address_while_it_can_be_taken_back(
    me: FlaskClient, engine: Engine, client: FlaskClient, clock: SetClock, sign_in: SignIn
) -> None:
    move(me, engine)

    def sign_in_with_code():
        client.post("/sign-in", data={"email": OLD})
        return client.post("/sign-in/code", data={"code": code_in(mails_to(engine, OLD)[0])})

    assert "take it back by the link" in sign_in_with_code().text
    other = sign_in("other@example.org")
    assert "belongs to another account" in prove(other, ask(other, engine, OLD)).text
    clock.move(OBJECTION)
    assert client.get(link_of_change(engine)).status_code == 409
    assert sign_in_with_code().location == "/account"


def link_of_change(engine: Engine) -> str:
    body = next(one for one in mails_to(engine, OLD) if "take the account back" in one)
    return re.search(r"http://localhost(/\S+)", body)[1]


def test_a_member_may_go_back_to_the_own_old_address(me: FlaskClient, engine: Engine) -> None:
    move(me, engine)
    move(me, engine, OLD)
    assert where(engine) == ([OLD], [OLD])


def test_what_belongs_to_others_is_not_taken(
    me: FlaskClient, engine: Engine, clock: SetClock
) -> None:
    with open_session(engine) as session:
        add_member(session, clock, NEW)
        add_roll_entry(session, clock, THIRD)
        session.commit()
    for address in (NEW, THIRD):
        answer = prove(me, ask(me, engine, address))
        assert (answer.status_code, "belongs to another account" in answer.text) == (422, True)
    assert where(engine) == ([OLD, NEW], [OLD, THIRD])


def test_an_account_without_an_entry_is_joined_to_the_one_of_its_new_address(
    engine: Engine, clock: SetClock, sign_in: SignIn
) -> None:
    with open_session(engine) as session:
        add_roll_entry(session, clock, NEW)
        session.commit()
    private = sign_in("private@example.org")
    assert "No entry on the roll" in private.get("/account/address").text
    move(private, engine)
    assert "You are on the roll" in private.get("/roll/me").text
    assert private.post(link_at(engine, "private@example.org")).status_code == 200
    assert where(engine) == (["private@example.org"], [NEW])


def test_a_code_holds_for_few_tries_and_ten_minutes(
    me: FlaskClient, engine: Engine, clock: SetClock
) -> None:
    code = ask(me, engine)
    for _ in range(TRIES):
        assert prove(me, "0000-0000").status_code == 422
    assert "no longer work" in prove(me, code).text
    code = ask(me, engine)
    clock.move(LIFETIME)
    assert "no longer work" in prove(me, code).text
    assert prove(me, "").status_code == 422
    assert where(engine) == ([OLD], [OLD])


def test_only_the_newest_code_counts_and_only_for_its_member(
    me: FlaskClient, engine: Engine, sign_in: SignIn
) -> None:
    first = ask(me, engine)
    ask(me, engine, THIRD)
    assert "not the code" in prove(me, first).text
    other = sign_in("other@example.org")
    assert "no longer work" in prove(other, code_in(mails_to(engine, THIRD)[0])).text


@pytest.mark.parametrize(
    ("address", "said"), [(OLD, "This is your address already."), ("nonsense", "no e-mail address")]
)
def test_an_address_that_is_none_or_ones_own_is_refused(
    me: FlaskClient, address: str, said: str
) -> None:
    page = me.post("/account/address", data={"email": address})
    assert (page.status_code, said in page.text or "not an e-mail address" in page.text) == (
        422,
        True,
    )


def test_changes_are_asked_for_in_measure(me: FlaskClient) -> None:
    limiter.enabled = True
    limiter.reset()
    try:
        codes = [
            me.post("/account/address", data={"email": f"n{number}@example.org"}).status_code
            for number in range(6)
        ]
    finally:
        limiter.enabled = False
    assert codes == [303] * 5 + [429]


def test_an_import_has_the_last_word_and_the_undoing_leaves_it(
    me: FlaskClient, engine: Engine, clock: SetClock
) -> None:
    move(me, engine)
    with open_session(engine) as session:  # the office's list still has another address
        session.scalars(select(RollEntry)).one().email = "office@example.org"
        session.commit()
    clock.move(timedelta(days=1))
    assert "Your account is back" in me.post(link_at(engine, OLD)).text
    assert where(engine) == ([OLD], ["office@example.org"])
