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
from itertools import pairwise, zip_longest
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
    told = {number: _told(record, names, given.get(number, {})) for number in names}
    out: set[int] = set()
    for stage, after in zip_longest(record.stages, record.stages[1:]):
        if stage is not record.stages[0]:  # whose tallies name everybody
            out |= {number for number in stage.excluded if not stage.tallies[number]}
        yield {
            "round": stage.number,
            "tally": {
                name: record.amount(stage.tallies[number])
                for number, name in names.items()
                if number not in out
            },
            "tallyResults": [
                {what: names[number], "transfers": told[number]}
                for what, number in _events(record, stage, after)
            ],
            "threshold": record.amount(stage.quota),
            "inactiveBallots": _inactive(record, stage),
        }


def _inactive(record: Record, stage: Stage) -> Json:
    """Exhausted votes; papers are cut at whatever cannot be counted, and end there."""
    for_withdrawn = (record.papers.informal - record.papers.empty) * 10**record.places
    exhausted = stage.non_transferable - stage.loss_by_fraction + for_withdrawn
    nothing = dict.fromkeys(("overvotes", "repeatedRankings", "skippedRankings"), record.amount(0))
    return {"exhaustedChoices": record.amount(exhausted), **nothing}


def _events(record: Record, stage: Stage, after: Stage | None) -> Iterator[tuple[str, int]]:
    """Who is elected in a round, and who is eliminated after it."""
    yield from (("elected", number) for number in stage.elected)
    at_once = stage.excluded if stage is record.stages[0] else ()
    excluded = (*at_once, *(after.excluded if after else ()))
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
