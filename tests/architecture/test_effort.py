"""Proof of work on public forms, and limits that say when to come back."""

import base64
import json
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, func, select

from shortlist.clock import SetClock
from shortlist.db import open_session
from shortlist.web.effort import LASTS, SlowDown, ask_for_effort
from shortlist.web.models import SpentEffort
from tests.effort import limited, solved

__all__ = ("limited",)

ADDRESSES = (f"member.{number}@example.org" for number in range(10_000))


def ask(client: FlaskClient, effort: str = "") -> int:
    """Ask for a code for a new address; return the status of the answer."""
    data = {"email": next(ADDRESSES), "effort": effort}
    return client.post("/sign-in", data=data).status_code


def test_forms_without_work_are_slowed_down_and_those_with_it_are_not(
    limited: Flask, client: FlaskClient
) -> None:
    answers = [client.post("/sign-in", data={"email": next(ADDRESSES)}) for _ in range(21)]
    assert [one.status_code for one in answers] == 20 * [303] + [429]
    assert "Wait a few minutes" in answers[-1].text
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 600
    assert ask(client, solved(client)) == 303
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    data = {"email": next(ADDRESSES)}
    assert client.post("/sign-in", data=data, environ_base=elsewhere).status_code == 303


@pytest.mark.parametrize("wrong", ["spent", "old", "forged", "guessed", "garbled", "long"])
def test_work_counts_once_within_its_time_and_unchanged(
    limited: Flask, client: FlaskClient, engine: Engine, clock: SetClock, wrong: str
) -> None:
    answer = solved(client, **({"cost": 1} if wrong == "forged" else {}))
    if wrong == "spent":
        assert ask(client, answer) == 303
    if wrong == "old":
        clock.move(LASTS)
    if wrong == "guessed":
        told = json.loads(base64.b64decode(answer))
        told["solution"] = {"counter": 1, "derivedKey": "00" * 32}
        answer = base64.b64encode(json.dumps(told).encode()).decode()
    if wrong in {"garbled", "long"}:
        answer = "e30=" if wrong == "garbled" else "A" * 10_000
    with limited.test_request_context("/", method="POST"):
        ask_for_effort(answer, wrong, without="1 per hour")  # taken as one without
        with pytest.raises(SlowDown):
            ask_for_effort(answer, wrong, without="1 per hour")
    with open_session(engine, read_only=True) as session:
        spent = session.scalar(select(func.count()).select_from(SpentEffort))
    assert spent == (wrong == "spent")


def test_spent_work_is_forgotten(
    limited: Flask, client: FlaskClient, engine: Engine, clock: SetClock
) -> None:
    ask(client, solved(client))
    with open_session(engine, read_only=True) as session:
        (until,) = session.scalars(select(SpentEffort.expires_at))
    assert until == datetime(2026, 2, 3, tzinfo=UTC)  # which tells no hour
    clock.move(until - clock.now())
    ask(client, solved(client))
    with open_session(engine, read_only=True) as session:
        assert session.scalar(select(func.count()).select_from(SpentEffort)) == 1


def test_the_forms_carry_it_without_which_they_work_as_well(client: FlaskClient) -> None:
    page = client.get("/sign-in").text
    assert 'data-effort="/effort"' in page
    assert 'name="effort"' in page


def test_a_limit_of_requests_says_when_to_come_back(limited: Flask, client: FlaskClient) -> None:
    last = [client.post("/sign-in/code", data={"code": "x"}) for _ in range(61)][-1]
    assert last.status_code == 429
    assert 0 < int(last.headers["Retry-After"]) <= 61
    assert "you are not locked out" in last.text
