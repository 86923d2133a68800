"""Which manifests a key has opened: a small file beside the key, so that it opens each once."""

import json
from collections.abc import Collection
from pathlib import Path

from shortlist.trustees.files import write_new
from shortlist.trustees.refusals import OpenedBefore

SCHEMA = "shortlist/trustee-openings/1"


def state_path(key_path: Path) -> Path:
    """Return where the file lies: beside the key, of its name, ending in .opened.json."""
    return key_path.with_suffix(".opened.json")


def refuse_if_opened(key_path: Path, manifests: Collection[bytes]) -> None:
    """Raise `OpenedBefore` if this key has opened one of these manifests (by their hashes)."""
    if not _opened(key_path).isdisjoint({sha256.hex() for sha256 in manifests}):
        raise OpenedBefore


def note_opened(key_path: Path, manifests: Collection[bytes]) -> None:
    """Keep that this key has opened these manifests; the file is replaced whole."""
    opened = _opened(key_path) | {sha256.hex() for sha256 in manifests}
    path = state_path(key_path)
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    content = {"schema": SCHEMA, "opened": sorted(opened)}
    write_new(draft, json.dumps(content, indent=1).encode() + b"\n")
    draft.replace(path)


def _opened(key_path: Path) -> set[str]:
    path = state_path(key_path)
    if not path.exists():
        return set()
    return set(json.loads(path.read_bytes())["opened"])
