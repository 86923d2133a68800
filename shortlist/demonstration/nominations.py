"""A made-up real election with nominations under way, in which the executive's slate stands."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from numpy.random import Generator, default_rng
from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.demonstration.cast import CANDIDATE_NAMES, LOCAL_PARTIES, PEOPLE, home_of
from shortlist.nominations.actions.contenders import add_contenders
from shortlist.nominations.actions.elections import (
    change_election,
    make_from_slate,
    publish_election,
)
from shortlist.nominations.actions.entries import enter
from shortlist.nominations.actions.local_parties import add_party, grant_secretary
from shortlist.nominations.models import Election, LocalParty
from shortlist.nominations.places import code_of
from shortlist.nominations.plans import ContenderPlan, ElectionPlan
from shortlist.nominations.rules import EnteredAs, Given
from shortlist.polls.models import Contest
from shortlist.regions import with_share

TITLE = "The national executive: nominations by local parties"
RIVALS, INDEPENDENTS = 6, 5
LIKED = (0.5, 0.44, 0.24)  # how often a local party nominates one of our slate, a rival, another
SEED = 2025
MORE_PARTIES = (
    "Abbots Green", "Beacon Hill", "Birchwater", "Blackthorn", "Bridge Street", "Canal Basin",
    "Chapel Fields", "Coppice Row", "Dell and Heath", "Eastfold", "Ferry Lane", "Gallows Corner",
    "Granary Wharf", "Hazelmere Park", "High Moss", "Ironbank", "Kiln Yard", "Larkrise",
    "Lime Tree Way", "Mill and Weir", "Nine Elms Road", "Orchard End",
)  # fmt: skip


def follow_nominations(session: Session, contest: Contest, now: datetime, base_url: str) -> None:
    """Let the slate of a contest stand in a real election that local parties nominate for."""
    published_at = contest.poll.slate_published_at or now
    election = make_from_slate(session, contest, now=published_at, actor=PLATFORM)
    plan = ElectionPlan(
        title=TITLE,
        description="Nine seats on the national executive. *Election, candidates of other slates "
        "and local parties are made up for the demonstration.*",
        seats=contest.seats,
        allowed=contest.seats,
        needed=10,
        needed_regions=5,
    )
    change_election(session, election, plan, now=published_at, actor=PLATFORM)
    add_contenders(session, election, _others(election), now=published_at, actor=PLATFORM)
    publish_election(session, election, now=published_at, actor=PLATFORM)
    parties = _parties(session, published_at)
    _grant(session, parties[0], base_url, published_at)
    _nominate(session, election, parties[1:], published_at, now)


def _others(election: Election) -> list[ContenderPlan]:
    """Return who stands beside our slate: a rival slate, and some on none."""
    ours = {one.name for one in election.contenders}
    free = [(at, name) for at, name in enumerate(CANDIDATE_NAMES) if name not in ours]
    return [
        ContenderPlan(
            name=name,
            slate="Members First" if place < RIVALS else "",
            region=code_of(home_of(at)),
        )
        for place, (at, name) in enumerate(free[: RIVALS + INDEPENDENTS])
    ]


def _parties(session: Session, now: datetime) -> list[LocalParty]:
    regions = with_share()
    return [
        add_party(
            session, name=name, region=regions[at % len(regions)].code, now=now, actor=PLATFORM
        )
        for at, name in enumerate((*LOCAL_PARTIES, *MORE_PARTIES))
    ]


def _grant(session: Session, party: LocalParty, base_url: str, now: datetime) -> None:
    """Name the member to sign in as the secretary of the local party that they are in."""
    email, link = PEOPLE[0].email, f"{base_url}/secretary"
    grant_secretary(session, party, email=email, link=link, now=now, actor=PLATFORM)


def _nominate(
    session: Session,
    election: Election,
    parties: Sequence[LocalParty],
    since: datetime,
    now: datetime,
) -> None:
    """Enter for three in four of the local parties, and correct two of them."""
    random = default_rng(SEED)
    names = [one for at, one in enumerate(parties) if at % 4 != 2]
    step = (now - since) / (len(names) + 1)
    for at, party in enumerate(names, 1):
        moment = since + at * step
        given = _given(party, _chosen(election, random), moment)
        _enter(session, election, party, given, moment)
        if at in {3, 11}:
            later = moment + timedelta(minutes=50)
            fewer = Given(
                contenders=given.contenders[:-1],
                evidence=given.evidence,
                decided_on=given.decided_on,
                reason="The last name on the minutes had not been seconded.",
                after=1,
            )
            _enter(session, election, party, fewer, later)


def _given(party: LocalParty, chosen: tuple[int, ...], now: datetime) -> Given:
    address = party.name.lower().replace(" ", "-")
    return Given(
        contenders=chosen,
        evidence=f"https://{address}.example/minutes",
        decided_on=(now - timedelta(days=1)).date(),
    )


def _chosen(election: Election, random: Generator) -> tuple[int, ...]:
    liked = []
    for place, one in enumerate(election.contenders):
        kind = 0 if one.slate == election.our_slate else 1 if one.slate else 2
        if random.random() < LIKED[kind] - 0.02 * (place % 7):
            liked.append(one.number)
    return tuple(liked[: election.allowed]) or (1,)


def _enter(
    session: Session, election: Election, party: LocalParty, given: Given, now: datetime
) -> None:
    role = EnteredAs.SECRETARY if given.after else EnteredAs.ORGANISER
    enter(session, election, party, given, entered_as=role, now=now, actor=PLATFORM)
