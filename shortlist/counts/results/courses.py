"""One candidate's way through a count: the question people ask, and every change of the tally."""

from dataclasses import dataclass

from shortlist.counts.results.labels import heading, title
from shortlist.counts.results.stages import change_text
from shortlist.counts.results.standings import stages_elected, stages_out
from shortlist.language import say
from shortlist.stv import Record


@dataclass(frozen=True, kw_only=True)
class Step:
    """A stage at which a candidate's tally changed or something happened to the candidate."""

    number: int
    heading: str
    title: str
    change: str
    votes: str
    event: str


def question_of(record: Record, number: int) -> tuple[str, str]:
    """Return what people ask of a candidate, and the answer in two or three words."""
    name = record.name(number)
    if number in record.elected:
        return say("Why did %(name)s win?", name=name), say("Elected")
    if number in record.withdrawn:
        return say("What became of %(name)s?", name=name), say("Withdrew before the count")
    if number in stages_out(record):
        return say("Why did %(name)s go out?", name=name), say("Not elected")
    return say("Why did %(name)s not win?", name=name), say("Not elected")


def course_of(record: Record, number: int) -> tuple[Step, ...]:
    """Return the stages that concerned a candidate, in order; none for one who withdrew."""
    if number in record.withdrawn:
        return ()
    events = {
        stages_elected(record).get(number, 0): say("elected"),
        stages_out(record).get(number, 0): say("goes out"),
    }
    steps, before = [], 0
    for stage in record.stages:
        votes, event = stage.tallies[number], events.get(stage.number, "")
        if number in stage.provisional:
            event = say("elected for now")
        if stage.number == 1 or votes != before or event:
            step = Step(
                number=stage.number,
                heading=heading(record, stage.number),
                title=title(record, stage),
                change=change_text(record, votes - before),
                votes=record.amount(votes),
                event=event,
            )
            steps.append(step)
        before = votes
    return tuple(steps)
