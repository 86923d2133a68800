"""Sealed ballots on their way into the box: sealed in a browser, or here where no scripts run.

A browser sends an envelope and nothing else of the order; the same envelope is the same request.

Without scripts the server seals. The check page carries a random nonce. The tracker is a hash of
it, and the id of the request one of the nonce and everything that is cast: a cast that is sent
twice makes one envelope and shows the same check code again, another order is another request, and
neither the nonce nor the tracker has to be kept. From the kept id nobody gets back to the nonce, so
it tells nothing of the order.
"""

import re
import secrets
from base64 import urlsafe_b64decode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from shortlist.ballot_box.plaintext import TRACKER_BYTES, encode
from shortlist.ballot_box.sealing import seal, sealed_length
from shortlist.voting.fixed import Fixed
from shortlist.voting.rules import NotAnEnvelope

NONCE_BYTES = 16
_BASE64URL = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, kw_only=True)
class SealedBallot:
    """An envelope on its way into the box; `request_id` (32 bytes) makes a retry the same cast."""

    elector_id: int
    sealed: bytes
    request_id: bytes
    by_server: bool


def new_nonce() -> str:
    """Return a random nonce for one check page: 16 bytes as hexadecimal digits."""
    return secrets.token_hex(NONCE_BYTES)


def is_nonce(text: str) -> bool:
    """Say whether a text can be a nonce of ours."""
    return len(text) == 2 * NONCE_BYTES and all(letter in "0123456789abcdef" for letter in text)


def tracker_of(nonce: str) -> bytes:
    """Return the tracker (10 bytes) of the ballot that is cast with a nonce."""
    return sha256(f"shortlist/v1/tracker/{nonce}".encode()).digest()[:TRACKER_BYTES]


def request_id_of(nonce: str, contest_id: int, elector_id: int, order: Sequence[int]) -> bytes:
    """Return the id (32 bytes) by which this very cast is known again."""
    cast = "/".join([nonce, str(contest_id), str(elector_id), ",".join(map(str, order))])
    return sha256(f"shortlist/v1/request/{cast}".encode()).digest()


def seal_order(fixed: Fixed, elector_id: int, order: Sequence[int], nonce: str) -> SealedBallot:
    """Seal an order of candidates' numbers for an elector, as the server does without scripts."""
    plaintext = encode(tracker_of(nonce), order, fixed.candidates)
    return SealedBallot(
        elector_id=elector_id,
        sealed=seal(plaintext, fixed.terms, fixed.keys),
        request_id=request_id_of(nonce, fixed.terms.contest_id, elector_id, order),
        by_server=True,
    )


def browsers_ballot(fixed: Fixed, elector_id: int, text: str) -> SealedBallot:
    """Take an envelope (base64url) that an elector's browser sealed; raise `NotAnEnvelope`.

    Its length is all that can be checked before the opening; what does not open is dropped then.
    """
    sealed = _decoded(text)
    if len(sealed) != sealed_length(fixed.plaintext_length, len(fixed.keys)):
        raise NotAnEnvelope
    return SealedBallot(
        elector_id=elector_id,
        sealed=sealed,
        request_id=sha256(b"shortlist/v1/envelope/" + sealed).digest(),
        by_server=False,
    )


def _decoded(text: str) -> bytes:
    if not _BASE64URL.fullmatch(text):
        raise NotAnEnvelope
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        raise NotAnEnvelope from None
