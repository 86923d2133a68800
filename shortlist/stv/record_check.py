"""A record from elsewhere, checked before anything is said of it: whom and which rows it names."""

from __future__ import annotations

from collections.abc import Iterator

from .balance import Balance
from .errors import InputError
from .interventions import Balanced
from .limits import check_contest, control_character
from .record import Record
from .stages import Stage, Tie


def check_record(record: Record) -> None:
    """Refuse (ValueError) a record that names candidates or rows it does not have."""
    _check_kinds(record)
    try:
        check_contest(record.candidates, record.seats, record.withdrawn)
    except InputError as wrong:
        raise ValueError(wrong.sentence) from None
    if foreign := set(_named(record)) - set(range(1, len(record.candidates) + 1)):
        raise ValueError(f"the record names candidate {min(foreign)}, who did not stand")
    if record.elected != tuple(n for stage in record.stages for n in stage.elected):
        raise ValueError("the record elects others than its stages do")
    out = [n for stage in record.stages for n in stage.excluded]
    decided = [*record.elected, *out, *record.withdrawn]
    if len(decided) != len(set(decided)):
        raise ValueError("the record decides twice about somebody")
    for row, stage in enumerate(record.stages, 1):
        _check_row(record, row, stage)
    for tie in record.ties:
        _check_tie(record, tie)
    if record.balanced is not None:
        _check_balance(record, record.balanced)


def _check_kinds(record: Record) -> None:
    """Texts are texts that no terminal takes for commands, and whole numbers are whole."""
    if not all(isinstance(text, str) for text in _texts(record)):
        raise ValueError("a text in the record is none")
    if any(control_character(text) is not None for text in _texts(record)):
        raise ValueError("a text in the record holds a control character")
    if not all(type(number) is int for number in (*_counts(record), *_named(record))):
        raise ValueError("a number in the record is none")


def _check_row(record: Record, row: int, stage: Stage) -> None:
    if stage.number != row or stage.stage < 1 or not stage.action:
        raise ValueError(f"row {row} of the record is out of place")
    if len(stage.tallies) != len(record.candidates) + 1:
        raise ValueError(f"row {row} of the record does not say how everybody stands")


def _check_tie(record: Record, tie: Tie) -> None:
    if len(tie.between) < 2:
        raise ValueError("the record tells of a tie of fewer than two")
    rows = range(1, len(record.stages) + 1)
    if tie.stage not in rows or tie.parted_at not in {None, *rows}:
        raise ValueError("the record tells of a tie at a stage that it does not have")


def _check_balance(record: Record, balanced: Balanced) -> None:
    if not balanced.balance.bounds:
        raise ValueError("the record has a balance without any bound")
    _check_asked(balanced.balance)
    for one in balanced.interventions:
        if one.stage not in range(1, len(record.stages) + 1):
            raise ValueError("the record guards or excludes at a stage that it does not have")
        if {reach.bound for reach in one.because} - set(balanced.balance.bounds):
            raise ValueError("the record gives a bound for a reason that it does not have")


def _check_asked(balance: Balance) -> None:
    if not balance.asked:
        return
    if len(balance.asked) != len(balance.bounds) or not balance.gave_way:
        raise ValueError("the record has bounds that gave way to none")
    for asked, kept in balance.gave_way:
        is_easier = not asked.holds_for(kept.number)
        if (asked.groups, asked.sense) != (kept.groups, kept.sense) or not is_easier:
            raise ValueError("the record has a bound that gave way to another kind of bound")


def _texts(record: Record) -> Iterator[str]:
    yield from (record.file, record.title, record.rule, record.rule_version, *record.candidates)
    yield from (stage.action for stage in record.stages)
    for tie in record.ties:
        yield from (tie.purpose, tie.resolved_by)
    if record.balanced is not None:
        for groups in record.balanced.balance.groups.values():
            yield from groups


def _counts(record: Record) -> Iterator[int]:
    yield from (record.seats, *vars(record.papers).values())
    for stage in record.stages:
        yield from (stage.number, stage.stage)
        if stage.transfer is not None:
            yield from (parcel.papers for parcel in stage.transfer.parcels)
            if stage.transfer.iterations is not None:
                yield stage.transfer.iterations
    for tie in record.ties:
        yield tie.stage
        if tie.parted_at is not None:
            yield tie.parted_at
    for one in record.balanced.interventions if record.balanced else ():
        yield from (one.stage, one.vacancies)
        for reach in one.because:
            yield from (reach.elected, reach.hopeful)


def _named(record: Record) -> Iterator[int]:
    yield from (*record.elected, *record.withdrawn, *record.lot_order)
    for stage in record.stages:
        yield from _named_at(stage)
    for tie in record.ties:
        yield from (*tie.between, tie.chosen)
    if record.balanced is not None:
        yield from record.balanced.balance.groups
        yield from (one.candidate for one in record.balanced.interventions)


def _named_at(stage: Stage) -> Iterator[int]:
    yield from (*stage.elected, *stage.excluded, *stage.provisional)
    yield from (number for number, _ in stage.quotients)
    if stage.transfer is not None:
        yield from stage.transfer.from_
        yield from (number for number, _ in (*stage.transfer.to, *stage.transfer.keep_factors))
