"""What a poll's bundle says of a ballot box: manifest, log, opening and papers, signed."""

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.orm import Session

from shortlist.ballot_box.plaintext import check_code
from shortlist.ballot_box.queries import opening_of
from shortlist.counts.rules import NotOpenedYet
from shortlist.polls.models import Contest
from shortlist.publication.papers import published_box_papers, shows_papers
from shortlist.publication.queries import LogNeverSigned
from shortlist.voting.checkpoints import Checkpoint, sign_checkpoint
from shortlist.voting.fixed import read_manifest
from shortlist.voting.models import Manifest
from shortlist.voting.queries import head_of, log_lines
from shortlist.voting.signing import log_signer
from shortlist.voting.tree import Tree
from shortlist.voting.trustee_queries import opening_notes

SCHEMA = "shortlist/box-opening/1"
HEADING = "check_code,preferences"
MARK_DIGITS = 8
Signer = tuple[str, Ed25519PrivateKey]  # the name in which a log signs, and its key


def box_files(
    session: Session, contest: Contest, manifest: Manifest, keys_path: Path
) -> tuple[dict[str, bytes], Signer]:
    """Return the files of an opened box by their names, and who signs for its log.

    Raises `LogNeverSigned` or `CannotSign`.
    """
    signer = log_signer(read_manifest(manifest.body), keys_path)
    if signer is None:
        raise LogNeverSigned
    origin, key = signer
    head = head_of(session, manifest.contest_id)
    state = Checkpoint(size=head.size, root=Tree(head.size, head.frontier).root())
    made = {
        "manifest.json": manifest.body.encode(),
        **_with_marks("log.txt", list(log_lines(session, manifest.contest_id))),
        "checkpoint": sign_checkpoint(state, origin, key).encode(),
    }
    if shows_papers(session, contest):
        made |= _with_marks("papers.csv", _papers(session, contest))
    statement = _statement(session, manifest, state) | {
        "origin": origin,
        "papers_sha256": sha256(made["papers.csv"]).hexdigest(),
    }
    made["opening.json"] = _signed(statement, key)
    return made, signer


def _papers(session: Session, contest: Contest) -> list[str]:
    papers = published_box_papers(session, contest)
    return [
        HEADING,
        *[f"{check_code(tracker)},{' '.join(map(str, order))}" for tracker, order in papers],
    ]


def _with_marks(name: str, lines: Sequence[str]) -> dict[str, bytes]:
    """Return a file of lines, and one with eight digits for each, by which a change is found.

    A line's mark is the beginning of the SHA-256 of the mark before it and the line.
    """
    marks, mark = [], ""
    for line in lines:
        mark = sha256((mark + line).encode()).hexdigest()[:MARK_DIGITS]
        marks.append(mark)
    return {name: _text(lines), f"{name}.rows": _text(marks)}


def _text(lines: Sequence[str]) -> bytes:
    return "".join([f"{line}\n" for line in lines]).encode()


def _statement(session: Session, manifest: Manifest, state: Checkpoint) -> dict[str, object]:
    """Return what came out of a box, in numbers, and what its trustees have signed of it."""
    opening = opening_of(session, manifest.contest_id)
    if opening is None:
        raise NotOpenedYet
    out = opening.papers + opening.undecryptable + opening.duplicate
    return {
        "schema": SCHEMA,
        "manifest_sha256": manifest.sha256.hex(),
        "log": {"size": state.size, "root": state.root.hex()},
        "envelopes": opening.envelopes,
        "by_server": opening.by_server,
        "papers": opening.papers,
        "undecryptable": opening.undecryptable,
        "duplicate": opening.duplicate,
        "left_sealed": opening.envelopes - out,
        "statements": list(opening_notes(session, manifest.contest_id)),
    }


def _signed(statement: dict[str, object], key: Ed25519PrivateKey) -> bytes:
    """Return a statement as canonical JSON (RFC 8785) with the signature of what it is without."""
    signature = key.sign(_canonical(statement))
    return _canonical(statement | {"signature": b64encode(signature).decode("ascii")})


def _canonical(values: dict[str, object]) -> bytes:
    return rfc8785.dumps(values)  # type: ignore[arg-type]  # a dict of str is JSON, which the library's invariant type cannot say
