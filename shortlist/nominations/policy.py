"""Who may enter and who may see: a secretary only for a local party of their own, in public."""

from shortlist.language import say
from shortlist.nominations.models import Election, SecretaryGrant
from shortlist.nominations.refusals import NoSuchElection, NotTheirs
from shortlist.nominations.rules import NominationsClosed


def check_takes_entries(election: Election) -> None:
    """Raise `NominationsClosed` where nothing more may be entered."""
    if election.closed_at is not None:
        raise NominationsClosed


def check_secretary(election: Election, grant: SecretaryGrant | None) -> None:
    """Raise `NotTheirs` without a grant, and `NoSuchElection` before the election is public."""
    if grant is None or grant.revoked_at is not None:
        raise NotTheirs
    if election.published_at is None:
        raise NoSuchElection


def state_of(election: Election) -> tuple[str, str]:
    """Return how far an election is in words, with the kind of its status."""
    if election.closed_at is not None:
        return say("Nominations are closed"), "plain"
    if election.published_at is not None:
        return say("Nominations are open"), "good"
    return say("Only organisers see this"), "wait"
