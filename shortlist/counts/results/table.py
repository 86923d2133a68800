"""The table of stages: every tally of every candidate, exact."""

from dataclasses import dataclass

from shortlist.counts.results.labels import short, title
from shortlist.counts.results.standings import final_order, stages_elected, stages_out
from shortlist.language import say
from shortlist.stv import Record


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One tally, as text (empty once a candidate is out), and what happened then, if anything."""

    votes: str
    event: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One candidate's tallies through all stages."""

    number: int
    name: str
    is_elected: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True)
class Column:
    """One stage: the record's row number, the number shown, and what was done."""

    number: int
    short: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Table:
    """All stages side by side, and below the candidates what nobody holds and the quota."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    non_transferable: tuple[str, ...]
    quotas: tuple[str, ...]


def table_of(record: Record) -> Table:
    """Return every tally of every stage, the candidates in their final order."""
    return Table(
        columns=tuple(
            Column(number=one.number, short=short(record, one.number), title=title(record, one))
            for one in record.stages
        ),
        rows=tuple(_row(record, number) for number in final_order(record)),
        non_transferable=tuple(record.amount(stage.non_transferable) for stage in record.stages),
        quotas=tuple(record.amount(stage.quota) for stage in record.stages),
    )


def _row(record: Record, number: int) -> Row:
    out = stages_out(record).get(number, 0)
    elected = stages_elected(record).get(number, 0)
    cells = []
    for stage in record.stages:
        votes = stage.tallies[number]
        is_gone = 0 < out <= stage.number and not votes
        event = {out: say("out"), elected: say("elected")}.get(stage.number, "")
        cells.append(Cell(votes="" if is_gone else record.amount(votes), event=event))
    return Row(number=number, name=record.name(number), is_elected=elected > 0, cells=tuple(cells))
