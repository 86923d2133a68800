"""Colour for terminals: the codes that every terminal of the last forty years knows."""

from __future__ import annotations

from dataclasses import dataclass

_RESET = "\x1b[0m"
_CODES = {"heading": "\x1b[1m", "elected": "\x1b[1;32m", "holds": "\x1b[32m", "out": "\x1b[2m"}


@dataclass(frozen=True)
class Ink:
    """Writes words in a style, or plainly when colour is not wanted.

    Styles: a `heading`; who is `elected` just now or in all; who `holds` a place already; who is
    `out`. Any other word is no style.
    """

    is_coloured: bool = False

    def write(self, text: str, style: str) -> str:
        """The text in a style; blanks around it stay plain."""
        code = _CODES.get(style)
        words = text.strip()
        if not self.is_coloured or code is None or not words:
            return text
        before = len(text) - len(text.lstrip())
        after = len(text) - len(text.rstrip())
        return " " * before + code + words + _RESET + " " * after
