"""Each candidate at the end of a count: in which order, with how many votes, and what became."""

from dataclasses import dataclass

from shortlist.counts.results.labels import label
from shortlist.counts.results.words import percent
from shortlist.language import say
from shortlist.stv import Record
from shortlist.stv.stages import Stage
from shortlist.stv.wording import figure


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One candidate at the end: the tally that decided, in words and as a share of the largest."""

    number: int
    name: str
    place: int | None
    votes: str
    share_percent: str
    note: str


def standings_of(record: Record) -> tuple[Standing, ...]:
    """Return all who stood: the elected in order of election, then those who lasted longest."""
    scale = scale_of(record)
    return tuple(_standing(record, number, scale) for number in final_order(record))


def scale_of(record: Record) -> int:
    """Return what a full bar stands for: the largest tally or quota of the whole count."""
    tallies = (max(stage.tallies) for stage in record.stages)
    quotas = (stage.quota for stage in record.stages)
    return max([*tallies, *quotas, 1])


def stages_out(record: Record) -> dict[int, int]:
    """Return the number of the stage at which each excluded candidate went out."""
    return {number: stage.number for stage in record.stages for number in stage.excluded}


def stages_elected(record: Record) -> dict[int, int]:
    """Return the number of the stage at which each elected candidate was elected."""
    return {number: stage.number for stage in record.stages for number in stage.elected}


def elected_for_now(record: Record, stage: Stage) -> set[int]:
    """Return who counts as elected after a stage only until an exclusion starts the count anew."""
    standing: set[int] = set()
    for row in record.stages[: stage.number]:
        standing = {*row.provisional} if row.excluded else {*standing, *row.provisional}
    return standing


def final_order(record: Record) -> list[int]:
    """Return the numbers of all who stood: the elected in order, then those who lasted longest."""
    others = [
        number
        for number in range(1, len(record.candidates) + 1)
        if number not in record.elected and number not in record.withdrawn
    ]
    outs, last = stages_out(record), len(record.stages) + 1

    def lasted(number: int) -> tuple[int, int, int]:
        return (-outs.get(number, last), -deciding_tally(record, number), number)

    return [*record.elected, *sorted(others, key=lasted)]


def deciding_tally(record: Record, number: int) -> int:
    """Return the tally with which a candidate was elected, went out, or ended."""
    if not record.stages:
        return 0
    if stage := stages_elected(record).get(number):
        return record.stages[stage - 1].tallies[number]
    if stage := stages_out(record).get(number):
        return record.stages[max(stage - 2, 0)].tallies[number]
    return record.stages[-1].tallies[number]


def _standing(record: Record, number: int, scale: int) -> Standing:
    tally = deciding_tally(record, number)
    return Standing(
        number=number,
        name=record.name(number),
        place=record.elected.index(number) + 1 if number in record.elected else None,
        votes=figure(tally, record.places),
        share_percent=percent(tally, scale),
        note=_note(record, number),
    )


def _note(record: Record, number: int) -> str:
    if stage := stages_elected(record).get(number):
        return say("elected at %(stage)s", stage=label(record, stage))
    if stage := stages_out(record).get(number):
        return say("went out at %(stage)s", stage=label(record, stage))
    return say("not elected")
