"""A candidate's votes over all stages as a drawing: one step a stage, and the quota's line.

Across, a stage is ten wide; up, a thousand is the larger of the candidate's best tally and the
quota. Only whole numbers are used, and the page stretches the drawing to its width.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from shortlist.counts.results.labels import heading
from shortlist.language import say
from shortlist.stv import Record
from shortlist.stv.wording import figure

STEP, HEIGHT = 10, 1000


@dataclass(frozen=True, kw_only=True)
class Curve:
    """The drawing: its width, the votes' outline and the quota's line as SVG path data, and words.

    `first` and `last` name the stages at its ends.
    """

    width: int
    votes: str
    quota: str
    title: str
    description: str
    first: str
    last: str


def curve_of(record: Record, number: int) -> Curve | None:
    """Return the drawing of a candidate's votes; None for who withdrew, or without a count."""
    if number in record.withdrawn or not record.stages:
        return None
    tallies = [stage.tallies[number] for stage in record.stages]
    quotas = [stage.quota for stage in record.stages]
    most = max([*tallies, *quotas, 1])
    width = len(tallies) * STEP
    said = [figure(one, record.places) for one in (tallies[0], tallies[-1], max(tallies))]
    quota = figure(quotas[-1], record.places)
    return Curve(
        width=width,
        votes=f"M0 {HEIGHT}V{_steps(tallies, most)}V{HEIGHT}Z",
        quota=f"M0 {_steps(quotas, most)}",
        title=say("The votes of %(name)s, stage by stage", name=record.name(number)),
        description=say(
            "From %(first)s at the first stage to %(last)s at the last; at most %(most)s. "
            "Quota at the end: %(quota)s.",
            first=said[0],
            last=said[1],
            most=said[2],
            quota=quota,
        ),
        first=heading(record, 1),
        last=heading(record, len(tallies)),
    )


def _steps(votes: Iterable[int], most: int) -> str:
    """Return heights as path data that goes on by one step for each: "400H10V300H20"."""
    heights = [HEIGHT - one * HEIGHT // most for one in votes]
    return "V".join(f"{height}H{(at + 1) * STEP}" for at, height in enumerate(heights))
