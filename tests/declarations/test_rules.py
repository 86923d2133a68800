"""Amounts of money, limits, and when what may be asked and declared."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortlist.declarations.rules import (
    MOST_POUNDS,
    Asks,
    AsksAreFixed,
    ConflictsClosed,
    ConflictsNotAsked,
    faults_of_asks,
    is_spending_wanted_at,
    may_remind_at,
    money,
    over_limit,
    pence_of,
    why_not_change_asks,
    why_not_declare_conflicts,
)
from shortlist.polls.rules import Facts
from tests.timetables import INTEREST_OPENS, OPENS, SHORTLIST, TIMETABLE

A_SECOND = timedelta(seconds=1)


@given(st.integers(1, MOST_POUNDS * 100))
def test_an_amount_is_read_as_it_is_written(pence: int) -> None:
    assert pence_of(money(pence)) == pence


@pytest.mark.parametrize(
    ("typed", "pence"),
    [
        ("12.50", 1250),
        ("£1,234", 123_400),
        (" 0.01 ", 1),
        ("0", None),
        ("12.5", None),
        ("12,50", None),
        ("-3", None),
        ("1,000,000.01", None),
        ("١٢", 1200),
        ("", None),
    ],
)
def test_amounts_as_people_type_them(typed: str, pence: int | None) -> None:
    assert pence_of(typed) == pence


@given(st.integers(0, 10**9), st.one_of(st.none(), st.integers(0, MOST_POUNDS)))
def test_a_total_is_over_the_limit_by_what_it_is_over(pence: int, limit: int | None) -> None:
    over = over_limit(pence, limit)
    assert over >= 0
    assert (over > 0) == (limit is not None and pence > limit * 100)
    assert over in {0, pence - (limit or 0) * 100}


def test_what_is_asked_stays_once_interest_has_opened() -> None:
    before, announced = INTEREST_OPENS - A_SECOND, Facts(announced=True)
    assert why_not_change_asks(before, TIMETABLE, announced) is None
    assert why_not_change_asks(INTEREST_OPENS, TIMETABLE, Facts()) is None
    assert isinstance(why_not_change_asks(INTEREST_OPENS, TIMETABLE, announced), AsksAreFixed)


def test_spending_needs_a_deadline_after_the_shortlist() -> None:
    assert faults_of_asks(Asks(conflicts=True), TIMETABLE) == []
    for due_at in (None, SHORTLIST - A_SECOND):
        faults = faults_of_asks(Asks(spending_limit=5, spending_due_at=due_at), TIMETABLE)
        assert [field for field, _ in faults] == ["spending_due_at"]
    assert faults_of_asks(Asks(spending_limit=0, spending_due_at=OPENS), TIMETABLE) == []


def test_conflicts_are_declared_until_voting_is_over() -> None:
    asked = Asks(conflicts=True)
    assert isinstance(why_not_declare_conflicts(Asks(), Facts()), ConflictsNotAsked)
    assert why_not_declare_conflicts(asked, Facts(announced=True)) is None
    assert isinstance(why_not_declare_conflicts(asked, Facts(closed=True)), ConflictsClosed)


def test_spending_is_wanted_from_a_week_before_its_deadline() -> None:
    asks = Asks(spending_limit=5, spending_due_at=OPENS)
    week = OPENS - timedelta(days=7)
    assert not is_spending_wanted_at(OPENS, Asks())
    assert not is_spending_wanted_at(week - A_SECOND, asks)
    assert is_spending_wanted_at(week, asks)


def test_nobody_is_reminded_twice_within_a_day() -> None:
    assert may_remind_at(OPENS, None)
    assert not may_remind_at(OPENS + timedelta(hours=23), OPENS)
    assert may_remind_at(OPENS + timedelta(days=1), OPENS)
