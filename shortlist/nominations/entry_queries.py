"""Reads of entries and of what holds now, added up by the database."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Row, Select, Subquery, func, select
from sqlalchemy.orm import Session, aliased

from shortlist.nominations.models import Contender, Election, Entry, LocalParty, Nomination
from shortlist.nominations.rules import Held
from shortlist.nominations.standing import Needed, Standing, Tally, standing_of


@dataclass(frozen=True, kw_only=True)
class Told:
    """An entry with the numbers of the contenders it names."""

    entry: Entry
    contenders: frozenset[int]


def _holding(election: Election) -> Subquery:
    """The last entry of each local party in an election: id, local party, region, day."""
    later = aliased(Entry)
    is_replaced = (
        select(later.id)
        .where(
            later.election_id == Entry.election_id,
            later.local_party_id == Entry.local_party_id,
            later.number > Entry.number,
        )
        .exists()
    )
    query = (
        select(Entry.id, Entry.local_party_id, Entry.decided_on, LocalParty.region)
        .join(LocalParty, LocalParty.id == Entry.local_party_id)
        .where(Entry.election_id == election.id, ~is_replaced)
    )
    return query.subquery("holding")


def standing(session: Session, election: Election) -> Standing:
    """Return how all contenders and slates of an election stand."""
    holding = _holding(election)
    query = (
        select(Nomination.contender_id, holding.c.region, func.count().label("amount"))
        .join(holding, holding.c.id == Nomination.entry_id)
        .group_by(Nomination.contender_id, holding.c.region)
    )
    by_region: dict[int, dict[str, int]] = defaultdict(dict)
    for row in session.execute(query):
        by_region[row.contender_id][row.region] = row.amount
    tallies = [_tally(one, by_region.get(one.id, {})) for one in election.contenders]
    needed = Needed(nominations=election.needed, regions=election.needed_regions)
    return standing_of(tallies, needed)


def _tally(one: Contender, by_region: Mapping[str, int]) -> Tally:
    return Tally(
        number=one.number,
        name=one.name,
        slate=one.slate,
        region=one.region,
        is_withdrawn=one.withdrawn_at is not None,
        by_region=by_region,
    )


def decided_by_region(session: Session, election: Election) -> Mapping[str, int]:
    """Return how many local parties of each region have nominated somebody, by its code."""
    holding = _holding(election)
    names = select(Nomination.entry_id).where(Nomination.entry_id == holding.c.id).exists()
    query = (
        select(holding.c.region, func.count().label("size")).where(names).group_by(holding.c.region)
    )
    return {row.region: row.size for row in session.execute(query)}


def by_day_and_slate(session: Session, election: Election) -> Sequence[Row[date, str, int]]:
    """Return (day of the decision, slate, nominations) in order of the days."""
    holding = _holding(election)
    query = (
        select(holding.c.decided_on, Contender.slate, func.count().label("amount"))
        .join(Nomination, Nomination.entry_id == holding.c.id)
        .join(Contender, Contender.id == Nomination.contender_id)
        .group_by(holding.c.decided_on, Contender.slate)
        .order_by(holding.c.decided_on)
    )
    return session.execute(query).all()


def most_named(session: Session, election: Election) -> int:
    """Return the largest number of contenders that any entry names, replaced ones included."""
    query = (
        select(func.count().label("size"))
        .select_from(Nomination)
        .join(Entry, Entry.id == Nomination.entry_id)
        .where(Entry.election_id == election.id)
        .group_by(Nomination.entry_id)
        .order_by(func.count().desc())
        .limit(1)
    )
    return session.scalar(query) or 0


def is_named(session: Session, contender: Contender) -> bool:
    """Say whether any entry, a replaced one included, names a contender."""
    query = select(Nomination.entry_id).where(Nomination.contender_id == contender.id).limit(1)
    return session.scalar(query) is not None


def numbers_in(session: Session, region: str, election: Election) -> Mapping[int, int]:
    """Return how many each local party of a region that has an entry nominates, by its id."""
    holding = _holding(election)
    query = (
        select(holding.c.local_party_id, func.count(Nomination.contender_id).label("size"))
        .outerjoin(Nomination, Nomination.entry_id == holding.c.id)
        .where(holding.c.region == region)
        .group_by(holding.c.local_party_id)
    )
    return {row.local_party_id: row.size for row in session.execute(query)}


def nominated_by(session: Session, contender: Contender) -> Sequence[LocalParty]:
    """Return the local parties that nominate a contender, by region and name."""
    holding = _holding(contender.election)
    query = (
        select(LocalParty)
        .join(holding, holding.c.local_party_id == LocalParty.id)
        .join(Nomination, Nomination.entry_id == holding.c.id)
        .where(Nomination.contender_id == contender.id)
        .order_by(LocalParty.region, LocalParty.name)
    )
    return session.scalars(query).all()


def history(session: Session, election: Election, party: LocalParty) -> Sequence[Told]:
    """Return all entries of a local party in an election, the one that holds first."""
    query = (
        select(Entry)
        .where(Entry.election_id == election.id, Entry.local_party_id == party.id)
        .order_by(Entry.number.desc())
    )
    return _told(session, query)


def history_of_all(
    session: Session, election: Election
) -> Sequence[tuple[LocalParty, Sequence[Told]]]:
    """Return each local party that has an entry, by name, with its entries in order."""
    query = select(Entry).where(Entry.election_id == election.id).order_by(Entry.number)
    entries: dict[int, list[Told]] = defaultdict(list)
    for one in _told(session, query):
        entries[one.entry.local_party_id].append(one)
    parties = select(LocalParty).where(
        LocalParty.id.in_(query.with_only_columns(Entry.local_party_id).order_by(None))
    )
    return [(one, entries[one.id]) for one in session.scalars(parties.order_by(LocalParty.name))]


def held(session: Session, election: Election, party: LocalParty) -> Held | None:
    """Return the entry that holds for a local party, or None."""
    return held_by_party(session, election, [party.id]).get(party.id)


def held_by_party(
    session: Session, election: Election, party_ids: Collection[int] | None = None
) -> Mapping[int, Held]:
    """Return the entries that hold in an election by local party; of all, or of these."""
    holding = _holding(election)
    query = select(Entry).join(holding, holding.c.id == Entry.id)
    if party_ids is not None:
        query = query.where(Entry.local_party_id.in_(party_ids))
    return {
        one.entry.local_party_id: Held(
            number=one.entry.number,
            contenders=one.contenders,
            evidence=one.entry.evidence,
            decided_on=one.entry.decided_on,
        )
        for one in _told(session, query)
    }


def _told(session: Session, query: Select[Entry]) -> list[Told]:
    entries = session.scalars(query).all()
    named: dict[int, set[int]] = defaultdict(set)
    rows = (
        select(Nomination.entry_id, Contender.number)
        .join(Contender, Contender.id == Nomination.contender_id)
        .where(Nomination.entry_id.in_(query.with_only_columns(Entry.id).order_by(None)))
    )
    for row in session.execute(rows):
        named[row.entry_id].add(row.number)
    return [Told(entry=one, contenders=frozenset(named[one.id])) for one in entries]


def last_entry_id(session: Session, election: Election) -> int:
    """Return the id of the entry made last in an election, 0 for none: every change moves it."""
    return session.scalar(select(func.max(Entry.id)).where(Entry.election_id == election.id)) or 0


def latest_entries(
    session: Session, election: Election, *, before: int | None = None, limit: int
) -> Sequence[Row[Entry, LocalParty, int]]:
    """Return (entry, local party, how many it names), the newest first, below an id if given."""
    size = (
        select(func.count())
        .where(Nomination.entry_id == Entry.id)
        .correlate(Entry)
        .scalar_subquery()
    )
    query = (
        select(Entry, LocalParty, size)
        .join(LocalParty, LocalParty.id == Entry.local_party_id)
        .where(Entry.election_id == election.id)
        .order_by(Entry.id.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(Entry.id < before)
    return session.execute(query).all()


def everything_held(
    session: Session, election: Election
) -> Sequence[Row[str, str, int, str, date]]:
    """Return (local party, region, number of a contender, evidence, day), by name and number."""
    holding = _holding(election)
    query = (
        select(
            LocalParty.name,
            LocalParty.region,
            Contender.number,
            Entry.evidence,
            Entry.decided_on,
        )
        .join(Entry, Entry.local_party_id == LocalParty.id)
        .join(holding, holding.c.id == Entry.id)
        .join(Nomination, Nomination.entry_id == Entry.id)
        .join(Contender, Contender.id == Nomination.contender_id)
        .order_by(LocalParty.name, Contender.number)
    )
    return session.execute(query).all()
