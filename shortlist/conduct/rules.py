"""When a code of conduct may be published, and why it cannot be accepted."""

from datetime import datetime

from shortlist.errors import NotFound, Refusal
from shortlist.language import later
from shortlist.polls.rules import Facts, Phase, Timetable, phase_at

LONGEST = 20_000  # characters


class NoCode(NotFound):
    """The poll has no code of conduct."""

    sentence = later("This poll has no code of conduct.")


class CodeTooLate(Refusal):
    """Members offer to stand already, by what they were told."""

    sentence = later(
        "Interest has opened without a code of conduct, so none can be asked for any more."
    )


class CodeIsFixed(Refusal):
    """Members are voting."""

    sentence = later("Voting has begun, so the code of conduct stays as it is.")


class CodeUnchanged(Refusal):
    """Nobody accepts the same words twice."""

    sentence = later("The code says that already. Change something first.")


class CodeChanged(Refusal):
    """What would be accepted is not what was read."""

    sentence = later("There is a newer version of this code. Read it, then accept it.")


def why_not_publish(
    now: datetime, timetable: Timetable, facts: Facts, *, has_code: bool
) -> Refusal | None:
    """Return why no version can be published: the first comes before interest opens; or None."""
    if phase_at(now, timetable, facts).is_at_least(Phase.POLL_OPEN) or now >= timetable.opens_at:
        return CodeIsFixed()
    is_first_and_late = not has_code and facts.announced and now >= timetable.interest_opens_at
    return CodeTooLate() if is_first_and_late else None
