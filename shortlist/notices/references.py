"""References: what a message is called in its Message-ID and return path, signed with our key.

A report of a failed delivery names the message by it, so that no log of ours needs an address, and
nobody can report on a message that they were not sent. Lower case throughout: some mail servers
change the case of a return path.
"""

import base64
import hmac
import re

MAC_BYTES = 10
NOTICE, BATCH, PERSON = "n", "m", "e"
_SHAPE = re.compile(rb"(?<![a-z0-9-])([nme])([0-9]{1,18})(?:-([0-9]{1,18}))?-([a-z2-7]{16})")

Reference = tuple[str, tuple[int, ...]]


def signed(key: str, kind: str, *numbers: int) -> str:
    """Return the reference of a kind and its numbers: "m12-345-" and sixteen characters."""
    name = kind + "-".join(str(number) for number in numbers)
    return f"{name}-{_mac(key, name)}"


def read(key: str, text: str, kind: str) -> tuple[int, ...] | None:
    """Return the numbers of one reference of a kind, or None if it is not one of ours."""
    found = _SHAPE.fullmatch(text.encode())
    reference = found and _numbers_of(found, key)
    return reference[1] if reference and reference[0] == kind else None


def first_in(key: str, raw: bytes) -> tuple[str, Reference] | None:
    """Return the first reference of ours in a text, as it stands there and as it reads."""
    for found in _SHAPE.finditer(raw.lower()):
        reference = _numbers_of(found, key)
        if reference is not None:
            return found[0].decode(), reference
    return None


def every_in(key: str, raw: bytes) -> set[Reference]:
    """Return all references of ours in a text."""
    read_here = (_numbers_of(found, key) for found in _SHAPE.finditer(raw.lower()))
    return {reference for reference in read_here if reference is not None}


def _numbers_of(found: re.Match[bytes], key: str) -> Reference | None:
    name, _, mac = found[0].decode().rpartition("-")
    if not hmac.compare_digest(mac, _mac(key, name)):
        return None
    return found[1].decode(), tuple(int(number) for number in found.group(2, 3) if number)


def _mac(key: str, name: str) -> str:
    digest = hmac.digest(key.encode(), b"mail reference\0" + name.encode(), "sha256")
    return base64.b32encode(digest[:MAC_BYTES]).decode().lower()
