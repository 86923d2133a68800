"""What a study of firmness finds: a frozen value, and its JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

SCHEMA = "shortlist/firmness/1"
GENERATOR = "PCG64 of numpy, seeded with the SHA-256 of seed|number; whole numbers drawn evenly"


class Kind(StrEnum):
    """In which way a count differs from the one that made the slate."""

    RULE = "rule"
    SEATS = "seats"
    WITHOUT = "without"
    RESAMPLE = "resample"


@dataclass(frozen=True, kw_only=True)
class Variant:
    """One other count of the papers: what differs, and whom it elects, in order.

    `of` names the rule, how many seats there are, or the number of whoever is left out or of the
    resample. Where the count is refused, `refused` is the sentence that says why.
    """

    kind: Kind
    of: str | int
    elected: tuple[int, ...] = ()
    refused: str = ""


@dataclass(frozen=True, kw_only=True)
class Resampling:
    """What resamples came to.

    `times[n]` is in how many of them candidate n is on the slate ([0] is 0), `same_slate` in how
    many the slate holds the same people, `slates` how many different slates there are, `uncounted`
    how many resamples cannot be counted (they show no formal paper).
    """

    seed: str
    resamples: int
    uncounted: int
    times: tuple[int, ...]
    same_slate: int
    slates: int

    @property
    def counted(self) -> int:
        """How many resamples were counted."""
        return self.resamples - self.uncounted


@dataclass(frozen=True, kw_only=True)
class Firmness:
    """The slate, and how it fares where the same papers are counted otherwise.

    `rules` has every rule of the engine, the slate's own among them; `other_seats` one seat fewer
    and one more; `without` each candidate left out in turn. `record` is the digest of the record
    that made the slate, `bounds` those that it and every other count had to keep.
    """

    file: str
    title: str
    rule: str
    seats: int
    candidates: tuple[str, ...]
    withdrawn: tuple[int, ...]
    papers: int
    record: str
    slate: tuple[int, ...]
    rules: tuple[Variant, ...]
    other_seats: tuple[Variant, ...]
    without: tuple[Variant, ...]
    resampling: Resampling
    bounds: tuple[str, ...] = ()

    def name(self, number: int) -> str:
        """A candidate's name."""
        return self.candidates[number - 1]

    def variants(self) -> tuple[Variant, ...]:
        """Every other count but the resamples."""
        return (*self.rules, *self.other_seats, *self.without)

    def ever(self) -> tuple[int, ...]:
        """The slate in its order, then who else is on any other slate, most resamples first."""
        times = self.resampling.times
        others = {n for n in range(1, len(times)) if times[n]}
        others.update(n for variant in self.variants() for n in variant.elected)
        rest = sorted(others.difference(self.slate), key=lambda n: (-times[n], n))
        return (*self.slate, *rest)

    def to_dict(self) -> dict[str, Any]:
        """The plain values of the JSON."""
        drawn = self.resampling
        bounds: dict[str, Any] = {"bounds": list(self.bounds)} if self.bounds else {}  # JSON
        return {
            "schema": SCHEMA,
            "file": self.file,
            "title": self.title,
            "rule": self.rule,
            "seats": self.seats,
            "papers": self.papers,
            "candidates": [
                {"number": number, "name": name} for number, name in enumerate(self.candidates, 1)
            ],
            "withdrawn": list(self.withdrawn),
            "record": self.record,
            "slate": list(self.slate),
            **bounds,
            "rules": [_variant_to_dict(one, "rule") for one in self.rules],
            "other_seats": [_variant_to_dict(one, "seats") for one in self.other_seats],
            "without": [_variant_to_dict(one, "number") for one in self.without],
            "resampling": {
                "resamples": drawn.resamples,
                "uncounted": drawn.uncounted,
                "seed": drawn.seed,
                "generator": GENERATOR,
                "same_slate": drawn.same_slate,
                "slates": drawn.slates,
                "on_slate": [
                    {"number": number, "times": times}
                    for number, times in enumerate(drawn.times)
                    if number
                ],
            },
        }

    def to_json(self) -> bytes:
        """The result as one line of JSON, the same bytes for the same papers and seed."""
        return json.dumps(self.to_dict(), ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_json(cls, text: str | bytes) -> Firmness:
        """The result that `to_json` wrote; ValueError or KeyError for anything else."""
        values = json.loads(text)
        if values["schema"] != SCHEMA:
            message = "this is no result of a study of firmness"
            raise ValueError(message)
        drawn = values["resampling"]
        return cls(
            file=values["file"],
            title=values["title"],
            rule=values["rule"],
            seats=values["seats"],
            candidates=tuple(one["name"] for one in values["candidates"]),
            withdrawn=tuple(values["withdrawn"]),
            papers=values["papers"],
            record=values["record"],
            slate=tuple(values["slate"]),
            bounds=tuple(values.get("bounds", ())),
            rules=_variants(values["rules"], Kind.RULE, "rule"),
            other_seats=_variants(values["other_seats"], Kind.SEATS, "seats"),
            without=_variants(values["without"], Kind.WITHOUT, "number"),
            resampling=Resampling(
                seed=drawn["seed"],
                resamples=drawn["resamples"],
                uncounted=drawn["uncounted"],
                times=(0, *(one["times"] for one in drawn["on_slate"])),
                same_slate=drawn["same_slate"],
                slates=drawn["slates"],
            ),
        )


def _variant_to_dict(variant: Variant, key: str) -> dict[str, Any]:
    values: dict[str, Any] = {key: variant.of}  # JSON: a name or a number, lists, a sentence
    if variant.refused:
        return {**values, "refused": variant.refused}
    return {**values, "elected": list(variant.elected)}


def _variants(
    rows: Iterable[Mapping[str, Any]],  # as JSON has them
    kind: Kind,
    key: str,
) -> tuple[Variant, ...]:
    return tuple(
        Variant(
            kind=kind,
            of=row[key],
            elected=tuple(row.get("elected", ())),
            refused=row.get("refused", ""),
        )
        for row in rows
    )
