"""Agreement with independent programs on 200 real ward elections, read where they lie."""

import os
from fractions import Fraction
from pathlib import Path

import pytest

from shortlist.stv import RULES, Lot, count, read_blt
from shortlist.stv.cutting import cut_where_looked

from . import reference_wigm
from .agreement import disagreements, expected, other_winners
from .test_generated import COMPARED

pytestmark = pytest.mark.wards

# Rules that are compared by who wins: how many wards, and where the statute and the other program
# part. CfER: 10059(a)(2) disregards the fraction of the threshold, which is 651; the other program
# has 650.80001. So 5 has 0.01388 votes more than 2 when one of them goes out, not 0.05234 fewer.
BY_WINNERS = {
    "cfer": (200, ["highland_2012_ward7.blt: elected [8, 7, 1, 5], not [8, 7, 1, 2]"]),
    "qpq": (199, []),
}


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


@pytest.mark.parametrize("rule", BY_WINNERS)
def test_real_wards_elect_whom_an_independent_program_elects(scotland, rule):
    assert other_winners(scotland / "wards", scotland / "expected", rule) == BY_WINNERS[rule]


def test_with_its_threshold_the_slow_cfer_count_makes_the_other_programs_tallies(scotland):
    """The count of single papers that ours is held to: with 650.80001, not 651, it is the same.

    The other program has a row for each surplus, where the rule and we have one for all at once.
    """
    others = sorted(expected(scotland / "expected", "cfer").items())[::4]
    assert len(others) == 50
    for name, theirs in others:
        ward = read_blt((scotland / "wards" / name).read_bytes())
        lot = range(1, ward.candidates + 1)
        threshold = Fraction(theirs["stages"][0]["quota"])
        slow = reference_wigm.cfer(
            ward.papers(), ward.candidates, ward.seats, lot, threshold=threshold
        )
        rows = iter([[*map(Fraction, stage["tallies"])] for stage in theirs["stages"]])
        changed = [
            row for at, row in enumerate(slow.tallies) if not at or row != slow.tallies[at - 1]
        ]
        assert all(row in rows for row in changed), name


@pytest.mark.parametrize("rule", [name for name, rule in RULES.items() if not rule.asks_for_all])
def test_papers_of_real_wards_count_to_the_same_record_when_they_are_cut(scotland, rule):
    paths = sorted((scotland / "wards").glob("*.blt"))[::4]
    assert len(paths) == 50
    for path in paths:
        ward, lot = read_blt(path.read_bytes()), Lot.from_seed(path.stem)
        cut = cut_where_looked(ward, rule, lot=lot)
        assert count(cut, rule, lot=lot).to_json() == count(ward, rule, lot=lot).to_json(), path
