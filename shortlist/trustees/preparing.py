"""What a trustee does before a poll: opens the rehearsal's envelopes and signs the manifests."""

from shortlist.ballot_box.log_keys import log_key_text
from shortlist.ballot_box.sealing import CannotOpen, Mode, Terms, open_layer
from shortlist.trustees.keys import TrusteeKeys
from shortlist.trustees.refusals import DoesNotOpen
from shortlist.voting.statements import sign_manifest
from shortlist.voting.tasks import Answer, ContestTask, Kind, Task


def rehearse(task: Task, keys: TrusteeKeys) -> Answer:
    """Return what is inside the rehearsal's envelopes; raise `NotYourPoll` or `DoesNotOpen`.

    They are opened as of a rehearsal, so that no ballot ever opens here.
    """
    return _answer(
        Kind.REHEARSED,
        keys,
        {one.fixed.terms.manifest_sha256: _inside(one, keys) for one in task.contests},
    )


def _inside(contest: ContestTask, keys: TrusteeKeys) -> bytes:
    fixed = contest.fixed
    terms = Terms(
        contest_id=fixed.terms.contest_id,
        manifest_sha256=fixed.terms.manifest_sha256,
        mode=Mode.REHEARSAL,
    )
    try:
        return open_layer(contest.envelope, terms, keys.layer_in(fixed), keys.sealing)
    except CannotOpen:
        raise DoesNotOpen from None


def sign(task: Task, keys: TrusteeKeys) -> Answer:
    """Return this trustee's signatures of the manifests; raise `NotYourPoll`."""
    signatures: dict[bytes, bytes] = {}
    for one in task.contests:
        keys.layer_in(one.fixed)
        sha256 = one.fixed.terms.manifest_sha256
        signatures[sha256] = sign_manifest(keys.signing, sha256).encode()
    return _answer(Kind.SIGNED, keys, signatures)


def _answer(kind: Kind, keys: TrusteeKeys, contests: dict[bytes, bytes]) -> Answer:
    signing_key = log_key_text(keys.signing.public_key())
    return Answer(kind=kind, signing_key=signing_key, contests=contests)
