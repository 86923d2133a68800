"""A result in a sentence that a newspaper could print, and the two or three that follow it."""

from collections.abc import Sequence

from shortlist.counts.results.standings import stages_elected, stages_out
from shortlist.counts.results.words import in_words
from shortlist.stv import Record
from shortlist.stv.wording import figure, in_votes, listed

NAMED = 3  # a longer slate is counted in the headline and named below it


def headline_of(record: Record) -> str:
    """Return who is elected, in one sentence without its full stop."""
    if not record.papers.total:
        return "Nobody voted in this contest"
    if not record.elected:
        return "Nobody is elected"
    if len(record.elected) > NAMED:
        count = in_words(len(record.elected)).capitalize()
        return f"{count} of {len(record.candidates)} candidates are elected"
    verb = "is" if len(record.elected) == 1 else "are"
    return f"{_elected_names(record)} {verb} elected"


def summary_of(record: Record) -> str:
    """Return papers, quota, who reached it at once, and by how much the last place was won."""
    if not record.stages:
        return _why_not_counted(record)
    quota = figure(record.quota, record.places)
    papers = f"{record.papers.formal:,} papers, quota {quota}."
    if len(record.elected) > NAMED:
        papers = f"{_elected_names(record)}. {papers}"
    if at_once := _over_quota_at_once(record):
        names = listed([record.name(number) for number in at_once])
        papers += f" {names} reached the quota on first preferences."
    return papers + _last_place(record) + _lots(record)


def _why_not_counted(record: Record) -> str:
    if not record.papers.total:
        return "There are no papers, so nobody is elected."
    return f"None of the {record.papers.total:,} papers shows a preference that could be counted."


def _elected_names(record: Record) -> str:
    return listed([record.name(number) for number in record.elected])


def _over_quota_at_once(record: Record) -> list[int]:
    """Return whom first preferences alone elected; others may fill places without the quota."""
    first = record.stages[0]
    return [number for number in first.elected if first.tallies[number] >= first.quota]


def _last_place(record: Record) -> str:
    closest = _closest(record)
    if closest is None:
        return ""
    rival, last, gap = closest
    if gap > 0:
        votes = in_votes(gap, record.places)
        return f" {record.name(rival)} came closest, {votes} behind {record.name(last)}."
    tied = f"{record.name(last)} and {record.name(rival)}, who tied"
    return f" The last place lay between {tied}."


def _lots(record: Record) -> str:
    lots = sum(tie.resolved_by == "lot" for tie in record.ties)
    if not lots:
        return ""
    verb = "tie was" if lots == 1 else "ties were"
    return f" {in_words(lots).capitalize()} {verb} decided by lot."


def _closest(record: Record) -> tuple[int, int, int] | None:
    """Return who came closest, behind whom, and by how many votes of the last place.

    Where the places were filled with others still in, that is the highest of them at the end; else
    the last to go out, compared at the stage before with whoever stayed in by least.
    """
    if not record.elected:
        return None
    outs = stages_out(record)
    stood = set(range(1, len(record.candidates) + 1)) - {*record.elected, *record.withdrawn}
    left = sorted(stood - set(outs))
    if left:
        tallies = record.stages[-1].tallies
        return _gap(tallies, [max(left, key=lambda n: tallies[n])], _elected_last(record))
    last_out = [number for number, stage in outs.items() if stage == max(outs.values())]
    if len(last_out) != 1 or outs[last_out[0]] < 2:
        return None
    stage = outs[last_out[0]]
    elected = stages_elected(record)
    rivals = [number for number in record.elected if elected[number] >= stage]
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
