"""The card that a link unfolds to: on the left what it is, on the right names in order."""

import io
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageOps

from shortlist.pictures.columns import Box, Row, best_setting
from shortlist.pictures.lettering import HEADING, TEXT, Hand
from shortlist.pictures.palette import ACCENT, ACCENT_DEEP, INK, ON_ACCENT, PAPER

WIDTH, HEIGHT = 1200, 630
PANEL = 430  # the width of the left part
EDGE = 48
MOTIF = ((250, 408, 78), (310, 504, 52), (360, 574, 34))  # left, top and height of each bar
BRAND = ((0, 0, 28, 7), (0, 10, 19, 6), (0, 19, 11, 5))  # left, top, width and height
FINE = 4  # shapes are drawn so many times as large, then made small with soft edges


@dataclass(frozen=True, kw_only=True)
class Group:
    """Names in order, numbered from 1; a title where a card has more than one group."""

    names: tuple[str, ...]
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Card:
    """What a card says.

    `title` is large, `about` small above it, `site` small at the foot. On the right either
    `groups`, or one person: `person` large, `notes` under it, `photo` (JPEG) above.
    """

    title: str
    about: str
    site: str
    groups: tuple[Group, ...] = ()
    person: str = ""
    notes: tuple[str, ...] = ()
    photo: bytes | None = None


def draw(card: Card) -> bytes:
    """Return a card as a PNG of 1200 x 630 pixels."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    _draw_panel(picture, card)
    if card.person:
        _draw_person(picture, card)
    else:
        _draw_names(picture, card)
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()


def _draw_panel(picture: Image.Image, card: Card) -> None:
    canvas = ImageDraw.Draw(picture)
    canvas.rectangle((0, 0, PANEL - 1, HEIGHT), fill=ACCENT)
    for left, top, high in MOTIF:
        _pill(picture, (left, top, 400, high), ACCENT_DEEP, PANEL)
    about = Hand(family=TEXT, weight=500, size=27)
    y = EDGE + 24.0
    for line in about.wrapped(card.about, PANEL - 2 * EDGE)[:3]:
        about.write(canvas, (EDGE, y), line, ON_ACCENT)
        y += 35
    _draw_title(canvas, card.title, y + 16)
    _draw_brand(picture, card.site)


def _draw_title(canvas: ImageDraw.ImageDraw, title: str, top: float) -> None:
    """Write the title as large as it fits between this height and the foot."""
    for size in range(84, 34, -4):
        hand = Hand(family=HEADING, weight=800, size=size)
        lines = hand.wrapped(title, PANEL - 2 * EDGE)
        whole = " ".join(lines) == " ".join(title.split())
        if whole and top + len(lines) * size * 1.02 <= HEIGHT - 110:
            break
    for number, line in enumerate(lines):
        baseline = top + size * 0.8 + number * size * 1.02
        if baseline > HEIGHT - 90:
            break
        hand.write(canvas, (EDGE, baseline), line, ON_ACCENT)


def _draw_brand(picture: Image.Image, site: str) -> None:
    for left, top, wide, high in BRAND:
        box = (EDGE + left, HEIGHT - EDGE - 22 + top, wide, high)
        _pill(picture, box, ON_ACCENT, PANEL)
    hand = Hand(family=TEXT, weight=600, size=24)
    at = (EDGE + 40, HEIGHT - EDGE)
    canvas = ImageDraw.Draw(picture)
    hand.write(canvas, at, hand.shortened(site, PANEL - EDGE - 56), ON_ACCENT)


def _draw_names(picture: Image.Image, card: Card) -> None:
    rows: list[Row] = []
    for group in card.groups:
        if group.title:
            rows.append(Row(text=group.title, is_name=False))
        rows += [Row(number=str(at), text=name) for at, name in enumerate(group.names, start=1)]
    box = Box(left=PANEL + EDGE, top=EDGE - 12, width=WIDTH - PANEL - 2 * EDGE, height=HEIGHT - 72)
    best_setting(rows, box).draw(ImageDraw.Draw(picture))


def _draw_person(picture: Image.Image, card: Card) -> None:
    left, width = PANEL + EDGE, WIDTH - PANEL - 2 * EDGE
    top = EDGE
    if card.photo is not None:
        _paste_photo(picture, card.photo, (left, top), 300)
        top += 300 + 24
    canvas = ImageDraw.Draw(picture)
    for size in range(84, 40, -4):
        name = Hand(family=HEADING, weight=800, size=size)
        lines = name.wrapped(card.person, width)
        if len(lines) == 1 or (card.photo is None and len(lines) == 2):
            break
    note = Hand(family=TEXT, weight=500, size=32)
    high = len(lines[:2]) * size * 1.05 + len(card.notes) * 44
    y = top + max(0, (HEIGHT - EDGE - top - high) / 2) + size * 0.8
    for line in lines[:2]:
        name.write(canvas, (left, y), line, INK)
        y += size * 1.05
    y += 44 - size * 0.8
    for said in card.notes:
        note.write(canvas, (left, y), note.shortened(said, width), ACCENT_DEEP)
        y += 44


def _paste_photo(picture: Image.Image, jpeg: bytes, at: tuple[int, int], size: int) -> None:
    with Image.open(io.BytesIO(jpeg)) as photo:
        square = ImageOps.fit(photo.convert("RGB"), (size, size), Image.Resampling.LANCZOS)
    mask = Image.new("L", (size * FINE, size * FINE), 0)
    corner = (0, 0, size * FINE - 1, size * FINE - 1)
    ImageDraw.Draw(mask).rounded_rectangle(corner, radius=28 * FINE, fill=255)
    picture.paste(square, at, mask.resize((size, size), Image.Resampling.LANCZOS))


def _pill(
    picture: Image.Image, box: tuple[int, int, int, int], colour: str, right_end: int
) -> None:
    """Draw a rounded bar (left, top, width, height), cut off at the right end."""
    left, top, wide, high = box
    mask = Image.new("L", (wide * FINE, high * FINE), 0)
    corner = (0, 0, wide * FINE - 1, high * FINE - 1)
    ImageDraw.Draw(mask).rounded_rectangle(corner, radius=high * FINE // 2, fill=255)
    mask = mask.resize((wide, high), Image.Resampling.LANCZOS)
    mask = mask.crop((0, 0, min(wide, right_end - left), high))
    picture.paste(colour, (left, top), mask)
