"""Of whom scrutineers may learn whether they have voted, and when; pure, as rules.py is."""

from dataclasses import dataclass
from random import Random

from shortlist.errors import Refusal
from shortlist.language import later
from shortlist.voting.rules import NotReady

MOST_SAMPLED = 200
USUALLY_SAMPLED = 20


class SampledTooEarly(Refusal):
    """While ballots are taken nobody but the elector is told who has voted."""

    sentence = later("Nobody is told who has voted before the ballot box is closed.")


class SampledTooLate(Refusal):
    """The envelopes, and with them the marks of who voted, are gone."""

    sentence = later(
        "The envelopes of this poll were erased, so the server no longer knows who voted."
    )


@dataclass(frozen=True, kw_only=True)
class SampledElector:
    """Somebody on the register, and whether an envelope of theirs is in each box.

    `in_boxes` follows the contests of the sample; None where the contest is for another region.
    """

    name: str
    membership_number: str
    local_party: str
    region: str
    in_boxes: tuple[bool | None, ...]


@dataclass(frozen=True, kw_only=True)
class VotedSample:
    """Electors drawn at random, by name, and the titles of the contests that have a box."""

    contests: tuple[str, ...]
    electors: tuple[SampledElector, ...]


def why_not_sampled(*, has_box: bool, is_closed: bool, is_erased: bool) -> Refusal | None:
    """Return why no scrutineer may be shown who has voted."""
    if not has_box:
        return NotReady()
    if not is_closed:
        return SampledTooEarly()
    return SampledTooLate() if is_erased else None


def drawn_ranks(size: int, number: int, chance: Random) -> list[int]:
    """Draw ranks (from 1) of a register of a size, each equally likely; all if it has no more."""
    return chance.sample(range(1, size + 1), min(number, size))
