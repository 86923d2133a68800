"""On a page in another language nothing is left in English that has a translation.

What is said too early, before anybody reads it, would be.
"""

import html
import re
from collections import deque
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from shortlist.clock import SetClock
from shortlist.config import Settings
from shortlist.db import open_session
from shortlist.demonstration.story import load
from shortlist.extensions import Running
from shortlist.factory import create_app
from shortlist.members.models import Member
from tests.languages.extracting import messages
from tests.people import client_of

MONDAY = datetime(2025, 2, 3, 9, 0, tzinfo=UTC)
LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"#]*)')
UNSEEN = re.compile(r"<(script|style|code|template)\b.*?</\1>|<!--.*?-->", re.DOTALL)
READ_OUT = re.compile(r'<[^>]*?\b(?:aria-label|alt|title|placeholder)="([^"]*)"[^>]*>')
TAG = re.compile(r"<[^>]+>")
ALIKE = re.compile(r"/candidates/\d+|/results/\d+/|/results\?|/local-parties/\d+|\?")
# A message of fewer words may stand on a page as somebody's own words do.
FEWEST_WORDS = 4
MOST_PAGES = 900

pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def demonstration(settings: Settings, engine: Engine) -> Flask:
    """An app that tells the demonstration's story."""
    clock = SetClock(MONDAY)
    load(Running(settings=settings, engine=engine, clock=clock), say=lambda _sentence: None)
    return create_app(settings, clock=clock)


@pytest.fixture(scope="module")
def sentences() -> frozenset[str]:
    """What is said in English, as it stands on a page."""
    spoken = (one for one in messages() if isinstance(one.id, str))
    said = (one.id for one in spoken if not all(map(_is_kept, one.locations)))
    plain = (TAG.sub("", one) for one in said if "%(" not in one)
    return frozenset(" ".join(one.split()) for one in plain if len(one.split()) >= FEWEST_WORDS)


def _is_kept(location: tuple[str, int]) -> bool:
    """Say whether a message is one that organisers begin with, and that is theirs from then on."""
    return location[0].startswith("templates/notices/mailings/")


def client(app: Flask, engine: Engine, email: str | None) -> FlaskClient:
    if email is None:
        return app.test_client()
    with open_session(engine) as session:
        member = session.scalars(select(Member.id).where(Member.email == email)).one()
    return client_of(app, member)


def texts(page: str) -> set[str]:
    """Return what a page says, piece by piece."""
    seen = READ_OUT.sub(r"\n\1\n", UNSEEN.sub(" ", page))
    seen = re.sub(r"</?(?:a|abbr|b|em|span|strong|time)\b[^>]*>", "", seen)
    pieces = TAG.sub("\n", seen).split("\n\n")
    lines = {line for piece in pieces for line in piece.split("\n")}
    return {" ".join(html.unescape(line).split()) for line in lines | set(pieces)}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_page_in_welsh_says_nothing_in_english(
    demonstration: Flask, engine: Engine, sentences: frozenset[str]
) -> None:
    found: dict[str, str] = {}
    for who in (None, "member", "candidate", "organiser", "returning", "bursary"):
        pages = walked(client(demonstration, engine, who and f"{who}@example.org"))
        for path, page in pages.items():
            found |= dict.fromkeys(texts(page) & sentences, f"{path} for {who or 'anybody'}")
        assert 20 < len(pages) < MOST_PAGES
    assert found == {}


def walked(visitor: FlaskClient) -> dict[str, str]:
    """Return every page that links lead to, by its path, in Welsh."""
    waiting, known, pages = deque(["/"]), {"/"}, {}
    while waiting:
        path = waiting.popleft()
        answer = visitor.get(path, headers={"Accept-Language": "cy"})
        if answer.mimetype != "text/html":
            continue
        pages[path] = answer.text
        for link in map(html.unescape, LINK.findall(answer.text)):
            if link not in known and not ALIKE.search(link):
                known.add(link)
                waiting.append(link)
    return pages


def test_pieces_of_a_page_are_found() -> None:
    page = '<p>You can <a href="/x">vote</a> now.</p><img alt="A face"><code>No word</code>'
    assert {"You can vote now.", "A face"} <= texts(page)
    assert "No word" not in texts(page)
