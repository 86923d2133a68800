"""Words for people: votes for reading, names in a row, ordinals, stages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from .fixed import to_text, unit

if TYPE_CHECKING:
    from .record import Record
    from .stages import Stage

_SHOWN_PLACES = 2
_NAMED = 4
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()


def figure(votes: int, places: int) -> str:
    """Votes of the last place for reading: thousands parted, cut to two decimals, no bare noughts.

    What is more than nothing and would be cut to it is "less than 0.01"; the record is exact.
    """
    whole, _, fraction = to_text(abs(votes), places).partition(".")
    shown = fraction[:_SHOWN_PLACES]
    if votes and not int(whole) and not shown.strip("0"):
        return "less than 0.01"
    parted = f"{int(whole):,}"
    return f"{parted}.{shown}" if shown.strip("0") else parted


def in_votes(votes: int, places: int) -> str:
    """Votes for reading with their word: "no votes", "1 vote", "2.50 votes"."""
    if not votes:
        return "no votes"
    if votes == unit(places):
        return "1 vote"
    shown = figure(votes, places)
    return f"{shown} of a vote" if votes < unit(places) else f"{shown} votes"


def listed(words: Sequence[str]) -> str:
    """Join words as a sentence does: "Ann, Bo and Cy"."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def names_of(record: Record, numbers: Iterable[int]) -> str:
    """The names of candidates in a row, as a sentence has them."""
    return listed([record.name(number) for number in numbers])


def some_names(record: Record, numbers: Sequence[int]) -> str:
    """The names of candidates in a row, at most four: "Ann, Bo, Cy and 3 others"."""
    if len(numbers) <= _NAMED:
        return names_of(record, numbers)
    return listed([*map(record.name, numbers[: _NAMED - 1]), f"{len(numbers) - _NAMED + 1} others"])


def ordinal(number: int) -> str:
    """A place as a word, and in figures from the eleventh on: "first", "22nd"."""
    if number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    teen = number % 100 in {11, 12, 13}
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def stage_word(record: Record, stage: Stage) -> str:
    """What a row of a record is called in a sentence: "stage 4", or "stage 4, part 2 of 3"."""
    parts = [row.number for row in record.stages if row.stage == stage.stage]
    if len(parts) == 1:
        return f"stage {stage.stage}"
    return f"stage {stage.stage}, part {parts.index(stage.number) + 1} of {len(parts)}"


def at_stage(record: Record, stage: Stage) -> str:
    """How a sentence begins that tells of a row: "At stage 4", or "At stage 4, part 2 of 3,"."""
    word = stage_word(record, stage)
    return f"At {word}," if "," in word else f"At {word}"
