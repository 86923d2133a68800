"""One file for each statute; RULES names them all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType

from ..ledger import Ledger
from ..ties import Lookback
from . import ers97, meek_prf, northern_ireland, scottish


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule to count by: its name, the text it follows, its decimal places, and how it counts."""

    name: str
    version: str
    places: int
    lookback: Lookback
    count: Callable[[Ledger], None]


def _rule(statute: ModuleType) -> Rule:
    return Rule(
        name=statute.NAME,
        version=statute.VERSION,
        places=statute.PLACES,
        lookback=statute.LOOKBACK,
        count=statute.count,
    )


_STATUTES = (scottish, meek_prf, ers97, northern_ireland)
RULES: dict[str, Rule] = {rule.name: rule for rule in map(_rule, _STATUTES)}
