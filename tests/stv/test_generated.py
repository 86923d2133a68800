"""Agreement with independent programs on small elections made at random, many with near-ties."""

from pathlib import Path

import pytest

from .agreement import disagreements
from .elections import RULES

GENERATED = Path(__file__).parent.parent / "data" / "generated"
COMPARED = {"scottish": 208, "meek-prf": 215}


@pytest.mark.parametrize("rule", RULES)
def test_generated_elections_agree_with_an_independent_program(rule):
    result = disagreements(GENERATED / "elections", GENERATED / "expected", rule)
    assert result == (COMPARED[rule], [])
