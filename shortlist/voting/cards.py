"""A trustee's public card: a name and two public keys, signed by their holder."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shortlist.ballot_box.keys import public_key, public_text
from shortlist.ballot_box.log_keys import log_key, log_key_text
from shortlist.errors import Refusal
from shortlist.language import later

SCHEMA = "shortlist/trustee-card/1"
LARGEST = 5_000  # bytes
LONGEST_NAME = 120
_SIGNED = b"shortlist/v1/trustee-card/"


class NotACard(Refusal):
    """What was handed in is no trustee's card, or not as its holder made it."""

    sentence = later(
        "This is not a trustee’s public card, or it was changed after it was made. Ask for the "
        "file that “shortlist trustee keygen” wrote, as it is."
    )
    status = 422


@dataclass(frozen=True, kw_only=True)
class TrusteeCard:
    """A trustee's name, the key that ballots are sealed to, and the key the trustee signs with.

    Both keys are texts as a manifest has them.
    """

    name: str
    sealing_key: str
    signing_key: str

    @property
    def fingerprint(self) -> str:
        """Return 24 hexadecimal digits in groups of four, to compare by voice."""
        digits = sha256(_SIGNED + _canonical(self)).hexdigest()[:24]
        return " ".join(digits[start : start + 4] for start in range(0, 24, 4))


def card_file(name: str, sealing: EllipticCurvePublicKey, signing: Ed25519PrivateKey) -> bytes:
    """Return the card of a trustee as a JSON file, signed with the trustee's own key."""
    card = TrusteeCard(
        name=name,
        sealing_key=public_text(sealing),
        signing_key=log_key_text(signing.public_key()),
    )
    proof = b64encode(signing.sign(_SIGNED + _canonical(card))).decode("ascii")
    content = {**_content(card), "proof": proof}
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


def read_card(data: bytes) -> TrusteeCard:
    """Return the card in a file; raise `NotACard`."""
    try:
        content = json.loads(data[:LARGEST])
        card = _card(content)
        if public_text(public_key(card.sealing_key)) != card.sealing_key:
            raise NotACard  # another spelling of a key would hide that it is the same
        proof = b64decode(content["proof"], validate=True)
        log_key(card.signing_key).verify(proof, _SIGNED + _canonical(card))
    except (ValueError, KeyError, TypeError, RecursionError, InvalidSignature):
        raise NotACard from None
    return card


def _card(content: Mapping[str, object]) -> TrusteeCard:
    if content["schema"] != SCHEMA:
        raise NotACard
    card = TrusteeCard(
        name=str(content["name"]),
        sealing_key=str(content["sealing_key"]),
        signing_key=str(content["signing_key"]),
    )
    if not is_name(card.name):
        raise NotACard
    return card


def is_name(text: str) -> bool:
    """Say whether a text can stand as a trustee's name: one printable line, not too long."""
    return 0 < len(text) <= LONGEST_NAME and text.isprintable() and text == " ".join(text.split())


def _content(card: TrusteeCard) -> dict[str, str]:
    return {
        "schema": SCHEMA,
        "name": card.name,
        "sealing_key": card.sealing_key,
        "signing_key": card.signing_key,
    }


def _canonical(card: TrusteeCard) -> bytes:
    return rfc8785.dumps(_content(card))
