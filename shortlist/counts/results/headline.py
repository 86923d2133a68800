"""A result in a sentence that a newspaper could print, and the two or three that follow it."""

from collections.abc import Sequence

from shortlist.counts.results.standings import stages_elected, stages_out
from shortlist.counts.results.words import in_words
from shortlist.language import listed, say, say_many, thousands
from shortlist.stv import Record
from shortlist.stv.wording import figure, in_votes

NAMED = 3  # a longer slate is counted in the headline and named below it


def headline_of(record: Record) -> str:
    """Return who is elected, in one sentence without its full stop."""
    if not record.papers.total:
        return say("Nobody voted in this contest")
    if not record.elected:
        return say("Nobody is elected")
    if len(record.elected) > NAMED:
        count = in_words(len(record.elected)).capitalize()
        return say(
            "%(count)s of %(candidates)s candidates are elected",
            count=count,
            candidates=len(record.candidates),
        )
    return say_many(
        "%(names)s is elected",
        "%(names)s are elected",
        len(record.elected),
        names=_elected_names(record),
    )


def summary_of(record: Record) -> str:
    """Return papers, quota, who reached it at once, and by how much the last place was won."""
    if not record.stages:
        return _why_not_counted(record)
    quota = figure(record.quota, record.places)
    papers = say(
        "%(formal)s papers, quota %(quota)s.", formal=thousands(record.papers.formal), quota=quota
    )
    if len(record.elected) > NAMED:
        papers = f"{_elected_names(record)}. {papers}"
    if at_once := _over_quota_at_once(record):
        names = listed([record.name(number) for number in at_once])
        at_first = say("%(names)s reached the quota on first preferences.", names=names)
        papers = f"{papers} {at_first}"
    return " ".join(one for one in (papers, _last_place(record), _lots(record)) if one)


def _why_not_counted(record: Record) -> str:
    if not record.papers.total:
        return say("There are no papers, so nobody is elected.")
    return say(
        "None of the %(total)s papers shows a preference that could be counted.",
        total=thousands(record.papers.total),
    )


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
        return say(
            "%(name)s came closest, %(votes)s behind %(name2)s.",
            name=record.name(rival),
            votes=votes,
            name2=record.name(last),
        )
    return say(
        "The last place lay between %(last)s and %(rival)s, who tied.",
        last=record.name(last),
        rival=record.name(rival),
    )


def _lots(record: Record) -> str:
    lots = sum(tie.resolved_by == "lot" for tie in record.ties)
    if not lots:
        return ""
    return say_many(
        "%(lots)s tie was decided by lot.",
        "%(lots)s ties were decided by lot.",
        lots,
        lots=in_words(lots).capitalize(),
    )


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
