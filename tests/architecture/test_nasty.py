"""Addresses and forms that nobody means well with: they are answered, and nothing crashes."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.routing import Rule

from shortlist.clock import SetClock
from shortlist.config import Settings
from tests.architecture.test_access import tell_the_story

SignIn = Callable[..., FlaskClient]
ROLES = ("organiser", "returning officer", "scrutineer")
NUMBERS = ("0", "9223372036854775807", "9223372036854775808", "9" * 40, "9" * 5000, "-1", "٣")
WORDS = ("a%00b", "%00", "a%0ab", "%7f", "%ff%fe", "%ed%a0%80", "..", "a" * 300, "%27%22%3c")
TYPED = ("a\x00b", "\x00", "a\u202eb\ud7ff", "9" * 30, "\N{GRINNING FACE}" * 50, "%", "\\", "'")
FIELDS = (
    "address choice code consents contest csrf_token declared email file local_party message name "
    "next note order page paper position reason region secret statement then title token words"
).split()
QUERIED = "before contest d next page position q seats stage start v".split()


@pytest.fixture
def everybody(
    app: Flask, engine: Engine, clock: SetClock, settings: Settings, sign_in: SignIn
) -> tuple[dict[str, object], FlaskClient]:
    """What there is, and a candidate who holds every office."""
    objects = tell_the_story(engine, clock, settings)
    return objects, sign_in("candidate@example.org", *ROLES)


def paths(app: Flask, objects: dict[str, object], method: str) -> Iterator[str]:
    """Return every route's address, once as it should be and once for each nasty value in it."""
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()) and rule.endpoint != "members.sign_out":
            yield written(rule, objects)
            for name in rule.arguments:
                nasty = NUMBERS if f"<int:{name}>" in rule.rule else WORDS
                yield from (written(rule, objects, **{name: value}) for value in nasty)


def written(rule: Rule, objects: dict[str, object], **nasty: str) -> str:
    """Return a rule's address with some values as they are, unquoted."""
    values = objects | nasty
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), rule.rule)


def crashes(client: FlaskClient, method: str, asked: Iterator[str], **form: object) -> list[str]:
    """Return what was answered as no request ever should be."""
    replies = ((path, client.open(path, method=method, buffered=True, **form)) for path in asked)
    return [f"{path[:80]}: {reply.status}" for path, reply in replies if reply.status_code >= 500]


def test_no_address_crashes(app: Flask, everybody) -> None:
    objects, client = everybody
    assert crashes(client, "GET", paths(app, objects, "GET")) == []


def test_no_query_crashes(app: Flask, everybody) -> None:
    objects, client = everybody
    values = (*NUMBERS[:4], *WORDS[:5])
    asking = partial(crashes, client, "GET")
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()):
            continue
        path = written(rule, objects)
        with queries_read(app) as read:
            assert asking(iter([path + query_of(values[0])])) == []
        if read:  # the others answer every query alike
            assert asking(path + query_of(value) for value in values[1:]) == []


def query_of(value: str) -> str:
    return "?" + "&".join(f"{name}={value}" for name in QUERIED)


@contextmanager
def queries_read(app: Flask) -> Iterator[list[str]]:
    """Note the path of each request whose query is read."""
    read = []

    class Noting(app.request_class):
        @property
        def args(self):
            read.append(self.path)
            return super().args

    usual, app.request_class = app.request_class, Noting
    yield read
    app.request_class = usual


def test_no_form_crashes(app: Flask, everybody) -> None:
    objects, client = everybody
    asked = [
        written(rule, objects)
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and rule.endpoint != "members.sign_out"
    ]
    for typed in TYPED:
        form = {"data": dict.fromkeys(FIELDS, typed)}
        assert crashes(client, "POST", iter(asked), **form) == [], typed
