"""The stage sheet: a record as plain text that fits 100 columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import repeat

from .balance_told import intervened, told_giving_way, told_intervention
from .columns import fit, wrap
from .ink import Ink
from .record import Record
from .sheet_table import label, tables
from .stages import Stage, Tie

WIDTH = 100


def sheet(record: Record, *, is_coloured: bool = False) -> str:
    """The whole sheet: result, tallies of every stage, what happened at each, ties, and digest.

    Coloured, it shows who is elected and dims who is out, for a terminal.
    """
    ink = Ink(is_coloured)
    parts = [_heading(record, ink), _result(record, ink), *tables(record, WIDTH, ink)]
    if record.stages:
        parts.append(_story(record, ink))
    if record.ties:
        ties = _bullets(_tie(record, tie) for tie in record.ties)
        parts.append("\n".join((ink.write("Ties", "heading"), *ties)))
    if told := [told_intervention(record, one) for one in intervened(record)]:
        parts.append(
            "\n".join((ink.write("Because of the balance rules", "heading"), *_bullets(told)))
        )
    parts.append(ink.write(record.digest, "out"))
    return "\n\n".join(parts) + "\n"


def _heading(record: Record, ink: Ink) -> str:
    papers = record.papers
    read = f"{papers.total:,} papers: {papers.formal:,} formal, {papers.informal:,} informal"
    notes = {
        "cut where a preference repeats": papers.cut_at_repeat,
        "cut where preferences are equal": papers.cut_at_equal,
        "with a gap closed up": papers.gaps_closed,
        "cut at a gap": papers.cut_at_gap,
    }
    read += "".join(f", {number:,} {note}" for note, number in notes.items() if number)
    drawn = "drawn by the rule" if record.lot_by_rule else "drawn by hand"
    lot = f'seed "{record.lot_seed}"' if record.lot_seed is not None else drawn
    lines = [
        record.title or record.file or "Count",
        f"Rule: {record.rule}, {record.rule_version}",
        f"Seats: {record.seats}. Quota: {record.amount(record.quota)}. {read}.",
        f"Lot: {lot if record.lot_order else 'none'}.",
    ]
    if record.withdrawn:
        gone = "Not standing" if record.rule == "countback" else "Withdrawn"
        lines.append(f"{gone}: {_names(record, record.withdrawn)}.")
    if record.balance:
        lines.append(f"Balance rules: {'; '.join(one.words for one in record.balance.bounds)}.")
        lines += told_giving_way(record)
    title, *rest = (wrap(text, WIDTH) for text in lines)
    written = [ink.write(line, "heading") for line in title]
    return "\n".join([*written, *(line for text in rest for line in text)])


def _result(record: Record, ink: Ink) -> str:
    if not record.elected:
        return "Nobody is elected."
    rows = [f"{place:>3}. {_who(record, n)}" for place, n in enumerate(record.elected, 1)]
    written = (ink.write(fit(row, WIDTH).rstrip(), "elected") for row in rows)
    return "\n".join((ink.write("Elected, in order", "heading"), *written))


def _story(record: Record, ink: Ink) -> str:
    heads = (f"{label(record, stage):>4}. " for stage in record.stages)
    stages = _bullets((_told(record, stage) for stage in record.stages), heads)
    return "\n".join((ink.write("What happened (* elected, x excluded)", "heading"), *stages))


def _told(record: Record, stage: Stage) -> str:
    told = stage.action[0].upper() + stage.action[1:] + _whose(record, stage)
    if stage.elected:
        told += f". Elected: {_names(record, stage.elected)}"
    return told + "."


def _whose(record: Record, stage: Stage) -> str:
    """Whose votes a stage moved, and at which value where that is one for all."""
    transfer = stage.transfer
    if transfer is None:
        if not stage.excluded:
            return ""
        return f" of {_names(record, stage.excluded)}, without a transfer: the rest fill the places"
    whose = f" of {_names(record, transfer.from_)}" if transfer.from_ else ""
    if transfer.surplus is not None:
        value = record.amount(transfer.value or 0)
        whose += f": {record.amount(transfer.surplus)} at a transfer value of {value}"
    elif "." in label(record, stage):
        batches = (f"{p.papers:,} at {record.amount(p.value)}" for p in transfer.parcels)
        whose += f": papers moved, {', '.join(batches) or 'none'}"
    return whose


def _tie(record: Record, tie: Tie) -> str:
    by = "by lot"
    if tie.resolved_by == "lookback" and tie.parted_at:
        by = f"by votes at stage {label(record, record.stages[tie.parted_at - 1])}"
    stage = label(record, record.stages[tie.stage - 1])
    return (
        f"Stage {stage}, {tie.purpose}: {_names(record, tie.between)} were equal; "
        f"{record.name(tie.chosen)} was chosen {by}."
    )


def _bullets(texts: Iterable[str], heads: Iterable[str] = repeat("   -  ")) -> Iterator[str]:
    for text, head in zip(texts, heads, strict=False):
        yield from wrap(text, WIDTH, first=head, later=" " * 6)


def _names(record: Record, numbers: Iterable[int]) -> str:
    return ", ".join(record.name(number) for number in numbers)


def _who(record: Record, number: int) -> str:
    return f"{record.name(number)} ({number})"
