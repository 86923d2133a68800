"""What trustees may be asked and when, why an answer is not taken; pure, as rules.py is."""

from shortlist.errors import NotFound, Refusal
from shortlist.language import later
from shortlist.polls.rules import Facts
from shortlist.voting import rules

MOST_TRUSTEES = 4
LAYER = {1: "first", 2: "second", 3: "third", 4: "fourth"}


class TooManyTrustees(Refusal):
    """Every trustee is one more who must not lose a key."""

    sentence = later("A poll has four trustees at the most.")


class TrusteeThere(Refusal):
    """Two trustees of a poll have the same key or the same name."""

    sentence = later("A trustee with this key or this name is on the list already.")


class NoSuchTrustee(NotFound):
    """No trustee has this place in the poll."""

    sentence = later("This poll has no such trustee.")


class NoTrustees(NotFound):
    """Nobody but the operator holds the key of this poll."""

    sentence = later("This poll has no trustees.")


class SomebodyElsesAnswer(Refusal):
    """The answer is by a key that is no trustee's of this poll."""

    sentence = later("This answer is not by a trustee of this poll.")
    status = 422


class WrongAnswer(Refusal):
    """The answer is about other manifests, or not what the task asks for."""

    sentence = later(
        "This answer does not fit this poll: a layer did not open as it should, or other manifests "
        "were signed. Let the trustee take their file of this poll and do it again."
    )
    status = 422


class NothingToOpen(Refusal):
    """No contest has envelopes enough for the trustees to open."""

    sentence = later(
        "No contest of this poll has 20 ballots or more. From so few, a paper could point to its "
        "voter, so the trustees do not open them."
    )


class TrusteesOpen(Refusal):
    """The operator cannot open what is sealed to the trustees."""

    sentence = later("The trustees of this poll open its ballot box, not the server.")


class WrongPapers(Refusal):
    """The file of papers does not follow from the box by what the trustees have signed."""

    sentence = later(
        "These papers do not follow from the ballot box by what the trustees have signed. Nothing "
        "was taken. Ask the last trustee for the file that their “open” wrote, as it is."
    )
    status = 422


def why_not_change_trustees(facts: Facts) -> Refusal | None:
    """Return why trustees cannot be put on a poll's list or taken off it."""
    return rules.AlreadyReady() if facts.ready else None


def why_not_answer(facts: Facts) -> Refusal | None:
    """Return why trustees have nothing to answer, or can no longer."""
    if not facts.ready:
        return rules.NotReady()
    if not facts.trustees:
        return NoTrustees()
    return rules.ClosedAlready() if facts.closed else None


def why_not_by_trustees(facts: Facts) -> Refusal | None:
    """Return why the trustees cannot open the boxes of a poll."""
    if not facts.trustees:
        return NoTrustees()
    return rules.why_not_open(facts, is_opened=facts.opened)
