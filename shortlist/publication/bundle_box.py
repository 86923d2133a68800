"""What a poll's bundle says of a ballot box: manifest, log, opening and papers, signed."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.orm import Session

from shortlist.ballot_box.queries import opening_of
from shortlist.counts.rules import NotOpenedYet
from shortlist.polls.models import Contest
from shortlist.publication.bundle_papers import box_papers, with_marks
from shortlist.publication.papers import shows_papers
from shortlist.publication.queries import LogNeverSigned
from shortlist.voting.actions.stating import state_anew
from shortlist.voting.checkpoints import Checkpoint, sign_checkpoint
from shortlist.voting.fixed import read_manifest
from shortlist.voting.models import Manifest
from shortlist.voting.queries import head_of, log_lines
from shortlist.voting.signing import log_signer
from shortlist.voting.tree import Tree

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
        **with_marks("log.txt", list(log_lines(session, manifest.contest_id))),
        "checkpoint": sign_checkpoint(state, origin, key).encode(),
        "opening.json": _statement(session, contest, keys_path).encode(),
    }
    if shows_papers(session, contest):
        made |= box_papers(session, contest)
    return made, signer


def _statement(session: Session, contest: Contest, keys_path: Path) -> str:
    """Return what was signed at the opening; of one from before that was done, sign it now."""
    opening = opening_of(session, contest.id)
    if opening is None:
        raise NotOpenedYet
    return opening.statement or state_anew(session, opening, keys_path)
