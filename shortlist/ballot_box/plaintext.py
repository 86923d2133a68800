"""The plaintext of a ballot: 12 + n bytes for n candidates, the same length whatever is in it.

Byte 0 is the version, bytes 1-10 the tracker, byte 11 how many preferences there are, then the
candidates' numbers in order, one byte each, and zeros to the end.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from shortlist.crockford import in_groups, text_of

VERSION = 1
TRACKER_BYTES = 10
HEAD_BYTES = 12
MOST_CANDIDATES = 255


class NotABallot(ValueError):  # noqa: N818 - it names a state, as our refusals do
    """Bytes that are no ballot of this contest; the message says why, never what was in them."""


@dataclass(frozen=True, kw_only=True)
class Ballot:
    """What is sealed: a random tracker of 10 bytes and the candidates' numbers in order."""

    tracker: bytes
    preferences: bytes


def encode(tracker: bytes, preferences: Sequence[int], candidates: int) -> bytes:
    """Return the plaintext (12 + candidates bytes); raise `NotABallot` for what cannot be cast."""
    if len(tracker) != TRACKER_BYTES:
        raise NotABallot("a tracker has 10 bytes")
    if not candidates <= MOST_CANDIDATES:
        raise NotABallot("a candidate's number has one byte")
    if any(not 0 < number <= candidates for number in preferences):
        raise NotABallot("a preference is for nobody on the paper")
    head = bytes([VERSION]) + tracker + bytes([min(len(preferences), MOST_CANDIDATES)])
    plaintext = (head + bytes(preferences)).ljust(HEAD_BYTES + candidates, b"\0")
    decode(plaintext, candidates)
    return plaintext


def decode(plaintext: bytes, candidates: int) -> Ballot:
    """Return the ballot that 12 + candidates bytes hold; raise `NotABallot` for any other bytes."""
    if len(plaintext) != HEAD_BYTES + candidates:
        raise NotABallot("the length is wrong")
    if plaintext[0] != VERSION:
        raise NotABallot("the version is unknown")
    end = HEAD_BYTES + plaintext[HEAD_BYTES - 1]
    preferences = plaintext[HEAD_BYTES:end]
    if not preferences or end > len(plaintext):
        raise NotABallot("the number of preferences is wrong")
    if any(plaintext[end:]):
        raise NotABallot("the padding is not zero")
    if min(preferences) < 1 or max(preferences) > candidates:
        raise NotABallot("a preference is for nobody on the paper")
    if len(set(preferences)) < len(preferences):
        raise NotABallot("a candidate is preferred twice")
    return Ballot(tracker=plaintext[1 : TRACKER_BYTES + 1], preferences=preferences)


def check_code(tracker: bytes) -> str:
    """Return a tracker as its voter keeps it: 16 Crockford base32 characters in groups of four."""
    return in_groups(text_of(tracker))
