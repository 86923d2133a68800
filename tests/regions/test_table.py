"""Nations and regions: what the table says holds together, and regions are found by name."""

import pytest

from shortlist.regions import all_regions, by_name, region, with_share
from shortlist.roll.rules import REGIONS


def test_shares_of_the_published_table_add_up_to_the_whole():
    assert len(with_share()) == 11
    assert sum(one.share for one in with_share()) == 1


def test_neighbours_are_mutual_and_never_a_region_itself():
    for one in all_regions():
        assert one.code not in one.neighbours
        assert all(one.code in region(other).neighbours for other in one.neighbours)


def test_great_britain_hangs_together():
    reached, ahead = set(), ["SCT"]
    while ahead:
        code = ahead.pop()
        reached.add(code)
        ahead += [other for other in region(code).neighbours if other not in reached]
    assert reached == {one.code for one in with_share()}


def test_tiles_that_touch_are_neighbours():
    at = {(one.column, one.row): one for one in all_regions()}
    assert len(at) == 12
    for (column, row), one in at.items():
        for beside in (at.get((column + 1, row)), at.get((column, row + 1))):
            assert beside is None or beside.code in one.neighbours


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Yorkshire & Humberside", "ENG-YH"),
        ("yorkshire and the humber", "ENG-YH"),
        ("YORKSHIRE and Humberside region", "ENG-YH"),
        ("London", "ENG-LON"),
        ("East of England", "ENG-E"),
        ("north-west", "ENG-NW"),
        ("The North", "ENG-N"),
        ("eng-n", "ENG-N"),
        (" Wales ", "WLS"),
        ("Northern Ireland", "NIR"),
    ],
)
def test_a_region_is_found_however_it_is_written(text, code):
    assert by_name(text) == region(code)


@pytest.mark.parametrize("text", ["", "the", "Outside the United Kingdom", "Midlands", "Atlantis"])
def test_what_names_no_single_region_is_not_guessed(text):
    assert by_name(text) is None


def test_everywhere_that_a_member_can_register_is_known():
    unknown = [name for name in REGIONS if by_name(name) is None]
    assert unknown == ["Outside the United Kingdom"]
