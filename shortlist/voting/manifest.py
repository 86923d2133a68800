"""The manifest: what a contest was when it was made ready, as canonical JSON (RFC 8785).

Its SHA-256 is the contest's identity: it is the first leaf of the log and bound into every seal.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

from shortlist.ballot_box.keys import public_text
from shortlist.ballot_box.log_keys import log_key_text
from shortlist.ballot_box.sealing import SUITE_NAME, Mode
from shortlist.candidates.models import Candidate
from shortlist.polls.models import Contest
from shortlist.roll.models import Register
from shortlist.stv import RULES
from shortlist.stv.statutes import Rule
from shortlist.voting.cards import TrusteeCard
from shortlist.voting.checkpoints import LogIdentity
from shortlist.voting.fixed import Fixed, Publication, manifest_hash, read_manifest
from shortlist.voting.rules import UnknownRule

__all__ = ["Fixed", "KeyHolders", "manifest_body", "manifest_hash", "read_manifest"]

SCHEMA = "shortlist/manifest/1"
MOST_IN_FULL = 8  # candidates; among more a whole ranking is too often the only one of its kind


@dataclass(frozen=True, kw_only=True)
class KeyHolders:
    """Whose keys ballots are sealed to: the trustees', the outermost first, or the operator's."""

    trustees: Sequence[TrusteeCard] = ()
    operator: EllipticCurvePublicKey | None = None


def manifest_body(
    contest: Contest,
    candidates: Sequence[Candidate],
    register: Register,
    holders: KeyHolders,
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
        **_holders(holders),
        "log": {"origin": log.origin, "public_key": log_key_text(log.key)},
        "register": {"size": register.size, "sha256": register.sha256.hex()},
        "publication": publication_of(len(candidates), rule),
        "software": {"name": "shortlist", "version": version("shortlist")},
    }
    return rfc8785.dumps(content).decode()  # type: ignore[arg-type]  # a dict of str is JSON, which the library's invariant type cannot say


def publication_of(candidates: int, rule: Rule) -> Publication:
    """Return how papers are published: cut where the count stopped looking, if there are many.

    A rule that asks for whole papers has them published in full.
    """
    is_cut = candidates > MOST_IN_FULL and not rule.asks_for_all
    return Publication.REACHED if is_cut else Publication.FULL


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _holders(holders: KeyHolders) -> dict[str, object]:
    trustees = [
        {"name": card.name, "public_key": card.sealing_key, "signing_key": card.signing_key}
        for card in holders.trustees
    ]
    if holders.operator is None:
        return {"trustees": trustees}
    return {"trustees": trustees, "operator": {"public_key": public_text(holders.operator)}}
