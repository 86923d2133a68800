"""What a timetable means and what changing it does, in words that nobody has to work out."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortlist.polls.effects import MOMENT_TITLES, duration_in_words, effect_of, restarted, shifted
from shortlist.polls.planning import SkippedByClocks, moment_of
from shortlist.polls.rules import TIMETABLE_FIELDS, Facts, Phase, Timetable, faults_of
from tests.conftest import NOON
from tests.timetables import BEFORE, CLOSES, INTEREST_CLOSES, OPENS, RESULTS, SHORTLIST, TIMETABLE

LONDON = "Europe/London"
ANNOUNCED = Facts(announced=True)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def test_every_moment_has_a_title() -> None:
    assert set(MOMENT_TITLES) == set(TIMETABLE_FIELDS)


def test_a_timetable_says_how_long_everybody_has() -> None:
    said = effect_of(BEFORE, TIMETABLE, ANNOUNCED, LONDON)
    assert [one.sentence for one in said.lastings][0::4] == [
        "Members have 13 days and 10 hours to offer to stand.",
        "Members have 4 days and 7 hours to vote.",
    ]
    assert (said.moved, said.warnings) == ([], [])


def test_a_change_says_what_moves_and_what_that_does() -> None:
    after = replace(TIMETABLE, interest_closes_at=NOON - DAY, closes_at=CLOSES + 2 * DAY)
    said = effect_of(NOON, after, ANNOUNCED, LONDON, TIMETABLE)
    assert [(one.title, one.before, one.after) for one in said.moved] == [
        ("Interest closes", INTEREST_CLOSES, NOON - DAY),
        ("Voting closes", CLOSES, CLOSES + 2 * DAY),
    ]
    assert (said.phase_before, said.phase) == (Phase.INTEREST_OPEN, Phase.INTEREST_CLOSED)
    voting = next(one for one in said.lastings if one.sentence.endswith("to vote."))
    assert (voting.sentence, voting.was) == (
        "Members have 6 days and 7 hours to vote.",
        "4 days and 7 hours",
    )


@pytest.mark.parametrize(
    ("changes", "warning"),
    [
        (
            {"closes_at": OPENS + 5 * HOUR},
            "Members have only 5 hours to vote. That is short.",
        ),
        ({"opens_at": SHORTLIST, "closes_at": CLOSES}, "Members have no time to read"),
        (
            {"closes_at": datetime(2026, 3, 7, 19, tzinfo=UTC)},
            "Voting closes on a Saturday: officers and helpers have to be there then.",
        ),
        (
            {"closes_at": datetime(2026, 3, 6, 3, tzinfo=UTC)},
            "Voting closes in the night: hardly anybody can help then.",
        ),
        (
            {
                "closes_at": datetime(2026, 4, 1, 18, tzinfo=UTC),
                "results_at": datetime(2026, 4, 2, 11, tzinfo=UTC),
                "slate_at": datetime(2026, 4, 3, 11, tzinfo=UTC),
            },
            "The clocks go forward on Sunday 29 March 2026, while members vote. Each deadline",
        ),
    ],
)
def test_clashes_are_pointed_out(changes: dict[str, datetime], warning: str) -> None:
    said = effect_of(BEFORE, replace(TIMETABLE, **changes), ANNOUNCED, LONDON)
    assert [one for one in said.warnings if one.startswith(warning)]


def test_the_clocks_going_back_is_pointed_out_once() -> None:
    later = {
        name: getattr(TIMETABLE, name) + timedelta(days=230)
        for name in TIMETABLE_FIELDS
        if getattr(TIMETABLE, name)
    }
    said = effect_of(BEFORE, Timetable(**later), ANNOUNCED, LONDON)
    clocks = [one for one in said.warnings if one.startswith("The clocks")]
    assert len(clocks) == 1
    assert "go back on Sunday 25 October 2026" in clocks[0]


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(), "no time"),
        (DAY, "1 day"),
        (11 * DAY + 7 * HOUR, "11 days and 7 hours"),
        (3 * HOUR + timedelta(minutes=1), "3 hours and 1 minute"),
        (2 * DAY + timedelta(minutes=5), "2 days"),
    ],
)
def test_durations_are_said_in_words(length: timedelta, said: str) -> None:
    assert duration_in_words(length) == said


def local(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone))


@given(
    st.integers(-300, 300),
    st.sampled_from([LONDON, "Asia/Kolkata", "America/New_York", "Pacific/Auckland"]),
)
def test_a_timetable_moved_by_days_keeps_its_times_and_its_order(days: int, zone: str) -> None:
    moved = shifted(TIMETABLE, zone, days, BEFORE, Facts())
    try:
        again = Timetable(**{name: moment_of(*at, zone) for name, at in moved.items()})
    except SkippedByClocks:
        return
    assert faults_of(again) == []
    for name, (day, at) in moved.items():
        before = local(getattr(TIMETABLE, name), zone)
        assert (day - before.date(), at) == (timedelta(days=days), before.time())


def test_moments_that_have_come_are_not_shifted() -> None:
    moved = shifted(TIMETABLE, LONDON, 7, INTEREST_CLOSES, ANNOUNCED)
    later = [name for name in TIMETABLE_FIELDS if not name.startswith("interest")]
    assert list(moved) == [name for name in later if getattr(TIMETABLE, name)]
    assert moved["results_at"][0] == RESULTS.date() + timedelta(days=7)


@given(st.dates(date(2026, 3, 1), date(2032, 1, 1)))
def test_a_copied_timetable_begins_soon_and_keeps_its_weekdays(today: date) -> None:
    again = restarted(TIMETABLE, LONDON, today)
    first = again["interest_opens_at"][0]
    assert timedelta(days=7) <= first - today < timedelta(days=14)
    for name, (day, at) in again.items():
        before = local(getattr(TIMETABLE, name), LONDON)
        assert (day.weekday(), at) == (before.weekday(), before.time())
