"""Words for people: votes for reading, names in a row, ordinals, stages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from shortlist.language import later, listed, say

from .fixed import to_text, unit

if TYPE_CHECKING:
    from .record import Record
    from .stages import Stage

_SHOWN_PLACES = 2
_NAMED = 4
_ORDINALS = (
    later("first"),
    later("second"),
    later("third"),
    later("fourth"),
    later("fifth"),
    later("sixth"),
    later("seventh"),
    later("eighth"),
    later("ninth"),
    later("tenth"),
)
_NUMBERS = (
    later("no"),
    later("one"),
    later("two"),
    later("three"),
    later("four"),
    later("five"),
    later("six"),
    later("seven"),
    later("eight"),
    later("nine"),
    later("ten"),
    later("eleven"),
    later("twelve"),
)


def figure(votes: int, places: int) -> str:
    """Votes of the last place for reading: thousands parted, cut to two decimals, no bare noughts.

    What is more than nothing and would be cut to it is "less than 0.01"; the record is exact.
    """
    whole, _, fraction = to_text(abs(votes), places).partition(".")
    shown = fraction[:_SHOWN_PLACES]
    if votes and not int(whole) and not shown.strip("0"):
        return say("less than 0.01")
    parted = f"{int(whole):,}"
    return f"{parted}.{shown}" if shown.strip("0") else parted


def in_votes(votes: int, places: int) -> str:
    """Votes for reading with their word: "no votes", "1 vote", "2.50 votes"."""
    if not votes:
        return say("no votes")
    if votes == unit(places):
        return say("1 vote")
    shown = figure(votes, places)
    return (
        say("%(shown)s of a vote", shown=shown)
        if votes < unit(places)
        else say("%(shown)s votes", shown=shown)
    )


def names_of(record: Record, numbers: Iterable[int]) -> str:
    """The names of candidates in a row, as a sentence has them."""
    return listed([record.name(number) for number in numbers])


def some_names(record: Record, numbers: Sequence[int]) -> str:
    """The names of candidates in a row, at most four: "Ann, Bo, Cy and 3 others"."""
    if len(numbers) <= _NAMED:
        return names_of(record, numbers)
    return listed(
        [
            *map(record.name, numbers[: _NAMED - 1]),
            say("%(count)s others", count=len(numbers) - _NAMED + 1),
        ]
    )


def in_words(number: int) -> str:
    """Write a small number as a word and a larger one in figures."""
    return str(_NUMBERS[number]) if number < len(_NUMBERS) else f"{number:,}"


def ordinal(number: int) -> str:
    """A place as a word, and in figures from the eleventh on: "first", "22nd"."""
    if number <= len(_ORDINALS):
        return str(_ORDINALS[number - 1])
    last = 0 if number % 100 in {11, 12, 13} else number % 10
    if last == 1:
        return say("%(n)sst", n=number)
    if last == 2:
        return say("%(n)snd", n=number)
    return say("%(n)srd", n=number) if last == 3 else say("%(n)sth", n=number)


def stage_word(record: Record, stage: Stage) -> str:
    """What a row of a record is called in a sentence: "stage 4", or "stage 4, part 2 of 3"."""
    parts = [row.number for row in record.stages if row.stage == stage.stage]
    if len(parts) == 1:
        return say("stage %(stage)s", stage=stage.stage)
    return say(
        "stage %(stage)s, part %(index)s of %(count)s",
        stage=stage.stage,
        index=parts.index(stage.number) + 1,
        count=len(parts),
    )


def at_stage(record: Record, stage: Stage) -> str:
    """How a sentence begins that tells of a row: "At stage 4", or "At stage 4, part 2 of 3,"."""
    word = stage_word(record, stage)
    return say("At %(word)s,", word=word) if "," in word else say("At %(word)s", word=word)
