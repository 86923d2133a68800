"""Who is asked to be on a slate, when officers may go on without somebody, when it is published."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shortlist.errors import NotFound, Refusal
from shortlist.language import later


class Answer(StrEnum):
    """How somebody who was asked has answered."""

    COUNTERSIGNED = "countersigned"
    CHANGED_SINCE = "countersigned another version"
    NOT_YET = "not yet"
    WITHDRAWN = "withdrawn"
    NOT_ASKED = "not asked"
    NOBODY_TO_ASK = "nobody to ask"

    @property
    def is_enough(self) -> bool:
        """Say whether the slate may be published with them."""
        return self in {Answer.COUNTERSIGNED, Answer.NOBODY_TO_ASK}


class ResultsFirst(Refusal):
    """The slate follows from results that everybody can see."""

    sentence = later("Publish the results first: the slate follows from them.")


class SlatePublishedAlready(Refusal):
    """A published slate does not change."""

    sentence = later("The slate is published. A published slate does not change.")


class NoPlace(NotFound):
    """This member is not asked to be on the slate."""

    sentence = later("You are not asked to be on a slate here.")


class AskedAlready(Refusal):
    """Everybody on the slate has been asked."""

    sentence = later(
        "Everybody on the slate has been asked. You can remind those who have not answered."
    )


class AskFirst(Refusal):
    """One goes on without somebody once everybody was asked."""

    sentence = later("Ask those elected first. Then you can go on without those who do not agree.")


class NobodyChosen(Refusal):
    """One goes on without somebody."""

    sentence = later("Choose at least one person to go on without.")
    status = 422


class StillTime(Refusal):
    """Whoever has not answered has time until the slate is due."""

    sentence = later(
        "Whoever has not answered has time until the slate is due. Until then you can go on "
        "without those who have withdrawn."
    )


class NotOnSlate(Refusal):
    """One goes on without somebody who is on it and has not agreed."""

    sentence = later(
        "Somebody you chose is not on the slate any more, or has countersigned it. "
        "Nothing was done. Look at it again."
    )


@dataclass(frozen=True, kw_only=True)
class Vacancy:
    """A place of a published slate whose holder has withdrawn, and who is next in line, if any."""

    holder: int
    withdrawn_at: datetime
    next_in_line: int | None


def why_not_without(
    chosen: Collection[int], answers: Mapping[int, Answer], now: datetime, due_at: datetime
) -> Refusal | None:
    """Return why officers cannot go on without these people (ids), given everybody's answers.

    At any time without who has withdrawn; without who has not answered once the slate is due.
    """
    if not chosen:
        return NobodyChosen()
    for one in chosen:
        answer = answers.get(one)
        if answer is None or answer.is_enough or answer is Answer.NOT_ASKED:
            return NotOnSlate()
        if not may_go_without(answer, is_due=now >= due_at):
            return StillTime()
    return None


def may_go_without(answer: Answer, *, is_due: bool) -> bool:
    """Say whether officers may go on without somebody who has answered so."""
    return answer is Answer.WITHDRAWN or (
        is_due and answer in {Answer.NOT_YET, Answer.CHANGED_SINCE}
    )


def vacancies(
    slate: Sequence[int], reserves: Sequence[int], withdrawn: Mapping[int, datetime]
) -> list[Vacancy]:
    """Return a published slate's places whose holders have withdrawn, in its order (all by id).

    Who withdrew first is followed by the first reserve who has not withdrawn, and so on.
    """
    gone = [one for one in slate if one in withdrawn]
    line = iter([one for one in reserves if one not in withdrawn])
    in_turn = sorted(gone, key=lambda one: withdrawn[one])
    following = {one: next(line, None) for one in in_turn}
    return [
        Vacancy(holder=one, withdrawn_at=withdrawn[one], next_in_line=following[one])
        for one in gone
    ]
