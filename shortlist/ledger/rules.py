"""What may change in a frozen register, and when; how entries are chained; who may look."""

import hashlib
import json
from datetime import datetime, timedelta
from enum import StrEnum

from shortlist.errors import NotAllowed, NotFound, Refusal, TooOften
from shortlist.language import later
from shortlist.polls.rules import Facts, Timetable

LIFETIME = timedelta(hours=72)  # in which a change or an export can be approved
TAKEN_WITHIN = timedelta(hours=1)  # of the approval of an export
LOOKUPS = "20 per hour"


class Kind(StrEnum):
    """What an entry does to a register."""

    ADDED = "added"
    REMOVED = "removed"
    BARRED = "barred"  # may cast no further ballot; one that was cast stays
    RESTORED = "restored"


KIND_WORDS = {
    Kind.ADDED: later("put on the register"),
    Kind.REMOVED: later("taken off the register"),
    Kind.BARRED: later("barred from casting a ballot"),
    Kind.RESTORED: later("free to cast a ballot again"),
}
EFFECT_WORDS = {
    Kind.ADDED: later("They can vote from the approval on, like everybody on the register."),
    Kind.REMOVED: later(
        "Voting has not begun, so they are left out as if they had never been on it."
    ),
    Kind.BARRED: later(
        "Voting has begun, so they may have voted, and nobody is told whether they have. "
        "From the approval on they can cast no ballot and change none. A ballot that they "
        "have cast "
        "stays in the box and counts."
    ),
    Kind.RESTORED: later("They can cast a ballot, or change theirs, from the approval on."),
}


class NotFrozen(Refusal):
    """There is no register yet."""

    sentence = later(
        "The register of this poll is not frozen yet. Until then the roll itself is changed."
    )


class RegisterSettled(Refusal):
    """Voting is over."""

    sentence = later("Voting is over, so the register stays as it is.")


class NotOnRoll(Refusal):
    """Only who is on the roll can be put on a register."""

    sentence = later("Nobody on the roll has this membership number. Put them on the roll first.")
    status = 422


class OnRegisterAlready(Refusal):
    """The entry is on the register."""

    sentence = later("This member is on the register already.")
    status = 422


class NotOnThisRegister(Refusal):
    """The entry is not on the register."""

    sentence = later("This member is not on the register of this poll.")
    status = 422


class BarredAlready(Refusal):
    """The elector can cast no ballot any more."""

    sentence = later("This member is barred from casting a ballot already.")
    status = 422


class WaitsAlready(Refusal):
    """A change of the same entry waits for its approval."""

    sentence = later("A change for this member is proposed already and waits to be approved.")


class OwnProposal(NotAllowed):
    """The proposer is not the second person."""

    sentence = later("You have proposed this yourself, so somebody else has to approve it.")


class ChangedSince(Refusal):
    """What was proposed is not what would be done now."""

    sentence = later(
        "What was proposed has changed since: voting has begun, or the entry on the roll is another"
        ". Nothing was done. Call it off and propose it again."
    )


class NotWaiting(Refusal):
    """It was approved, called off, or has lapsed."""

    sentence = later(
        "This does not wait for approval any more: it was approved, called off, or is too old."
    )


class NoSuchEntry(NotFound):
    """The poll has no such entry, export or objection."""

    sentence = later("There is nothing of this number here.")


class NoRegister(NotFound):
    """The poll has no register, and none is coming."""

    sentence = later("This poll has no register.")


class NotForYou(NotAllowed):
    """Only candidates of the poll and scrutineers look into its register."""

    sentence = later(
        "Only candidates of this poll and scrutineers can check who is on its register. Your own "
        "line is on the page of the register."
    )


class LookedTooOften(TooOften):
    """Many are looked up in a short time."""

    sentence = later("You have looked up many members in a short time. Go on in an hour.")


class ObjectedAlready(Refusal):
    """One objection at a time."""

    sentence = later("Your objection is waiting for an answer already.")


class AnsweredAlready(Refusal):
    """An objection is answered once."""

    sentence = later("This objection has been answered already.")


class OwnObjection(NotAllowed):
    """Nobody answers what they have said themselves."""

    sentence = later("This objection is your own, so somebody else has to answer it.")


class OwnChange(NotAllowed):
    """Nobody judges what they have done."""

    sentence = later(
        "You have proposed or approved what this is about, so somebody else has to answer it."
    )


class ExportOver(Refusal):
    """An export is handed out once, soon after the approval, to whoever asked for it."""

    sentence = later("This export was taken already, or its hour is over. Propose another.")


class NotYourExport(NotAllowed):
    """Only the proposer takes the file."""

    sentence = later("Only whoever proposed this export can take the file.")


def why_not_change(now: datetime, timetable: Timetable, facts: Facts) -> Refusal | None:
    """Return why a register cannot be changed at a moment."""
    if not facts.ready:
        return NotFrozen()
    is_over = facts.closed or now >= timetable.closes_at
    return RegisterSettled() if is_over else None


def kind_of(*, puts_on: bool, is_elector: bool, is_barred: bool, has_begun: bool) -> Kind | Refusal:
    """Return what putting somebody on a register, or taking them out, comes to now."""
    if puts_on:
        if not is_elector:
            return Kind.ADDED
        return Kind.RESTORED if is_barred else OnRegisterAlready()
    if not is_elector:
        return NotOnThisRegister()
    if is_barred:
        return BarredAlready()
    return Kind.BARRED if has_begun else Kind.REMOVED


def is_waiting(
    now: datetime,
    proposed_at: datetime,
    approved_at: datetime | None,
    called_off_at: datetime | None,
) -> bool:
    """Say whether something proposed can still be approved."""
    return approved_at is None and called_off_at is None and now < proposed_at + LIFETIME


def chained(
    previous: bytes, number: int, at: datetime, kind: str, line: bytes, salt: bytes
) -> bytes:
    """Return the hash of an entry: SHA-256 over the one before it and what it says.

    The first follows the hash of the frozen register. Nobody can guess whom an entry is about from
    its hash, for the salt (16 bytes) is not published.
    """
    said = json.dumps(
        [number, at.isoformat(), kind, hashlib.sha256(salt + line).hexdigest()],
        separators=(",", ":"),
    )
    return hashlib.sha256(previous + said.encode()).digest()
