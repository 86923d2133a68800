"""Write a record as the summary JSON of RCTab, which RCVis and other programs draw.

RCTab's rounds are the record's stages. Who is excluded at a stage stands as eliminated in the round
before, whose tallies show what they had, with the transfers that followed. Who is elected stands in
the round of the election, with what their surplus moved, though it may have waited some rounds.
Where several gave at one stage the record does not say who gave to whom, and nothing is made up:
their transfers are empty.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from ..record import Record
from ..stages import Stage

Json = dict[str, Any]  # Any: JSON values nest

_EXHAUSTED, _RESIDUAL = "exhausted", "residual surplus"
_RESERVED = {_EXHAUSTED, _RESIDUAL, "uncounted", "inactive ballots"}


def rctab_summary(record: Record) -> bytes:
    """The summary as one line of JSON (format version 1): votes are decimal strings."""
    summary = {
        "jsonFormatVersion": "1",
        "config": {
            "contest": record.title or record.file,
            "date": "",
            "generatedBy": f"Shortlist, rule {record.rule}: {record.rule_version}",
            "jurisdiction": "",
            "office": "",
            "threshold": record.amount(record.quota),
        },
        "summary": {
            "finalThreshold": record.amount(record.quota),
            "numCandidates": len(record.candidates) - len(record.withdrawn),
            "numWinners": record.seats,
            "totalNumBallots": str(record.papers.total),
            "undervotes": record.papers.empty,
        },
        "results": list(_rounds(record)),
    }
    text = json.dumps(summary, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode()


def _rounds(record: Record) -> Iterator[Json]:
    names, given = _names(record), _given(record)
    # Papers for withdrawn candidates only count as exhausted from the first round on.
    unheard = (record.papers.informal - record.papers.empty) * 10**record.places
    out: set[int] = set()
    for place, stage in enumerate(record.stages):
        out |= {n for n in stage.excluded if not stage.tallies[n] and place}
        after = record.stages[place + 1] if place + 1 < len(record.stages) else None
        exhausted = stage.non_transferable - stage.loss_by_fraction + unheard
        yield {
            "round": stage.number,
            "tally": {
                names[number]: record.amount(stage.tallies[number])
                for number in names
                if number not in out
            },
            "tallyResults": [
                {what: names[number], "transfers": _told(record, names, given.get(number, {}))}
                for what, number in _actions(stage, after, is_first=not place)
            ],
            "threshold": record.amount(stage.quota),
            "inactiveBallots": {
                "exhaustedChoices": record.amount(exhausted),
                "overvotes": record.amount(0),  # papers were cut at whatever cannot be counted
                "repeatedRankings": record.amount(0),
                "skippedRankings": record.amount(0),
            },
        }


def _actions(stage: Stage, after: Stage | None, *, is_first: bool) -> Iterator[tuple[str, int]]:
    """Who is elected in a round, and who is eliminated after it."""
    yield from (("elected", number) for number in stage.elected)
    excluded = (*(stage.excluded if is_first else ()), *(after.excluded if after else ()))
    yield from (("eliminated", number) for number in excluded)


def _given(record: Record) -> dict[int, Counter[int | str]]:
    """What each candidate gave to whom at all stages at which nobody else lost votes."""
    given: dict[int, Counter[int | str]] = {}
    for before, stage in pairwise(record.stages):
        fell = [n for n, votes in enumerate(stage.tallies) if votes < before.tallies[n]]
        if stage.transfer is None or len(fell) != 1:
            continue
        gains: Counter[int | str] = Counter(dict(stage.transfer.to))
        gains[_EXHAUSTED] += stage.transfer.non_transferable
        gains[_RESIDUAL] += stage.transfer.loss_by_fraction
        if sum(gains.values()) == before.tallies[fell[0]] - stage.tallies[fell[0]]:
            given.setdefault(fell[0], Counter()).update(gains)
    return given


def _told(
    record: Record, names: dict[int, str], gains: Counter[int | str] | dict[int | str, int]
) -> dict[str, str]:
    return {
        names[to] if isinstance(to, int) else to: record.amount(votes)
        for to, votes in gains.items()
        if votes
    }


def _names(record: Record) -> dict[int, str]:
    """The candidates counted, by number: each name once, and none that means something else."""
    times = Counter(name.casefold() for name in record.candidates)
    return {
        number: f"{name} ({number})"
        if times[name.casefold()] > 1 or name.casefold() in _RESERVED
        else name
        for number, name in enumerate(record.candidates, 1)
        if number not in record.withdrawn
    }
