"""An area's order as a picture to send: one for each area, nothing of who asked for it."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw

from shortlist.areas.qr import qr_squares
from shortlist.pictures.lettering import HEADING, TEXT, Hand
from shortlist.pictures.palette import ACCENT, INK, MUTED, ON_ACCENT, PAPER

WIDTH, HEIGHT, MARGIN = 1080, 1350, 80
TOP, BOTTOM = 340, 1110  # between which the names stand
GAP = 36  # between a number and its name
SQUARE = 4  # pixels of a square of the QR code
QUIET = 4  # squares around it
LIGHT = "#fffdfa"  # behind the QR code
LEAST = 16  # pixels, below which no name is made smaller


@dataclass(frozen=True, kw_only=True)
class OrderPicture:
    """Everything that the picture says; it is kept by this, so in each language for itself.

    `regions` are in words, `names` in order, `address` is that of the page.
    """

    title: str
    heading: str
    regions: str
    names: tuple[str, ...]
    advice: str
    address: str


@lru_cache(maxsize=32)
def order_png(order: OrderPicture) -> bytes:
    """Return the picture as PNG, 1080 x 1350 pixels."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    canvas = ImageDraw.Draw(image)
    _head(canvas, order)
    _names(image, canvas, order.names)
    _foot(canvas, order)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _head(canvas: ImageDraw.ImageDraw, order: OrderPicture) -> None:
    canvas.rectangle((0, 0, WIDTH, TOP - 50), fill=ACCENT)
    inside = WIDTH - 2 * MARGIN
    small = _fitting(TEXT, 500, 34, order.title, inside)
    small.write(canvas, (MARGIN, 88), small.shortened(order.title, inside), ON_ACCENT)
    _fitting(HEADING, 800, 76, order.heading, inside).write(
        canvas, (MARGIN, 176), order.heading, ON_ACCENT
    )
    lines = Hand(family=HEADING, weight=700, size=40).wrapped(order.regions, inside)
    for number, line in enumerate(lines[:2]):
        text = line if number == 0 else " ".join(lines[1:])
        hand = _fitting(HEADING, 700, 52 if len(lines) == 1 else 38, text, inside)
        baseline = 248 if len(lines) == 1 else 224 + 46 * number
        hand.write(canvas, (MARGIN, baseline), hand.shortened(text, inside), ON_ACCENT)


def _names(image: Image.Image, canvas: ImageDraw.ImageDraw, names: Sequence[str]) -> None:
    row = min((BOTTOM - TOP) // len(names), 120)
    disc = _disc(int(row * 0.72))
    number = Hand(family=HEADING, weight=800, size=int(row * 0.4))
    left = MARGIN + disc.width + GAP
    for place, name in enumerate(names, 1):
        middle = TOP + row * place - row // 2
        image.paste(ACCENT, (MARGIN, middle - disc.width // 2), disc)
        inset = (disc.width - number.width(str(place))) / 2
        number.write(canvas, (MARGIN + inset, middle + number.size * 0.35), str(place), ON_ACCENT)
        hand = _fitting(TEXT, 700, row // 2, name, WIDTH - MARGIN - left)
        text = hand.shortened(name, WIDTH - MARGIN - left)
        hand.write(canvas, (left, middle + hand.size * 0.34), text, INK)


def _disc(width: int) -> Image.Image:
    """Return a round mask with a smooth edge, so many pixels wide."""
    large = Image.new("L", (width * 4, width * 4))
    ImageDraw.Draw(large).ellipse((0, 0, width * 4 - 1, width * 4 - 1), fill=255)
    return large.resize((width, width), Image.Resampling.LANCZOS)


def _foot(canvas: ImageDraw.ImageDraw, order: OrderPicture) -> None:
    squares = qr_squares(order.address)
    side = SQUARE * (len(squares) + 2 * QUIET)
    left, top = WIDTH - MARGIN - side, HEIGHT - 40 - side
    canvas.rectangle((left, top, left + side, top + side), fill=LIGHT)
    for down, row in enumerate(squares, QUIET):
        for across, is_dark in enumerate(row, QUIET):
            if is_dark:
                x, y = left + across * SQUARE, top + down * SQUARE
                canvas.rectangle((x, y, x + SQUARE - 1, y + SQUARE - 1), fill=INK)
    room = left - MARGIN - 30
    advice, address = order.advice, order.address.split("://")[-1]
    _fitting(HEADING, 700, 44, advice, room).write(canvas, (MARGIN, HEIGHT - 130), advice, INK)
    hand = _fitting(TEXT, 400, 28, address, room)
    hand.write(canvas, (MARGIN, HEIGHT - 80), hand.shortened(address, room), MUTED)


def _fitting(family: str, weight: int, size: int, text: str, width: int) -> Hand:
    """Return a hand of this size, or as much smaller as the text needs to fit."""
    while size > LEAST and Hand(family=family, weight=weight, size=size).width(text) > width:
        size -= 2
    return Hand(family=family, weight=weight, size=size)
