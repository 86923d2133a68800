"""Write words into a picture with our own fonts: measure, wrap, shorten, draw."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from unicodedata import normalize

from PIL import ImageDraw, ImageFont

FONTS = Path(__file__).parents[1] / "static" / "vendor" / "fonts"
HEADING, TEXT = "bricolage-grotesque", "atkinson-hyperlegible-next"

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

# Which letters are in the file "latin" of each font; all others are in "latin-ext" (as fonts.css).
_LATIN = (
    (0x0000, 0x00FF),
    (0x0131, 0x0131),
    (0x0152, 0x0153),
    (0x02BB, 0x02BC),
    (0x02C6, 0x02C6),
    (0x02DA, 0x02DA),
    (0x02DC, 0x02DC),
    (0x0304, 0x0304),
    (0x0308, 0x0308),
    (0x0329, 0x0329),
    (0x2000, 0x206F),
    (0x20AC, 0x20AC),
    (0x2122, 0x2122),
    (0x2191, 0x2193),
    (0x2212, 0x2215),
)
_LATIN_EXT = ((0x0100, 0x02FF), (0x1E00, 0x1E9F), (0x1EF2, 0x1EFF))


@dataclass(frozen=True, kw_only=True)
class Hand:
    """How words are written: the font's family, its weight (200 to 800) and its size in pixels."""

    family: str
    weight: int
    size: int

    def width(self, text: str) -> float:
        """Return how wide a line is, in pixels."""
        return sum(font.getlength(run) for font, run in self._runs(text))

    def write(
        self, canvas: ImageDraw.ImageDraw, at: tuple[float, float], text: str, colour: str
    ) -> None:
        """Write a line whose baseline begins at this point."""
        x, y = at
        for font, run in self._runs(text):
            canvas.text((x, y), run, fill=colour, font=font, anchor="ls")
            x += font.getlength(run)

    def wrapped(self, text: str, width: float) -> list[str]:
        """Return a text as lines no wider than this; a word wider than a line is shortened."""
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if self.width(longer) <= width:
                lines[-1] = longer
            else:
                lines.append(self.shortened(word, width))
        return [line for line in lines if line]

    def shortened(self, text: str, width: float) -> str:
        """Return a text, or as much of its beginning as fits with an ellipsis."""
        if self.width(text) <= width:
            return text
        while text and self.width(f"{text}…") > width:
            text = text[:-1].rstrip()
        return f"{text}…"

    def _runs(self, text: str) -> Iterator[tuple[Font, str]]:
        for is_latin, letters in groupby(normalize("NFC", text), _is_latin):
            yield _font(self.family, self.weight, self.size, is_latin=is_latin), "".join(letters)


def shows(text: str) -> bool:
    """Say whether our fonts have every letter of a text, as they do for languages in Latin."""
    return all(_is_latin(one) or _within(one, _LATIN_EXT) for one in normalize("NFC", text))


def _is_latin(letter: str) -> bool:
    return _within(letter, _LATIN)


def _within(letter: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= ord(letter) <= last for first, last in ranges)


@lru_cache(maxsize=256)
def _font(family: str, weight: int, size: int, *, is_latin: bool) -> Font:
    """Return a font of ours, or Pillow's own where `make assets` has not fetched ours yet."""
    path = FONTS / f"{family}-{'latin' if is_latin else 'latin-ext'}-wght-normal.woff2"
    if not path.exists():
        return ImageFont.load_default(size)
    font = ImageFont.truetype(path, size)
    font.set_variation_by_axes([weight])
    return font
