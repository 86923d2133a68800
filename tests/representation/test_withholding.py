"""Small figures: none is shown, and none can be worked out from those that are."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from shortlist.representation.withholding import shown_total, withheld

CELLS = some.lists(some.integers(0, 12), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ([5, 9, 30], [5, 9, 30]),
        ([4, 9, 30], [None, None, 30]),
        ([0, 0, 9, 30], [None, None, None, 30]),
        ([1, 4, 30], [None, None, 30]),
        ([2], [None]),
        ([4, 30], [None, None]),
    ],
)
def test_small_cells_are_withheld_with_enough_others(cells, shown):
    assert withheld(cells) == shown


@given(CELLS)
def test_what_is_withheld_cannot_be_worked_out_from_the_total(cells):
    hidden = [cell for cell, one in zip(cells, withheld(cells), strict=True) if one is None]
    shown = [one for one in withheld(cells) if one is not None]
    assert all(one >= 5 for one in shown)
    assert not hidden or not shown or (len(hidden) >= 2 and sum(hidden) >= 5)


@pytest.mark.parametrize(("cells", "total"), [([2, 2], None), ([2, 3], 5), ([], None)])
def test_a_total_is_withheld_when_it_is_small_itself(cells, total):
    assert shown_total(cells) == total
