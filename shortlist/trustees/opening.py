"""Open a trustee's layer of a poll: refuse whatever is not the complete set of a closed log."""

from collections import Counter
from collections.abc import Sequence

from shortlist.trustees import refusals
from shortlist.trustees.keys import TrusteeKeys
from shortlist.voting.checkpoints import Checkpoint, read_checkpoint
from shortlist.voting.fixed import Fixed
from shortlist.voting.layers import Progress, open_layer_of
from shortlist.voting.leaves import live_hashes
from shortlist.voting.notes import NotSigned
from shortlist.voting.parcels import FEWEST_OPENED, Parcel, Piece
from shortlist.voting.statements import (
    BrokenChain,
    Sealed,
    Statement,
    has_signed,
    read_chain,
    set_of,
    set_of_all,
    sign_statement,
)
from shortlist.voting.tree import Tree


def check_parcel(parcel: Parcel, keys: TrusteeKeys) -> None:
    """Refuse a parcel unless all of it may be opened with these keys now.

    Raises the refusal of `refusals` that names what is wrong.
    """
    for piece in parcel.pieces:
        _check_piece(piece, keys)


def _check_piece(piece: Piece, keys: TrusteeKeys) -> None:
    fixed = piece.fixed
    layer = keys.layer_in(fixed)
    own = piece.signatures[layer : layer + 1]
    key = keys.signing.public_key()
    if not own or not has_signed(key, fixed.terms.manifest_sha256, own[0]):
        raise refusals.OtherManifest
    log = list(piece.log)
    _check_log(log, piece.checkpoint, fixed)
    live = _live(log, fixed)
    if live.total() < FEWEST_OPENED:
        raise refusals.TooFewEnvelopes
    if piece.layer != layer:
        raise refusals.NotYourTurn
    if set_of_all(piece.envelopes) != _expected(piece, live):
        raise refusals.SetIncomplete


def _check_log(log: Sequence[str], note: str, fixed: Fixed) -> None:
    """Refuse a log whose size and root are not those that the log's key has signed."""
    if fixed.log is None:
        raise refusals.LogNotSigned
    tree = Tree.of(log)
    try:
        signed = read_checkpoint(note, fixed.log)
    except (NotSigned, ValueError):
        raise refusals.LogNotSigned from None
    if signed != Checkpoint(size=tree.size, root=tree.root()):
        raise refusals.LogNotSigned


def _live(log: Sequence[str], fixed: Fixed) -> Counter[bytes]:
    try:
        return live_hashes(log, fixed.terms.manifest_sha256, fixed.closes_at)
    except (ValueError, TypeError, IndexError):
        raise refusals.LogNotClosed from None


def _expected(piece: Piece, live: Counter[bytes]) -> Sealed:
    """Return the set that the statements so far lead to; the live one where there are none."""
    logged = set_of(live.elements())
    try:
        chain = read_chain(piece.statements, piece.fixed, logged)
    except BrokenChain:
        raise refusals.StatementsDoNotLead from None
    return chain[-1].after if chain else logged


def open_parcel(parcel: Parcel, keys: TrusteeKeys, progress: Progress | None = None) -> Parcel:
    """Return a checked parcel with this trustee's layer open, and a signed statement of it."""
    return Parcel(
        slug=parcel.slug,
        title=parcel.title,
        pieces=[_open_piece(piece, keys, progress) for piece in parcel.pieces],
    )


def _open_piece(piece: Piece, keys: TrusteeKeys, progress: Progress | None) -> Piece:
    fixed, layer, envelopes = piece.fixed, piece.layer, list(piece.envelopes)
    inside = open_layer_of(envelopes, fixed, layer, keys.sealing, progress)
    statement = Statement(
        layer=layer,
        before=set_of_all(envelopes),
        after=set_of_all(inside.contents),
        undecryptable=inside.undecryptable,
        duplicate=inside.duplicate,
    )
    return Piece(
        position=piece.position,
        manifest=piece.manifest,
        signatures=piece.signatures,
        log=piece.log,
        checkpoint=piece.checkpoint,
        statements=[*piece.statements, sign_statement(statement, fixed, keys.signing)],
        envelopes=inside.contents,
    )
