"""Agreement with independent programs on 200 real ward elections, read where they lie."""

import os
from pathlib import Path

import pytest

from .agreement import disagreements
from .test_generated import COMPARED

pytestmark = pytest.mark.wards


@pytest.fixture
def scotland() -> Path:
    named = os.environ.get("SHORTLIST_WARDS", "")
    if not named or not (Path(named) / "wards").is_dir():
        pytest.skip("the real wards are not here: SHORTLIST_WARDS names no folder that holds them")
    return Path(named)


@pytest.mark.parametrize("rule", COMPARED)
def test_real_wards_agree_with_an_independent_program(scotland, rule):
    wards = len(list((scotland / "wards").glob("*.blt")))
    assert disagreements(scotland / "wards", scotland / "expected", rule) == (wards, [])
