"""When an office ends, and when it is suggested to."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortlist.offices.rules import (
    LONGEST,
    EndsTooLate,
    EndsTooSoon,
    end_of,
    last_day_of,
    suggested_last_day,
)

NOW = datetime(2026, 2, 2, 12, 0, tzinfo=UTC)
ZONES = st.sampled_from(["Europe/London", "Pacific/Auckland", "America/Los_Angeles", "UTC"])


def test_an_office_lasts_to_the_end_of_its_last_day_where_the_poll_is() -> None:
    assert end_of(date(2026, 3, 28), "Europe/London", NOW) == datetime(2026, 3, 29, tzinfo=UTC)
    in_summer = datetime(2026, 3, 29, 23, tzinfo=UTC)
    assert end_of(date(2026, 3, 29), "Europe/London", NOW) == in_summer


def test_today_is_a_last_day_and_yesterday_is_none() -> None:
    assert end_of(NOW.date(), "UTC", NOW) == datetime(2026, 2, 3, tzinfo=UTC)
    with pytest.raises(EndsTooSoon):
        end_of(NOW.date() - timedelta(days=1), "UTC", NOW)


def test_no_office_lasts_longer_than_two_years() -> None:
    longest = (NOW + LONGEST).date()
    assert end_of(longest, "UTC", NOW) > NOW
    with pytest.raises(EndsTooLate):
        end_of(longest + timedelta(days=1), "UTC", NOW)
    with pytest.raises(EndsTooLate):
        end_of(date.max, "UTC", NOW)


@given(days=st.integers(0, 700), zone=ZONES)
def test_the_last_day_is_read_back_from_the_moment(days: int, zone: str) -> None:
    day = (NOW + timedelta(days=days + 1)).date()
    assert last_day_of(end_of(day, zone, NOW), zone) == day


@given(zone=ZONES, ahead=st.none() | st.integers(-100, 2000))
def test_what_is_suggested_can_be_proposed(zone: str, ahead: int | None) -> None:
    slate_at = None if ahead is None else NOW + timedelta(days=ahead)
    assert end_of(suggested_last_day(NOW, zone, slate_at), zone, NOW) > NOW
