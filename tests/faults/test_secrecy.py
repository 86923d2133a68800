"""Planted rankings are searched for wherever bytes are kept; before the opening none is found."""

import random
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, func, select, text

from shortlist.ballot_box.models import Paper
from shortlist.ballot_box.plaintext import check_code
from shortlist.clock import SetClock
from shortlist.config import Settings
from shortlist.db import load_tables
from shortlist.voting.ballots import tracker_of
from shortlist.voting.models import Envelope
from tests.faults.disk import kept_bytes
from tests.voting.booth import Booth, email_of, make_booth

pytestmark = pytest.mark.own_database

CANDIDATES = 40
VOTERS = 6
BALLOT = "/polls/executive/vote/1"


@pytest.fixture
def booth(engine: Engine, clock: SetClock, settings: Settings) -> Booth:
    """A poll with forty candidates that is open for voting."""
    names = [f"Fictional Person {number:02}" for number in range(CANDIDATES)]
    booth = make_booth(engine, clock, settings.keys_path, electors=VOTERS, names=names)
    booth.open_voting()
    return booth


def vote(client: FlaskClient, order: list[int]) -> str:
    """Vote as a browser does, back to the ballot once included; return the nonce."""
    ranks = {f"rank-{number}": str(rank) for rank, number in enumerate(order, start=1)}
    client.get(BALLOT)
    client.post(BALLOT, data=ranks | {"rank-1": "x"})
    client.post(f"{BALLOT}/change", data=ranks)
    page = client.post(BALLOT, data=ranks).text
    nonce = re.search(r'name="nonce" value="(\w+)"', page)
    assert nonce
    answer = client.post(f"{BALLOT}/cast", data={"nonce": nonce[1], "replaces": "-", **ranks})
    assert "You have voted" in answer.text
    client.get(f"{BALLOT}/receipt")
    return nonce[1]


def traces_of(order: list[int], nonce: str) -> list[bytes]:
    """Every form in which a ranking, or what leads to it, could have been kept."""
    first = order[:8]
    by_number = sorted(order)
    texts = [
        ",".join(map(str, first)),
        ", ".join(map(str, first)),
        " ".join(map(str, first)),
        "&".join(f"rank-{number}={order.index(number) + 1}" for number in by_number[:4]),
        "&".join(f"rank-{number}={rank}" for rank, number in enumerate(first, start=1)),
        nonce,
        tracker_of(nonce).hex(),
        check_code(tracker_of(nonce)),
        check_code(tracker_of(nonce)).replace(" ", ""),
    ]
    return [bytes(order), tracker_of(nonce), bytes(order).hex().encode()] + [
        one.encode() for one in texts
    ]


def found_in(engine: Engine, settings: Settings, traces: list[bytes]) -> list[str]:
    return [
        f"{name}: trace {number}"
        for name, content in kept_bytes(engine, settings)
        for number, trace in enumerate(traces)
        if trace in content
    ]


def test_no_planted_ranking_is_kept_anywhere_before_the_opening(
    booth: Booth,
    engine: Engine,
    settings: Settings,
    sign_in,
    capfd: pytest.CaptureFixture[str],
) -> None:
    chance = random.Random(20260202)
    orders = [chance.sample(range(2, CANDIDATES + 1), 30) for _ in range(VOTERS)]
    traces: list[bytes] = []
    for number, order in enumerate(orders):
        traces += traces_of(order, vote(sign_in(email_of(number)), order))
    assert found_in(engine, settings, traces) == []
    booth.end_voting()
    booth.close()
    assert found_in(engine, settings, traces) == []
    out, err = capfd.readouterr()
    assert '"route": "/polls/<slug>/vote/<int:position>/cast"' in err
    assert [trace for trace in traces if trace.decode("latin-1") in out + err] == []
    with booth.reading() as session:
        assert session.scalar(select(func.count()).select_from(Paper)) == 0
    # The search itself is tested by the opening: it must find every order now.
    booth.open()
    in_clear = [bytes(order) for order in orders]
    hits = found_in(engine, settings, in_clear)
    assert {hit.rpartition(" ")[2] for hit in hits} == set(map(str, range(VOTERS)))


def test_no_private_key_is_in_the_database(
    booth: Booth, engine: Engine, settings: Settings
) -> None:
    pems = [path.read_bytes() for path in booth.keys_path.glob("*.pem")]
    assert len(pems) == 2  # the box's and the log's
    lines = [line for pem in pems for line in pem.splitlines()[1:-1]]
    assert found_in(engine, settings, lines) == []


def test_all_envelopes_have_one_length(booth: Booth) -> None:
    for number, order in enumerate([(1,), tuple(range(1, CANDIDATES + 1)), (5, 4, 3)]):
        booth.cast(number, order)
    with booth.reading() as session:
        assert session.scalars(select(func.length(Envelope.sealed)).distinct()).all() == [
            12 + CANDIDATES + 81
        ]


COLUMNS = {
    "log_heads": {"contest_id", "size", "frontier", "live", "by_server", "closed"},
    "leaves": {"contest_id", "index", "line"},
    "envelopes": {
        "contest_id",
        "elector_id",
        "sealed",
        "request_id",
        "leaf_index",
        "root",
        "path",
        "by_server",
    },
    "papers": {"contest_id", "tracker", "preferences"},
}


@pytest.mark.parametrize("table", COLUMNS)
def test_ballots_carry_no_time_no_address_and_nothing_else(table: str) -> None:
    assert {column.name for column in load_tables().tables[table].columns} == COLUMNS[table]


def test_no_time_stands_in_a_line_of_the_log(booth: Booth) -> None:
    booth.cast(0)
    with booth.reading() as session:
        lines = session.scalars(text("SELECT line FROM leaves ORDER BY 1")).all()
    assert all(re.fullmatch(r"M [0-9a-f]{64}|E [0-9a-f]{64} (-|\d+)", line) for line in lines)


def test_papers_lie_in_tracker_order_whoever_voted_first(booth: Booth) -> None:
    for number in range(VOTERS):
        booth.cast(number, (number + 1,))
    booth.end_voting()
    booth.close()
    booth.open()
    place = "rowid" if booth.engine.dialect.name == "sqlite" else "ctid"
    with booth.reading() as session:
        trackers = session.scalars(text(f"SELECT tracker FROM papers ORDER BY {place}")).all()
    assert list(map(bytes, trackers)) == sorted(map(bytes, trackers))
