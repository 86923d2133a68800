"""A trustee's backup: a copy of the key, locked by a secret that any two of three cards give.

The secret is 16 random bytes, shared by Shamir's scheme. Each card has 24 bytes: the version, six
bytes that all cards of a set have in common, the number of the card, and its share of 16 bytes.
They are written as three lines of 8 bytes, each with two more that tell whether it was typed right:
16 characters of Crockford's base32 a line.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from shortlist.crockford import ALPHABET, as_typed, bytes_of, in_groups, text_of
from shortlist.trustees.keys import TrusteeKeys, key_file, read_keys
from shortlist.trustees.refusals import (
    BackupDoesNotOpen,
    ExtraMissing,
    LineMistyped,
    NotABackupCard,
    NotAKeyFile,
    OtherSet,
    SameCard,
    WrongPassphrase,
)

VERSION = 1
CARDS, NEEDED = 3, 2
LINES = 3
SET_BYTES = 6
_PIECE = 8  # bytes of a card in a line
_CHECK = 2  # bytes that tell whether the line was typed right
_HEAD = 2 + SET_BYTES
_LINE_LENGTH = 16  # characters
_PURPOSE = b"shortlist/v1/backup-card/"


@dataclass(frozen=True, kw_only=True)
class BackupCard:
    """One of three cards: which set it belongs to (6 bytes), its number from 1, its share."""

    set_id: bytes
    number: int
    share: bytes

    @property
    def lines(self) -> list[str]:
        """Return what is written on the card: three lines of 16 characters in groups of four."""
        whole = bytes([VERSION]) + self.set_id + bytes([self.number]) + self.share
        pieces = [whole[at : at + _PIECE] for at in range(0, len(whole), _PIECE)]
        lines = (piece + _check(piece, at) for at, piece in enumerate(pieces, start=1))
        return [in_groups(text_of(line)) for line in lines]

    @property
    def set_name(self) -> str:
        """Return twelve hexadecimal digits that are the same on all cards of a set."""
        return self.set_id.hex()


def _check(piece: bytes, line: int) -> bytes:
    return sha256(_PURPOSE + bytes([line]) + piece).digest()[:_CHECK]


def read_line(typed: str, line: int) -> bytes:
    """Return the 8 bytes in a line of a card (from 1); raise `LineMistyped`."""
    text = as_typed(typed)
    if len(text) != _LINE_LENGTH or not set(text) <= set(ALPHABET):
        raise LineMistyped(
            f"Line {line} needs {_LINE_LENGTH} digits and letters, and none of them is a U."
        )
    whole = bytes_of(text)
    piece = whole[:_PIECE]
    if whole[_PIECE:] != _check(piece, line):
        raise LineMistyped(f"Line {line} is mistyped. Compare it with the card.")
    return piece


def read_card_lines(lines: Sequence[str]) -> BackupCard:
    """Return the card that has these three lines; raise `LineMistyped` or `NotABackupCard`."""
    if len(lines) != LINES:
        raise NotABackupCard
    whole = b"".join(read_line(line, at) for at, line in enumerate(lines, start=1))
    card = BackupCard(set_id=whole[1 : _HEAD - 1], number=whole[_HEAD - 1], share=whole[_HEAD:])
    if whole[0] != VERSION or not 1 <= card.number <= CARDS:
        raise NotABackupCard
    return card


def make_backup(keys: TrusteeKeys) -> tuple[bytes, list[BackupCard]]:
    """Return a locked copy of keys and the three cards of which any two open it.

    Raises `ExtraMissing`. Every pair of cards has opened the copy before this returns.
    """
    secret, set_id = secrets.token_bytes(16), secrets.token_bytes(SET_BYTES)
    backup = key_file(keys, secret.hex())
    cards = [
        BackupCard(set_id=set_id, number=number, share=share) for number, share in _split(secret)
    ]
    for left_out in range(CARDS):
        restore(backup, cards[:left_out] + cards[left_out + 1 :])
    return backup, cards


def restore(backup: bytes, cards: Sequence[BackupCard]) -> TrusteeKeys:
    """Return the keys in a backup that two cards open.

    Raises `SameCard`, `OtherSet`, `BackupDoesNotOpen`, `NotAKeyFile` or `ExtraMissing`.
    """
    one, other = cards
    if one.set_id != other.set_id:
        raise OtherSet
    if one.number == other.number:
        raise SameCard
    secret = _combine([(card.number, card.share) for card in cards])
    try:
        return read_keys(backup, secret.hex())
    except WrongPassphrase:
        raise BackupDoesNotOpen from None
    except NotAKeyFile:
        raise NotAKeyFile("This is not a backup file. It is the one that cards wrote.") from None


def _split(secret: bytes) -> list[tuple[int, bytes]]:
    try:
        from Crypto.Protocol.SecretSharing import Shamir
    except ImportError:
        raise ExtraMissing from None
    return Shamir.split(NEEDED, CARDS, secret)


def _combine(shares: list[tuple[int, bytes]]) -> bytes:
    try:
        from Crypto.Protocol.SecretSharing import Shamir
    except ImportError:
        raise ExtraMissing from None
    return Shamir.combine(shares)
