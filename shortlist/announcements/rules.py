"""What a call for interest consists of, and what an announcement needs."""

from enum import StrEnum

from shortlist.errors import NotFound, Refusal
from shortlist.language import later

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
    Section.BODY: later("What the body does"),
    Section.SEATS: later("The seats"),
    Section.DATES: later("The dates"),
    Section.WHO: later("Who may stand"),
    Section.ASKED: later("What you are asked for"),
    Section.SLATE: later("How the slate is made"),
}
SECTION_HINTS = {
    Section.BODY: later(
        "What it decides, how often it meets, how much time it takes, what is paid for."
    ),
    Section.SEATS: later(
        "The number of seats of each contest is shown below your words by itself."
    ),
    Section.DATES: later(
        "The dates are shown below your words by themselves, always as they are now."
    ),
    Section.WHO: later("Who can stand, and who cannot."),
    Section.ASKED: later(
        "What people have to have ready when they offer to stand. Questions, declarations, forms "
        "and a bursary are shown below your words by themselves, as the poll has them."
    ),
    Section.SLATE: later("What happens after somebody has offered to stand, up to the slate."),
}


class CallNotPublished(NotFound):
    """The poll has no call for interest that everybody may read."""

    sentence = later("The call for interest of this poll is not published yet.")


class NothingToPublish(Refusal):
    """No call has been written."""

    sentence = later("Write and save the call before you publish it.")


class CallSavedMeanwhile(Refusal):
    """Another organiser saved the call after this page was opened."""

    sentence = later("The call was saved in another window meanwhile. Look at it, then publish it.")


class NotPublicYet(Refusal):
    """A draft has no readers."""

    sentence = later("Announce the poll first: what you write here goes out to everybody at once.")


class NoSuchAnnouncement(NotFound):
    """The poll has no such announcement."""

    sentence = later("There is no such announcement.")


class CorrectedAlready(Refusal):
    """There is a newer one to correct."""

    sentence = later("This announcement has been corrected already. Correct the newest one.")


class NothingCorrected(Refusal):
    """A correction that says the same corrects nothing."""

    sentence = later("This says what the announcement says already. Change something first.")
