"""Sentences on how it ended for a candidate: elected, out, or left when the places were filled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from shortlist.language import say, say_many

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
    seat = say(
        "the %(place)s of %(seats)s seats",
        place=ordinal(record.elected.index(course.number) + 1),
        seats=record.seats,
    )
    if record.seats == 1:
        seat = say("the one seat")
    at, quota = at_stage(record, stage), figure(stage.quota, places)
    if mine >= stage.quota:
        margin = mine - stage.quota
        over = (
            say("exactly")
            if not margin
            else say("with %(in_votes)s to spare", in_votes=in_votes(margin, places))
        )
        had = in_votes(mine, places)
        return say(
            "%(at)s %(name)s stood at %(had)s, reached the quota of %(quota)s %(over)s, and "
            "took %(seat)s.",
            at=at,
            name=name,
            had=had,
            quota=quota,
            over=over,
            seat=seat,
        )
    short = say(
        "%(in_votes)s short of the quota of %(quota)s",
        in_votes=in_votes(stage.quota - mine, places),
        quota=quota,
    )
    if hopeful_after(record, stage.number):
        return say(
            "%(at)s %(name)s was elected to %(seat)s with %(in_votes)s, %(short)s: too few "
            "votes were left in play for enough others to overtake.",
            at=at,
            name=name,
            seat=seat,
            in_votes=in_votes(mine, places),
            short=short,
        )
    if stage.excluded:
        at = say(
            "At %(stage_word)s, with %(some_names)s out,",
            stage_word=stage_word(record, stage),
            some_names=some_names(record, stage.excluded),
        )
    return say(
        "%(at)s no more candidates were left than places, so %(name)s took %(seat)s with "
        "%(in_votes)s, %(short)s.",
        at=at,
        name=name,
        seat=seat,
        in_votes=in_votes(mine, places),
        short=short,
    )


def _excluded(course: Course, stage: Stage) -> Iterator[str]:
    record, name = course.record, course.record.name(course.number)
    if len(stage.excluded) > 1:
        yield _excluded_together(course, stage)
    elif any(tie.purpose == "exclusion" and tie.chosen == course.number for tie in course.ties()):
        yield say("So %(name)s went out at stage %(stage)s.", name=name, stage=stage.stage)
    else:
        yield from _excluded_alone(course, stage)
    if waiting := _waiting(record, stage):
        yield (
            say_many(
                "The surplus of %(names)s waited: too small to change who went out.",
                "The surpluses of %(names)s waited: too small to change who went out.",
                len(waiting),
                names=some_names(record, waiting),
            )
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
    at = say("stage %(stage)s", stage=stage.stage)
    if nearest is None or gap <= 0:
        yield say(
            "At %(at)s %(name)s went out with %(in_votes)s.",
            at=at,
            name=name,
            in_votes=in_votes(mine, record.places),
        )
        return
    had = f"{figure(mine, record.places)}, {figure(gap, record.places)}"
    behind = say("%(had)s behind %(name)s", had=had, name=record.name(nearest))
    yield say(
        "At %(at)s %(name)s had the fewest votes, %(behind)s, and went out.",
        at=at,
        name=name,
        behind=behind,
    )
    yield (
        say(
            "With more than %(in_votes)s on top, %(name)s would have stayed in and %(name2)s "
            "would have been next to go.",
            in_votes=in_votes(gap, record.places),
            name=name,
            name2=record.name(nearest),
        )
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
    out = say(
        "At stage %(stage)s %(name)s, with %(had)s, went out together with %(others)s",
        stage=stage.stage,
        name=name,
        had=had,
        others=some_names(record, others),
    )
    nearest = _lowest(tallies, _rivals(record, stage))
    if nearest is None or together > tallies[nearest]:
        return out + "."
    return say(
        "%(out)s: all their votes, %(figure)s, would not have lifted one of them above "
        "%(name)s, who had %(in_votes)s.",
        out=out,
        figure=figure(together, record.places),
        name=record.name(nearest),
        in_votes=in_votes(tallies[nearest], record.places),
    )


def _left_over(course: Course) -> str:
    record, name = course.record, course.record.name(course.number)
    last = record.stages[-1]
    mine = last.tallies[course.number]
    told = say(
        "%(name)s was still in with %(in_votes)s when all places were filled",
        name=name,
        in_votes=in_votes(mine, record.places),
    )
    final = [s for s in record.stages if s.elected]
    rivals = final[-1].elected if final else ()
    if not rivals:
        return told + "."
    nearest = min(rivals, key=lambda number: final[-1].tallies[number])
    gap = final[-1].tallies[nearest] - final[-1].tallies[course.number]
    if gap <= 0:
        return told + "."
    return say(
        "%(told)s, %(in_votes)s behind %(name)s, the last elected.",
        told=told,
        in_votes=in_votes(gap, record.places),
        name=record.name(nearest),
    )
