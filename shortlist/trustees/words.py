"""What a trustee is shown on the terminal: what a manifest fixes, and what they have opened."""

import json
from hashlib import sha256
from typing import Any

from shortlist.voting.leaves import read_extension
from shortlist.voting.parcels import Piece
from shortlist.voting.statements import read_statement
from shortlist.voting.tree import Tree


def manifest_words(body: str) -> str:
    """Return what a manifest fixes, a fact a line."""
    content = json.loads(body)
    candidates = [f"{one['number']} {one['name']}" for one in content["candidates"]]
    facts = (
        ("Poll", content["poll"]["title"]),
        ("Contest", content["contest"]["title"]),
        ("Seats", str(content["contest"]["seats"])),
        ("Counting rule", content["rule"]["version"]),
        ("Candidates", ", ".join(candidates)),
        ("Balance rules", _balance(content) or "none"),
        ("Voting opens", content["opens_at"]),
        ("Voting closes", content["closes_at"]),
        ("Electors", f"{content['register']['size']:,}"),
        ("Trustees in order", ", ".join(one["name"] for one in content["trustees"])),
        ("Manifest", sha256(body.encode()).hexdigest()),
    )
    return "".join(f"{label + ':':<19}{_plain(value)}\n" for label, value in facts)


def _balance(content: dict[str, Any]) -> str:  # Any: JSON values nest
    rules = content.get("balance", {"rules": []})["rules"]
    return " ".join(rule["sentence"] for rule in rules)


def log_words(piece: Piece) -> str:
    """Return how long a contest's log is and what its root is, as its public page says them."""
    tree = Tree.of(piece.log)
    title = _plain(json.loads(piece.manifest)["contest"]["title"])
    extended = "".join(
        f"Voting was extended: from {times[0]} to {times[1]}\n"
        for line in piece.log
        if (times := read_extension(line))
    )
    return f"The log of {title}: {tree.size:,} lines\n{extended}Root: {tree.root().hex()}\n"


def statement_words(piece: Piece) -> str:
    """Return what a trustee has just signed of a contest, in one line."""
    layer = piece.layer - 1
    said = read_statement(piece.statements[layer], piece.fixed, layer)
    dropped = said.undecryptable + said.duplicate
    return (
        f"Contest {piece.position}: {said.before.count:,} envelopes went in, "
        f"{said.after.count:,} came out, {dropped:,} could not be used."
    )


def _plain(text: str) -> str:
    """Return a text that cannot move about on a terminal."""
    return "".join(mark if mark.isprintable() else "?" for mark in text)
