"""How people type postcodes, what is no postcode, and where the project's table says they lie."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortlist.postcodes.reading import Postcode, read_postcode
from shortlist.postcodes.rules import Kind, NotAPostcode, UnknownPostcode
from shortlist.postcodes.table import Place, place_of, table
from shortlist.regions import all_regions

READ = {
    "LS6 2AB": Postcode(outward="LS6", inward="2AB"),
    " ls62ab ": Postcode(outward="LS6", inward="2AB"),
    "Ls6-2aB.": Postcode(outward="LS6", inward="2AB"),
    "LS6 OAB": Postcode(outward="LS6", inward="0AB"),
    "sw1a 1aa": Postcode(outward="SW1A", inward="1AA"),
    "N1 9GU": Postcode(outward="N1", inward="9GU"),
    "B331TH": Postcode(outward="B33", inward="1TH"),
    "LS6": Postcode(outward="LS6"),
    "LS 6": Postcode(outward="LS6"),
    "LS16": Postcode(outward="LS16"),
    "LS6 2": Postcode(outward="LS6", inward="2"),
    "BFPO 58": Postcode(outward="BFPO"),
    "GIR 0AA": Postcode(outward="GIR", inward="0AA"),
    "FIQQ 1ZZ": Postcode(outward="FIQQ"),
}
NO_POSTCODES = ["", "Leeds", "LS", "6", "LS6 2A", "LS6 2ABC", "75001", "D02 X285", "LS6 2AB" * 4]
NO_POSTCODES += ["LS6 2AB; DROP TABLE", "ＬＳ６", "LS6 2CB", "LSS6 2AB", "1 LS6"]


def test_a_postcode_is_read_however_it_is_typed():
    assert {typed: read_postcode(typed) for typed in READ} == READ


@pytest.mark.parametrize("typed", NO_POSTCODES)
def test_what_is_no_postcode_is_refused(typed: str):
    with pytest.raises(NotAPostcode):
        read_postcode(typed)


def test_a_postcode_knows_its_parts():
    whole, half = read_postcode("SW1A 1AA"), read_postcode("SW1A")
    assert (whole.area, whole.sector, whole.whole) == ("SW", "SW1A 1", "SW1A 1AA")
    assert (half.area, half.sector, half.whole) == ("SW", "", "")
    assert read_postcode("LS6 2").whole == ""


@given(st.text(max_size=30))
def test_whatever_is_typed_is_read_or_refused(text: str):
    try:
        postcode = read_postcode(text)
    except NotAPostcode:
        return
    assert read_postcode(f"{postcode.outward} {postcode.inward}".strip()) == postcode


LIES_IN = {
    "LS6 2AB": Place(regions=("ENG-YH",)),
    "SW1A": Place(regions=("ENG-LON",)),
    "CF10 1AA": Place(regions=("WLS",)),
    "EH1": Place(regions=("SCT",)),
    "CA1": Place(regions=("ENG-N",)),
    "CH4 8AA": Place(regions=("ENG-NW", "WLS")),
    "TD15": Place(regions=("SCT", "ENG-N")),
    "CH5": Place(regions=("WLS",)),
    "CH65": Place(regions=("ENG-NW",)),
    "BT9 5AA": Place(regions=("NIR",)),
    "JE2 3AA": Place(kind=Kind.CROWN),
    "IM1": Place(kind=Kind.CROWN),
    "BFPO 58": Place(kind=Kind.FORCES),
    "BF1 2AA": Place(kind=Kind.FORCES),
    "GX11 1AA": Place(kind=Kind.ABROAD),
    "BX1 1LT": Place(kind=Kind.NOWHERE),
}


def test_every_kind_of_postcode_has_its_place():
    assert {typed: place_of(read_postcode(typed)) for typed in LIES_IN} == LIES_IN


def test_letters_that_no_place_has_are_unknown():
    with pytest.raises(UnknownPostcode):
        place_of(read_postcode("QQ1 1AA"))


AREAS = """
AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH
EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M
ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST
SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE
""".split()


def test_the_table_knows_every_area_and_names_known_regions_only():
    assert len(AREAS) == 124
    assert set(AREAS) <= set(table())
    named = {code for place in table().values() for code in place.regions}
    assert named == {one.code for one in all_regions()}
    assert all(bool(place.regions) == (place.kind is Kind.REGION) for place in table().values())
    assert all(read_postcode(code) for code in table() if any(map(str.isdigit, code)))


def test_a_line_of_its_own_says_more_than_its_area():
    known = table()
    areas = {code: place for code, place in known.items() if code.isalpha()}
    for code, place in known.items():
        letters = "".join(letter for letter in code if letter.isalpha())
        assert code in areas or place != areas[letters], code
