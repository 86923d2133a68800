"""What figures in fives may tell, tried against every form that could stand behind them."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from shortlist.equalities import rules
from shortlist.equalities.rules import BAND, NOT_SAID, QUESTIONS, Tally, in_fives, shown
from shortlist.polls.rules import Facts
from tests.timetables import INTEREST_CLOSES, INTEREST_OPENS, TIMETABLE

cells = st.integers(0, 17)


@st.composite
def tallies(draw: st.DrawFn) -> list[Tally]:
    """Questions of two to four answers that as many people have answered."""
    first = draw(st.lists(cells, min_size=2, max_size=4))
    total = sum(first)
    found = [first]
    for _ in range(draw(st.integers(0, 2))):
        ends = sorted(draw(st.lists(st.integers(0, total), min_size=1, max_size=3)))
        found.append([b - a for a, b in zip([0, *ends], [*ends, total], strict=True)])
    return [Tally(key=f"q{at}", numbers=tuple(one)) for at, one in enumerate(found)]


def bands(tally: Tally) -> list[range]:
    """The numbers that each cell may hold by what is shown of it."""
    return [range(one - one % BAND, one - one % BAND + BAND) for one in tally.numbers]


@given(tallies())
def test_nobody_can_tell_how_few_a_cell_under_five_holds(answered: list[Tally]) -> None:
    kept = shown(answered)
    sums = [{sum(numbers) for numbers in product(*bands(one))} for one in kept]
    for one in kept:
        agreeing = [
            numbers
            for numbers in product(*bands(one))
            if all(sum(numbers) in possible for possible in sums)
        ]
        for at, number in enumerate(one.numbers):
            if number < BAND:
                assert {numbers[at] for numbers in agreeing} == set(range(BAND))


def test_a_question_that_would_tell_is_left_out_and_the_others_stay() -> None:
    many = Tally(key="many", numbers=(4, 9, 9, 9, 9))  # 20 to 40 in all
    few = Tally(key="few", numbers=(40,))  # 40 to 44: so every cell of the other is at its end
    assert shown([many, few]) == [few]
    assert shown([many]) == [many]


def test_figures_are_shown_in_fives() -> None:
    words = [in_fives(number) for number in (0, 4, 5, 9, 10, 1_234)]
    assert words[:2] == ["fewer than 5"] * 2
    assert words[2:] == ["5 to 9", "5 to 9", "10 to 14", "1,230 to 1,234"]


def test_no_answer_is_called_as_saying_nothing_is() -> None:
    assert all(NOT_SAID not in one.options for one in QUESTIONS.values())


def test_a_form_moves_with_the_close_of_interest_until_it_has_closed() -> None:
    closes_at, zone = INTEREST_CLOSES + timedelta(days=2), "Europe/London"
    later = replace(TIMETABLE, interest_closes_at=INTEREST_CLOSES + timedelta(days=5))
    for announced, now, expected in (
        (True, closes_at - timedelta(seconds=1), closes_at + timedelta(days=5)),
        (True, closes_at, closes_at),
        (False, closes_at, closes_at + timedelta(days=5)),
    ):
        facts = Facts(announced=announced)
        found = rules.closing_along(closes_at, TIMETABLE, later, zone, now=now, facts=facts)
        assert found == expected
    sooner = replace(TIMETABLE, interest_closes_at=INTEREST_CLOSES + timedelta(minutes=1))
    same = rules.closing_along(
        INTEREST_CLOSES, TIMETABLE, sooner, zone, now=INTEREST_OPENS, facts=Facts(announced=True)
    )
    assert same == sooner.interest_closes_at
