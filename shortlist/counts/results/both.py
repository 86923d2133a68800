"""Two counts of the same papers side by side: within balance rules, and without them."""

from collections.abc import Sequence
from dataclasses import dataclass

from shortlist.counts.results.standings import stages_elected, stages_out
from shortlist.language import listed, say
from shortlist.stv import Bound, Record
from shortlist.stv.balance_told import intervened, told_giving_way, told_intervention
from shortlist.stv.interventions import Did, Intervention
from shortlist.stv.wording import stage_word

NAMED = 3  # at most, in a headline
TOLD = 3  # reasons beside a name; a list has all
SPARED = frozenset({Did.GUARDED, Did.KEPT})


@dataclass(frozen=True, kw_only=True)
class Place:
    """One place of both slates: who has it, if anybody, and whether only this slate has them."""

    number: int
    within: str
    came_in: bool
    without: str
    went_out: bool


@dataclass(frozen=True, kw_only=True)
class Moved:
    """Somebody whom the rules brought in or put out: what each count did, and why.

    `stage` is the row of the record within the rules at which it was decided, or 0 where the count
    ended with them still in. Where `is_own` is false the rules did nothing about them directly, and
    `why` is what they changed before that; `bounds` are those that it was for.
    """

    number: int
    name: str
    within: str
    without: str
    stage: int
    is_own: bool
    why: tuple[str, ...]
    bounds: tuple[Bound, ...]


@dataclass(frozen=True, kw_only=True)
class BothSlates:
    """The slates of two counts, what parts them, and every time the rules had a hand in it."""

    headline: str
    is_same: bool
    parted: str
    places: tuple[Place, ...]
    came_in: tuple[Moved, ...]
    went_out: tuple[Moved, ...]
    gave_way: tuple[str, ...]
    interventions: tuple[tuple[int, str], ...]  # the row of the record, and a sentence


def both_slates(record: Record, plain: Record) -> BothSlates:
    """Lay a count within balance rules beside the one without them."""
    came = [number for number in record.elected if number not in plain.elected]
    went = [number for number in plain.elected if number not in record.elected]
    return BothSlates(
        headline=_headline(record, came, went),
        is_same=not came and not went,
        parted=_parted(record, plain),
        places=_places(record, plain),
        came_in=tuple(_moved(record, plain, number) for number in came),
        went_out=tuple(_moved(record, plain, number) for number in went),
        gave_way=told_giving_way(record),
        interventions=tuple(
            (one.stage, told_intervention(record, one)) for one in intervened(record)
        ),
    )


def _headline(record: Record, came: Sequence[int], went: Sequence[int]) -> str:
    if not came and not went:
        return say("The rules changed nothing: both counts elect the same people")
    if max(len(came), len(went)) > NAMED:
        of = len(record.elected)
        return say(
            "The balance rules changed %(changed)s of %(of)s places",
            changed=max(len(came), len(went)),
            of=of,
        )
    brought, put = (listed([record.name(number) for number in who]) for who in (came, went))
    if not went:
        return say("The balance rules brought in %(brought)s", brought=brought)
    if not came:
        return say("The balance rules put out %(put)s", put=put)
    return say(
        "The balance rules brought in %(brought)s and put out %(put)s", brought=brought, put=put
    )


def _parted(record: Record, plain: Record) -> str:
    """Say how far both counts go alike."""
    alike = 0
    for mine, other in zip(record.stages, plain.stages, strict=False):
        if mine != other:
            break
        alike += 1
    if alike == len(record.stages) == len(plain.stages):
        return say("Both counts are the same at every stage.")
    if not alike:
        return say("The counts part at the first stage.")
    return say(
        "The counts are the same up to %(stage)s.",
        stage=stage_word(record, record.stages[alike - 1]),
    )


def _places(record: Record, plain: Record) -> tuple[Place, ...]:
    def name(elected: Sequence[int], place: int) -> str:
        return record.name(elected[place]) if place < len(elected) else ""

    def is_new(elected: Sequence[int], others: Sequence[int], place: int) -> bool:
        return place < len(elected) and elected[place] not in others

    return tuple(
        Place(
            number=place + 1,
            within=name(record.elected, place),
            came_in=is_new(record.elected, plain.elected, place),
            without=name(plain.elected, place),
            went_out=is_new(plain.elected, record.elected, place),
        )
        for place in range(max(len(record.elected), len(plain.elected)))
    )


def _moved(record: Record, plain: Record, number: int) -> Moved:
    own = list(intervened(record, number))
    reasons = own or _reasons(record, number)
    bounds = dict.fromkeys(reach.bound for one in reasons for reach in one.because)
    return Moved(
        number=number,
        name=record.name(number),
        within=_ended(record, number),
        without=_ended(plain, number),
        stage=stages_elected(record).get(number) or stages_out(record).get(number, 0),
        is_own=bool(own),
        why=tuple(told_intervention(record, one) for one in reasons[-TOLD:]),
        bounds=tuple(bounds),
    )


def _reasons(record: Record, number: int) -> list[Intervention]:
    """Return what the rules did before that made room for somebody, or took it.

    Who came in without being spared has the place of those who were held back or put out before;
    who went out by votes did so in place of those who were spared then.
    """
    end = stages_elected(record).get(number) or stages_out(record).get(number)
    last = end or len(record.stages)
    before = [one for one in intervened(record) if one.stage <= last]
    if number in record.elected:
        return [one for one in before if one.did not in SPARED] or before
    return [one for one in before if one.did in SPARED] or before


def _ended(record: Record, number: int) -> str:
    if stage := stages_elected(record).get(number):
        return say("elected at %(stage)s", stage=stage_word(record, record.stages[stage - 1]))
    if stage := stages_out(record).get(number):
        return say("out at %(stage)s", stage=stage_word(record, record.stages[stage - 1]))
    return say("still in when the places were filled")
