"""A stage told in sentences: what was done and why, where the votes went, who was elected."""

from collections.abc import Sequence

from shortlist.counts.results.changes import Changes, Kind, changes_of
from shortlist.counts.results.labels import part_of
from shortlist.counts.results.words import in_words
from shortlist.stv import Record
from shortlist.stv.balance_told import intervened
from shortlist.stv.interventions import Did, Intervention
from shortlist.stv.stages import Stage, Transfer
from shortlist.stv.wording import figure, in_votes, listed

NO_LINE = "So these are net changes, and no line from one person to another could be true."
POOLED = {
    Kind.ONE_GIVES: "",
    Kind.SEVERAL_GIVE: (
        "Several gave at once and their papers were put together, so what each of the others "
        "gained comes from all of them."
    ),
    Kind.KEEP_FACTORS: (
        "Under this rule votes do not move from one candidate to another: every paper is counted "
        f"anew, each elected candidate keeping a part of it. {NO_LINE}"
    ),
    Kind.QUOTIENTS: (
        "Under this rule a tally is what a candidate’s papers are worth beyond the quotas that "
        f"they have filled, and the quota moves with every stage. {NO_LINE}"
    ),
}


def told(record: Record, stage: Stage) -> str:
    """Return what happened at a stage, in one to four sentences."""
    changes = changes_of(record, stage)
    parts = [_done(record, stage), _went(changes, record) if changes else "", _in(record, stage)]
    return " ".join(part for part in parts if part)


def _done(record: Record, stage: Stage) -> str:
    if stage.number == 1:
        return f"The first preferences of {record.papers.formal:,} papers are counted."
    if stage.excluded:
        return _out(record, stage)
    if stage.transfer is None:
        return f"{stage.action[:1].upper()}{stage.action[1:]}: no votes move."
    return _moved(record, stage, stage.transfer)


def _moved(record: Record, stage: Stage, transfer: Transfer) -> str:
    if transfer.surplus is not None:
        return _surplus(record, transfer)
    if transfer.iterations is not None:
        return (
            "The elected keep as much of each paper as makes up the quota; the rest of it counts "
            "for the next preference."
        )
    if stage.quotients:
        who = listed([record.name(number) for number in transfer.from_])
        return f"The papers that elected {who} count for their next preferences, at less."
    return f"{_more_papers(record, transfer)} pass on."


def _out(record: Record, stage: Stage) -> str:
    before = record.stages[stage.number - 2].tallies
    who = listed([record.name(number) for number in stage.excluded])
    tallies = [before[number] for number in stage.excluded]
    by_rules = any(one.did is Did.EXCLUDED for one in done_at(record, stage))
    if by_rules:
        said = _out_by_rules(record, who, tallies)
    elif len(tallies) == 1:
        votes = in_votes(tallies[0], record.places)
        said = f"{who} goes out with {votes}{_why_out(record, stage)}."
    else:
        said = f"{who} go out together, {_range(record, tallies)}."
    if stage.transfer is None:
        return f"{said} {_nothing_moves(tallies)}"
    return said + _first_part(record, stage, stage.transfer)


def _out_by_rules(record: Record, who: str, tallies: Sequence[int]) -> str:
    if len(tallies) == 1:
        votes = in_votes(tallies[0], record.places)
        return f"{who} goes out with {votes}: the balance rules leave no place for {who}."
    said = f"{who} go out together, {_range(record, tallies)}"
    return f"{said}: the balance rules leave no place for them."


def done_at(record: Record, stage: Stage) -> list[Intervention]:
    """Return what balance rules changed at a stage."""
    return [one for one in intervened(record) if one.stage == stage.number]


def _nothing_moves(tallies: Sequence[int]) -> str:
    if not any(tallies):
        return "Those left in fill the places."
    return "Their votes stay where they are: those left in fill the places."


def _range(record: Record, tallies: Sequence[int]) -> str:
    most = in_votes(max(tallies), record.places)
    if min(tallies) == max(tallies):
        return f"with {most} each"
    return f"with {figure(min(tallies), record.places)} to {most} each"


def _first_part(record: Record, stage: Stage, transfer: Transfer) -> str:
    _, parts = part_of(record, stage.number)
    if parts == 1 or not transfer.parcels:
        return ""
    value = figure(transfer.parcels[0].value, record.places)
    return f" The papers that count {value} each move first."


def _why_out(record: Record, stage: Stage) -> str:
    tie = next(
        (t for t in record.ties if t.stage == stage.number and t.purpose == "exclusion"), None
    )
    if tie is None:
        spared = [one.candidate for one in done_at(record, stage) if one.did is Did.GUARDED]
        fewest = "the smallest quotient" if stage.quotients else "the fewest"
        if not spared:
            return f", {fewest}"
        names = listed([record.name(number) for number in spared])
        return f", {fewest} but for {names}, whom the balance rules keep in"
    by = "lot" if tie.resolved_by == "lot" else "earlier votes"
    return f"; it was decided by {by} among equals"


def _surplus(record: Record, transfer: Transfer) -> str:
    who = listed([record.name(number) for number in transfer.from_])
    votes = in_votes(transfer.surplus or 0, record.places)
    has = "have" if len(transfer.from_) > 1 else "has"
    at = "" if transfer.value is None else f" at a transfer value of {_value(record, transfer)}"
    return f"{who} {has} a surplus of {votes} over the quota, which passes on{at}."


def _value(record: Record, transfer: Transfer) -> str:
    return record.amount(transfer.value or 0)


def _more_papers(record: Record, transfer: Transfer) -> str:
    who = listed([record.name(number) for number in transfer.from_])
    values = [figure(parcel.value, record.places) for parcel in transfer.parcels]
    if len(set(values)) == 1:
        return f"The papers of {who} that count {values[0]} each"
    return f"More papers of {who}"


def _went(changes: Changes, record: Record) -> str:
    gained = sum(change.votes for change in changes.gainers)
    parts = []
    if changes.gainers:
        to = _others(record, [change.number or 0 for change in changes.gainers])
        parts.append(_with_verb(record, gained, "goes", "go") + f" to {to}")
    if changes.exhausted:
        parts.append(
            _with_verb(record, changes.exhausted, "has", "have") + " no further preference"
        )
    if changes.fraction:
        parts.append(_with_verb(record, changes.fraction, "is", "are") + " lost to fractions")
    return f"{'Net, ' if changes.kind.is_net else ''}{listed(parts)}." if parts else ""


def _with_verb(record: Record, votes: int, one: str, more: str) -> str:
    said = in_votes(votes, record.places)
    return f"{said} {one if said == '1 vote' or said.endswith('of a vote') else more}"


def _others(record: Record, numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return record.name(numbers[0])
    return f"{in_words(len(numbers))} candidates"


def _in(record: Record, stage: Stage) -> str:
    reached = [n for n in stage.elected if stage.tallies[n] >= stage.quota]
    without = [n for n in stage.elected if stage.tallies[n] < stage.quota]
    parts = []
    if reached:
        verb = "reaches the quota and is" if len(reached) == 1 else "reach the quota and are"
        parts.append(f"{listed([record.name(n) for n in reached])} {verb} elected.")
    if without:
        verb = "is" if len(without) == 1 else "are"
        names = listed([record.name(n) for n in without])
        parts.append(f"{names} {verb} elected without reaching the quota.")
    if stage.provisional:
        names = listed([record.name(n) for n in stage.provisional])
        parts.append(f"{names} has a place for now: the next exclusion starts the count anew.")
    return " ".join(parts)
