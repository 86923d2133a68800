"""How nominations have grown, as sums and as a picture."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from shortlist.nominations.progress import (
    OTHERS,
    PLOT,
    SQUARE,
    TOP,
    grown,
    progress_picture,
)

MONDAY, FRIDAY = date(2026, 1, 5), date(2026, 1, 9)
ROWS = [(MONDAY, "Ours", 3), (MONDAY, "", 1), (FRIDAY, "Ours", 4), (FRIDAY, "Theirs", 2)]


def test_sums_stand_at_the_end_of_each_day() -> None:
    days, series = grown(ROWS, ["Ours", "Theirs", ""], "Ours", "No slate")
    assert days == [MONDAY, FRIDAY]
    assert [(one.kind, one.name, one.amounts) for one in series] == [
        ("ours", "Ours", (3, 7)),
        ("slate-1", "Theirs", (0, 2)),
        ("none", "No slate", (1, 1)),
    ]


def test_many_slates_are_put_together_and_ours_is_kept() -> None:
    rows = [(MONDAY, name, amount) for amount, name in enumerate("ABCDEF", 1)]
    _, series = grown(rows, list("FEDCBA"), "A", "No slate")
    assert [(one.kind, one.name, one.amounts) for one in series] == [
        ("slate-1", "F", (6,)),
        ("slate-2", "E", (5,)),
        ("slate-3", OTHERS, (9,)),
        ("ours", "A", (1,)),
    ]


def test_the_picture_says_its_figures_and_has_them_in_a_table() -> None:
    picture = progress_picture(*grown(ROWS, ["Ours", "Theirs", ""], "Ours", "No slate"))
    said = "From 5 January 2026 to 9 January 2026: Ours 7, Theirs 2, No slate 1."
    assert picture.description == said
    assert picture.headers == ["By the end of", "Ours", "Theirs", "No slate"]
    assert picture.rows == [["5 January 2026", "3", "0", "1"], ["9 January 2026", "7", "2", "1"]]
    assert [tick.label for tick in picture.amounts] == ["0", "2", "4", "6", "8"]
    assert picture.curves[0].points == "0,1000 200,625 1000,125"
    assert picture.curves[0].y == TOP + PLOT * 125 // SQUARE


@given(
    st.dictionaries(st.dates(MONDAY, date(2027, 1, 1)), st.integers(1, 6000), min_size=1),
)
def test_lines_never_fall_and_stay_within_the_plot(amounts: dict[date, int]) -> None:
    rows = [(day, "Ours", amount) for day, amount in amounts.items()]
    picture = progress_picture(*grown(rows, ["Ours"], "Ours", "No slate"))
    points = [tuple(map(int, one.split(","))) for one in picture.curves[0].points.split()]
    assert points == sorted(points, key=lambda point: (point[0], -point[1]))
    assert all(0 <= x <= SQUARE and 0 <= y <= SQUARE for x, y in points)
    assert 2 <= len(picture.amounts) <= 6
