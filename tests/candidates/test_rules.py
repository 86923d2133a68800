"""When expressions are decided, when the shortlist is out, and in what order people stand."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortlist.candidates import rules
from shortlist.polls.rules import Facts
from tests.timetables import (
    BEFORE,
    INTEREST_CLOSES,
    INTEREST_OPENS,
    OPENS,
    SHORTLIST,
    SLATE,
    TIMETABLE,
)

SECOND = timedelta(seconds=1)
ANNOUNCED = Facts(announced=True)
READY = replace(ANNOUNCED, ready=True)


@dataclass(frozen=True)
class Someone:
    id: int
    name: str


people = st.lists(
    st.builds(Someone, id=st.integers(1, 10_000), name=st.text(max_size=4)),
    unique_by=lambda one: one.id,
)


@pytest.mark.parametrize(
    ("now", "facts", "refusal"),
    [
        (BEFORE, ANNOUNCED, rules.InterestStillOpen),
        (INTEREST_OPENS, ANNOUNCED, rules.InterestStillOpen),
        (INTEREST_CLOSES - SECOND, ANNOUNCED, rules.InterestStillOpen),
        (INTEREST_CLOSES, ANNOUNCED, type(None)),
        (SHORTLIST, ANNOUNCED, type(None)),
        (SLATE, ANNOUNCED, type(None)),
        (SHORTLIST, READY, rules.ShortlistIsFixed),
        (OPENS, READY, rules.ShortlistIsFixed),
        (SHORTLIST, replace(ANNOUNCED, closed=True), rules.ShortlistIsFixed),
        (INTEREST_CLOSES, Facts(), rules.InterestStillOpen),
    ],
)
def test_when_expressions_are_decided(now: datetime, facts: Facts, refusal: type) -> None:
    assert type(rules.why_not_decide(now, TIMETABLE, facts)) is refusal


@pytest.mark.parametrize(
    ("now", "facts", "is_public"),
    [
        (SHORTLIST - SECOND, ANNOUNCED, False),
        (SHORTLIST, ANNOUNCED, True),
        (SHORTLIST, Facts(), False),
        (SLATE, replace(READY, archived=True), True),
    ],
)
def test_when_the_shortlist_is_public(now: datetime, facts: Facts, is_public: bool) -> None:
    assert rules.shortlist_is_public_at(now, TIMETABLE, facts) is is_public


@pytest.mark.parametrize(
    ("numbers", "refusal"),
    [
        ([None], type(None)),
        ([None] * 255, type(None)),
        ([], rules.NoCandidates),
        ([None] * 256, rules.TooManyCandidates),
        ([1, None], rules.AlreadyNumbered),
    ],
)
def test_when_a_paper_is_numbered(numbers: list[int | None], refusal: type) -> None:
    assert type(rules.why_not_number(numbers)) is refusal


def test_the_paper_is_in_order_of_names_whatever_their_letter_case() -> None:
    given_order = [Someone(4, "bea"), Someone(3, "Ann"), Someone(1, "Cy"), Someone(2, "ann")]
    assert [one.id for one in rules.paper_order(given_order)] == [2, 3, 4, 1]


@given(people, st.randoms())
def test_the_paper_does_not_depend_on_the_order_of_reading(
    some: list[Someone], random: object
) -> None:
    again = list(some)
    random.shuffle(again)
    assert rules.paper_order(some) == rules.paper_order(again)


@given(people, st.text(), st.randoms())
def test_a_seed_gives_one_order_of_the_same_people(
    some: list[Someone], seed: str, random: object
) -> None:
    again = list(some)
    random.shuffle(again)
    order = rules.shuffled(some, seed)
    assert order == rules.shuffled(again, seed)
    assert sorted(order, key=lambda one: one.id) == sorted(some, key=lambda one: one.id)


def test_the_order_is_that_of_the_declared_hash() -> None:
    some = [Someone(number, "") for number in range(1, 6)]
    declared = sorted(range(1, 6), key=lambda number: sha256(f"seed|{number}".encode()).hexdigest())
    assert [one.id for one in rules.shuffled(some, "seed")] == declared


def test_nobody_gains_by_the_order() -> None:
    some = [Someone(number, "") for number in range(1, 6)]
    first = [rules.shuffled(some, f"seed {number}")[0].id for number in range(2000)]
    assert all(320 < first.count(number) < 480 for number in range(1, 6))
