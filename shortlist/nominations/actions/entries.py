"""Enter what a local party has nominated, and correct it: always by a further entry."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor
from shortlist.nominations.actions.elections import note
from shortlist.nominations.entry_queries import held
from shortlist.nominations.models import Election, Entry, LocalParty, Nomination
from shortlist.nominations.policy import check_takes_entries
from shortlist.nominations.rules import EnteredAs, Given, check_entry


def enter(
    session: Session,
    election: Election,
    party: LocalParty,
    given: Given,
    *,
    entered_as: EnteredAs,
    now: datetime,
    actor: Actor,
) -> Entry:
    """Enter for a locked local party; raise `NominationsClosed` or why it cannot be taken."""
    check_takes_entries(election)
    before = held(session, election, party)
    today = now.astimezone(ZoneInfo(election.time_zone)).date()
    numbers = {one.number for one in election.contenders}
    check_entry(given, before, known=numbers, allowed=election.allowed, today=today)
    entry = new_entry(election, party, given, entered_as=entered_as, now=now)
    session.add(entry)
    note(
        session,
        election,
        "nominations entered" if before is None else "nominations corrected",
        now=now,
        actor=actor,
        local_party=party.id,
        entry=entry.number,
        nominations=len(given.contenders),
    )
    return entry


def new_entry(
    election: Election, party: LocalParty, given: Given, *, entered_as: EnteredAs, now: datetime
) -> Entry:
    """Return the entry that follows the one which `given` was made after."""
    ids = {one.number: one.id for one in election.contenders}
    return Entry(
        election_id=election.id,
        local_party_id=party.id,
        number=given.after + 1,
        decided_on=given.decided_on,
        evidence=given.evidence,
        reason=given.reason,
        entered_as=entered_as,
        entered_at=now,
        nominations=[Nomination(contender_id=ids[number]) for number in given.contenders],
    )
