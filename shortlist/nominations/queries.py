"""Reads of elections, local parties, secretaries and files."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from shortlist.candidates.models import Candidate
from shortlist.candidates.rules import State
from shortlist.members.models import Member
from shortlist.nominations.models import (
    Contender,
    Election,
    Entry,
    LocalParty,
    NominationFile,
    SecretaryGrant,
)
from shortlist.nominations.refusals import (
    NoSuchContender,
    NoSuchElection,
    NoSuchFile,
    NoSuchGrant,
    NoSuchLocalParty,
)
from shortlist.polls.models import Contest, Poll
from shortlist.polls.queries import NoSuchContest
from shortlist.roll.models import RollEntry
from shortlist.roll.rules import EntryState
from shortlist.slates.models import Place


def every_election(session: Session) -> Sequence[Election]:
    """Return all elections, those that are not public included, the newest first."""
    return session.scalars(select(Election).order_by(Election.id.desc())).all()


def public_elections(session: Session) -> Sequence[Election]:
    """Return the elections that everybody sees, the newest first."""
    query = select(Election).where(Election.published_at.is_not(None))
    return session.scalars(query.order_by(Election.id.desc())).all()


def election_by_slug(session: Session, slug: str, *, lock: bool = False) -> Election:
    """Return an election, public or not, locked to be changed if asked; raise `NoSuchElection`."""
    query = select(Election).where(Election.slug == slug)
    return _found(session.scalar(query.with_for_update() if lock else query))


def election_to_enter(session: Session, slug: str) -> Election:
    """Return an election that nobody changes while an entry is made; raise `NoSuchElection`.

    Entries of several local parties do not wait for each other; a file that is applied waits.
    """
    query = select(Election).where(Election.slug == slug)
    return _found(session.scalar(query.with_for_update(read=True)))


def _found(found: Election | None) -> Election:
    if found is None:
        raise NoSuchElection
    return found


def public_election(session: Session, slug: str) -> Election:
    """Return an election that everybody sees; raise `NoSuchElection` for any other as for none."""
    found = election_by_slug(session, slug)
    if found.published_at is None:
        raise NoSuchElection
    return found


def slug_is_taken(session: Session, slug: str) -> bool:
    """Say whether an election has this address already."""
    return session.scalar(select(Election.id).where(Election.slug == slug)) is not None


def election_of(session: Session, contest_id: int) -> Election | None:
    """Return the election in which a contest's slate stands, or None."""
    return session.scalar(select(Election).where(Election.contest_id == contest_id))


def elections_of(session: Session, poll: Poll) -> Sequence[Election]:
    """Return the public elections in which the slates of a poll stand."""
    ids = [contest.id for contest in poll.contests]
    query = select(Election).where(Election.contest_id.in_(ids), Election.published_at.is_not(None))
    return session.scalars(query.order_by(Election.id)).all()


def contests_with_slate(session: Session) -> Sequence[Contest]:
    """Return the contests whose slate is public and in no election yet, the newest poll first."""
    taken = select(Election.contest_id).where(Election.contest_id.is_not(None))
    query = (
        select(Contest)
        .join(Poll, Poll.id == Contest.poll_id)
        .where(
            Poll.slate_published_at.is_not(None),
            Contest.dropped_at.is_(None),
            Contest.id.not_in(taken),
        )
        .order_by(Poll.id.desc(), Contest.position)
    )
    return session.scalars(query).all()


def contest_to_follow(session: Session, contest_id: int) -> Contest:
    """Return a contest, locked so that its slate is followed once; raise `NoSuchContest`."""
    query = select(Contest).where(Contest.id == contest_id).with_for_update(of=Contest)
    found = session.scalar(query)
    if found is None or found.dropped_at is not None:
        raise NoSuchContest
    return found


def on_our_slates(session: Session) -> Sequence[Row[int, str, str]]:
    """Return (id, name, poll) of everybody on a published slate, the newest poll first."""
    query = (
        select(Candidate.id, Candidate.name, Poll.title)
        .join(Place, Place.candidate_id == Candidate.id)
        .join(Contest, Contest.id == Candidate.contest_id)
        .join(Poll, Poll.id == Contest.poll_id)
        .where(Poll.slate_published_at.is_not(None), Place.is_reserve.is_(False))
        .order_by(Poll.id.desc(), Contest.position, Place.position)
    )
    return session.execute(query).all()


def poll_behind(session: Session, contender: Contender) -> str | None:
    """Return the slug of the poll in which a contender was a candidate of ours, or None."""
    query = (
        select(Poll.slug)
        .join(Contest, Contest.poll_id == Poll.id)
        .join(Candidate, Candidate.contest_id == Contest.id)
        .where(Candidate.id == contender.candidate_id, Candidate.state == State.STANDING)
    )
    return session.scalar(query)


def contest_of(session: Session, election: Election) -> Contest | None:
    """Return the contest in which our slate of an election was made, or None."""
    return None if election.contest_id is None else session.get(Contest, election.contest_id)


def contender_at(election: Election, number: int) -> Contender:
    """Return the contender of a number (from 1); raise `NoSuchContender`."""
    for one in election.contenders:
        if one.number == number:
            return one
    raise NoSuchContender


def has_entries(session: Session, election: Election) -> bool:
    """Say whether anything was ever entered in an election."""
    query = select(Entry.id).where(Entry.election_id == election.id).limit(1)
    return session.scalar(query) is not None


def party_by_id(session: Session, local_party_id: int, *, lock: bool = False) -> LocalParty:
    """Return a local party, locked to enter for it if asked; raise `NoSuchLocalParty`."""
    found = session.get(LocalParty, local_party_id, with_for_update=lock, populate_existing=lock)
    if found is None:
        raise NoSuchLocalParty
    return found


def every_party(session: Session) -> Sequence[LocalParty]:
    """Return all local parties by name."""
    return session.scalars(select(LocalParty).order_by(LocalParty.name)).all()


def parties_in(session: Session, region: str) -> Sequence[LocalParty]:
    """Return the local parties of a region's code, "" for those outside all, by name."""
    query = select(LocalParty).where(LocalParty.region == region).order_by(LocalParty.name)
    return session.scalars(query).all()


def parties_by_region(session: Session) -> Mapping[str, int]:
    """Return how many local parties each region has, by its code."""
    query = select(LocalParty.region, func.count().label("size")).group_by(LocalParty.region)
    return {row.region: row.size for row in session.execute(query)}


def party_named(session: Session, name: str) -> LocalParty | None:
    """Return the local party of a name, whatever its case, or None."""
    wanted = name.casefold()  # databases fold other letters than we do
    return next((one for one in every_party(session) if one.name.casefold() == wanted), None)


def has_history(session: Session, party: LocalParty) -> bool:
    """Say whether anything was ever entered for a local party."""
    query = select(Entry.id).where(Entry.local_party_id == party.id).limit(1)
    return session.scalar(query) is not None


def parties_on_roll(session: Session) -> Sequence[Row[str, str, int]]:
    """Return (local party, region, members) of the roll, the most members first."""
    query = (
        select(RollEntry.local_party, RollEntry.region, func.count().label("members"))
        .where(RollEntry.state == EntryState.CURRENT, RollEntry.local_party != "")
        .group_by(RollEntry.local_party, RollEntry.region)
        .order_by(func.count().desc(), RollEntry.local_party)
    )
    return session.execute(query).all()


def party_on_roll(session: Session, email: str) -> str | None:
    """Return the local party that the roll has for an address, or None."""
    query = select(RollEntry.local_party).where(
        RollEntry.email == email, RollEntry.state == EntryState.CURRENT
    )
    return session.scalar(query)


def live_grant(session: Session, party: LocalParty, member_id: int) -> SecretaryGrant | None:
    """Return a member's grant for a local party, or None."""
    query = select(SecretaryGrant).where(
        SecretaryGrant.local_party_id == party.id,
        SecretaryGrant.member_id == member_id,
        SecretaryGrant.revoked_at.is_(None),
    )
    return session.scalar(query)


def the_grant(session: Session, party: LocalParty, member_id: int) -> SecretaryGrant:
    """Return a member's grant for a local party; raise `NoSuchGrant`."""
    found = live_grant(session, party, member_id)
    if found is None:
        raise NoSuchGrant
    return found


def parties_of(session: Session, member_id: int) -> Sequence[LocalParty]:
    """Return the local parties whose secretary a member is, by name."""
    query = (
        select(LocalParty)
        .join(SecretaryGrant, SecretaryGrant.local_party_id == LocalParty.id)
        .where(SecretaryGrant.member_id == member_id, SecretaryGrant.revoked_at.is_(None))
        .order_by(LocalParty.name)
    )
    return session.scalars(query).all()


def secretaries_of(session: Session, party: LocalParty) -> Sequence[Member]:
    """Return the secretaries of a local party, the first granted first."""
    query = (
        select(Member)
        .join(SecretaryGrant, SecretaryGrant.member_id == Member.id)
        .where(SecretaryGrant.local_party_id == party.id, SecretaryGrant.revoked_at.is_(None))
        .order_by(SecretaryGrant.id)
    )
    return session.scalars(query).all()


def secretaries_count(session: Session) -> Mapping[int, int]:
    """Return how many secretaries local parties have, by the local party's id."""
    query = (
        select(SecretaryGrant.local_party_id, func.count().label("size"))
        .where(SecretaryGrant.revoked_at.is_(None))
        .group_by(SecretaryGrant.local_party_id)
    )
    return {row.local_party_id: row.size for row in session.execute(query)}


def file_by_id(
    session: Session, election: Election, file_id: int, *, lock: bool = False
) -> NominationFile:
    """Return a file handed in for an election, locked to settle it if asked; or `NoSuchFile`."""
    found = session.get(NominationFile, file_id, with_for_update=lock)
    if found is None or found.election_id != election.id:
        raise NoSuchFile
    return found


def latest_files(session: Session, election: Election, *, limit: int) -> Sequence[NominationFile]:
    """Return the files handed in for an election, the newest first."""
    query = select(NominationFile).where(NominationFile.election_id == election.id)
    return session.scalars(query.order_by(NominationFile.id.desc()).limit(limit)).all()
