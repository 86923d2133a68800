"""State what came out of a box, signed by the key of its log, when the box is opened."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from shortlist.ballot_box.models import Opening
from shortlist.ballot_box.plaintext import encode
from shortlist.ballot_box.queries import papers_in_order
from shortlist.voting.actions.log import root_of
from shortlist.voting.checkpoints import Checkpoint
from shortlist.voting.fixed import Fixed
from shortlist.voting.leaves import live_hashes
from shortlist.voting.openings import BoxOpening, sign_opening
from shortlist.voting.queries import fixed_for, head_of, log_lines
from shortlist.voting.rules import BoxAndLogDisagree
from shortlist.voting.signing import log_signer
from shortlist.voting.statements import Sealed, set_of, set_of_all
from shortlist.voting.trustee_queries import opening_notes


def state_opening(
    session: Session,
    opening: Opening,
    papers: Iterable[bytes],
    keys_path: Path,
    notes: Sequence[str] = (),
) -> None:
    """Sign what came out of a box and keep it with the opening; raise `CannotSign`.

    `papers` are the ballots as they were sealed, `notes` what trustees have signed of them. A log
    from before logs were signed has no key to sign with.
    """
    opening.statement = _signed(session, opening, papers, keys_path, notes)


def state_anew(session: Session, opening: Opening, keys_path: Path) -> str:
    """Return what is to be said of an opening from before that was signed at once, signed now."""
    candidates = fixed_for(session, opening.contest_id).candidates
    papers = papers_in_order(session, opening.contest_id)
    plain = (encode(tracker, preferences, candidates) for tracker, preferences in papers)
    notes = opening_notes(session, opening.contest_id)
    return _signed(session, opening, plain, keys_path, notes) or ""


def _signed(
    session: Session,
    opening: Opening,
    papers: Iterable[bytes],
    keys_path: Path,
    notes: Sequence[str],
) -> str | None:
    fixed = fixed_for(session, opening.contest_id)
    signer = log_signer(fixed, keys_path)
    if signer is None:
        return None
    origin, key = signer
    head = head_of(session, opening.contest_id)
    said = BoxOpening(
        origin=origin,
        manifest_sha256=fixed.terms.manifest_sha256,
        log=Checkpoint(size=head.size, root=root_of(head)),
        envelopes=live_set(session, fixed),
        by_server=opening.by_server,
        papers=set_of_all(papers),
        undecryptable=opening.undecryptable,
        duplicate=opening.duplicate,
        notes=tuple(notes),
    )
    return sign_opening(said, key)


def live_set(session: Session, fixed: Fixed) -> Sealed:
    """Return the set of envelopes that count by the log; raise `BoxAndLogDisagree`."""
    lines = log_lines(session, fixed.terms.contest_id)
    try:
        return set_of(live_hashes(lines, fixed.terms.manifest_sha256, fixed.closes_at).elements())
    except ValueError:
        raise BoxAndLogDisagree from None
