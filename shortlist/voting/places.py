"""Where a member votes, and whether ballots are taken there now: what the voter's edges share."""

from shortlist.errors import Refusal
from shortlist.extensions import db_session, limiter, now
from shortlist.polls.models import Poll
from shortlist.polls.policy import facts_of, timetable_of
from shortlist.polls.queries import contest_at, public_poll
from shortlist.roll.models import Elector
from shortlist.voting import queries, rules
from shortlist.voting.fixed import Fixed
from shortlist.voting.pages import Place
from shortlist.web.access import identity, signed_in

CASTS_BY_MEMBER = "20 per 10 minutes"  # each makes a leaf that stays in the log for ever


def _caster() -> str:
    return f"member {signed_in().id}"


def _is_visitor() -> bool:
    return identity() is None


limit_casts = limiter.shared_limit(
    CASTS_BY_MEMBER, scope="casts", key_func=_caster, exempt_when=_is_visitor
)


def place_at(slug: str, position: int) -> Place:
    """Return where the member votes; raise `NotFound`, `VotingNotOpen`, `NotAllowed`."""
    contest = contest_at(public_poll(db_session(), slug), position)
    elector = elector_on(contest.poll)
    queries.check_region(contest, elector)
    return Place(contest=contest, elector=elector)


def elector_on(poll: Poll) -> Elector:
    """Return who the member is on the poll's register; before there is one, say so."""
    if poll.ready_at is None:
        raise rules.VotingNotOpen
    return queries.elector_of(db_session(), poll, signed_in().email)


def why_not_now(poll: Poll) -> Refusal | None:
    """Return why no ballot is taken at this moment, or None."""
    return rules.why_not_cast(now(), timetable_of(poll), facts_of(poll))


def refuse_unless_open(poll: Poll) -> None:
    """Raise `VotingNotOpen` or `VotingClosed` unless ballots are taken at this moment."""
    refusal = why_not_now(poll)
    if refusal is not None:
        raise refusal


def refuse_barred(elector: Elector) -> None:
    """Raise `Barred` before somebody who can cast no ballot fills in a paper for nothing."""
    if elector.barred:
        raise rules.Barred


def fixed_at(place: Place) -> Fixed:
    """Return what the manifest of the place's contest fixes."""
    return queries.fixed_for(db_session(), place.contest.id)


def live_leaf_at(place: Place) -> int | None:
    """Return the index of the leaf of the member's envelope, or None before they have voted."""
    return queries.live_leaf(db_session(), place.contest.id, place.elector.id)
