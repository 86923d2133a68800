"""When the board is open, and what a member's question and a candidate's reply need."""

from datetime import datetime, timedelta
from enum import StrEnum

from shortlist.errors import NotAllowed, NotFound, Refusal, TooOften
from shortlist.interest.rules import word_count
from shortlist.language import later, say, thousands
from shortlist.polls.rules import Facts, Phase, Timetable, phase_at

SHORTEST_QUESTION, LONGEST_QUESTION = 15, 400  # characters
MOST_WORDS = 150  # of a reply
MOST_OF_A_REPLY = 20_000  # characters that are read at all
MOST_A_DAY = 5  # questions of one member in one poll
A_DAY = timedelta(days=1)


class State(StrEnum):
    """What became of a member's question."""

    WAITING = "waiting"
    PUBLISHED = "published"
    DECLINED = "declined"
    MERGED = "merged"


STATE_WORDS = {
    State.WAITING: later("An organiser looks at it"),
    State.PUBLISHED: later("Published"),
    State.DECLINED: later("Declined"),
    State.MERGED: later("Joined with another"),
}


class BoardNotOpen(NotFound):
    """There are no candidates to ask yet."""

    sentence = later("Members can ask questions once the shortlist is published.")


class BoardClosed(Refusal):
    """Voting has closed."""

    sentence = later("Voting has closed, so nothing can be asked or answered any more.")


class NotOnRoll(NotAllowed):
    """Only members on the roll ask."""

    sentence = later(
        "Only members on the electoral roll can ask. "
        "If you are a member, see under “Your account” how to be put on the roll."
    )


class AskedTooOften(TooOften):
    """Others have questions, too."""

    sentence = later(
        "You can ask %(MOST_A_DAY)s questions a day. Come back tomorrow with the next.",
        MOST_A_DAY=MOST_A_DAY,
    )


class NoSuchQuestion(NotFound):
    """The poll has no such question, or it is not published."""

    sentence = later("There is no such question on this board.")


class NoSuchReply(NotFound):
    """The poll has no such reply, or not for everybody to read."""

    sentence = later("There is no such reply on this board.")


class DecidedAlready(Refusal):
    """What is published has replies."""

    sentence = later("This question has been decided already.")


class ReasonMissing(Refusal):
    """A question is not declined, and a reply not taken down, without saying why."""

    sentence = later("Write the reason: it is told.")
    status = 422


class NothingToJoin(Refusal):
    """A question is joined with one that everybody can read."""

    sentence = later("Choose a published question that asks the same.")
    status = 422


class OwnQuestion(NotAllowed):
    """Nobody decides on their own question."""

    sentence = later("You asked this yourself: another organiser decides on it.")


class NotACandidate(NotAllowed):
    """Only candidates reply."""

    sentence = later("Only candidates of this poll can reply.")


class ReplyEmpty(Refusal):
    """There is nothing to publish."""

    sentence = later("Write your reply.")
    status = 422


class ReplyTooLong(Refusal):
    """The limit is the same for everybody."""

    status = 422

    def __init__(self, words: int) -> None:
        super().__init__(
            say(
                "Your reply has %(words)s words. Shorten it to %(MOST_WORDS)s or fewer.",
                words=thousands(words),
                MOST_WORDS=MOST_WORDS,
            )
        )


class ReplyUnchanged(Refusal):
    """A change that changes nothing would only be shown as one."""

    sentence = later("Your reply says that already.")


class ReplyHidden(Refusal):
    """What organisers have taken down stays as it was."""

    sentence = later("The organisers have taken your reply down, so it cannot be changed.")


class ReportedAlready(Refusal):
    """Once is enough."""

    sentence = later("You have reported this reply already. The organisers look at it.")


def why_not_write(now: datetime, timetable: Timetable, facts: Facts) -> Refusal | None:
    """Return why nothing can be asked, replied or reported now, or None."""
    phase = phase_at(now, timetable, facts)
    if not phase.is_at_least(Phase.SHORTLIST_PUBLISHED):
        return BoardNotOpen()
    is_over = phase.is_at_least(Phase.CLOSED) or now >= timetable.closes_at
    return BoardClosed() if is_over else None


def why_not_reply(text: str) -> Refusal | None:
    """Return why a reply cannot be published as it is, or None."""
    words = word_count(text)
    if words == 0:
        return ReplyEmpty()
    return ReplyTooLong(words) if words > MOST_WORDS else None


def is_too_many(asked_today: int) -> bool:
    """Say whether a member who has asked so many within a day may not ask another."""
    return asked_today >= MOST_A_DAY
