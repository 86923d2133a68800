"""The languages there are: one catalogue of messages each, in gettext's own form (`.po`).

A language is added by adding its file; nothing is compiled before it is read.
"""

from functools import cache
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

FOLDER = Path(__file__).resolve().parent / "translations"
FILE = Path("LC_MESSAGES") / "messages.po"
NUMBERS_TRIED = 1_000  # by which a language shows every kind of number it counts by
WRITTEN_IN = "en"  # what the program says without a catalogue


@cache
def languages() -> dict[str, str]:
    """Return what each language is called by those who speak it, by its code; English is first."""
    codes = sorted(path.parent.parent.name for path in FOLDER.glob(f"*/{FILE}"))
    return {code: _own_name(code) for code in (WRITTEN_IN, *codes)}


@cache
def catalogue(code: str) -> NullTranslations:
    """Return the messages of a language; of one that there is no file for, none."""
    path = FOLDER / code / FILE
    if not path.is_file():
        return NullTranslations()
    with path.open("rb") as file:
        messages = read_po(file, locale=code)
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return Translations(fp=compiled)


@cache
def number_marks(code: str) -> tuple[str, str]:
    """Return what parts the thousands of a number in a language, and what begins its fraction."""
    symbols = Locale.parse(code).number_symbols["latn"]
    return symbols["group"], symbols["decimal"]


@cache
def numbers_of_each_kind(code: str) -> dict[str, int]:
    """Return one number of each kind that a language counts by, by the kind's name in CLDR."""
    kind_of = Locale.parse(code).plural_form
    return {kind_of(number): number for number in range(NUMBERS_TRIED, -1, -1)}


def _own_name(code: str) -> str:
    name = Locale.parse(code).get_display_name(code) or code
    return name[:1].upper() + name[1:]
