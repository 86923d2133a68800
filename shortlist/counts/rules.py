"""When a contest may be counted or studied, and the lot that settles what nothing else does."""

from datetime import datetime, timedelta
from enum import StrEnum

from shortlist.errors import Refusal
from shortlist.language import later, say

STUDY_GOES_QUIET = timedelta(minutes=2)  # a study tells how far it is every second
MOST_TRIES = 3  # at a study that dies, before a person has to ask again


class NotOpenedYet(Refusal):
    """The ballot box has not been opened, so there are no papers."""

    sentence = later("The ballot box has not been opened yet, so there is nothing to count.")


class CountedAlready(Refusal):
    """There is a record; a record does not change."""

    sentence = later("This poll has been counted. A record does not change once it is made.")


def lot_seed(slug: str, position: int) -> str:
    """Return the seed of a contest's lot: known to everybody as soon as the poll is announced."""
    return f"{slug}/{position}"


class StudyState(StrEnum):
    """How far the study of a slate's firmness is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Fault(StrEnum):
    """Why a study failed; so it is kept."""

    BROKE = "broke"
    OTHER_RECORD = "other record"
    GIVEN_UP = "given up"

    @property
    def in_words(self) -> str:
        """Say it in a sentence."""
        return {
            Fault.BROKE: say("It ended with an error, which stands in the log of the worker."),
            Fault.OTHER_RECORD: say("The papers no longer count to the record of this contest."),
            Fault.GIVEN_UP: say(
                "It ended before it was done, %(tries)s times over.", tries=MOST_TRIES
            ),
        }[self]


class NothingToStudy(Refusal):
    """No paper was counted, so there is no slate to ask about."""

    sentence = later(
        "Nothing was counted in this contest, so there is nothing to ask of its slate."
    )


class StudiedNow(Refusal):
    """The study is waiting for its turn, or somebody is at it."""

    sentence = later("This is being worked out already.")


class StudiedAlready(Refusal):
    """The study is done, and would find the same again."""

    sentence = later("This is worked out already. The same papers would give the same answer.")


def has_gone_quiet(state: StudyState, told_at: datetime | None, now: datetime) -> bool:
    """Say whether a study that should be running has told nothing for too long: it has died."""
    return state is StudyState.RUNNING and told_at is not None and now > told_at + STUDY_GOES_QUIET


def why_not_ask_again(state: StudyState, *, is_quiet: bool) -> type[Refusal] | None:
    """Return why a study cannot be started again; None where it can."""
    if state is StudyState.DONE:
        return StudiedAlready
    if state is StudyState.FAILED or is_quiet:
        return None
    return StudiedNow
