"""One stage as a page shows it: bars of who is still in, what changed, and what it came to."""

from dataclasses import dataclass

from shortlist.counts.results.changes import changes_of
from shortlist.counts.results.labels import heading, label, title
from shortlist.counts.results.picture import Picture, picture_of
from shortlist.counts.results.standings import (
    elected_for_now,
    final_order,
    scale_of,
    stages_elected,
    stages_out,
)
from shortlist.counts.results.ties import tie_sentences
from shortlist.counts.results.told import POOLED, done_at, told
from shortlist.counts.results.words import percent
from shortlist.language import say
from shortlist.stv import Record
from shortlist.stv.balance_told import told_intervention
from shortlist.stv.stages import Stage
from shortlist.stv.wording import figure


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One candidate at a stage; shares are per cent of the largest tally of the whole count.

    `kept` is what the candidate had before and still has, `gained` and `lost` what changed.
    """

    number: int
    name: str
    votes: str
    change: str
    kept_percent: str
    gained_percent: str
    lost_percent: str
    kind: str
    note: str


@dataclass(frozen=True, kw_only=True)
class StageView:
    """A stage in words and figures; `number` is its row in the record, from 1 to `last`."""

    number: int
    last: int
    heading: str
    title: str
    told: str
    quota: str
    quota_percent: str
    bars: tuple[Bar, ...]
    out_before: str
    non_transferable: str
    ties: tuple[str, ...]
    balance: tuple[str, ...]
    picture: Picture | None
    pooled: str


def stage_view(record: Record, number: int) -> StageView:
    """Return a stage by its row in the record; IndexError when there is none of that number."""
    if number < 1:
        raise IndexError(number)
    stage = record.stages[number - 1]
    changes = changes_of(record, stage)
    outs = stages_out(record)
    shown = [n for n in final_order(record) if outs.get(n, number) >= number or stage.tallies[n]]
    gone = [record.name(n) for n in outs if n not in shown and outs[n] < number]
    scale = scale_of(record)
    return StageView(
        number=number,
        last=len(record.stages),
        heading=heading(record, number),
        title=title(record, stage),
        told=told(record, stage),
        quota=figure(stage.quota, record.places),
        quota_percent=percent(stage.quota, scale),
        bars=tuple(_bar(record, stage, n, scale) for n in shown),
        out_before=", ".join(gone),
        non_transferable=figure(stage.non_transferable, record.places),
        ties=tie_sentences(record, number),
        balance=tuple(told_intervention(record, one) for one in done_at(record, stage)),
        picture=picture_of(record, changes) if changes else None,
        pooled=str(POOLED[changes.kind]) if changes else "",
    )


def _bar(record: Record, stage: Stage, number: int, scale: int) -> Bar:
    now = stage.tallies[number]
    before = record.stages[stage.number - 2].tallies[number] if stage.number > 1 else now
    return Bar(
        number=number,
        name=record.name(number),
        votes=figure(now, record.places),
        change=change_text(record, now - before),
        kept_percent=percent(min(now, before), scale),
        gained_percent=percent(max(now - before, 0), scale),
        lost_percent=percent(max(before - now, 0), scale),
        kind=_kind(record, stage, number),
        note=_note(record, stage, number),
    )


def change_text(record: Record, votes: int) -> str:
    """Write a change with its sign, and nothing where there is none."""
    if not votes:
        return ""
    return f"{'+' if votes > 0 else '−'}{figure(abs(votes), record.places)}"


def _kind(record: Record, stage: Stage, number: int) -> str:
    if stages_elected(record).get(number, stage.number + 1) <= stage.number:
        return "in"
    return "out" if stages_out(record).get(number, stage.number + 1) <= stage.number else ""


def _note(record: Record, stage: Stage, number: int) -> str:
    elected, out = stages_elected(record).get(number), stages_out(record).get(number)
    if elected == stage.number:
        return say("elected now")
    if elected and elected < stage.number:
        return say("elected at %(stage)s", stage=label(record, elected))
    if out == stage.number:
        return say("goes out")
    if number in elected_for_now(record, stage):
        return say("elected for now")
    return say("out") if out and out < stage.number else ""
