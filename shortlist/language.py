"""Words in the reader's language: the one way by which a sentence leaves the program.

English is what stands in the code, and what is looked up in a language's catalogue
(`shortlist/catalogues.py`). Nothing here knows a framework, so rules and the count use it too.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import NullTranslations
from typing import SupportsIndex, cast

ENGLISH = "en"
VOWELS = frozenset("aeiouwyâêîôûŵŷáéíóúàèìòù")  # before which some languages say "and" otherwise

_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)
_ask_reader: list[Callable[[], str | None]] = []


def language() -> str:
    """Return the code of the language to speak now: "en", "cy"."""
    spoken = _spoken.get()
    if spoken is not None:
        return spoken
    return (_ask_reader[-1]() if _ask_reader else None) or ENGLISH


@contextmanager
def speaking(code: str | None) -> Iterator[None]:
    """Speak another language than the reader's for a while: a letter is in its recipient's."""
    token = _spoken.set(code)
    try:
        yield
    finally:
        _spoken.reset(token)


def ask_for_language(reader: Callable[[], str | None]) -> None:
    """Name whom to ask for the reader's language; None from it means that nobody reads."""
    _ask_reader[:] = [reader]


def say(message: str, /, **values: object) -> str:
    """Return a message in the language spoken now: `say("%(name)s is elected.", name=name)`."""
    found = message if language() == ENGLISH else _catalogue().gettext(message)
    return found % values if values else found


def say_many(one: str, many: str, number: int, /, **values: object) -> str:
    """Return the form of a message that goes with a number, which it may show as `%(n)s`."""
    return form_of(one, many, number) % {"n": number, **values}


def form_of(one: str, many: str, number: int, /) -> str:
    """Return the form of a message that goes with a number, its values not filled in yet."""
    if language() == ENGLISH:
        return one if number == 1 else many
    found: str = _catalogue().ngettext(one, many, number)
    return found


def say_in(context: str, message: str, /, **values: object) -> str:
    """Return a message that is short enough to mean several things: the context tells which."""
    found = message if language() == ENGLISH else _catalogue().pgettext(context, message)
    return found % values if values else found


class Later:
    """Something said only when it is read, in the language spoken then."""

    __slots__ = ("_tell",)

    def __init__(self, tell: Callable[[], str]) -> None:
        self._tell = tell

    def __str__(self) -> str:
        return self._tell()

    def __repr__(self) -> str:
        return repr(str(self))

    def __format__(self, how: str) -> str:
        return format(str(self), how)

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):  # what is not text must not seem to be: Markup, copies
            raise AttributeError(name)
        return getattr(str(self), name)

    def __getitem__(self, key: SupportsIndex | slice) -> str:
        return str(self)[key]

    def __contains__(self, part: str) -> bool:
        return part in str(self)

    def __len__(self) -> int:
        return len(str(self))

    def __add__(self, other: object) -> str:
        return f"{self}{other}"

    def __radd__(self, other: object) -> str:
        return f"{other}{self}"

    def __mod__(self, values: object) -> str:
        return str(self) % values

    def __eq__(self, other: object) -> bool:
        return str(self) == other if isinstance(other, str | Later) else NotImplemented

    def __lt__(self, other: object) -> bool:
        return str(self) < str(other)

    def __hash__(self) -> int:
        return hash(str(self))


def thousands(number: int) -> str:
    """Write a whole number as the language spoken now does: 172,706."""
    return f"{number:,}".replace(",", number_marks()[0])


def whole_pounds(number: int) -> str:
    """Write whole pounds as the language spoken now parts them: £1,200."""
    return f"£{thousands(number)}"


def number_marks() -> tuple[str, str]:
    """Return what parts thousands, and what begins a fraction, in the language spoken now."""
    if language() == ENGLISH:
        return ",", "."
    from shortlist import catalogues  # which loads Babel, for other languages alone

    return catalogues.number_marks(language())


def later(message: str, /, **values: object) -> str:
    """Return a message that is translated whenever it is shown: for labels and constants.

    It passes for text where text is only shown. Ask for `str()` of it before joining or storing.
    """
    return cast("str", Later(lambda: say(message, **values)))


def whenever(tell: Callable[..., str], /, *about: object, **more: object) -> str:
    """Return what a function tells, asked each time it is shown: a deadline in a letter."""
    return cast("str", Later(lambda: tell(*about, **more)))


def listed(words: Sequence[str]) -> str:
    """Join words as a sentence does: "north", "north and south", "north, south and west"."""
    if len(words) < 2:
        return "".join(map(str, words))
    first, last = ", ".join(map(str, words[:-1])), str(words[-1])
    if last[:1].lower() in VOWELS:
        return say_in("before a vowel", "%(first)s and %(last)s", first=first, last=last)
    return say_in("before a consonant", "%(first)s and %(last)s", first=first, last=last)


def either(words: Sequence[str]) -> str:
    """Join words of which one is meant: "Wales", "Wales or London", "Wales, Scotland or London"."""
    if len(words) < 2:
        return "".join(map(str, words))
    return say("%(first)s or %(last)s", first=", ".join(map(str, words[:-1])), last=words[-1])


def _catalogue() -> NullTranslations:
    from shortlist.catalogues import catalogue  # which loads Babel, for other languages alone

    found: NullTranslations = catalogue(language())
    return found
