"""When officers go on without somebody, and who follows whoever withdraws from a slate."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortlist.slates import rules
from shortlist.slates.rules import Answer, Vacancy, vacancies
from tests.timetables import RESULTS, SLATE

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("answer", "before", "once_due"),
    [
        (Answer.COUNTERSIGNED, rules.NotOnSlate, rules.NotOnSlate),
        (Answer.NOBODY_TO_ASK, rules.NotOnSlate, rules.NotOnSlate),
        (Answer.NOT_ASKED, rules.NotOnSlate, rules.NotOnSlate),
        (Answer.NOT_YET, rules.StillTime, type(None)),
        (Answer.CHANGED_SINCE, rules.StillTime, type(None)),
        (Answer.WITHDRAWN, type(None), type(None)),
    ],
)
def test_without_whom_officers_go_on(answer: Answer, before: type, once_due: type) -> None:
    for now, refusal in ((SLATE - SECOND, before), (SLATE, once_due)):
        assert type(rules.why_not_without({7}, {7: answer}, now, SLATE)) is refusal
    assert type(rules.why_not_without(set(), {7: answer}, SLATE, SLATE)) is rules.NobodyChosen
    assert type(rules.why_not_without({8}, {7: answer}, SLATE, SLATE)) is rules.NotOnSlate


def at(hours: int) -> datetime:
    return RESULTS + timedelta(hours=hours)


@pytest.mark.parametrize(
    ("withdrawn", "found"),
    [
        ({}, []),
        ({2: at(1)}, [(2, 4)]),
        ({3: at(1), 1: at(2)}, [(1, 5), (3, 4)]),
        ({2: at(1), 4: at(0)}, [(2, 5)]),
        ({2: at(1), 4: at(9)}, [(2, 5)]),
        ({1: at(1), 2: at(2), 3: at(3)}, [(1, 4), (2, 5), (3, None)]),
        ({4: at(1)}, []),
    ],
)
def test_who_is_next_in_line(
    withdrawn: dict[int, datetime], found: list[tuple[int, int | None]]
) -> None:
    assert vacancies([1, 2, 3], [4, 5], withdrawn) == [
        Vacancy(holder=holder, withdrawn_at=withdrawn[holder], next_in_line=following)
        for holder, following in found
    ]


@given(st.dictionaries(st.integers(1, 9), st.integers(0, 99).map(at)))
def test_nobody_is_next_in_line_twice_or_has_withdrawn(withdrawn: dict[int, datetime]) -> None:
    found = [one.next_in_line for one in vacancies([1, 2, 3, 4], [5, 6, 7, 8, 9], withdrawn)]
    named = [one for one in found if one is not None]
    assert len(set(named)) == len(named)
    assert not set(named) & set(withdrawn)
