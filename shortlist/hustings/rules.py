"""What a meeting needs, and until when one can say that one comes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from shortlist.errors import NotAllowed, NotFound, Refusal
from shortlist.language import later, say
from shortlist.representation.withholding import SMALLEST_SHOWN
from shortlist.web.links import host_of

LONGEST = timedelta(hours=24)
SMALLEST_CAPACITY, LARGEST_CAPACITY = SMALLEST_SHOWN, 1_000_000


class Says(StrEnum):
    """Whether a candidate comes."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


SAYS_WORDS = {
    Says.YES: later("Yes, I come"),
    Says.MAYBE: later("Perhaps"),
    Says.NO: later("No, I cannot"),
}


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A meeting as it is planned: when, and a place, a link or both; None is no limit of seats."""

    title: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    link: str = ""
    capacity: int | None = None


class PlanFaulty(Refusal):
    """Something in the plan cannot be; `faults` names each field with why."""

    sentence = later("This meeting cannot be planned so.")
    status = 422

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        self.faults = faults
        super().__init__()


class NotPublicYet(Refusal):
    """Nobody could come to what nobody can read."""

    sentence = later("Announce the poll first: a meeting is public at once.")


class NoSuchHusting(NotFound):
    """The poll has no such meeting."""

    sentence = later("There is no such meeting in this poll.")


class HustingCancelled(Refusal):
    """The meeting does not take place."""

    sentence = later("This meeting was cancelled.")


class HustingBegun(Refusal):
    """What has begun is not moved, cancelled, or joined."""

    sentence = later("This meeting has begun already.")


class HustingNotOver(Refusal):
    """There is no recording of what is still to come."""

    sentence = later("A recording can be linked once the meeting is over.")


class HustingFull(Refusal):
    """All seats are taken."""

    sentence = later("All seats are taken. If somebody steps back, a seat becomes free again.")


class NotOnRoll(NotAllowed):
    """Meetings are for members."""

    sentence = later(
        "Only members on the electoral roll can say that they come. "
        "If you are a member, see under “Your account” how to be put on the roll."
    )


class NotACandidate(NotAllowed):
    """Only candidates say whether they speak."""

    sentence = later("Only candidates of this poll can say whether they speak.")


class ReasonMissing(Refusal):
    """Those who wanted to come are told why they cannot."""

    sentence = later("Write the reason: everybody who wanted to come is told.")
    status = 422


class LinkRefused(Refusal):
    """The address is none that we show."""

    sentence = later("Give a link that begins with https://")
    status = 422


def faults_of_plan(plan: Plan, now: datetime) -> list[tuple[str, str]]:
    """Return (field, sentence) for each thing that cannot be so."""
    faults = []
    if plan.starts_at <= now:
        faults.append(("starts_at", say("Choose a time that is still to come.")))
    if plan.ends_at <= plan.starts_at:
        faults.append(("ends_at", say("The meeting must end after it has begun.")))
    elif plan.ends_at - plan.starts_at > LONGEST:
        faults.append(("ends_at", say("A meeting can last a day at the most.")))
    if not plan.place and not plan.link:
        faults.append(("place", say("Give a place, a link, or both.")))
    if plan.link and not host_of(plan.link):
        faults.append(("link", LinkRefused.sentence))
    is_odd = plan.capacity is not None
    if is_odd and not SMALLEST_CAPACITY <= (plan.capacity or 0) <= LARGEST_CAPACITY:
        least = say(
            "Enter at least %(SMALLEST_CAPACITY)s seats, or leave it empty for no limit.",
            SMALLEST_CAPACITY=SMALLEST_CAPACITY,
        )
        faults.append(("capacity", least))
    return faults


def why_not_change(now: datetime, starts_at: datetime, *, is_cancelled: bool) -> Refusal | None:
    """Return why a meeting cannot be changed, joined or cancelled any more, or None."""
    if is_cancelled:
        return HustingCancelled()
    return HustingBegun() if now >= starts_at else None


def why_not_record(now: datetime, ends_at: datetime, *, is_cancelled: bool) -> Refusal | None:
    """Return why no recording can be linked, or None once the meeting is over."""
    if is_cancelled:
        return HustingCancelled()
    return HustingNotOver() if now < ends_at else None


def shown_count(coming: int) -> int | None:
    """Return how many come as everybody may see it; None where it is too small to be shown."""
    return coming if coming >= SMALLEST_SHOWN else None
