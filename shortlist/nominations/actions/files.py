"""Hand in a file of nominations, see what it would do, apply it or put it aside."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor
from shortlist.nominations import refusals, rules
from shortlist.nominations.actions.elections import note
from shortlist.nominations.actions.entries import new_entry
from shortlist.nominations.entry_queries import held_by_party, last_entry_id
from shortlist.nominations.models import Election, LocalParty, NominationFile
from shortlist.nominations.policy import check_takes_entries
from shortlist.nominations.queries import every_party
from shortlist.nominations.reading import Known, NominationReading, rows_of
from shortlist.nominations.rules import BY_FILE, EnteredAs, FileState, Given, Held


@dataclass(frozen=True, kw_only=True)
class Handed:
    """A file as it was handed in, with what holds for lines that give no link or no day."""

    file: BinaryIO
    size: int
    name: str
    evidence: str = ""
    decided_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Step:
    """What a file says of one local party, beside what holds now; `party` is None for a new one."""

    name: str
    region: str
    party: LocalParty | None
    given: Given
    held: Held | None

    @property
    def is_same(self) -> bool:
        """Say whether the file says what is entered already."""
        return self.held is not None and rules.is_same(self.given, self.held)

    @property
    def coming(self) -> frozenset[int]:
        """The numbers of candidates who come in."""
        return frozenset(self.given.contenders) - (self.held.contenders if self.held else set())

    @property
    def going(self) -> frozenset[int]:
        """The numbers of candidates who go out."""
        return (self.held.contenders if self.held else frozenset()) - set(self.given.contenders)


def hand_in(
    session: Session, election: Election, handed: Handed, *, now: datetime, actor: Actor
) -> NominationFile:
    """Read a file and keep what it says, or what is wrong with it; nothing is entered yet.

    Raises `NominationsClosed`.
    """
    check_takes_entries(election)
    reading = NominationReading(handed.file, handed.size, _known(session, election, handed, now))
    stated = reading.stated()
    faults = reading.faults
    found = NominationFile(
        election_id=election.id,
        file_name=handed.name[:200],
        sha256=reading.file.sha256,
        state=FileState.FAULTY if faults.count else FileState.CHECKED,
        handed_in_at=now,
        settled_at=now if faults.count else None,
        rows=reading.file.rows_read,
        faults=faults.count,
        report=json.dumps(
            {
                "faults": [fault.as_json() for fault in faults.first()],
                "extra_columns": reading.file.extra_columns,
            }
        ),
        content="" if faults.count else json.dumps(list(rows_of(stated))),
    )
    session.add(found)
    _note(session, election, found, "nominations file handed in", now=now, actor=actor)
    return found


def _known(session: Session, election: Election, handed: Handed, now: datetime) -> Known:
    return Known(
        contenders={one.name.casefold(): one.number for one in election.contenders},
        regions={one.name.casefold(): one.region for one in every_party(session)},
        allowed=election.allowed,
        today=now.astimezone(ZoneInfo(election.time_zone)).date(),
        evidence=handed.evidence,
        decided_on=handed.decided_on,
    )


def steps_of(session: Session, election: Election, found: NominationFile) -> list[Step]:
    """Return what a checked file says, local party by local party, beside what holds now."""
    parties = {one.name.casefold(): one for one in every_party(session)}
    held = held_by_party(session, election)
    return list(_steps(json.loads(found.content or "[]"), parties, held))


def _steps(
    rows: list[tuple[str, str, list[int], str, str]],
    parties: Mapping[str, LocalParty],
    held: Mapping[int, Held],
) -> Iterator[Step]:
    for name, region, numbers, evidence, decided_on in rows:
        party = parties.get(name.casefold())
        before = held.get(party.id) if party else None
        given = Given(
            contenders=tuple(numbers),
            evidence=evidence,
            decided_on=date.fromisoformat(decided_on),
            reason=BY_FILE if before else "",
            after=before.number if before else 0,
        )
        yield Step(name=name, region=region, party=party, given=given, held=before)


def apply_file(
    session: Session,
    election: Election,
    found: NominationFile,
    *,
    seen: int,
    now: datetime,
    actor: Actor,
) -> None:
    """Enter all that a file says, or nothing; what is entered already stays as it is.

    Election and file are locked; `seen` is the last entry that the organiser's page knew of.
    Raises `FileSettled`, `NominationsClosed`, `NominationsMoved`, and what no entry may say.
    """
    if found.state != FileState.CHECKED:
        raise refusals.FileSettled
    check_takes_entries(election)
    if last_entry_id(session, election) != seen:
        raise refusals.NominationsMoved
    known = {one.number for one in election.contenders}
    steps = [step for step in steps_of(session, election, found) if not step.is_same]
    for step in steps:
        rules.check_named(step.given.contenders, known=known, allowed=election.allowed)
    new = {
        step.name: LocalParty(name=step.name, region=step.region)
        for step in steps
        if not step.party
    }
    session.add_all(new.values())
    session.flush()
    session.add_all(
        new_entry(
            election,
            step.party or new[step.name],
            step.given,
            entered_as=EnteredAs.FILE,
            now=now,
        )
        for step in steps
    )
    _settle(found, FileState.APPLIED, now)
    _note(
        session,
        election,
        found,
        "nominations file applied",
        now=now,
        actor=actor,
        entered=sum(step.held is None for step in steps),
        corrected=sum(step.held is not None for step in steps),
        local_parties_added=len(new),
    )


def discard_file(
    session: Session, election: Election, found: NominationFile, *, now: datetime, actor: Actor
) -> None:
    """Forget what a locked file says, unapplied; raise `FileSettled`."""
    if found.state != FileState.CHECKED:
        raise refusals.FileSettled
    _settle(found, FileState.DISCARDED, now)
    _note(session, election, found, "nominations file put aside", now=now, actor=actor)


def _settle(found: NominationFile, state: FileState, now: datetime) -> None:
    found.state, found.settled_at, found.content = state, now, ""


def _note(
    session: Session,
    election: Election,
    found: NominationFile,
    action: str,
    *,
    now: datetime,
    actor: Actor,
    **details: int,
) -> None:
    session.flush()
    note(session, election, action, now=now, actor=actor, file=found.id, **details)
