"""Study how firm a slate is: ask every other count, with progress, and put the answers together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass

from ..balance import Balance
from ..counting import DEFAULT_SEED, count
from ..errors import CountError, InputError
from ..profile import Profile
from ..record import Record
from ..ties import Lot
from .counts import Basis, Question, merged, questions_of
from .crew import answers
from .result import Firmness, Kind, Resampling, Variant

RESAMPLES = 200
RESAMPLE_LIMIT = 100_000

Progress = Callable[[int, int], None]  # hears how many counts are done, of how many


class CancelledError(CountError):
    """Whoever asked for the study no longer wants it."""

    def __init__(self) -> None:
        super().__init__("The study was stopped before it was done.")


@dataclass(frozen=True, kw_only=True)
class Study:
    """How to study: how many resamples, from which seed, in how many processes.

    `progress` is called after each count, and may raise CancelledError to end it all.
    """

    resamples: int = RESAMPLES
    seed: str = DEFAULT_SEED
    processes: int = 1
    progress: Progress | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.resamples <= RESAMPLE_LIMIT:
            raise InputError(f"There are between 1 and {RESAMPLE_LIMIT:,} resamples.")


def firmness(
    profile: Profile,
    rule: str = "scottish",
    seats: int | None = None,
    lot: Lot | None = None,
    withdrawn: Iterable[int] = (),
    *,
    study: Study | None = None,
    file: str = "",
    balance: Balance | None = None,
) -> Firmness:
    """Count the papers in every other way, and many times resampled.

    The slate is what `count` elects from the same arguments, and is refused as there; another count
    that is refused is named with why: by bounds of the `balance`, say, that cannot be kept without
    somebody. A resample has as many papers, drawn evenly with the seed,
    and its ties are decided by a lot from the seed. The result is the same for any number of
    processes.
    """
    study = study or Study()
    papers = merged(profile, seats, tuple(withdrawn))
    record = count(papers, rule, lot=lot, file=file, balance=balance)
    basis = Basis(profile=papers, rule=rule, lot=lot, seed=study.seed, balance=balance)
    questions = list(questions_of(papers, study.resamples))
    found = _asked(basis, questions, study)
    return _result(record, found, questions, study.seed)


def steps_of(profile: Profile, resamples: int = RESAMPLES) -> int:
    """How many counts a study of this profile takes."""
    return sum(1 for _ in questions_of(profile, resamples))


def _asked(basis: Basis, questions: Sequence[Question], study: Study) -> dict[Question, Variant]:
    found: dict[Question, Variant] = {}
    with closing(answers(basis, questions, study.processes)) as coming:
        for variant in coming:
            found[variant.kind, variant.of] = variant
            if study.progress is not None:
                study.progress(len(found), len(questions))
    return found


def _result(
    record: Record, found: dict[Question, Variant], questions: Sequence[Question], seed: str
) -> Firmness:
    def of(kind: Kind) -> tuple[Variant, ...]:
        return tuple(found[question] for question in questions if question[0] is kind)

    return Firmness(
        file=record.file,
        title=record.title,
        rule=record.rule,
        seats=record.seats,
        candidates=record.candidates,
        withdrawn=record.withdrawn,
        papers=record.papers.total,
        record=record.digest,
        slate=record.elected,
        bounds=tuple(map(str, record.balance.bounds)) if record.balance else (),
        rules=of(Kind.RULE),
        other_seats=of(Kind.SEATS),
        without=of(Kind.WITHOUT),
        resampling=_resampling(record, of(Kind.RESAMPLE), seed),
    )


def _resampling(record: Record, variants: Sequence[Variant], seed: str) -> Resampling:
    slates = Counter(frozenset(one.elected) for one in variants if not one.refused)
    times = [0] * (len(record.candidates) + 1)
    for slate, often in slates.items():
        for number in slate:
            times[number] += often
    return Resampling(
        seed=seed,
        resamples=len(variants),
        uncounted=sum(bool(one.refused) for one in variants),
        times=tuple(times),
        same_slate=slates[frozenset(record.elected)],
        slates=len(slates),
    )
