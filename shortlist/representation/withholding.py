"""Small figures about people are withheld, and others where a sum would give those away."""

from collections.abc import Sequence

SMALLEST_SHOWN = 5


def withheld(cells: Sequence[int]) -> list[int | None]:
    """Return cells with None for those that are not shown, beside a total that is.

    Each cell under 5 is withheld. As the total tells what all withheld cells add up to, the first
    of the others follow, in the order of the cells, until at least two are withheld that add up to
    5 or more. Which follow depends on no cell's size: who knows this rule would otherwise learn
    from the choice what the small one holds.
    """
    hidden = {index for index, cell in enumerate(cells) if cell < SMALLEST_SHOWN}
    if not hidden:
        return list(cells)
    for index in range(len(cells)):
        if index and len(hidden) >= 2 and sum(cells[one] for one in hidden) >= SMALLEST_SHOWN:
            break
        hidden.add(index)
    return [None if index in hidden else cell for index, cell in enumerate(cells)]


def shown_total(cells: Sequence[int]) -> int | None:
    """Return the total of cells, or None where it is itself too small to be shown."""
    total = sum(cells)
    return total if total >= SMALLEST_SHOWN else None
