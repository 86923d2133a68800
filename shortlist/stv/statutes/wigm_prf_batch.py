"""The reference rule of `wigm_prf` with its optional step B.2: sure losers go out together."""

from __future__ import annotations

from ..ledger import Ledger
from . import wigm_prf

NAME = "wigm-prf-batch"
VERSION = f"{wigm_prf.VERSION}, with B.2"
PLACES = wigm_prf.PLACES
LOOKBACK = wigm_prf.LOOKBACK


def count(ledger: Ledger) -> None:
    """Count by the reference rule, defeating all sure losers at once."""
    wigm_prf.count(ledger, defeat_sure_losers=True)
