"""Papers cut where the count stopped looking: what is published instead of whole rankings.

A long ranking can be a signature: whoever asked for it finds it among the papers. A count looks at
most papers only so far, and what it never looked at can be left out: the papers that remain count
to the same record, byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from .balance import Balance
from .counting import count, prepare
from .errors import CountError
from .profile import Profile
from .ties import Lot

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class CutError(CountError):
    """A rule that looks at preferences which no transfer reaches."""


def cut_where_looked(
    profile: Profile,
    rule: str,
    seats: int | None = None,
    lot: Lot | None = None,
    withdrawn: Iterable[int] = (),
    *,
    rows: int | None = None,
    balances: Sequence[Balance | None] = (None,),
) -> Profile:
    """The same papers, row by row, without the preferences that no count of them looked at.

    There is a count for each of the `balances`; None is one without. Only the first so many `rows`
    are cut, by default all. The papers are counted as they are and cut; CutError unless both
    records are the same, and at once for a rule that asks for all preferences. Otherwise arguments
    and refusals as `count` has them.
    """
    gone = tuple(withdrawn)
    ends = _ends(profile)
    cuttable = len(ends) if rows is None else rows
    kept, records = ends.copy(), []
    kept[:cuttable] = profile.starts[:cuttable]
    for balance in balances:
        statute, ledger = prepare(profile, rule, seats, lot, gone, balance)
        if statute.asks_for_all:
            raise CutError(f"The rule {rule!r} looks at whole papers: they cannot be cut.")
        statute.count(ledger)
        looked = ends if ledger.furthest is None else ledger.furthest()
        kept[:cuttable] = _later(kept, looked)[:cuttable]
        records.append(ledger.record(rule=statute.name, rule_version=statute.version, file=""))
    cut = _cut(profile, kept)
    if records != [count(cut, rule, seats, lot, gone, balance=one) for one in balances]:
        raise CutError("The papers do not count alike when they are cut.")
    return cut


def _later(places: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.int64]:
    import numpy as np

    return np.maximum(places, others)


def _ends(profile: Profile) -> NDArray[np.int64]:
    """The place in the stream of the 0 that closes each paper."""
    import numpy as np

    zeros = np.flatnonzero(profile.stream == 0)
    return zeros[np.searchsorted(zeros, profile.starts)]


def _cut(profile: Profile, kept: NDArray[np.int64]) -> Profile:
    """Keep each paper up to and with a place in the stream, closed by a 0."""
    import numpy as np

    is_end = profile.stream[kept] == 0
    lengths = kept - profile.starts + ~is_end  # preferences kept
    starts = np.concatenate(([0], np.cumsum(lengths + 1)[:-1])).astype(np.int64)
    # Each place of the new stream is as far from its paper's old start as from its new one.
    shift = np.repeat(profile.starts - starts, lengths + 1)
    stream = profile.stream[np.arange(len(shift)) + shift]
    stream[starts + lengths] = 0
    return replace(profile, stream=stream, starts=starts)
