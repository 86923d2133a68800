"""Cards: their size, that they say what they are told, and that everything stays in its place."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from shortlist import pictures
from shortlist.pictures import Card, Group, draw, palette, shows
from shortlist.pictures.columns import SMALLEST, Box, Row, best_setting
from shortlist.pictures.lettering import TEXT, Hand

NAMES = ("Rhŷs Tudor", "Amara Okonkwo", "Łucja Nowak")
SLATE = Card(title="Our slate", about="A poll", site="example.org", groups=(Group(names=NAMES),))
BOX = Box(left=478, top=36, width=674, height=558)
PERSON = Card(title="On our slate", about="A poll", site="example.org", person="Amara Okonkwo")


def read(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")


def a_photo(colour: str) -> bytes:
    file = BytesIO()
    Image.new("RGB", (600, 800), colour).save(file, "JPEG")
    return file.getvalue()


def test_a_card_is_a_png_as_wide_as_links_unfold():
    png = draw(SLATE)
    assert png.startswith(b"\x89PNG")
    assert read(png).size == (1200, 630)
    assert (pictures.WIDTH, pictures.HEIGHT) == (1200, 630)


def test_the_same_words_make_the_same_picture():
    assert draw(SLATE) == draw(SLATE)


@pytest.mark.parametrize(
    "other",
    [
        Card(title="Our list", about="A poll", site="example.org", groups=SLATE.groups),
        Card(title="Our slate", about="Another", site="example.org", groups=SLATE.groups),
        Card(title="Our slate", about="A poll", site="example.net", groups=SLATE.groups),
        Card(
            title="Our slate", about="A poll", site="example.org", groups=(Group(names=NAMES[:2]),)
        ),
        Card(
            title="Our slate",
            about="A poll",
            site="example.org",
            groups=(Group(names=NAMES, title="North"),),
        ),
    ],
)
def test_every_part_of_a_card_is_in_its_picture(other: Card):
    assert ImageChops.difference(read(draw(SLATE)), read(draw(other))).getbbox()


def test_a_person_s_photo_and_notes_are_on_their_card():
    base = {"title": "Ours", "about": "A poll", "site": "example.org", "person": "Amara Okonkwo"}
    with_photo = read(draw(Card(**base, photo=a_photo("#00ff00"))))
    with_notes = read(draw(Card(**base, notes=("2nd on the slate",))))
    bare = read(draw(Card(**base)))
    red, green, blue = with_photo.getpixel((628, 198))
    assert (red < 9, green > 246, blue < 9) == (True, True, True)
    assert ImageChops.difference(bare, with_notes).getbbox()


def test_a_long_title_stays_above_the_foot_and_in_its_panel():
    long = "Your order in Scotland, North East and Cumbria, Yorkshire and the Humber " * 3
    shown = read(draw(Card(title=long, about="A poll", site="", person="Amara Okonkwo")))
    short = read(draw(Card(title="", about="A poll", site="", person="Amara Okonkwo")))
    left, _, right, bottom = ImageChops.difference(shown, short).getbbox() or (0, 0, 0, 0)
    assert (left >= 40, right <= 430, bottom <= 560) == (True, True, True)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text("abcdefghij ŵł", min_size=1, max_size=40), max_size=80))
def test_rows_fit_their_box_or_say_how_many_are_left_out(names: list[str]):
    rows = [Row(number=str(at), text=name) for at, name in enumerate(names, 1)]
    found = best_setting(rows, BOX)
    assert len(found.rows) <= found.deep * found.columns
    assert found.size >= SMALLEST
    shown = [row for row in found.rows if row.is_name]
    assert shown == rows[: len(shown)]
    if len(shown) < len(rows):
        assert found.rows[-1].text == f"and {len(rows) - len(shown)} more"


def test_few_names_are_set_larger_than_many():
    few, many = (
        best_setting([Row(number="1", text="Amara Okonkwo")] * size, BOX) for size in (3, 30)
    )
    assert few.size > many.size
    assert (few.columns, many.columns) == (1, 2)


def test_words_wrap_and_shorten_to_their_width():
    hand = Hand(family=TEXT, weight=500, size=30)
    lines = hand.wrapped("North East and Cumbria and Yorkshire and the Humber", 300)
    assert " ".join(lines) == "North East and Cumbria and Yorkshire and the Humber"
    assert all(hand.width(line) <= 300 for line in lines)
    assert hand.shortened("Josephine Featherstonehaugh", 200).endswith("…")
    assert hand.width(hand.shortened("Josephine Featherstonehaugh", 200)) <= 200


def test_our_fonts_have_the_letters_of_latin_languages_and_no_others():
    assert shows("Rhŷs Łucja Gráinne Ẁ – “x”")
    assert not shows("Ольга")
    assert not shows("李")


def test_colours_are_those_of_the_pages():
    css = Path("shortlist/static/css/tokens.css").read_text()
    tokens = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", css.split("@media")[0]))
    ours = {
        key.lower().replace("_", "-"): one for key, one in vars(palette).items() if key.isupper()
    }
    assert ours == {key: tokens[key] for key in ours}


def test_the_letters_of_each_font_s_file_are_those_of_the_style_sheet():
    css = Path("shortlist/static/css/fonts.css").read_text()
    latin = css.split("unicode-range:")[1].split(";")[0]
    for part in latin.replace("U+", "").split(","):
        first = int(part.split("-")[0], 16)
        if first not in {0xFEFF, 0xFFFD}:
            assert shows(chr(first))
