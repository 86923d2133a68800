"""The manifest: what a contest was when it was made ready, as canonical JSON (RFC 8785).

Its SHA-256 is the contest's identity: it is the first leaf of the log and bound into every seal.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

from shortlist.ballot_box.keys import public_text
from shortlist.ballot_box.log_keys import log_key_text
from shortlist.ballot_box.sealing import SUITE_NAME, Mode
from shortlist.candidates.models import Candidate, FixedBalance
from shortlist.polls.models import Contest
from shortlist.polls.showing import PapersShown, is_cut, tables_below, why_not_shown
from shortlist.roll.models import Register
from shortlist.stv import RULES
from shortlist.voting.cards import TrusteeCard
from shortlist.voting.checkpoints import LogIdentity
from shortlist.voting.fixed import Fixed, Publication, manifest_hash, read_manifest
from shortlist.voting.leaves import utc_text
from shortlist.voting.rules import UnknownRule

__all__ = ["Fixed", "KeyHolders", "manifest_body", "manifest_hash", "read_manifest"]

SCHEMA = "shortlist/manifest/1"


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
    balance: FixedBalance | None = None,
) -> str:
    """Return the manifest of a contest as canonical JSON; its balance is there if it has rules.

    Raises `UnknownRule` or `PapersStayWhole`.
    """
    rule = RULES.get(contest.rule)
    if rule is None:
        raise UnknownRule
    shown = PapersShown(contest.papers_shown)
    refusal = why_not_shown(shown, rule.name)
    if refusal is not None:
        raise refusal
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
        **({"balance": json.loads(balance.body)} if balance else {}),
        "opens_at": utc_text(poll.opens_at),
        "closes_at": utc_text(poll.closes_at),
        "grace_seconds": poll.grace_seconds,
        "suite": SUITE_NAME,
        **_holders(holders),
        "log": {"origin": log.origin, "public_key": log_key_text(log.key)},
        "register": {"size": register.size, "sha256": register.sha256.hex()},
        "publication": publication_of(shown, rule.name, len(candidates)),
        "tables_below": tables_below(shown),
        "software": {"name": "shortlist", "version": version("shortlist")},
    }
    return rfc8785.dumps(content).decode()  # type: ignore[arg-type]  # a dict of str is JSON, which the library's invariant type cannot say


def publication_of(shown: PapersShown, rule: str, candidates: int) -> Publication:
    """Return how papers are published if they are not too few: as chosen, or by their numbers."""
    if shown is PapersShown.TABLES:
        return Publication.TABLES
    return Publication.REACHED if is_cut(shown, rule, candidates) else Publication.FULL


def _holders(holders: KeyHolders) -> dict[str, object]:
    trustees = [
        {"name": card.name, "public_key": card.sealing_key, "signing_key": card.signing_key}
        for card in holders.trustees
    ]
    if holders.operator is None:
        return {"trustees": trustees}
    return {"trustees": trustees, "operator": {"public_key": public_text(holders.operator)}}
