"""How the same stage of two counts differs: what was done, votes, who was elected or went out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .balance_told import intervened
from .fixed import to_text
from .record import Record
from .stages import Stage, Tie, Transfer
from .wording import names_of


@dataclass(frozen=True, kw_only=True)
class TallyDifference:
    """A candidate whose tallies differ, as decimal strings; `more_in_b` may be negative."""

    number: int
    name: str
    a: str
    b: str
    more_in_b: str


def told(record: Record, stage: Stage) -> str:
    """What a stage did and to whom: "exclusion of Cy"."""
    who = stage.transfer.from_ if stage.transfer else stage.excluded
    return f"{stage.action} of {names_of(record, who)}" if who else stage.action


def tally_differences(a: Record, b: Record, mine: Stage, other: Stage) -> Iterator[TallyDifference]:
    """The candidates whose tallies after the stage differ."""
    votes = _Votes(a, b)
    for number in range(1, len(a.candidates) + 1):
        gap = votes.gap(mine.tallies[number], other.tallies[number])
        if gap:
            yield TallyDifference(
                number=number,
                name=a.name(number),
                a=a.amount(mine.tallies[number]),
                b=b.amount(other.tallies[number]),
                more_in_b=votes.text(gap),
            )


def stage_differences(a: Record, b: Record, mine: Stage, other: Stage) -> Iterator[str]:
    """Sentences on how the stages differ; none when they are the same."""
    votes = _Votes(a, b)
    if _did(mine) != _did(other):
        yield f"A: {told(a, mine)}; B: {told(b, other)}."
    yield from votes.differ("The quota", mine.quota, other.quota)
    yield from _transfers_differ(votes, mine.transfer, other.transfer)
    for tally in tally_differences(a, b, mine, other):
        yield _tally_sentence(tally)
    for what, key in _LOST.items():
        yield from votes.differ(what, getattr(mine, key), getattr(other, key))
    yield from _numbers_differ(a, b, "Elected", mine.elected, other.elected)
    yield from _numbers_differ(a, b, "Excluded", mine.excluded, other.excluded)
    yield from _numbers_differ(
        a, b, "Elected for the time being", mine.provisional, other.provisional
    )
    quotients = dict(mine.quotients), dict(other.quotients)
    yield from _shares_differ(votes, "has for a quotient", *quotients)
    yield from _ties_differ(a, b, mine.number)
    done = _interventions(a, mine), _interventions(b, other)
    if done[0] != done[1]:
        yield f"Because of balance rules: {done[0] or 'nothing'} in A, {done[1] or 'nothing'} in B."


_LOST = {"Non-transferable": "non_transferable", "Lost by fractions": "loss_by_fraction"}


def _did(stage: Stage) -> tuple[str, tuple[int, ...], int]:
    return stage.action, stage.transfer.from_ if stage.transfer else stage.excluded, stage.stage


def _tally_sentence(tally: TallyDifference) -> str:
    more = tally.more_in_b
    gap = f"{more[1:]} more in A" if more.startswith("-") else f"{more} more in B"
    return f"{tally.name}: {tally.a} in A, {tally.b} in B, {gap}."


def _transfers_differ(votes: _Votes, a: Transfer | None, b: Transfer | None) -> Iterator[str]:
    if a is None or b is None:
        if a is not b:
            yield f"{'B' if a is None else 'A'} moves papers at this stage, the other none."
        return
    yield from votes.differ("The transfer value", a.value, b.value)
    yield from votes.differ("The surplus", a.surplus, b.surplus)
    yield from _shares_differ(votes, "gained", dict(a.to), dict(b.to))
    yield from _shares_differ(
        votes, "kept of each vote", dict(a.keep_factors), dict(b.keep_factors)
    )
    if votes.parcels(votes.a, a) != votes.parcels(votes.b, b):
        yield f"Papers moved: {_parcels(votes.a, a)} in A, {_parcels(votes.b, b)} in B."
    if a.iterations != b.iterations:
        yield f"Iterations: {a.iterations} in A, {b.iterations} in B."


def _shares_differ(
    votes: _Votes, verb: str, mine: Mapping[int, int], other: Mapping[int, int]
) -> Iterator[str]:
    for number in sorted({*mine, *other}):
        what = f"What {votes.a.name(number)} {verb}"
        yield from votes.differ(what, mine.get(number), other.get(number))


def _parcels(record: Record, transfer: Transfer) -> str:
    parts = [
        f"{parcel.papers:,} from {record.amount(parcel.received_at)} "
        f"to {record.amount(parcel.value)}"
        for parcel in transfer.parcels
    ]
    return ", ".join(parts) or "none"


def _numbers_differ(
    a: Record, b: Record, what: str, mine: tuple[int, ...], other: tuple[int, ...]
) -> Iterator[str]:
    if mine != other:
        who = [names_of(a, mine) or "nobody", names_of(b, other) or "nobody"]
        yield f"{what}: {who[0]} in A, {who[1]} in B."


def _ties_differ(a: Record, b: Record, stage: int) -> Iterator[str]:
    mine = [tie for tie in a.ties if tie.stage == stage]
    other = [tie for tie in b.ties if tie.stage == stage]
    if mine != other:
        yield f"Ties: {_ties(a, mine)} in A; {_ties(b, other)} in B."


def _interventions(record: Record, stage: Stage) -> str:
    """What bounds changed at a stage: "Cy guarded, Di excluded"."""
    done = (one for one in intervened(record) if one.stage == stage.number)
    return ", ".join(f"{record.name(one.candidate)} {one.did}" for one in done)


def _ties(record: Record, ties: Iterable[Tie]) -> str:
    parts = [
        f"{names_of(record, tie.between)} equal, {record.name(tie.chosen)} chosen for "
        f"{tie.purpose} by {'lot' if tie.resolved_by == 'lot' else f'stage {tie.parted_at}'}"
        for tie in ties
    ]
    return ", and ".join(parts) or "none"


@dataclass(frozen=True)
class _Votes:
    """Votes of two records, whose rules may have different places, made comparable."""

    a: Record
    b: Record

    @property
    def places(self) -> int:
        return max(self.a.places, self.b.places)

    def gap(self, mine: int, other: int) -> int:
        """How many more B has, in the last of the more places."""
        return int(
            other * 10 ** (self.places - self.b.places) - mine * 10 ** (self.places - self.a.places)
        )

    def text(self, votes: int) -> str:
        return to_text(votes, self.places)

    def differ(self, what: str, mine: int | None, other: int | None) -> Iterator[str]:
        """A sentence when two numbers of votes differ; None is none at all."""
        if mine is None or other is None:
            differs = mine is not other
        else:
            differs = bool(self.gap(mine, other))
        if differs:
            texts = (_amount(self.a, mine), _amount(self.b, other))
            yield f"{what}: {texts[0]} in A, {texts[1]} in B."

    def parcels(self, record: Record, transfer: Transfer) -> list[tuple[int, int, int]]:
        """The parcels of a transfer in the more places."""
        scale = int(10 ** (self.places - record.places))
        return [
            (parcel.papers, parcel.received_at * scale, parcel.value * scale)
            for parcel in transfer.parcels
        ]


def _amount(record: Record, votes: int | None) -> str:
    return "none" if votes is None else record.amount(votes)
