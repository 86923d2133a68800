"""The attacks of the design on a box of 2,000: they find everybody's envelope and nobody's paper.

What is open to read is the database with its hidden columns, the whole of its write-ahead log and
copies of it from before and after a cast. What is missing is the key: so each attack ends at an
envelope. From the papers, once they are there, nothing leads back.
"""

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

import numpy as np
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from sqlalchemy import event, select

from shortlist.ballot_box.plaintext import encode
from shortlist.ballot_box.sealing import Terms, open_layer, seal, sealed_length
from shortlist.clock import SetClock
from shortlist.config import Environment, Settings
from shortlist.db import load_tables, make_engine, open_session
from shortlist.voting.models import Leaf
from tests.conftest import BOTH, NOON, empty_database
from tests.faults.attacks import (
    ENVELOPES,
    NAIVE_BALLOTS,
    NAIVE_VOTED,
    PAPERS,
    Pairs,
    side_by_side,
)
from tests.faults.crowd import CANDIDATES, Crowd, Marks, make_crowd
from tests.voting.booth import email_of, make_booth

pytestmark = pytest.mark.own_database

ELECTORS = 500 if os.environ.get("HYPOTHESIS_PROFILE") == "quick" else 2_000
SEED = 20260202
# Of orders that are all different a guess by lot gets one right on average, whatever their number
# (Poisson): 12 or more come once in a thousand million.
CHANCE = 11


@pytest.fixture(scope="module", params=BOTH)
def crowd(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Crowd]:
    """Two thousand electors have voted, the box is open, its key is gone."""
    load_tables()
    folder, clock = tmp_path_factory.mktemp("crowd"), SetClock(NOON)
    with empty_database(request.param, folder, request) as url:
        settings = Settings(
            environment=Environment.DEMONSTRATION,
            instance_path=folder / "instance",
            database_url=url,
            secret_key="a secret key that only tests have, 32+",
            base_url="http://localhost",
        )
        engine = make_engine(url)
        if request.param == "sqlite":
            event.listen(engine, "connect", _do_not_wait_for_the_disk)
        names = [f"Fictional Person {number:02}" for number in range(CANDIDATES)]
        booth = make_booth(engine, clock, settings.keys_path, electors=ELECTORS, names=names)
        booth.open_voting()
        yield make_crowd(booth, settings, seed=SEED)
        engine.dispose()


def _do_not_wait_for_the_disk(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA synchronous = OFF")  # the same bytes, sooner


def hits(guesses: Pairs, truth: Mapping[Any, Any]) -> int:
    return sum(truth[voter] == order for voter, order in guesses)


def log_order(crowd: Crowd) -> list[int]:
    """The electors as the public log has their envelopes, for whoever sees envelopes and electors.

    Lines of a web server's log, which tell who asked at what moment, give this order and no more.
    """
    owner = {sha256(sealed).hexdigest(): one for one, sealed in crowd.sealed.items()}
    with open_session(crowd.engine, read_only=True) as session:
        query = select(Leaf.line).where(Leaf.contest_id == crowd.contest_id).order_by(Leaf.index)
        words = [line.split(" ") for line in session.scalars(query)]
    return [owner[word[1]] for word in words if word[0] == "E"]


def orders_of_envelopes(crowd: Crowd) -> dict[str, list[int]]:
    return {
        **{name: list(order) for name, order in crowd.attacker.orders_of(ENVELOPES).items()},
        "log": log_order(crowd),
        "bytes": sorted(crowd.sealed, key=lambda elector_id: crowd.sealed[elector_id]),
    }


def test_every_attack_links_all_votes_of_a_naive_box(crowd: Crowd) -> None:
    voted = crowd.attacker.orders_of(NAIVE_VOTED)
    ballots = crowd.attacker.orders_of(NAIVE_BALLOTS)
    links = {name: side_by_side(voted[name], ballots[name]) for name in voted}
    links |= crowd.attacker.joins_of(NAIVE_VOTED, NAIVE_BALLOTS)
    assert {name: hits(pairs, crowd.naive) for name, pairs in links.items()} == dict.fromkeys(
        links, len(crowd.naive)
    )


def test_the_attacks_do_find_who_voted_when(crowd: Crowd) -> None:
    found = orders_of_envelopes(crowd)
    del found["bytes"]  # by which anybody can sort, and which are random
    nearly = found.pop("ctid", list(crowd.truth))  # where a page has room, a later row may lie
    when = {elector_id: at for at, elector_id in enumerate(crowd.truth)}
    assert np.corrcoef(range(ELECTORS), [when[one] for one in nearly])[0, 1] > 0.9
    assert [name for name, order in found.items() if order != list(crowd.truth)] == []


def test_no_attack_links_a_paper_more_than_chance(crowd: Crowd) -> None:
    electors = orders_of_envelopes(crowd)
    papers = crowd.attacker.orders_of(PAPERS)
    assert all(sorted(order) == sorted(crowd.truth.values()) for order in papers.values())
    links = {
        f"{one} beside {other}": side_by_side(electors[one], papers[other])
        for one in electors
        for other in papers
    }
    links |= crowd.attacker.joins_of(ENVELOPES, PAPERS)
    more = {name: hits(pairs, crowd.truth) for name, pairs in links.items()}
    assert {name: count for name, count in more.items() if count > CHANCE} == {}


def test_no_transaction_wrote_both_an_envelope_and_a_paper(crowd: Crowd) -> None:
    joins = crowd.attacker.joins_of(ENVELOPES, PAPERS)
    assert [pair for pairs in joins.values() for pair in pairs] == []


def test_the_place_of_a_paper_says_nothing_of_when_it_was_cast(crowd: Crowd) -> None:
    moment = {order: at for at, order in enumerate(crowd.truth.values())}
    chance = np.random.default_rng(SEED)
    for papers in crowd.attacker.orders_of(PAPERS).values():
        cast = np.array([moment[order] for order in papers])
        places = np.arange(len(cast))
        found = abs(np.corrcoef(places, cast)[0, 1])
        by_lot = [abs(np.corrcoef(places, chance.permutation(cast))[0, 1]) for _ in range(2_000)]
        assert np.mean(by_lot >= found) > 0.01


def test_two_copies_around_a_cast_give_the_elector_and_an_envelope(crowd: Crowd) -> None:
    before, after = crowd.before_last_cast, crowd.after_last_cast
    added = {name: rows - before[name] for name, rows in after.items() if rows != before[name]}
    assert set(added) == {"envelopes", "leaves", "log_heads"}
    assert {name: rows.total() for name, rows in added.items()} == dict.fromkeys(added, 1)
    last = list(crowd.truth)[-1]
    [envelope] = added["envelopes"]
    assert {last, crowd.sealed[last]} <= set(envelope)
    assert not crowd.marks.in_clear.search(repr(added).encode())
    known = b"".join(
        value
        for rows in added.values()
        for row in rows
        for value in row
        if isinstance(value, bytes)
    )
    assert not crowd.marks.in_clear.search(known)


def test_nothing_is_in_clear_on_the_disk_before_the_opening(crowd: Crowd) -> None:
    assert crowd.found_before_opening == []
    assert crowd.found_after_opening != []  # the search itself works


def test_all_envelopes_have_one_length(crowd: Crowd) -> None:
    lengths = Counter(map(len, crowd.sealed.values()))
    assert lengths == {sealed_length(12 + CANDIDATES, 1): ELECTORS}


def test_all_but_one_of_the_keys_give_bytes_of_one_length_and_no_order() -> None:
    keys = [generate_private_key(SECP256R1()) for _ in range(2)]
    public = [key.public_key() for key in keys]
    terms, marks = Terms(contest_id=7, manifest_sha256=bytes(32)), Marks.new()
    orders = [marks.order[:length] for length in range(1, 9)]
    paper = [encode(bytes(5) + marks.tracker, order, CANDIDATES) for order in orders]
    inside = [open_layer(seal(one, terms, public), terms, 0, keys[0]) for one in paper]
    assert {len(one) for one in inside} == {sealed_length(12 + CANDIDATES, 1)}
    assert [one for one in inside if marks.in_clear.search(one)] == []


def test_a_line_of_the_servers_log_tells_no_member_and_no_ballot(
    engine, clock: SetClock, settings: Settings, sign_in, capfd: pytest.CaptureFixture[str]
) -> None:
    booth = make_booth(engine, clock, settings.keys_path)
    booth.open_voting()
    for number, order in enumerate(({"rank-2": "1"}, {"rank-1": "2", "rank-3": "1"})):
        cast = {"nonce": "ab" * 16, "replaces": "-", **order}
        answer = sign_in(email_of(number)).post("/polls/executive/vote/1/cast", data=cast)
        assert "You have voted" in answer.text
    lines = [json.loads(line) for line in capfd.readouterr().err.splitlines() if line[:1] == "{"]
    telling = {"timestamp", "milliseconds"}
    kept = [{key: line[key] for key in line.keys() - telling} for line in lines]
    same = {
        "event": "request",
        "level": "info",
        "method": "POST",
        "route": "/polls/<slug>/vote/<int:position>/cast",
        "status": 200,
    }
    assert kept == [same, same]
