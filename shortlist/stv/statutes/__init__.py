"""One file for each statute; RULES names them all, and imports one when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from ..ledger import Ledger
from ..ties import Lookback


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule to count by: its name, the text it follows, its decimal places, and how it counts.

    One that `asks_for_all` looks at preferences that no transfer reaches.
    """

    name: str
    version: str
    places: int
    lookback: Lookback
    count: Callable[[Ledger], None]
    draws_its_lot: bool = False
    asks_for_all: bool = False


class _Rules(Mapping[str, Rule]):
    """The rules by name. A count needs one file, and importing all takes as long as a ward."""

    _names = (
        "scottish",
        "ers97",
        "wigm-prf",
        "wigm-prf-batch",
        "meek-prf",
        "meek-nz",
        "warren",
        "northern-ireland",
        "cfer",
        "mpls",
        "qpq",
    )

    def __getitem__(self, name: str) -> Rule:
        if name not in self:
            raise KeyError(name)
        return _rule(name)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


@cache
def _rule(name: str) -> Rule:
    statute = import_module(f"{__name__}.{name.replace('-', '_')}")
    return Rule(
        name=statute.NAME,
        version=statute.VERSION,
        places=statute.PLACES,
        lookback=statute.LOOKBACK,
        count=statute.count,
        draws_its_lot=getattr(statute, "DRAWS_ITS_LOT", False),
        asks_for_all=getattr(statute, "ASKS_FOR_ALL", False),
    )


RULES: Mapping[str, Rule] = _Rules()
