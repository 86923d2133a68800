"""Open one layer of all envelopes of a contest; the same envelopes always give the same bytes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

from shortlist.ballot_box.plaintext import NotABallot, decode
from shortlist.ballot_box.sealing import CannotOpen, open_layer, sealed_length
from shortlist.voting.fixed import Fixed

EVERY = 10_000  # envelopes between two words of progress
Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class Inside:
    """What came out of a layer, sorted by bytes, and how many envelopes were dropped, and why."""

    contents: Sequence[bytes]
    undecryptable: int
    duplicate: int


def length_at(fixed: Fixed, layer: int) -> int:
    """Return the length in bytes of what the key of a layer opens; of a ballot after the last."""
    return sealed_length(fixed.plaintext_length, len(fixed.keys) - layer)


def open_layer_of(
    envelopes: Sequence[bytes],
    fixed: Fixed,
    layer: int,
    key: EllipticCurvePrivateKey,
    progress: Progress | None = None,
) -> Inside:
    """Open a layer of every envelope, in the order of their bytes.

    What does not open, or holds something of another length, is dropped. Inside the last layer are
    ballots: what is none is dropped, and of several with one tracker the first is kept.
    """
    is_last = layer == len(fixed.keys) - 1
    found: list[bytes] = []
    trackers: set[bytes] = set()
    undecryptable = duplicate = 0
    for done, sealed in enumerate(sorted(envelopes), start=1):
        if progress and (done % EVERY == 0 or done == len(envelopes)):
            progress(done, len(envelopes))
        content = _content(sealed, fixed, layer, key)
        if content is None:
            undecryptable += 1
        elif is_last and content[1:11] in trackers:
            duplicate += 1
        else:
            found.append(content)
            trackers.add(content[1:11])
    return Inside(contents=sorted(found), undecryptable=undecryptable, duplicate=duplicate)


def _content(sealed: bytes, fixed: Fixed, layer: int, key: EllipticCurvePrivateKey) -> bytes | None:
    """Return what is inside an envelope; None where that cannot be a ballot of this contest."""
    try:
        content = open_layer(sealed, fixed.terms, layer, key)
        if len(content) != length_at(fixed, layer + 1):
            return None
        if layer == len(fixed.keys) - 1:
            decode(content, fixed.candidates)
    except (CannotOpen, NotABallot):
        return None
    return content
