"""The map of tiles: darker where a figure is larger, and the same in words."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as some

from shortlist.regions import all_regions
from shortlist.regions.tiles import DARKEST, Figure, tile_map

CODES = some.sampled_from([one.code for one in all_regions()])


def test_every_region_has_a_tile_that_says_its_figure():
    picture = tile_map("Places", {"WLS": Figure(amount=Fraction(2), text="2 places")})
    said = {tile.region.code: (tile.text, tile.depth) for tile in picture.tiles}
    assert said.pop("WLS") == ("2 places", DARKEST)
    assert set(said.values()) == {("none", 0)}
    assert "Wales 2 places" in picture.description
    assert ["Wales", "Wales", "2 places"] in picture.figures
    assert (picture.columns, picture.rows) == (4, 5)


def test_names_stand_in_lines_that_fit_a_tile():
    lines = {tile.region.code: tile.lines for tile in tile_map("Places", {}).tiles}
    assert lines["ENG-YH"] == ("Yorkshire &", "Humberside")
    assert lines["SCT"] == ("Scotland",)


@given(some.dictionaries(CODES, some.fractions(0, 100)))
def test_a_larger_figure_is_never_lighter_and_only_nothing_is_blank(amounts):
    figures = {code: Figure(amount=one, text=str(one)) for code, one in amounts.items()}
    tiles = [one for one in tile_map("x", figures).tiles if one.region.code in amounts]
    ranked = sorted(tiles, key=lambda one: (amounts[one.region.code], one.depth))
    assert [one.depth for one in ranked] == sorted(one.depth for one in ranked)
    assert all((one.depth == 0) == (amounts[one.region.code] == 0) for one in tiles)
