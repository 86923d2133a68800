"""Small figures: none is shown, and none can be worked out from those that are."""

from collections import defaultdict
from itertools import product

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
        ([30, 9, 4], [None, 9, None]),
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


@pytest.mark.parametrize(("count", "below"), [(2, 16), (3, 14), (4, 11)])
def test_who_knows_the_rule_cannot_tell_what_a_small_cell_holds(count, below):
    behind = defaultdict(list)
    for cells in product(range(below), repeat=count):
        behind[tuple(withheld(cells)), sum(cells)].append(cells)
    for (shown, total), possible in behind.items():
        hidden = total - sum(one for one in shown if one is not None)
        if total < 5 or hidden >= below:  # not published, or not all that are possible were tried
            continue
        for index, one in enumerate(shown):
            numbers = {cells[index] for cells in possible}
            assert one is not None or min(numbers) >= 5 or len(numbers) >= 5


@pytest.mark.parametrize(("cells", "total"), [([2, 2], None), ([2, 3], 5), ([], None)])
def test_a_total_is_withheld_when_it_is_small_itself(cells, total):
    assert shown_total(cells) == total
