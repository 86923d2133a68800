"""What a call for interest consists of, and what an announcement needs."""

from enum import StrEnum

from shortlist.errors import NotFound, Refusal

MOST_OF_A_SECTION = 6_000  # characters
MOST_OF_A_TITLE = 120
MOST_OF_A_TEXT = 6_000


class Section(StrEnum):
    """The parts of a call for interest, in the order in which they are read."""

    BODY = "body"
    SEATS = "seats"
    DATES = "dates"
    WHO = "who"
    ASKED = "asked"
    SLATE = "slate"


SECTION_TITLES = {
    Section.BODY: "What the body does",
    Section.SEATS: "The seats",
    Section.DATES: "The dates",
    Section.WHO: "Who may stand",
    Section.ASKED: "What you are asked for",
    Section.SLATE: "How the slate is made",
}
SECTION_HINTS = {
    Section.BODY: "What it decides, how often it meets, how much time it takes, what is paid for.",
    Section.SEATS: "The number of seats of each contest is shown below your words by itself.",
    Section.DATES: "The dates are shown below your words by themselves, always as they are now.",
    Section.WHO: "Who can stand, and who cannot.",
    Section.ASKED: "What people have to have ready when they offer to stand.",
    Section.SLATE: "What happens after somebody has offered to stand, up to the slate.",
}


class CallNotPublished(NotFound):
    """The poll has no call for interest that everybody may read."""

    sentence = "The call for interest of this poll is not published yet."


class NothingToPublish(Refusal):
    """No call has been written."""

    sentence = "Write and save the call before you publish it."


class CallSavedMeanwhile(Refusal):
    """Another organiser saved the call after this page was opened."""

    sentence = "The call was saved in another window meanwhile. Look at it, then publish it."


class NotPublicYet(Refusal):
    """A draft has no readers."""

    sentence = "Announce the poll first: what you write here goes out to everybody at once."


class NoSuchAnnouncement(NotFound):
    """The poll has no such announcement."""

    sentence = "There is no such announcement."


class CorrectedAlready(Refusal):
    """There is a newer one to correct."""

    sentence = "This announcement has been corrected already. Correct the newest one."


class NothingCorrected(Refusal):
    """A correction that says the same corrects nothing."""

    sentence = "This says what the announcement says already. Change something first."
