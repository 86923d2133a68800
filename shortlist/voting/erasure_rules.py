"""When a poll's envelopes are erased, and why not yet; pure, as rules.py is."""

from datetime import datetime, timedelta

from shortlist.errors import NotFound, Refusal
from shortlist.language import later

# How long members have, from the publication of the results, to say that something is wrong.
CHALLENGE_WINDOW = timedelta(days=30)


class NotPublishedYet(Refusal):
    """The challenge window begins with the publication of the results."""

    sentence = later("The results are not published yet, so the envelopes may still be needed.")


class WindowOpen(Refusal):
    """Members may still challenge the results."""

    sentence = later(
        "Members can challenge the results for 30 days. The envelopes are kept until then."
    )


class HeldBack(Refusal):
    """The results are challenged, so what they rest on stays."""

    sentence = later(
        "This poll is held back because its results are challenged. Nothing of it is erased."
    )


class ErasedAlready(Refusal):
    """What is gone is not erased again."""

    sentence = later("The envelopes of this poll have been erased already.")


class NotHeldBack(Refusal):
    """Only what is held back is let go."""

    sentence = later("This poll is not held back.")


class NotErasedYet(Refusal):
    """Files are only cleaned once more after an erasure."""

    sentence = later("The envelopes of this poll have not been erased yet.")


class EnvelopesErased(NotFound):
    """The box no longer knows who voted."""

    sentence = later(
        "The envelopes of this poll were erased 30 days or more after its results were published, "
        "so this server no longer knows who voted. A receipt that you saved can still be checked."
    )


def erased_from(results_published_at: datetime) -> datetime:
    """Return the moment from which the envelopes may be erased."""
    return results_published_at + CHALLENGE_WINDOW


def why_not_erase(
    now: datetime,
    results_published_at: datetime | None,
    erased_at: datetime | None,
    held_at: datetime | None = None,
) -> Refusal | None:
    """Return why the envelopes of a poll cannot be erased at a moment."""
    if erased_at is not None:
        return ErasedAlready()
    if results_published_at is None:
        return NotPublishedYet()
    if held_at is not None:
        return HeldBack()
    return WindowOpen() if now < erased_from(results_published_at) else None
