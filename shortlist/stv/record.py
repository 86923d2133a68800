"""The record: everything a count did, as a value that does not change and as canonical JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .balance import Balance
from .balance_json import balanced_from_dict, balanced_to_dict
from .fixed import from_text, to_text
from .interventions import Balanced
from .record_json import (
    lot_to_dict,
    papers_to_dict,
    stage_from_dict,
    stage_to_dict,
    tie_from_dict,
    tie_to_dict,
)
from .stages import PaperCount, Stage, Tie
from .ties import Lot

SCHEMA = "shortlist/record/1"
_NO_RECORD = "this is not a record of a count"


@dataclass(frozen=True, kw_only=True)
class Record:
    """Everything the count did: the same bytes however the papers were ordered or merged.

    `quota` is the one the count ended with; where it changes, each stage has its own. `balanced` is
    None for a count without bounds, whose JSON does not speak of any.
    """

    file: str
    title: str
    rule: str
    rule_version: str
    places: int
    seats: int
    candidates: tuple[str, ...]
    withdrawn: tuple[int, ...]
    papers: PaperCount
    quota: int
    elected: tuple[int, ...]
    stages: tuple[Stage, ...]
    ties: tuple[Tie, ...]
    lot_seed: str | None
    lot_order: tuple[int, ...]
    lot_by_rule: bool = False
    balanced: Balanced | None = None

    def name(self, number: int) -> str:
        """The name of a candidate by number."""
        return self.candidates[number - 1]

    def amount(self, votes: int) -> str:
        """Votes of the last place, written with the rule's places."""
        return to_text(votes, self.places)

    @property
    def lot(self) -> Lot:
        """The lot the count was made with."""
        drawn = self.lot_order if self.lot_seed is None else ()
        return Lot(seed=self.lot_seed, drawn=drawn, by_rule=self.lot_by_rule)

    @property
    def balance(self) -> Balance | None:
        """The groups and bounds the count was made with, if there were any."""
        return None if self.balanced is None else self.balanced.balance

    @property
    def digest(self) -> str:
        """The SHA-256 of the canonical JSON without its key `digest`: "sha256:" and hexadecimal."""
        return _digest(self._undigested())

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values nest
        """The record as JSON values; votes are decimal strings with the rule's places."""
        values = self._undigested()
        return {**values, "digest": _digest(values)}

    def to_json(self) -> bytes:
        """The record as canonical JSON (RFC 8785: sorted keys, no spaces, UTF-8), no newline."""
        return _canonical(self.to_dict())

    @classmethod
    def from_json(cls, data: bytes | str) -> Record:
        """Read a record back; ValueError when it is not one, or says more or less than its digest.

        Whatever else stands in the file (another key, a candidate's number changed) is refused.
        """
        try:
            values = json.loads(data)
            record = cls._from_dict(values)
        except KeyError as wrong:
            raise ValueError(f"{_NO_RECORD}: it has no key {wrong}") from None
        except (TypeError, AttributeError, IndexError):
            raise ValueError(f"{_NO_RECORD}: a value is of another kind") from None
        if _canonical(values) != record.to_json():
            raise ValueError("the record's digest does not fit what it says")
        return record

    def _undigested(self) -> dict[str, Any]:  # Any: JSON values nest
        return {
            "schema": SCHEMA,
            "file": self.file,
            "title": self.title,
            "rule": self.rule,
            "rule_version": self.rule_version,
            "places": self.places,
            "seats": self.seats,
            "candidates": [
                {"number": number, "name": name} for number, name in enumerate(self.candidates, 1)
            ],
            "withdrawn": list(self.withdrawn),
            "papers": papers_to_dict(self.papers),
            "quota": self.amount(self.quota),
            "elected": list(self.elected),
            "stages": [stage_to_dict(stage, self.places) for stage in self.stages],
            "ties": [tie_to_dict(tie) for tie in self.ties],
            "lot": lot_to_dict(self.lot_seed, self.lot_order, by_rule=self.lot_by_rule),
            **balanced_to_dict(self.balanced),
        }

    @classmethod
    def _from_dict(cls, values: Mapping[str, Any]) -> Record:  # Any: JSON values nest
        if values["schema"] != SCHEMA:
            raise ValueError(f"this record is of another schema: {values['schema']!r}")
        places = int(values["places"])
        return cls(
            **{key: values[key] for key in ("file", "title", "rule", "rule_version", "seats")},
            places=places,
            candidates=tuple(candidate["name"] for candidate in values["candidates"]),
            withdrawn=tuple(values["withdrawn"]),
            papers=PaperCount(**values["papers"]),
            quota=from_text(values["quota"], places),
            elected=tuple(values["elected"]),
            stages=tuple(stage_from_dict(stage, places) for stage in values["stages"]),
            ties=tuple(tie_from_dict(tie) for tie in values["ties"]),
            lot_seed=values["lot"]["seed"],
            lot_order=tuple(values["lot"]["order"]),
            lot_by_rule=values["lot"].get("by_rule", False),
            balanced=balanced_from_dict(values),
        )


def _digest(values: Mapping[str, Any]) -> str:  # Any: JSON values nest
    return "sha256:" + hashlib.sha256(_canonical(values)).hexdigest()


def _canonical(values: Mapping[str, Any]) -> bytes:  # Any: JSON values nest
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode()
