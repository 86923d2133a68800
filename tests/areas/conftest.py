"""A poll with a slate of two, and simulations of a few runs."""

import pytest

from shortlist.areas import findings
from tests.publication.conftest import counted, published

__all__ = ["counted", "published"]


@pytest.fixture(autouse=True)
def few_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pages wait for a few simulated elections only."""
    monkeypatch.setattr(findings, "COMPARED_RUNS", 4)
    monkeypatch.setattr(findings, "SWEPT_RUNS", 2)
