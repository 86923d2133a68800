"""What may be cast and when, how a paper is read, and why a box is not made, closed or opened."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from shortlist.errors import NotAllowed, NotFound, Refusal
from shortlist.language import later, say, thousands
from shortlist.polls.rules import Facts, Phase, Timetable, phase_at, takes_ballots_at

TOO_MANY_CASTS = later(
    "You have cast many ballots in a short time, so we are answering more slowly. Nothing is lost: "
    "this order was not cast, and the ballot that you cast before stays in the box. You can cast "
    "this one in a few minutes."
)
MOST_OPENED_ON_A_PAGE = 100_000  # envelopes: opening them takes about ten seconds
EXTENDED_FROM = "Voting closes"  # how the terms of an extension call the time before
FEWEST_SHOWN = 10  # a smaller number of voters could point to one of them


class NotOnRegister(NotAllowed):
    """The member is not an elector of this poll."""

    sentence = later(
        "You are not on the register of this poll, so you cannot vote in it. The register was "
        "frozen when the poll was made ready. If you think that is wrong, write to the organisers."
    )


class Barred(NotAllowed):
    """Two people have decided that the elector casts no further ballot."""

    sentence = later(
        "You can cast no further ballot in this poll. A ballot that you have cast before stays in "
        "the box and counts. The reason is on the page of your line in the register, where you can "
        "object."
    )


class OtherRegion(NotAllowed):
    """The contest is for the electors of another region."""

    sentence = later("This contest is for members of another region.")


class VotingNotOpen(Refusal):
    """The poll has not opened yet."""

    sentence = later("Voting has not opened yet.")


class VotingClosed(Refusal):
    """The poll, with its grace, is over, or the box has been closed."""

    sentence = later("Voting has closed. No ballot can be added or changed any more.")


class ChangedMeanwhile(Refusal):
    """The envelope that the cast was to replace is no longer the live one."""

    sentence = later(
        "Your ballot was changed meanwhile: you have cast another one since this page was made, "
        "in another tab or on another device. That one is in the box and counts; this order was "
        "not cast."
    )


class NotAnEnvelope(Refusal):
    """What was sent cannot be a sealed ballot of this contest."""

    sentence = later(
        "What your browser sent is not a sealed ballot of this contest, so nothing was cast. Load "
        "the page again; your order stays in this tab."
    )
    status = 422


class EmptyBallot(Refusal):
    """A ballot needs a first preference."""

    sentence = later("You have not ranked anybody yet. Give 1 to your first preference.")


class NotAnnounced(Refusal):
    """A draft is not made ready."""

    sentence = later("This poll is still a draft. Announce it first.")


class AlreadyReady(Refusal):
    """What was fixed is not fixed again."""

    sentence = later("This poll has been made ready already.")


class BeforeShortlist(Refusal):
    """The candidates may still change."""

    sentence = later("A poll is made ready once its shortlist is published.")


class TooLateForVoting(Refusal):
    """Nobody could vote any more."""

    sentence = later(
        "The time for voting is over. Change the dates before you make the poll ready."
    )


class NoContests(Refusal):
    """There is nothing to vote on."""

    sentence = later("This poll has no contests yet.")


class UnknownRule(Refusal):
    """The contest names a rule that cannot be counted."""

    sentence = later("A contest of this poll is to be counted by a rule that is not known.")


class SomebodyStands(Refusal):
    """A contest with candidates is voted on."""

    sentence = later("Somebody stands in this contest, so it cannot be dropped.")


class NotReady(Refusal):
    """The poll has no box yet."""

    sentence = later("This poll has not been made ready, so it has no ballot box.")


class TooEarlyToClose(Refusal):
    """Ballots are still taken."""

    sentence = later(
        "Ballots are still taken. The box is closed when the time and its grace are over."
    )


class TooLateToExtend(Refusal):
    """An extension is decided before the time is up, or a late result could be waited for."""

    sentence = later(
        "Voting was to close already, so it can no longer be extended. That is decided before the "
        "closing time, never after it."
    )


class NotLater(Refusal):
    """Voting is never cut short."""

    sentence = later("Choose a time that is later than the present closing time.")


class ClosedAlready(Refusal):
    """Nothing follows the close."""

    sentence = later("The ballot box has been closed already.")


class NotClosed(Refusal):
    """A box is not opened while it can still change."""

    sentence = later("The ballot box is not closed yet.")


class OpenedAlready(Refusal):
    """A box is opened once."""

    sentence = later("The ballot box has been opened already.")


class BoxAndLogDisagree(Refusal):
    """The envelopes are not those that the log says count: somebody has changed them."""

    sentence = later(
        "The envelopes in the box are not the ones in its log. Nothing was opened. Keep the "
        "database as it is and have it examined."
    )


class NotForPapersNow(Refusal):
    """Papers from outside come in between the close and the count."""

    sentence = later(
        "Papers can be brought in once the box is closed, and until the poll is counted."
    )


class NoReceipt(NotFound):
    """This elector has no envelope in this box."""

    sentence = later("There is no ballot of yours in this box.")


def why_not_cast(now: datetime, timetable: Timetable, facts: Facts) -> Refusal | None:
    """Return why no ballot is taken at a moment; the grace counts as open."""
    if takes_ballots_at(now, timetable, facts):
        return None
    is_over = facts.closed or now >= timetable.box_closes_at
    return VotingClosed() if is_over else VotingNotOpen()


def why_not_ready(now: datetime, timetable: Timetable, facts: Facts) -> Refusal | None:
    """Return why a poll cannot be made ready at a moment, as far as dates and facts tell."""
    if not facts.announced:
        return NotAnnounced()
    if facts.ready:
        return AlreadyReady()
    if now >= timetable.closes_at:
        return TooLateForVoting()
    if not phase_at(now, timetable, facts).is_at_least(Phase.SHORTLIST_PUBLISHED):
        return BeforeShortlist()
    return None


def why_not_close(now: datetime, timetable: Timetable, facts: Facts) -> Refusal | None:
    """Return why the boxes of a poll cannot be closed at a moment."""
    if not facts.ready:
        return NotReady()
    if facts.closed:
        return ClosedAlready()
    return TooEarlyToClose() if now < timetable.box_closes_at else None


def why_not_extend(
    now: datetime, timetable: Timetable, facts: Facts, closes_at: datetime | None
) -> Refusal | None:
    """Return why voting cannot be extended to a moment (None: at all); the grace is too late."""
    if not facts.ready:
        return NotReady()
    if facts.closed:
        return ClosedAlready()
    if now >= timetable.closes_at:
        return TooLateToExtend()
    is_later = closes_at is None or closes_at > timetable.closes_at
    return None if is_later else NotLater()


def why_not_open(facts: Facts, *, is_opened: bool) -> Refusal | None:
    """Return why the boxes of a poll cannot be opened."""
    if not facts.closed:
        return NotClosed()
    return OpenedAlready() if is_opened else None


def is_for_command(envelopes: int) -> bool:
    """Say whether a box is so large that no web server would wait for its opening."""
    return envelopes > MOST_OPENED_ON_A_PAGE


def takes_papers(facts: Facts) -> bool:
    """Say whether papers from outside may be brought in."""
    return facts.closed and not facts.counted


def shown_count(cast: int) -> str:
    """Say how many have voted, without a number that is small enough to point to somebody."""
    return (
        thousands(cast)
        if cast >= FEWEST_SHOWN
        else say("fewer than %(FEWEST_SHOWN)s", FEWEST_SHOWN=FEWEST_SHOWN)
    )


# Rules whose quota falls as papers run out of preferences: there a later preference is at work
# while the fate of an earlier one is not yet settled.
QUOTA_FALLS = frozenset({"meek-prf", "meek-nz", "warren"})
# A rule that makes elections anew after each exclusion. In 44,000 random counts nobody who had a
# place lost it so, but that is no proof.
STARTS_ANEW = frozenset({"qpq"})


def later_harm(rule: str) -> str:
    """Say whether ranking somebody lower can hurt those ranked higher, under a counting rule.

    Where each preference waits until those before it are settled for good, it cannot.
    """
    if rule in QUOTA_FALLS:
        return say(
            "Ranking more people helps you have a say to the end. Under this rule a later "
            "preference can weaken an earlier one a little, because the quota falls as votes run "
            "out."
        )
    if rule in STARTS_ANEW:
        return say(
            "A later preference is looked at only when the earlier ones have a place or are out. "
            "Places are given anew after each exclusion, but we know of no count in which ranking "
            "more people cost an earlier preference the place."
        )
    return say(
        "Ranking more people cannot hurt those above them: a later preference is looked at only "
        "when the earlier ones are elected or out."
    )


@dataclass(frozen=True, kw_only=True)
class Marks:
    """A paper as filled in: candidates in order, and (candidate or None, complaint) pairs."""

    order: tuple[int, ...]
    faults: tuple[tuple[int | None, str], ...]


def read_marks(typed: Mapping[str, str], paper: Collection[int]) -> Marks:
    """Read what was typed beside the candidates: ranks in figures, gaps close up, blanks are none.

    `typed` maps candidates' numbers, as sent, to ranks, as typed; `paper` holds the numbers that
    stand on the paper.
    """
    on_paper = {str(number): number for number in paper}
    ranks: dict[int, int] = {}
    faults: list[tuple[int | None, str]] = []
    for key, text in typed.items():
        rank = text.strip()
        if not rank:
            continue
        number = on_paper.get(key)
        if number is None:
            faults.append((None, say("A rank was given to somebody who is not on this paper.")))
        elif not _is_rank(rank):
            faults.append((number, say("Write a whole number: 1, 2, 3 and so on.")))
        else:
            ranks[number] = int(rank)
    faults += _repeated(ranks)
    order = tuple(sorted(ranks, key=lambda number: ranks[number])) if not faults else ()
    return Marks(order=order, faults=tuple(faults))


def _is_rank(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 4 and int(text) > 0


def _repeated(ranks: Mapping[int, int]) -> list[tuple[int | None, str]]:
    times = Counter(ranks.values())
    return [
        (
            number,
            say(
                "You gave %(rank)s to %(rank2)s candidates. Give each a rank of its own.",
                rank=rank,
                rank2=times[rank],
            ),
        )
        for number, rank in ranks.items()
        if times[rank] > 1
    ]
