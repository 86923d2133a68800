"""Signed notes (C2SP signed-note, c2sp.org/signed-note): a text, an empty line, its signatures.

A signature line is an em dash, the signer's name and, in base64, four bytes that tell the key
followed by the Ed25519 signature of the text.
"""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_ED25519 = b"\x01"
_DASH = "\N{EM DASH}"


class NotSigned(Exception):  # noqa: N818 - it names a state, as our refusals do
    """A note that does not carry a valid signature of this name and key."""


def sign_note(text: str, name: str, key: Ed25519PrivateKey) -> str:
    """Return the note of a text that ends in a newline, signed in a name without blanks."""
    signature = _key_id(name, key.public_key()) + key.sign(text.encode())
    return f"{text}\n{_DASH} {name} {b64encode(signature).decode('ascii')}\n"


def read_note(note: str, name: str, key: Ed25519PublicKey) -> str:
    """Return the text of a note that carries this name's valid signature; raise `NotSigned`."""
    text, found, signatures = note.rpartition("\n\n")
    if not found:
        raise NotSigned
    text += "\n"
    for line in signatures.splitlines():
        if line.startswith(f"{_DASH} {name} ") and _is_valid(line, text, name, key):
            return text
    raise NotSigned


def _is_valid(line: str, text: str, name: str, key: Ed25519PublicKey) -> bool:
    try:
        signature = b64decode(line.rpartition(" ")[2], validate=True)
        if signature[:4] != _key_id(name, key):
            return False
        key.verify(signature[4:], text.encode())
    except (NotBase64, InvalidSignature):
        return False
    return True


def _key_id(name: str, key: Ed25519PublicKey) -> bytes:
    return sha256(name.encode() + b"\n" + _ED25519 + key.public_bytes_raw()).digest()[:4]
