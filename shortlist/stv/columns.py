"""Text measured in the columns of a terminal, where some letters take two and some none."""

from __future__ import annotations

from unicodedata import combining, east_asian_width


def fit(text: str, width: int) -> str:
    """Cut or fill a text to so many columns of a terminal."""
    if columns(text) > width:
        while columns(text) >= width:
            text = text[:-1]
        text += "…"
    return text + " " * (width - columns(text))


def columns(text: str) -> int:
    """How many columns a text takes."""
    wide = sum(east_asian_width(letter) in {"W", "F"} for letter in text)
    return len(text) + wide - sum(combining(letter) != 0 for letter in text)
