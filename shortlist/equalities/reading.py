"""A poll's figures as everybody reads them: on a page, and as a file."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from shortlist.equalities.rules import BAND, QUESTIONS, Tally, in_fives, shown


@dataclass(frozen=True, kw_only=True)
class Figures:
    """A question with its answers in words and how many chose each; None where it is left out."""

    key: str
    short: str
    title: str
    rows: Sequence[tuple[str, str]] | None


def figures_of(tallies: Sequence[Tally]) -> list[Figures]:
    """Return what is published of a form's answers."""
    kept = {one.key for one in shown(tallies)}
    return [
        Figures(
            key=one.key,
            short=str(QUESTIONS[one.key].short),
            title=str(QUESTIONS[one.key].title),
            rows=_rows(one) if one.key in kept else None,
        )
        for one in tallies
    ]


def figures_csv(tallies: Sequence[Tally]) -> str:
    """Return the same with keys for words: question, answer, least and most."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(("question", "answer", "at_least", "at_most"))
    for one in shown(tallies):
        for answer, number in zip(QUESTIONS[one.key].answers, one.numbers, strict=True):
            low = number - number % BAND
            writer.writerow((one.key, answer, low, low + BAND - 1))
    return written.getvalue()


def _rows(tally: Tally) -> list[tuple[str, str]]:
    answers = QUESTIONS[tally.key].answers.values()
    return [
        (str(words), in_fives(number)) for words, number in zip(answers, tally.numbers, strict=True)
    ]
