"""Agreement with independent programs on small elections made at random, many with near-ties."""

from pathlib import Path

import pytest

from .agreement import disagreements

GENERATED = Path(__file__).parent.parent / "data" / "generated"
COMPARED = {
    "scottish": 208,
    "meek-prf": 215,
    "ers97": 250,
    "northern-ireland": 250,
    "wigm-prf": 205,
    "meek-nz": 250,
    "warren": 211,
}
# Where the statute and the other program part, and the paragraph that decides.
PARTED = {
    # With one vacancy left, 6 has 30 votes, and 2's 29 with the surplus of 1 not yet transferred
    # are 30 too: rule 52(2) elects 6 at once. The other program transfers the surplus, which makes
    # them equal, and excludes 6 by lookback.
    ("northern-ireland", "f1417.blt"): "elected [[3, 6]], not [[3], [2]]",
    # No paper names one of the candidates: clause 20 withdraws them before step 1. As many are left
    # as there are places, and clause 3 elects them; the other program excludes the one first.
    ("meek-nz", "f0322.blt"): "elected [[1, 2, 4, 5]], not [[2, 5], [1, 4]]",
    ("meek-nz", "f0663.blt"): "elected [[1, 3, 4, 5]], not [[1, 5], [3], [4]]",
    # Clause 20 again: at a step at which the other program excludes the one whom no paper names,
    # clause 13 excludes the next to least of its candidates.
    ("meek-nz", "f1176.blt"): "in row 5 8 has 0.000000000, not 0.601842822",
    ("meek-nz", "f1335.blt"): "in row 1 2 has 0.000000000, not 0.333333333",
    ("meek-nz", "f2097.blt"): "elected [[1, 2, 3, 4]], not [[4], [1, 2, 3]]",
    ("meek-nz", "f2553.blt"): "in row 2 7 has 0.000000000, not 0.268749999",
    ("meek-nz", "f2703.blt"): "elected [[1, 3, 4]], not [[4], [1, 3]]",
    # 2 has 5 votes as 4 and 6 have, the quota is 5.000000001, and 5 goes out: the rest fill the
    # places. The other program, with guard digits, takes 5 for the quota of 5 that is not rounded.
    ("warren", "f2642.blt"): "elected [[1, 3], [2, 4, 6]], not [[1, 3], [4, 6], [2]]",
}


@pytest.mark.parametrize("rule", COMPARED)
def test_generated_elections_agree_with_an_independent_program(rule):
    parted = [f"{name}: {what}" for (by, name), what in PARTED.items() if by == rule]
    result = disagreements(GENERATED / "elections", GENERATED / "expected", rule)
    assert result == (COMPARED[rule], parted)
