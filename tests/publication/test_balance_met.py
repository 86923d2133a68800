"""How far a slate meets the bounds that it was counted within."""

from flask.testing import FlaskClient
from sqlalchemy import Engine

from shortlist.counts.models import CountRecord
from shortlist.db import open_session
from shortlist.publication.balance_met import met_sentences
from shortlist.stv import Lot, count, read_blt
from shortlist.stv.balance import Balance, Bound
from tests.publication.conftest import BLT

IN_NORTH = {3: frozenset({"north"}), 4: frozenset({"north"})}


def within(*bounds: Bound) -> Balance:
    return Balance(groups=IN_NORTH, bounds=bounds)


def test_without_bounds_nothing_is_said() -> None:
    assert met_sentences(count(read_blt(BLT), rule="scottish", lot=Lot.from_seed("x"))) == ()


def test_bounds_that_votes_met_are_said_to_have_changed_nothing() -> None:
    record = count(
        read_blt(BLT),
        rule="scottish",
        lot=Lot.from_seed("x"),
        balance=within(Bound.at_most(1, "north")),
    )
    assert met_sentences(record) == (
        "North: at most 1 asked for, 0 on the slate.",
        "Votes alone met all of it: the count was as it would have been without.",
    )


def test_bounds_that_changed_the_count_say_how_often() -> None:
    record = count(
        read_blt(BLT),
        rule="scottish",
        lot=Lot.from_seed("x"),
        balance=within(Bound.at_least(1, "north")),
    )
    first, second = met_sentences(record)
    assert first == "North: at least 1 asked for, 1 on the slate."
    assert second.startswith("For this the count did ")


def test_the_page_of_a_slate_says_it(client: FlaskClient, engine: Engine, published: str) -> None:
    assert "Balance</h3>" not in client.get(f"/polls/{published}/slate").text
    record = count(
        read_blt(BLT),
        rule="scottish",
        lot=Lot.from_seed("x"),
        balance=within(Bound.at_most(1, "north")),
    )
    with open_session(engine) as session:
        row = session.query(CountRecord).one()
        row.body, row.digest = record.to_json().decode(), record.digest
        session.commit()
    page = client.get(f"/polls/{published}/slate").text
    assert "North: at most 1 asked for, 0 on the slate." in page
