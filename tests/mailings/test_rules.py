"""When which mailing may go, and how figures are told that could point to somebody."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortlist.mailings.pages import duration_words
from shortlist.mailings.rules import (
    FASTEST,
    Occasion,
    TooEarly,
    TooLate,
    coarse,
    parcel_size,
    why_not_at,
)
from shortlist.polls.rules import Facts, Timetable
from tests.conftest import NOON

DAY = timedelta(days=1)
TIMETABLE = Timetable(
    interest_opens_at=NOON,
    interest_closes_at=NOON + 2 * DAY,
    shortlist_at=NOON + 4 * DAY,
    opens_at=NOON + 6 * DAY,
    closes_at=NOON + 8 * DAY,
    results_at=NOON + 9 * DAY,
    slate_at=NOON + 10 * DAY,
)
OPEN = Facts(announced=True)
READY = Facts(announced=True, ready=True)
WAITS = Facts(announced=True, ready=True, waits_for_trustees=True)
SHOWN = Facts(announced=True, ready=True, results_published=True, slate_published=True)


@pytest.mark.parametrize(
    ("occasion", "facts", "said"),
    [
        # on days -1, 1, 3, 5, 7, 9: "." may go, "<" too early, ">" too late
        (Occasion.CALL, OPEN, "..>>>>"),
        (Occasion.INTEREST_REMINDER, OPEN, "<.>>>>"),
        (Occasion.SHORTLIST, OPEN, "<<<..>"),
        (Occasion.INVITATION, OPEN, "<<<<<<"),
        (Occasion.INVITATION, READY, ".....>"),
        (Occasion.VOTE_REMINDER, OPEN, "<<<<<<"),
        (Occasion.VOTE_REMINDER, READY, "<<<<.>"),
        (Occasion.VOTE_REMINDER, WAITS, "<<<<<<"),
        (Occasion.EXTENDED, OPEN, "<<<<<<"),
        (Occasion.EXTENDED, READY, ".....>"),
        (Occasion.RESULTS, READY, "<<<<<<"),
        (Occasion.RESULTS, SHOWN, "......"),
        (Occasion.SLATE, READY, "<<<<<<"),
        (Occasion.SLATE, SHOWN, "......"),
    ],
)
def test_a_mailing_may_go_while_it_helps(occasion: Occasion, facts: Facts, said: str) -> None:
    marks = {TooEarly: "<", TooLate: ">", type(None): "."}
    found = [
        marks[type(why_not_at(occasion, NOON + day * DAY, TIMETABLE, facts))]
        for day in (-1, 1, 3, 5, 7, 9)
    ]
    assert "".join(found) == said


def test_nobody_is_told_of_a_draft() -> None:
    for occasion in Occasion:
        refusal = why_not_at(occasion, NOON, TIMETABLE, Facts())
        assert refusal is not None
        assert "draft" in refusal.text


@given(st.integers(0, 10**7))
def test_a_coarse_number_says_little(number: int) -> None:
    said = coarse(number)
    if number < 10:
        assert said == "fewer than ten"
    else:
        told = int(said.removeprefix("about ").replace(",", ""))
        assert 0 <= number - told < (10 if number < 1000 else 100)


@given(st.integers(1, FASTEST))
def test_a_parcel_is_over_soon_and_a_blind_one_points_to_nobody(rate: int) -> None:
    assert 10 <= parcel_size(rate, is_blind=True) <= 50
    assert 10 <= parcel_size(rate, is_blind=False) <= 500
    if rate >= 60:
        assert parcel_size(rate, is_blind=True) / rate <= 10 / 60
        assert parcel_size(rate, is_blind=False) / rate <= 30 / 60


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0.2, "less than a minute"),
        (1, "about a minute"),
        (20, "about 20 minutes"),
        (60, "about an hour"),
        (135, "about 2 hours and 15 minutes"),
        (9_167, "about 152 hours"),
    ],
)
def test_a_length_of_time_is_told_in_few_words(minutes: float, said: str) -> None:
    assert duration_words(timedelta(minutes=minutes)) == said
