"""One file for each statute; RULES names them all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType

from ..ledger import Ledger
from ..ties import Lookback
from . import (
    cfer,
    ers97,
    meek_nz,
    meek_prf,
    mpls,
    northern_ireland,
    qpq,
    scottish,
    warren,
    wigm_prf,
    wigm_prf_batch,
)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule to count by: its name, the text it follows, its decimal places, and how it counts."""

    name: str
    version: str
    places: int
    lookback: Lookback
    count: Callable[[Ledger], None]
    draws_its_lot: bool = False


def _rule(statute: ModuleType) -> Rule:
    return Rule(
        name=statute.NAME,
        version=statute.VERSION,
        places=statute.PLACES,
        lookback=statute.LOOKBACK,
        count=statute.count,
        draws_its_lot=getattr(statute, "DRAWS_ITS_LOT", False),
    )


_STATUTES = (
    scottish,
    ers97,
    wigm_prf,
    wigm_prf_batch,
    meek_prf,
    meek_nz,
    warren,
    northern_ireland,
    cfer,
    mpls,
    qpq,
)
RULES: dict[str, Rule] = {rule.name: rule for rule in map(_rule, _STATUTES)}
