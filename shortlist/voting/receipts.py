"""Receipts: what a voter holds, as a file that anybody can check, and the check itself.

A receipt proves that an entry stands in the log: its leaf and audit path lead to a root, and the
root stands in a checkpoint that the log's key has signed. It says nothing about the order sealed.
"""

import json
import re
from dataclasses import dataclass

from shortlist.errors import NotFound, Refusal
from shortlist.language import later
from shortlist.voting.checkpoints import Checkpoint, LogIdentity, read_checkpoint
from shortlist.voting.notes import NotSigned
from shortlist.voting.tree import HASH_BYTES, root_from

SCHEMA = "shortlist/receipt/1"
_SLUG = re.compile(r"[a-z0-9-]{1,200}")
LARGEST = 20_000  # bytes; a receipt of a million ballots takes three thousand


class NotAReceipt(Refusal):
    """What was handed in is no receipt of ours."""

    sentence = later(
        "This is not a receipt. Choose the file that you saved as your receipt, as it is, or paste "
        "the whole of its text."
    )


class PathLeadsElsewhere(Refusal):
    """The leaf, its path and the checkpoint do not belong together."""

    sentence = later(
        "Something in this receipt has been changed: its entry does not lead to the root that the "
        "log has signed. A receipt that was saved from our page and never touched does."
    )


class SignedBySomebodyElse(Refusal):
    """The checkpoint is not this log's."""

    sentence = later("The signature in this receipt is not one of this contest’s log.")


class NeverSigned(NotFound):
    """The contest's log is from before logs were signed."""

    sentence = later(
        "The log of this contest was not signed, so no receipt of it can be checked here."
    )


class NotInTheLog(Refusal):
    """The log that is published now does not hold the leaf."""

    sentence = later(
        "The log does not hold this entry at this place, although the log’s own key has signed "
        "that it did. That must never happen. Please keep the receipt and tell the scrutineers: it "
        "proves that the log was changed."
    )


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """The leaf, its index (from 0), the tree's size then, its root, and the leaf's audit path.

    `path` holds 32 bytes a step, from the leaf up; it is None for a ballot from before there were
    audit paths. `by_server` says where the ballot was sealed.
    """

    leaf: str
    index: int
    size: int
    root: bytes
    path: tuple[bytes, ...] | None
    by_server: bool

    @property
    def checkpoint(self) -> Checkpoint:
        """Return the state of the log right after the leaf was added."""
        return Checkpoint(size=self.size, root=self.root)


@dataclass(frozen=True, kw_only=True)
class SavedReceipt:
    """A receipt as a file says it: which contest it is of, and a checkpoint to prove it."""

    slug: str
    position: int
    leaf: str
    index: int
    path: tuple[bytes, ...]
    note: str


def split_path(path: bytes | None) -> tuple[bytes, ...] | None:
    """Return the steps of an audit path that is kept as one piece."""
    if path is None:
        return None
    return tuple(path[at : at + HASH_BYTES] for at in range(0, len(path), HASH_BYTES))


def receipt_file(slug: str, position: int, receipt: Receipt, note: str) -> bytes:
    """Return a receipt as the JSON file that a voter keeps; `note` is its signed checkpoint."""
    content = {
        "schema": SCHEMA,
        "poll": slug,
        "contest": position,
        "leaf": receipt.leaf,
        "index": receipt.index,
        "path": [step.hex() for step in receipt.path or ()],
        "checkpoint": note,
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


def read_receipt(data: bytes) -> SavedReceipt:
    """Return what a receipt file says; raise `NotAReceipt`."""
    try:
        content = json.loads(data)
        if content["schema"] != SCHEMA:
            raise NotAReceipt
        return SavedReceipt(
            slug=_slug(content["poll"]),
            position=int(content["contest"]),
            leaf=str(content["leaf"]),
            index=int(content["index"]),
            path=tuple(bytes.fromhex(step) for step in content["path"]),
            note=str(content["checkpoint"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NotAReceipt from None


def _slug(text: str) -> str:
    if not _SLUG.fullmatch(text):
        raise NotAReceipt
    return text


def check_receipt(receipt: SavedReceipt, log: LogIdentity) -> Checkpoint:
    """Return the checkpoint that a receipt proves its leaf to stand in.

    Raises `SignedBySomebodyElse` or `PathLeadsElsewhere`.
    """
    try:
        checkpoint = read_checkpoint(receipt.note, log)
    except NotSigned:
        raise SignedBySomebodyElse from None
    root = root_from(receipt.leaf, receipt.index, checkpoint.size, receipt.path)
    if root != checkpoint.root:
        raise PathLeadsElsewhere
    return checkpoint
