"""The words that a call for interest begins with, from the poll's facts; pure, as rules are."""

from collections.abc import Mapping

from shortlist.announcements.rules import Section
from shortlist.interest.rules import MOST_WORDS

WHO = "Every member on the electoral roll can stand."
WHO_OF_REGION = "A contest for one region is for the members who live there."
WHO_CHECKS = "Not sure whether you are on the roll? Sign in and look under “Your account”."
ASKED = f"""To offer to stand you give:

- your name, as it should stand on the ballot paper
- a statement of up to {MOST_WORDS} words
- a photo, if you like
- your agreement that these are published with your local party and your region

You can save a draft and come back. Until the deadline you can change or withdraw what you sent."""
DATES = "Every deadline is the same for everybody, and is kept to the second."
SEATS_OF_ONE = "One person is chosen."
SEATS_OF_MANY = """The seats are filled together, so that those who are chosen speak for as many \
members as possible."""
SLATE = """Organisers accept or decline each offer to stand and tell the member why. The shortlist \
is published, and all members rank the candidates in their own order.

The papers are counted by the single transferable vote, under a rule that is named beforehand. The \
slate follows in order of election, with everything that is needed to check it."""


def words_to_start_from(
    description: str, seats: int, *, has_regions: bool
) -> Mapping[Section, str]:
    """Return a call for a poll of so many seats, to be changed as an organiser likes.

    What else candidates are asked for stands below these words by itself, as the dates do.
    """
    who = [WHO, WHO_OF_REGION, WHO_CHECKS] if has_regions else [WHO, WHO_CHECKS]
    return {
        Section.BODY: description,
        Section.SEATS: SEATS_OF_ONE if seats == 1 else SEATS_OF_MANY,
        Section.DATES: DATES,
        Section.WHO: "\n\n".join(who),
        Section.ASKED: ASKED,
        Section.SLATE: SLATE,
    }
