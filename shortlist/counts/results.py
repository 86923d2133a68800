"""What a record says, in the shapes that pages show: a sentence, bars, a table of stages, ties."""

from collections.abc import Sequence
from dataclasses import dataclass

from shortlist.stv.record import Record
from shortlist.stv.stages import Stage

NAMED_IN_HEADLINE = 3
NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One candidate at the end: the tally that decided, in words and as a share of the largest."""

    number: int
    name: str
    place: int | None
    votes: str
    share_percent: str
    note: str


@dataclass(frozen=True, kw_only=True)
class StageRow:
    """One candidate's tallies through all stages, as text; empty once they are out."""

    name: str
    is_elected: bool
    tallies: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Result:
    """A contest's result in words and figures."""

    headline: str
    summary: str
    quota: str
    quota_percent: str
    standings: tuple[Standing, ...]
    stage_titles: tuple[str, ...]
    rows: tuple[StageRow, ...]
    non_transferable: tuple[str, ...]
    ties: tuple[str, ...]


def result_of(record: Record) -> Result:
    """Return what the record says, ready to be shown."""
    outs = _stage_out(record)
    largest = max((max(stage.tallies) for stage in record.stages), default=0) or 1
    standings = [_standing(record, number, largest, outs) for number in _final_order(record, outs)]
    return Result(
        headline=_headline(record),
        summary=_summary(record, outs),
        quota=record.amount(record.quota),
        quota_percent=_percent(record.quota, largest),
        standings=tuple(standings),
        stage_titles=tuple(_stage_title(record, stage) for stage in record.stages),
        rows=tuple(_row(record, number, outs) for number in _final_order(record, outs)),
        non_transferable=tuple(record.amount(stage.non_transferable) for stage in record.stages),
        ties=tuple(_tie_sentences(record)),
    )


def in_words(number: int) -> str:
    """Write a small number as a word and a larger one in figures."""
    return NUMBERS[number] if number < len(NUMBERS) else f"{number:,}"


def listed(names: list[str]) -> str:
    """Join names as a sentence does: "Ann, Ben and Cat"."""
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def plain_votes(text: str) -> str:
    """Write votes for reading: thousands parted, at most two decimals (cut), none that are noughts.

    The exact figures stand in the table of stages.
    """
    whole, _, fraction = text.partition(".")
    parted = f"{int(whole):,}"
    return f"{parted}.{fraction[:2]}" if fraction[:2].strip("0") else parted


def _headline(record: Record) -> str:
    if not record.papers.total:
        return "Nobody voted in this contest"
    if not record.elected:
        return "Nobody is elected"
    if len(record.elected) > NAMED_IN_HEADLINE:
        count = in_words(len(record.elected)).capitalize()
        return f"{count} of {len(record.candidates)} candidates are elected"
    verb = "is" if len(record.elected) == 1 else "are"
    return f"{_elected_names(record)} {verb} elected"


def _why_not_counted(record: Record) -> str:
    if not record.papers.total:
        return "There are no papers, so nobody is elected."
    return f"None of the {record.papers.total:,} papers shows a preference that could be counted."


def _elected_names(record: Record) -> str:
    return listed([record.name(number) for number in record.elected])


def _summary(record: Record, outs: dict[int, int]) -> str:
    if not record.stages:
        return _why_not_counted(record)
    quota = plain_votes(record.amount(record.quota))
    papers = f"{record.papers.formal:,} papers, quota {quota}."
    if len(record.elected) > NAMED_IN_HEADLINE:
        papers = f"{_elected_names(record)}. {papers}"
    first = record.stages[0].elected if record.stages else ()
    if first:
        names = listed([record.name(number) for number in first])
        papers += f" {names} reached the quota on first preferences."
    return papers + _last_seat(record, outs)


def _last_seat(record: Record, outs: dict[int, int]) -> str:
    """Say by how much the last place was won."""
    closest = _closest(record, outs)
    if closest is None:
        return ""
    rival, last, gap = closest
    if gap <= 0:
        return (
            f" The last place lay between {record.name(last)} and {record.name(rival)}, who tied."
        )
    votes = plain_votes(record.amount(gap))
    return f" {record.name(rival)} came closest, {votes} votes behind {record.name(last)}."


def _closest(record: Record, outs: dict[int, int]) -> tuple[int, int, int] | None:
    """Return who came closest, behind whom, and by how many votes of the last place.

    Where the places were filled with others still in, that is the highest of them at the end; else
    the last to go out, compared at the stage before with whoever stayed in by least.
    """
    if not record.elected:
        return None
    stood = set(range(1, len(record.candidates) + 1)) - {*record.elected, *record.withdrawn}
    left = sorted(stood - set(outs))
    if left:
        tallies = record.stages[-1].tallies
        return _gap(tallies, [max(left, key=lambda n: tallies[n])], _elected_last(record))
    last_out = [number for number, stage in outs.items() if stage == max(outs.values())]
    if len(last_out) != 1 or outs[last_out[0]] < 2:
        return None
    stage = outs[last_out[0]]
    rivals = [number for number in record.elected if number in _elected_after(record, stage - 1)]
    return _gap(record.stages[stage - 2].tallies, last_out, rivals)


def _gap(
    tallies: Sequence[int], out: Sequence[int], rivals: Sequence[int]
) -> tuple[int, int, int] | None:
    if not rivals:
        return None
    last = min(rivals, key=lambda number: tallies[number])
    return out[0], last, tallies[last] - tallies[out[0]]


def _elected_last(record: Record) -> Sequence[int]:
    return next(stage.elected for stage in reversed(record.stages) if stage.elected)


def _elected_after(record: Record, stage_number: int) -> set[int]:
    return {n for stage in record.stages if stage.number > stage_number for n in stage.elected}


def _stage_out(record: Record) -> dict[int, int]:
    """Return the number of the stage at which each excluded candidate went out."""
    return {number: stage.number for stage in record.stages for number in stage.excluded}


def _final_order(record: Record, outs: dict[int, int]) -> list[int]:
    """Return all who stood: the elected in order, then those who lasted longest."""
    others = [
        number
        for number in range(1, len(record.candidates) + 1)
        if number not in record.elected and number not in record.withdrawn
    ]
    last = len(record.stages) + 1

    def lasted(number: int) -> tuple[int, int, int]:
        stage = outs.get(number, last)
        return (-stage, -_deciding_tally(record, number, outs), number)

    return [*record.elected, *sorted(others, key=lasted)]


def _deciding_tally(record: Record, number: int, outs: dict[int, int]) -> int:
    """Return the tally with which a candidate was elected, went out, or ended."""
    if not record.stages:
        return 0
    for stage in record.stages:
        if number in stage.elected:
            return stage.tallies[number]
    if number in outs:
        return record.stages[max(outs[number] - 2, 0)].tallies[number]
    return record.stages[-1].tallies[number]


def _standing(record: Record, number: int, largest: int, outs: dict[int, int]) -> Standing:
    tally = _deciding_tally(record, number, outs)
    place = record.elected.index(number) + 1 if number in record.elected else None
    return Standing(
        number=number,
        name=record.name(number),
        place=place,
        votes=plain_votes(record.amount(tally)),
        share_percent=_percent(tally, largest),
        note=_note(record, number, outs),
    )


def _note(record: Record, number: int, outs: dict[int, int]) -> str:
    for stage in record.stages:
        if number in stage.elected:
            return f"elected at stage {stage.number}"
    return f"went out at stage {outs[number]}" if number in outs else "not elected"


def _percent(part: int, whole: int) -> str:
    """Return a share of the whole in per cent, to one place, from whole numbers alone."""
    thousandths = part * 1000 // whole
    return f"{thousandths // 10}.{thousandths % 10}"


def _stage_title(record: Record, stage: Stage) -> str:
    if stage.transfer is None:
        return stage.action.capitalize()
    names = listed([record.name(number) for number in stage.transfer.from_])
    return f"{stage.action.capitalize()}: {names}" if names else stage.action.capitalize()


def _row(record: Record, number: int, outs: dict[int, int]) -> StageRow:
    last = outs.get(number, len(record.stages) + 1)
    tallies = tuple(
        record.amount(stage.tallies[number]) if stage.number < last or stage.tallies[number] else ""
        for stage in record.stages
    )
    name, elected = record.name(number), number in record.elected
    return StageRow(name=name, is_elected=elected, tallies=tallies)


def _tie_sentences(record: Record) -> list[str]:
    sentences = []
    for tie in record.ties:
        names = listed([record.name(number) for number in tie.between])
        how = (
            f"the tallies at stage {tie.parted_at} parted them"
            if tie.resolved_by == "lookback" and tie.parted_at
            else f"it was settled by {tie.resolved_by}"
        )
        sentences.append(
            f"Stage {tie.stage}: {names} were equal. For {tie.purpose}, {how}: "
            f"{record.name(tie.chosen)}."
        )
    return sentences
