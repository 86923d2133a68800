"""The result as CSV: a row for each candidate, a column for each other count."""

from __future__ import annotations

import csv
import io

from ..stage_table import plain
from .result import Firmness
from .words import could_elect


def firmness_csv(found: Firmness) -> str:
    """The CSV text, lines ending CRLF: 1 where a candidate is on the slate of a count, else 0.

    A cell is empty where the count was refused, and where the candidate is the one left out.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    variants, drawn = found.variants(), found.resampling
    counts = [f"{variant.kind}:{variant.of}" for variant in variants]
    writer.writerow(("number", "name", "place", "resamples_in", "resamples_counted", *counts))
    for number, name in enumerate(found.candidates, 1):
        place = found.slate.index(number) + 1 if number in found.slate else ""
        cells = [
            int(number in variant.elected) if could_elect(variant, number) else ""
            for variant in variants
        ]
        head = (number, plain(name), place, drawn.times[number], drawn.counted)
        writer.writerow((*head, *cells))
    return text.getvalue()
