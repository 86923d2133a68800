"""What a withdrawal does, by where the poll is: the one table of effects, and its words.

Pure, as rules.py is. A candidate can withdraw at any time; what is fixed by then stays, marked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from shortlist.errors import Refusal
from shortlist.language import later
from shortlist.polls.rules import Facts, Phase, Timetable, phase_at


class Effect(StrEnum):
    """What a withdrawal does."""

    TAKEN_BACK = "taken back"
    OFF_PAPER = "off the paper"
    MARKED = "marked on the paper"
    NOT_COUNTED = "not counted"
    NO_PLACE = "no place on the slate"
    NOTED = "noted on the slate"

    @property
    def reaches_count(self) -> bool:
        """Say whether no vote elects them: whoever withdraws before the count."""
        return self in {Effect.OFF_PAPER, Effect.MARKED, Effect.NOT_COUNTED}

    @property
    def is_public(self) -> bool:
        """Say whether it is told by name: of whoever is on the fixed paper."""
        return self not in {Effect.TAKEN_BACK, Effect.OFF_PAPER}


class WithdrawalReason(StrEnum):
    """Why somebody is a candidate no more."""

    OWN = "own wish"  # they withdrew here themselves
    ASKED = "asked"
    INELIGIBLE = "ineligible"
    NO_ANSWER = "not countersigned"


@dataclass(frozen=True, kw_only=True)
class EffectWords:
    """What an effect is called, and what the candidate, the officers and everybody are told."""

    title: str
    to_candidate: str
    to_officers: str
    to_all: str


WORDS: Mapping[Effect, EffectWords] = MappingProxyType(
    {
        Effect.TAKEN_BACK: EffectWords(
            title=later("What you sent is taken back"),
            to_candidate=later(
                "Nobody has decided on it yet. The organisers no longer see it, and you "
                "will not be on the shortlist."
            ),
            to_officers=later("It was not decided on yet, and is not in the list any more."),
            to_all="",
        ),
        Effect.OFF_PAPER: EffectWords(
            title=later("You will not be on the ballot paper"),
            to_candidate=later(
                "The paper is not fixed yet. Your name, statement and photo go from the "
                "shortlist at once, and you will not be on the ballot paper."
            ),
            to_officers=later(
                "They are off the shortlist and will not be on the paper. If nobody stands "
                "in the contest any more, it has to be dropped before the poll is made "
                "ready."
            ),
            to_all="",
        ),
        Effect.MARKED: EffectWords(
            title=later("You stay on the paper, marked as withdrawn"),
            to_candidate=later(
                "The paper is fixed, so your name stays on it. From this moment it says "
                "there that you have withdrawn. The count passes over you: every vote for "
                "you goes to its voter’s next preference, and you cannot be elected."
            ),
            to_officers=later(
                "The paper stays as it is and marks them as withdrawn. The count passes "
                "over them. There is nothing to do."
            ),
            to_all=later(
                "The count passes over them: a vote for them goes to its voter’s next preference."
            ),
        ),
        Effect.NOT_COUNTED: EffectWords(
            title=later("The count will pass over you"),
            to_candidate=later(
                "Voting is over and nothing is counted yet. The count passes over you: "
                "every vote for you goes to its voter’s next preference, and you cannot be "
                "elected. The poll’s pages say that you have withdrawn."
            ),
            to_officers=later("The count will pass over them. There is nothing to do."),
            to_all=later(
                "The count passes over them: a vote for them goes to its voter’s next preference."
            ),
        ),
        Effect.NO_PLACE: EffectWords(
            title=later("You will not be on the slate"),
            to_candidate=later(
                "The votes are counted, and the count stays as it is. You will not be on "
                "the slate. If you were elected, your place is offered to the next "
                "reserve, and the slate’s page says that somebody elected is not on it by "
                "their own choice."
            ),
            to_officers=later(
                "The count stays as it is. If they were elected, go on without them: the "
                "next reserve is then asked."
            ),
            to_all=later("The count stays as it is. They will not be on the slate."),
        ),
        Effect.NOTED: EffectWords(
            title=later("The slate says that you have withdrawn"),
            to_candidate=later(
                "The slate is published, and a published slate does not change. If you are "
                "on it, its page, pictures and files say from this moment that you have "
                "withdrawn, and who is next in line."
            ),
            to_officers=later(
                "The published slate stays as it is. If they are on it, it now says that "
                "they have withdrawn, and who is next in line."
            ),
            to_all=later("What was published stays as it was."),
        ),
    }
)


REASON_WORDS: Mapping[WithdrawalReason, str] = MappingProxyType(
    {
        WithdrawalReason.ASKED: later("You asked for it."),
        WithdrawalReason.INELIGIBLE: later("You no longer meet the conditions for standing."),
        WithdrawalReason.NO_ANSWER: later(
            "You have not countersigned your page of the shortlist, and nobody is "
            "published without having done so."
        ),
    }
)


class NotYetACandidate(Refusal):
    """While interest is open, what was sent is simply taken back."""

    sentence = later("Interest is still open. Withdraw what you sent on its own page.")


class WithdrawnAlready(Refusal):
    """One withdraws once."""

    sentence = later("You have withdrawn already.")


class NothingToWithdraw(Refusal):
    """The offer to stand was declined, or the paper was fixed without them."""

    sentence = later("You are not a candidate in this contest, so there is nothing to withdraw.")


class EffectChanged(Refusal):
    """The poll went on while the page was read, so that withdrawing does something else now."""

    sentence = later(
        "The poll has gone on since you opened this page, and withdrawing does "
        "something else now. Nothing was done. Read what it does now."
    )


def effect_at(
    now: datetime, timetable: Timetable, facts: Facts, *, is_candidate: bool = True
) -> Effect:
    """Return what a withdrawal does at a moment.

    Ballots on their way in the grace may still rank whoever stands on the paper, so it is marked
    until the last of them is taken. Raises `NotYetACandidate` before interest closes, and
    `NothingToWithdraw` for who is no candidate when the paper is fixed.
    """
    if not is_candidate and (facts.ready or facts.counted):
        raise NothingToWithdraw
    if facts.counted or facts.slate_published:
        return Effect.NOTED if facts.slate_published else Effect.NO_PLACE
    if facts.ready:
        is_over = facts.closed or now >= timetable.box_closes_at
        return Effect.NOT_COUNTED if is_over else Effect.MARKED
    if not phase_at(now, timetable, facts).is_at_least(Phase.INTEREST_CLOSED):
        raise NotYetACandidate
    return Effect.OFF_PAPER if is_candidate else Effect.TAKEN_BACK
