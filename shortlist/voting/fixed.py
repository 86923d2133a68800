"""What a manifest fixes for whoever seals, opens or checks; no database is needed to read it."""

import json
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from shortlist.ballot_box.keys import public_key
from shortlist.ballot_box.log_keys import log_key
from shortlist.ballot_box.sealing import Mode, Terms
from shortlist.voting.checkpoints import LogIdentity


class Publication(StrEnum):
    """What is published of the papers that come out of a box: all, what the count looked at, none.

    With none of them the tables of the count are all that is published.
    """

    FULL = "F"
    REACHED = "R"
    TABLES = "T"


@dataclass(frozen=True, kw_only=True)
class Fixed:
    """What a manifest says to whoever seals or opens ballots of its contest.

    `keys` are sealed to in this order, the outermost first: the trustees' or, where there are
    none, the operator's. `signers` are the keys that the trustees sign with, in the same order.
    `log` is None in manifests from before logs were signed. Of fewer papers than `tables_below`
    only tables are published: nobody knows how many there will be when the manifest is fixed.
    """

    terms: Terms
    candidates: int
    keys: tuple[EllipticCurvePublicKey, ...]
    signers: tuple[Ed25519PublicKey, ...]
    log: LogIdentity | None
    publication: Publication
    tables_below: int
    closes_at: str

    def published_as(self, papers: int) -> Publication:
        """Return how so many papers from the box are published."""
        return Publication.TABLES if papers < self.tables_below else self.publication

    @property
    def trustees(self) -> int:
        """Return how many trustees there are; with none the operator holds the only key."""
        return len(self.signers)

    @property
    def plaintext_length(self) -> int:
        """Return the length of every ballot before it is sealed, in bytes."""
        return 12 + self.candidates


def manifest_hash(body: str) -> bytes:
    """Return the 32 bytes that are the contest's identity."""
    return sha256(body.encode()).digest()


def read_manifest(body: str) -> Fixed:
    """Return what a manifest fixes for sealing: terms, candidates, keys in their order."""
    content = json.loads(body)
    trustees = content["trustees"]
    keys = [trustee["public_key"] for trustee in trustees]
    return Fixed(
        terms=Terms(
            contest_id=content["contest"]["id"],
            manifest_sha256=manifest_hash(body),
            mode=Mode(content["mode"]),
        ),
        candidates=len(content["candidates"]),
        keys=tuple(public_key(text) for text in keys or [content["operator"]["public_key"]]),
        signers=tuple(log_key(trustee["signing_key"]) for trustee in trustees),
        log=_read_log(content.get("log")),
        publication=Publication(content["publication"]),
        tables_below=content.get("tables_below", 0),
        closes_at=content["closes_at"],
    )


def _read_log(content: dict[str, str] | None) -> LogIdentity | None:
    if content is None:
        return None
    return LogIdentity(origin=content["origin"], key=log_key(content["public_key"]))
