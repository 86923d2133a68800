"""What a mailing is about, who gets it, when it may go, and how far it has come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from shortlist.errors import NotFound, Refusal
from shortlist.language import later, say, thousands
from shortlist.polls.rules import Facts, Timetable

SLOWEST, FASTEST = 1, 60_000  # messages a minute
USUAL_RATE = 1_200
FEWEST_SHOWN = 10  # a smaller number could point to one person
BETWEEN_REMINDERS = timedelta(hours=20)
# So many messages turned away in a row are the server's fault or ours, not the recipients'.
MOST_TURNED_AWAY = 25


class Occasion(StrEnum):
    """What a mailing is about; the order is that of a poll's life."""

    CALL = "call for interest"
    INTEREST_REMINDER = "interest reminder"
    SHORTLIST = "shortlist published"
    INVITATION = "invitation to vote"
    VOTE_REMINDER = "reminder to vote"
    EXTENDED = "voting extended"
    RESULTS = "results published"
    SLATE = "slate published"


class Audience(StrEnum):
    """Who a mailing goes to."""

    ROLL = "the roll"
    NOT_INTERESTED_YET = "the roll without those who have offered to stand"
    REGISTER = "the register"
    NOT_VOTED = "the register without those who have voted"


@dataclass(frozen=True, kw_only=True)
class About:
    """What there is to know of an occasion.

    `deadline` is the field of the poll's moment that the subject has to give, if there is one. An
    announcement is direct marketing in the eyes of the law, and members may have none of it.
    """

    title: str
    says: str
    audience: Audience
    goes_to: str
    path: str
    deadline: str | None = None

    @property
    def is_announcement(self) -> bool:
        """Say whether members may decline such mail."""
        return self.audience in {Audience.ROLL, Audience.NOT_INTERESTED_YET}

    @property
    def is_blind(self) -> bool:
        """Say whether nobody may learn who it goes to."""
        return self.audience is Audience.NOT_VOTED


_EVERYBODY = later("everybody on the roll, without those who have declined announcements")
_ABLE_TO_VOTE = later("everybody on the register who has a contest to vote in and is not barred")
ABOUT: Mapping[Occasion, About] = MappingProxyType(
    {
        Occasion.CALL: About(
            title=later("The call for interest"),
            says=later("Tells members that they can offer to stand, and until when."),
            audience=Audience.ROLL,
            goes_to=_EVERYBODY,
            path="",
            deadline="interest_closes_at",
        ),
        Occasion.INTEREST_REMINDER: About(
            title=later("A reminder that interest closes"),
            says=later("Comes some days before the deadline."),
            audience=Audience.NOT_INTERESTED_YET,
            goes_to=later(
                "everybody on the roll who has not offered to stand yet, without those who "
                "have declined announcements"
            ),
            path="",
            deadline="interest_closes_at",
        ),
        Occasion.SHORTLIST: About(
            title=later("The shortlist is published"),
            says=later("Shows members who stands, and when voting opens."),
            audience=Audience.ROLL,
            goes_to=_EVERYBODY,
            path="/candidates",
            deadline="closes_at",
        ),
        Occasion.INVITATION: About(
            title=later("The invitation to vote"),
            says=later("Tells each elector of the register that they may vote, and until when."),
            audience=Audience.REGISTER,
            goes_to=_ABLE_TO_VOTE,
            path="",
            deadline="closes_at",
        ),
        Occasion.VOTE_REMINDER: About(
            title=later("A reminder to those who have not voted"),
            says=later("Goes out as one blind batch: nobody, you included, is told to whom."),
            audience=Audience.NOT_VOTED,
            goes_to=later("those on the register who can vote and have not when their turn comes"),
            path="",
            deadline="closes_at",
        ),
        Occasion.EXTENDED: About(
            title=later("Voting is extended"),
            says=later("Tells each elector of the register that they may vote for longer."),
            audience=Audience.REGISTER,
            goes_to=_ABLE_TO_VOTE,
            path="",
            deadline="closes_at",
        ),
        Occasion.RESULTS: About(
            title=later("The results are published"),
            says=later("Leads members to the results, with every stage of the count."),
            audience=Audience.ROLL,
            goes_to=_EVERYBODY,
            path="/results",
        ),
        Occasion.SLATE: About(
            title=later("The slate is published"),
            says=later("Shows members the slate that they have chosen."),
            audience=Audience.ROLL,
            goes_to=_EVERYBODY,
            path="/slate",
        ),
    }
)


class State(StrEnum):
    """How far a mailing is."""

    DRAFT = "draft"
    WAITING = "waiting"  # for the moment when it begins
    SENDING = "sending"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"
    LATE = "late"  # its deadline came before its end


class ParcelState(StrEnum):
    """How far a stretch of a mailing's recipients is."""

    WAITING = "waiting"
    HELD = "held"
    DONE = "done"


class StragglerState(StrEnum):
    """How it stands with a recipient whose message did not simply go."""

    PUT_OFF = "put off"
    HELD = "held"
    UNCERTAIN = "uncertain"


class Trouble(StrEnum):
    """Why a mailing does not move; so it is kept."""

    SERVER_AWAY = "server away"
    TURNED_AWAY = "turned away"

    @property
    def in_words(self) -> str:
        """Say it in a sentence."""
        return {
            Trouble.SERVER_AWAY: say(
                "The mail server could not be reached. It is tried again by itself."
            ),
            Trouble.TURNED_AWAY: say(
                "The mail server turned %(n)s messages away one after another, so this was "
                "paused. Ask whoever runs the server, then resume it.",
                n=MOST_TURNED_AWAY,
            ),
        }[self]


class NoSuchMailing(NotFound):
    """The poll has no mailing with this number."""

    sentence = later("There is no such notice in this poll.")


class NotADraft(Refusal):
    """What has been started does not change any more."""

    sentence = later("This notice has been started, so its words stay as they are.")


class NotAnnouncedYet(Refusal):
    """Nobody is told of a draft."""

    sentence = later(
        "This poll is still a draft. Announce it first, then you can write to members."
    )


class TooEarly(Refusal):
    """What the notice is about has not happened at the moment when it would go."""

    sentence = later("That is too early for this notice.")


class TooLate(Refusal):
    """What the notice is about is over."""

    sentence = later("It is too late for this notice: its deadline has passed.")


class BeginsInThePast(Refusal):
    """A moment that has gone by."""

    sentence = later("That moment has gone by. Choose a later one, or start the notice now.")


class RemindedLately(Refusal):
    """Those who have not voted were reminded a short time ago."""

    sentence = later("A reminder to vote went out less than 20 hours ago. Give people a day.")


class NobodyToWriteTo(Refusal):
    """The audience is empty."""

    sentence = later("There is nobody to write to: this notice would reach no one.")


class NotSending(Refusal):
    """Only what goes on can be paused."""

    sentence = later("This notice is not being sent now, so there is nothing to pause.")


class NotPaused(Refusal):
    """Only what was paused can go on."""

    sentence = later("This notice is not paused.")


class OverAlready(Refusal):
    """What is over cannot be cancelled."""

    sentence = later("This notice is over, so there is nothing left to cancel.")


class NothingUncertain(Refusal):
    """There is no message whose fate is unknown."""

    sentence = later("There is no message of this notice whose fate is unknown.")


READY_FIRST = later("The register is frozen when the poll is made ready. That comes first.")
EXTENDED_FIRST = later("Voting has not been extended.")
PUBLISHED_FIRST = {
    Occasion.RESULTS: later("The results are not published yet."),
    Occasion.SLATE: later("The slate is not published yet."),
}
OPEN_FIRST = {
    Occasion.INTEREST_REMINDER: later("Interest is not open then. Choose a moment after it opens."),
    Occasion.SHORTLIST: later("The shortlist is not published then. Choose a later moment."),
    Occasion.VOTE_REMINDER: later("Voting is not open then. Choose a moment after it opens."),
}
_OPENS = {
    Occasion.INTEREST_REMINDER: "interest_opens_at",
    Occasion.SHORTLIST: "shortlist_at",
    Occasion.VOTE_REMINDER: "opens_at",
}


def why_not_at(
    occasion: Occasion, moment: datetime, timetable: Timetable, facts: Facts
) -> Refusal | None:
    """Return why a mailing may not go at a moment, or None."""
    if not facts.announced:
        return NotAnnouncedYet()
    if missing := _missing_step(occasion, facts):
        return TooEarly(missing)
    opens, deadline = _OPENS.get(occasion), ABOUT[occasion].deadline
    if opens and moment < getattr(timetable, opens):
        return TooEarly(OPEN_FIRST[occasion])
    if deadline and moment >= getattr(timetable, deadline):
        return TooLate()
    return None


def _missing_step(occasion: Occasion, facts: Facts) -> str | None:
    if ABOUT[occasion].audience in {Audience.REGISTER, Audience.NOT_VOTED} and not facts.ready:
        return READY_FIRST
    if occasion is Occasion.VOTE_REMINDER and facts.waits_for_trustees:
        return say("Voting waits for the trustees’ answers.")
    published = {
        Occasion.RESULTS: facts.results_published,
        Occasion.SLATE: facts.slate_published,
    }
    return None if published.get(occasion, True) else PUBLISHED_FIRST[occasion]


def parcel_size(rate: int, *, is_blind: bool) -> int:
    """Return how many recipients one sender takes at a time.

    It is over in half a minute, so that others have their turn. A blind one is begun and finished
    as a whole and over in ten seconds: that is how long a pause may take.
    """
    return max(min(rate // 6, 50) if is_blind else min(rate // 2, 500), FEWEST_SHOWN)


def coarse(number: int) -> str:
    """Say a number of people so that it points to nobody."""
    if number < FEWEST_SHOWN:
        return say("fewer than ten")
    step = 10 if number < 1_000 else 100
    return say("about %(step)s", step=thousands(number // step * step))


def duration(messages: int, rate: int) -> timedelta:
    """Return how long so many messages take at a rate a minute."""
    return timedelta(minutes=messages / rate)
