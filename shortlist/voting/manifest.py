"""The manifest: what a contest was when it was made ready, as canonical JSON (RFC 8785).

Its SHA-256 is the contest's identity: it is the first leaf of the log and bound into every seal.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

from shortlist.ballot_box.keys import public_key, public_text
from shortlist.ballot_box.log_keys import log_key, log_key_text
from shortlist.ballot_box.sealing import SUITE_NAME, Mode, Terms
from shortlist.candidates.models import Candidate
from shortlist.polls.models import Contest
from shortlist.roll.models import Register
from shortlist.stv import RULES
from shortlist.voting.checkpoints import LogIdentity
from shortlist.voting.rules import UnknownRule

SCHEMA = "shortlist/manifest/1"
FULL_PAPERS = "F"  # every opened paper is published in full


@dataclass(frozen=True, kw_only=True)
class Fixed:
    """What a manifest says to whoever seals or opens ballots of its contest.

    `log` is None in manifests from before logs were signed.
    """

    terms: Terms
    candidates: int
    keys: tuple[EllipticCurvePublicKey, ...]
    trustees: int
    log: LogIdentity | None

    @property
    def plaintext_length(self) -> int:
        """Return the length of every ballot before it is sealed, in bytes."""
        return 12 + self.candidates


def manifest_body(
    contest: Contest,
    candidates: Sequence[Candidate],
    register: Register,
    operator: EllipticCurvePublicKey,
    log: LogIdentity,
) -> str:
    """Return the manifest of a contest as canonical JSON; raise `UnknownRule`."""
    rule = RULES.get(contest.rule)
    if rule is None:
        raise UnknownRule
    poll = contest.poll
    content = {
        "schema": SCHEMA,
        "mode": Mode.LIVE.value,
        "poll": {"slug": poll.slug, "title": poll.title},
        "contest": {
            "id": contest.id,
            "position": contest.position,
            "title": contest.title,
            "region": contest.region,
            "seats": contest.seats,
        },
        "rule": {"name": rule.name, "version": rule.version},
        "candidates": [
            {
                "number": candidate.number,
                "name": candidate.name,
                "local_party": candidate.local_party,
                "region": candidate.region,
            }
            for candidate in candidates
        ],
        "opens_at": _utc(poll.opens_at),
        "closes_at": _utc(poll.closes_at),
        "grace_seconds": poll.grace_seconds,
        "suite": SUITE_NAME,
        "trustees": [],
        "operator": {"public_key": public_text(operator)},
        "log": {"origin": log.origin, "public_key": log_key_text(log.key)},
        "register": {"size": register.size, "sha256": register.sha256.hex()},
        "publication": FULL_PAPERS,
        "software": {"name": "shortlist", "version": version("shortlist")},
    }
    return rfc8785.dumps(content).decode()  # type: ignore[arg-type]  # a dict of str is JSON, which the library's invariant type cannot say


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def manifest_hash(body: str) -> bytes:
    """Return the 32 bytes that are the contest's identity."""
    return sha256(body.encode()).digest()


def read_manifest(body: str) -> Fixed:
    """Return what a manifest fixes for sealing: terms, candidates, keys in their order."""
    content = json.loads(body)
    keys = [trustee["public_key"] for trustee in content["trustees"]]
    return Fixed(
        terms=Terms(
            contest_id=content["contest"]["id"],
            manifest_sha256=manifest_hash(body),
            mode=Mode(content["mode"]),
        ),
        candidates=len(content["candidates"]),
        keys=tuple(public_key(text) for text in keys or [content["operator"]["public_key"]]),
        trustees=len(keys),
        log=_read_log(content.get("log")),
    )


def _read_log(content: dict[str, str] | None) -> LogIdentity | None:
    if content is None:
        return None
    return LogIdentity(origin=content["origin"], key=log_key(content["public_key"]))
