"""Sentences on how it ended for a candidate: elected, out, or left when the places were filled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from .balance_told import guarded_before, interventions_told
from .course import Course, hopeful_after, surpluses_before
from .explain_ties import ties
from .interventions import Did
from .record import Record
from .stages import Stage
from .wording import at_stage, figure, in_votes, ordinal, some_names, stage_word


def how_it_ended(course: Course) -> Iterator[str]:
    """Elected or excluded at which stage, by how much, and by which tie; or left over at the end.

    Ties come before the end they led to.
    """
    yield from ties(course)
    record, number = course.record, course.number
    yield from interventions_told(record, number, Did.KEPT, Did.GUARDED, Did.HELD_BACK)
    if course.elected:
        yield _elected(course, course.elected)
    elif course.excluded and (told := tuple(interventions_told(record, number, Did.EXCLUDED))):
        yield from told
    elif course.excluded:
        yield from _excluded(course, course.excluded)
    else:
        yield _left_over(course)


def _elected(course: Course, stage: Stage) -> str:
    record, name = course.record, course.record.name(course.number)
    mine, places = course.deciding_votes, record.places
    seat = f"the {ordinal(record.elected.index(course.number) + 1)} of {record.seats} seats"
    if record.seats == 1:
        seat = "the one seat"
    at, quota = at_stage(record, stage), figure(stage.quota, places)
    if mine >= stage.quota:
        margin = mine - stage.quota
        over = "exactly" if not margin else f"with {in_votes(margin, places)} to spare"
        had = in_votes(mine, places)
        return f"{at} {name} stood at {had}, reached the quota of {quota} {over}, and took {seat}."
    short = f"{in_votes(stage.quota - mine, places)} short of the quota of {quota}"
    if hopeful_after(record, stage.number):
        return (
            f"{at} {name} was elected to {seat} with {in_votes(mine, places)}, {short}: too few "
            "votes were left in play for enough others to overtake."
        )
    if stage.excluded:
        at = f"At {stage_word(record, stage)}, with {some_names(record, stage.excluded)} out,"
    return (
        f"{at} no more candidates were left than places, so {name} took {seat} with "
        f"{in_votes(mine, places)}, {short}."
    )


def _excluded(course: Course, stage: Stage) -> Iterator[str]:
    record, name = course.record, course.record.name(course.number)
    if len(stage.excluded) > 1:
        yield _excluded_together(course, stage)
    elif any(tie.purpose == "exclusion" and tie.chosen == course.number for tie in course.ties()):
        yield f"So {name} went out at stage {stage.stage}."
    else:
        yield from _excluded_alone(course, stage)
    if waiting := _waiting(record, stage):
        noun = "surplus" if len(waiting) == 1 else "surpluses"
        yield (
            f"The {noun} of {some_names(record, waiting)} waited: too small to change who went out."
        )


def _waiting(record: Record, stage: Stage) -> list[int]:
    """Whose surplus was deferred; Meek's are always in motion."""
    if any(s.transfer and s.transfer.keep_factors for s in record.stages):
        return []
    return [number for number, _ in surpluses_before(record, stage)]


def _excluded_alone(course: Course, stage: Stage) -> Iterator[str]:
    record, name = course.record, course.record.name(course.number)
    tallies = course.before(stage).tallies
    mine = tallies[course.number]
    nearest = _lowest(tallies, _rivals(record, stage))
    gap = 0 if nearest is None else tallies[nearest] - mine
    at = f"stage {stage.stage}"
    if nearest is None or gap <= 0:
        yield f"At {at} {name} went out with {in_votes(mine, record.places)}."
        return
    had = f"{figure(mine, record.places)}, {figure(gap, record.places)}"
    behind = f"{had} behind {record.name(nearest)}"
    yield f"At {at} {name} had the fewest votes, {behind}, and went out."
    yield (
        f"With more than {in_votes(gap, record.places)} on top, {name} would have stayed in and "
        f"{record.name(nearest)} would have been next to go."
    )


def _rivals(record: Record, stage: Stage) -> list[int]:
    """Who might have gone out at a stage instead of those who did."""
    before, guarded = hopeful_after(record, stage.number - 1), guarded_before(record, stage)
    return [number for number in before if number not in guarded.union(stage.excluded)]


def _lowest(tallies: Sequence[int], numbers: Iterable[int]) -> int | None:
    return min(numbers, key=lambda number: (tallies[number], number), default=None)


def _excluded_together(course: Course, stage: Stage) -> str:
    record, name = course.record, course.record.name(course.number)
    tallies = course.before(stage).tallies
    together = sum(tallies[number] for number in stage.excluded)
    others = [number for number in stage.excluded if number != course.number]
    had = in_votes(tallies[course.number], record.places)
    out = f"At stage {stage.stage} {name}, with {had}, went out together with "
    out += some_names(record, others)
    nearest = _lowest(tallies, _rivals(record, stage))
    if nearest is None or together > tallies[nearest]:
        return out + "."
    return (
        f"{out}: all their votes, {figure(together, record.places)}, would not have lifted one of "
        f"them above {record.name(nearest)}, who had {in_votes(tallies[nearest], record.places)}."
    )


def _left_over(course: Course) -> str:
    record, name = course.record, course.record.name(course.number)
    last = record.stages[-1]
    mine = last.tallies[course.number]
    told = f"{name} was still in with {in_votes(mine, record.places)} when all places were filled"
    final = [s for s in record.stages if s.elected]
    rivals = final[-1].elected if final else ()
    if not rivals:
        return told + "."
    nearest = min(rivals, key=lambda number: final[-1].tallies[number])
    gap = final[-1].tallies[nearest] - final[-1].tallies[course.number]
    if gap <= 0:
        return told + "."
    return (
        f"{told}, {in_votes(gap, record.places)} behind {record.name(nearest)}, the last elected."
    )
