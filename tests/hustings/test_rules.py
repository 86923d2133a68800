"""What a meeting needs, and what is shown of how many come."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shortlist.hustings import rules
from shortlist.hustings.rules import Plan
from tests.timetables import BEFORE, OPENS

HOUR = timedelta(hours=1)
PLAN = Plan(title="An evening", starts_at=OPENS, ends_at=OPENS + 2 * HOUR, place="A hall")


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({}, []),
        ({"starts_at": BEFORE}, ["starts_at", "ends_at"]),
        ({"ends_at": OPENS}, ["ends_at"]),
        ({"ends_at": OPENS + 25 * HOUR}, ["ends_at"]),
        ({"place": ""}, ["place"]),
        ({"place": "", "link": "https://meeting.example.org/1"}, []),
        ({"link": "http://meeting.example.org/1"}, ["link"]),
        ({"capacity": 5}, []),
        ({"capacity": 4}, ["capacity"]),
        ({"capacity": 0}, ["capacity"]),
    ],
)
def test_each_thing_that_cannot_be_is_named(changes, fields) -> None:
    faults = rules.faults_of_plan(replace(PLAN, **changes), BEFORE)
    assert [field for field, _ in faults] == fields


@pytest.mark.parametrize(
    ("now", "is_cancelled", "change", "record"),
    [
        (OPENS - HOUR, False, type(None), rules.HustingNotOver),
        (OPENS, False, rules.HustingBegun, rules.HustingNotOver),
        (OPENS + 2 * HOUR, False, rules.HustingBegun, type(None)),
        (OPENS - HOUR, True, rules.HustingCancelled, rules.HustingCancelled),
        (OPENS + 2 * HOUR, True, rules.HustingCancelled, rules.HustingCancelled),
    ],
)
def test_what_may_be_done_when(now, is_cancelled, change, record) -> None:
    starts_at, ends_at = PLAN.starts_at, PLAN.ends_at
    assert type(rules.why_not_change(now, starts_at, is_cancelled=is_cancelled)) is change
    assert type(rules.why_not_record(now, ends_at, is_cancelled=is_cancelled)) is record


@pytest.mark.parametrize(("coming", "shown"), [(0, None), (4, None), (5, 5), (312, 312)])
def test_no_count_under_five_is_shown(coming, shown) -> None:
    assert rules.shown_count(coming) == shown
