"""The phases of a poll, its timetable and what may still be changed: truth tables and laws."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortlist.errors import Refusal
from shortlist.polls import planning
from shortlist.polls.rules import (
    BOTH_OR_NEITHER,
    INFORMATION,
    ORDER,
    TIMETABLE_FIELDS,
    Facts,
    Phase,
    Timetable,
    faults_of,
    phase_at,
    slug_of,
    takes_ballots_at,
    takes_interest_at,
)
from shortlist.stv import RULES
from tests.timetables import (
    BEFORE,
    CLOSES,
    INTEREST_CLOSES,
    INTEREST_OPENS,
    OPENS,
    RESULTS,
    SHORTLIST,
    SLATE,
    TIMETABLE,
)

SECOND = timedelta(seconds=1)
ANNOUNCED = Facts(announced=True)
READY = Facts(announced=True, ready=True)
WAITING = replace(READY, trustees=2, waits_for_trustees=True)


@pytest.mark.parametrize(
    ("facts", "now", "phase"),
    [
        (Facts(), BEFORE, Phase.DRAFT),
        (Facts(), SLATE, Phase.DRAFT),
        (ANNOUNCED, INTEREST_OPENS - SECOND, Phase.ANNOUNCED),
        (ANNOUNCED, INTEREST_OPENS, Phase.INTEREST_OPEN),
        (ANNOUNCED, INTEREST_CLOSES - SECOND, Phase.INTEREST_OPEN),
        (ANNOUNCED, INTEREST_CLOSES, Phase.INTEREST_CLOSED),
        (ANNOUNCED, SHORTLIST - SECOND, Phase.INTEREST_CLOSED),
        (ANNOUNCED, SHORTLIST, Phase.SHORTLIST_PUBLISHED),
        (ANNOUNCED, OPENS, Phase.SHORTLIST_PUBLISHED),
        (ANNOUNCED, CLOSES, Phase.SHORTLIST_PUBLISHED),
        (READY, OPENS - SECOND, Phase.SHORTLIST_PUBLISHED),
        (READY, OPENS, Phase.POLL_OPEN),
        (READY, CLOSES - SECOND, Phase.POLL_OPEN),
        (READY, CLOSES, Phase.CLOSED),
        (READY, RESULTS, Phase.CLOSED),
        (replace(READY, trustees=2), OPENS, Phase.POLL_OPEN),
        (WAITING, OPENS, Phase.SHORTLIST_PUBLISHED),
        (WAITING, CLOSES, Phase.CLOSED),
        (replace(READY, closed=True), OPENS, Phase.CLOSED),
        (replace(READY, closed=True, counted=True), CLOSES, Phase.COUNTED),
        (replace(READY, counted=True, results_published=True), CLOSES, Phase.RESULTS_PUBLISHED),
        (
            replace(READY, results_published=True, slate_published=True),
            CLOSES,
            Phase.SLATE_PUBLISHED,
        ),
        (replace(READY, slate_published=True, archived=True), CLOSES, Phase.ARCHIVED),
    ],
)
def test_phase_follows_from_facts_and_clock(facts: Facts, now: datetime, phase: Phase) -> None:
    assert phase_at(now, TIMETABLE, facts) is phase


@pytest.mark.parametrize(
    ("facts", "now", "takes"),
    [
        (ANNOUNCED, INTEREST_OPENS - SECOND, False),
        (ANNOUNCED, INTEREST_OPENS, True),
        (ANNOUNCED, INTEREST_CLOSES - SECOND, True),
        (ANNOUNCED, INTEREST_CLOSES - timedelta(microseconds=1), True),
        (ANNOUNCED, INTEREST_CLOSES, False),
        (Facts(), INTEREST_OPENS, False),
        (replace(ANNOUNCED, archived=True), INTEREST_OPENS, False),
    ],
)
def test_interest_is_taken_to_the_second(facts: Facts, now: datetime, takes: bool) -> None:
    assert takes_interest_at(now, TIMETABLE, facts) is takes


@pytest.mark.parametrize(
    ("facts", "now", "takes"),
    [
        (READY, OPENS - SECOND, False),
        (READY, OPENS, True),
        (READY, CLOSES, True),
        (READY, CLOSES + TIMETABLE.grace - SECOND, True),
        (READY, CLOSES + TIMETABLE.grace, False),
        (ANNOUNCED, OPENS, False),
        (replace(READY, closed=True), OPENS, False),
        (replace(READY, trustees=2), OPENS, True),
        (WAITING, OPENS, False),
    ],
)
def test_ballots_are_taken_to_the_end_of_the_grace(
    facts: Facts, now: datetime, takes: bool
) -> None:
    assert takes_ballots_at(now, TIMETABLE, facts) is takes


moments = st.datetimes(
    min_value=datetime(2026, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(2026, 1, 9),  # noqa: DTZ001 - hypothesis adds the zone
    timezones=st.just(UTC),
).map(lambda moment: moment.replace(minute=0, second=0, microsecond=0))
timetables = st.builds(
    Timetable, **dict.fromkeys(TIMETABLE_FIELDS, moments), grace=st.just(timedelta(0))
)
facts = st.builds(Facts)


@given(timetables)
def test_a_timetable_without_faults_is_in_order_and_only_then(timetable: Timetable) -> None:
    in_order = all(
        getattr(timetable, earlier) <= getattr(timetable, later) for earlier, later, _ in ORDER
    )
    opens_and_closes = (
        timetable.interest_opens_at < timetable.interest_closes_at
        and timetable.information_opens_at < timetable.information_closes_at
        and timetable.opens_at < timetable.closes_at < timetable.results_at
    )
    assert (faults_of(timetable) == []) == (in_order and opens_and_closes)


in_a_row = (
    st.lists(moments, min_size=9, max_size=9, unique=True)
    .map(sorted)
    .map(lambda nine: Timetable(**dict(zip(TIMETABLE_FIELDS, nine, strict=True))))
)


@given(in_a_row)
def test_moments_that_follow_each_other_have_no_faults(timetable: Timetable) -> None:
    assert faults_of(timetable) == []
    assert faults_of(replace(timetable, **dict.fromkeys(INFORMATION))) == []


@pytest.mark.parametrize("missing", INFORMATION)
def test_the_information_stage_has_both_moments_or_neither(missing: str) -> None:
    assert faults_of(replace(TIMETABLE, **{missing: None})) == [(missing, BOTH_OR_NEITHER)]


@given(
    in_a_row,
    st.lists(moments, min_size=2, max_size=20).map(sorted),
    st.booleans(),
)
def test_a_poll_never_goes_back_in_its_life(
    timetable: Timetable, clock: list[datetime], ready: bool
) -> None:
    phases = [phase_at(now, timetable, Facts(announced=True, ready=ready)) for now in clock]
    assert all(later.is_at_least(earlier) for earlier, later in pairwise(phases))


@given(timetables, facts, moments)
def test_interest_and_ballots_are_taken_only_in_their_windows(
    timetable: Timetable, known: Facts, now: datetime
) -> None:
    if takes_interest_at(now, timetable, known):
        assert timetable.interest_opens_at <= now < timetable.interest_closes_at
    if takes_ballots_at(now, timetable, known):
        assert timetable.opens_at <= now < timetable.box_closes_at


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("National executive 2026", "national-executive-2026"),
        ("  The Members’ Choice!  ", "the-members-choice"),
        ("???", "poll"),
        ("a" * 80, "a" * 60),
    ],
)
def test_a_slug_is_made_of_a_title(title: str, slug: str) -> None:
    assert slug_of(title) == slug


@pytest.mark.parametrize(
    ("day", "at", "moment"),
    [
        (date(2026, 2, 13), time(19), datetime(2026, 2, 13, 19, tzinfo=UTC)),
        (date(2026, 7, 1), time(19), datetime(2026, 7, 1, 18, tzinfo=UTC)),
        (date(2026, 3, 29), time(0, 59), datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        (date(2026, 3, 29), time(2), datetime(2026, 3, 29, 1, tzinfo=UTC)),
        (date(2026, 10, 25), time(0, 59), datetime(2026, 10, 24, 23, 59, tzinfo=UTC)),
        (date(2026, 10, 25), time(2), datetime(2026, 10, 25, 2, tzinfo=UTC)),
    ],
)
def test_a_local_time_names_its_moment(day: date, at: time, moment: datetime) -> None:
    assert planning.moment_of(day, at, "Europe/London") == moment


@pytest.mark.parametrize(
    ("day", "at", "refusal"),
    [
        (date(2026, 3, 29), time(1), planning.SkippedByClocks),
        (date(2026, 3, 29), time(1, 59), planning.SkippedByClocks),
        (date(2026, 10, 25), time(1), planning.RepeatedByClocks),
        (date(2026, 10, 25), time(1, 59), planning.RepeatedByClocks),
        (date(1, 1, 1), time(0), planning.YearOutOfReach),
        (date(9999, 12, 31), time(23), planning.YearOutOfReach),
    ],
)
def test_a_time_that_the_clocks_skip_or_repeat_is_refused(
    day: date, at: time, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        planning.moment_of(day, at, "Europe/London")


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.times())
def test_a_moment_reads_as_it_was_typed(day: date, at: time) -> None:
    from zoneinfo import ZoneInfo

    try:
        moment = planning.moment_of(day, at, "America/New_York")
    except Refusal:
        return
    local = moment.astimezone(ZoneInfo("America/New_York"))
    assert (local.date(), local.time()) == (day, at)


@pytest.mark.parametrize(
    ("now", "facts", "movable"),
    [
        (SLATE, Facts(), set(TIMETABLE_FIELDS)),
        (INTEREST_OPENS - SECOND, ANNOUNCED, set(TIMETABLE_FIELDS)),
        (INTEREST_OPENS, ANNOUNCED, set(TIMETABLE_FIELDS) - {"interest_opens_at"}),
        (SHORTLIST, ANNOUNCED, {"opens_at", "closes_at", "results_at", "slate_at"}),
        (SLATE, ANNOUNCED, {"opens_at", "closes_at", "results_at", "slate_at"}),
        (SHORTLIST, READY, set()),
    ],
)
def test_moments_move_until_they_have_taken_effect(
    now: datetime, facts: Facts, movable: set[str]
) -> None:
    assert {
        name for name in TIMETABLE_FIELDS if planning.may_move(name, now, TIMETABLE, facts)
    } == movable


def test_an_information_stage_is_put_in_and_left_out_until_the_shortlist() -> None:
    without = replace(TIMETABLE, **dict.fromkeys(INFORMATION))
    assert planning.may_move("information_opens_at", SHORTLIST - SECOND, without, ANNOUNCED)
    assert not planning.may_move("information_opens_at", SHORTLIST, without, ANNOUNCED)
    for before, after in ((without, TIMETABLE), (TIMETABLE, without)):
        assert planning.faults_of_change(INTEREST_OPENS, before, after, ANNOUNCED) == []


@pytest.mark.parametrize(
    ("moved", "now", "faults"),
    [
        ({"interest_closes_at": INTEREST_CLOSES + SECOND}, INTEREST_OPENS, []),
        (
            {"interest_closes_at": INTEREST_CLOSES + SECOND},
            INTEREST_CLOSES,
            [("interest_closes_at", "This moment has come already, so it stays.")],
        ),
        (
            {"interest_closes_at": INTEREST_OPENS + SECOND},
            INTEREST_OPENS + SECOND,
            [("interest_closes_at", "Choose a time that is still to come.")],
        ),
        (
            {"opens_at": CLOSES},
            INTEREST_OPENS,
            [("closes_at", "Voting must open before it closes.")],
        ),
    ],
)
def test_each_moment_that_may_not_be_moved_there_is_named(
    moved: dict[str, datetime], now: datetime, faults: list[tuple[str, str]]
) -> None:
    after = replace(TIMETABLE, **moved)
    assert planning.faults_of_change(now, TIMETABLE, after, ANNOUNCED) == faults


@pytest.mark.parametrize(
    ("facts", "contests", "now", "refusal"),
    [
        (Facts(), 1, BEFORE, type(None)),
        (Facts(), 1, INTEREST_CLOSES - SECOND, type(None)),
        (Facts(), 1, INTEREST_CLOSES, planning.InterestAlreadyOver),
        (Facts(), 0, BEFORE, planning.NoContests),
        (ANNOUNCED, 1, BEFORE, planning.AlreadyAnnounced),
    ],
)
def test_why_a_poll_is_not_announced(
    facts: Facts, contests: int, now: datetime, refusal: type
) -> None:
    assert type(planning.why_not_announce(now, TIMETABLE, facts, contests)) is refusal


def test_a_poll_out_of_order_is_not_announced() -> None:
    wrong = replace(TIMETABLE, slate_at=OPENS)
    assert planning.why_not_announce(BEFORE, wrong, Facts(), 1).faults == [
        ("slate_at", "The slate cannot come before the results.")
    ]


@pytest.mark.parametrize(
    ("facts", "now", "fixed"),
    [
        (Facts(), SLATE, False),
        (ANNOUNCED, INTEREST_OPENS - SECOND, False),
        (ANNOUNCED, INTEREST_OPENS, True),
        (READY, SHORTLIST, True),
    ],
)
def test_contests_are_fixed_when_interest_opens(facts: Facts, now: datetime, fixed: bool) -> None:
    assert (planning.why_not_change_contests(now, TIMETABLE, facts) is not None) is fixed


def test_the_timetable_to_start_from_is_in_order_on_every_day() -> None:
    for days in range(400):
        moments = planning.suggested_moments(date(2026, 1, 1) + timedelta(days=days))
        timetable = Timetable(
            **{name: planning.moment_of(*when, "Europe/London") for name, when in moments.items()}
        )
        assert faults_of(timetable) == []


def test_a_contest_may_be_counted_by_every_rule_of_the_engine() -> None:
    offered = list(planning.CountingRule)
    assert {rule.value for rule in offered} == set(RULES)
    assert list(planning.RULE_TITLES) == list(planning.RULE_WORDS) == offered
    assert offered[0] is planning.CountingRule.SCOTTISH
    assert len(set(planning.RULE_TITLES.values())) == len(offered)
