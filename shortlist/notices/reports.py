"""Reports of failed deliveries: which message they are about, and whether the address is bad."""

from dataclasses import dataclass
from email import message_from_bytes

from flufl.bounce import all_failures

from shortlist.notices import references
from shortlist.notices.rules import is_about_address, status_in

LARGEST = 1_000_000  # bytes; what a server sends back of a message is much less
STATUS_LINE = b"\nstatus:"
OTHER = "5.0.0"  # it failed for good, and the report gives no code


@dataclass(frozen=True, kw_only=True)
class Report:
    """A message that nobody got because its address is bad; `reference` is as it was sent."""

    reference: str
    kind: str
    numbers: tuple[int, ...]
    status: str


def read_report(raw: bytes, key: str) -> Report | None:
    """Return what a report says of an address; None for any other mail, and for other failures.

    Only one that carries a reference signed with our key is believed: whoever was sent a message
    can report on that one and on no other.
    """
    raw = raw[:LARGEST]
    found = references.first_in(key, raw)
    if found is None:
        return None
    return _report(found, _status_of(raw)) if _says_failed(raw) else None


def _says_failed(raw: bytes) -> bool:
    """Say whether a mail reports a failure for good, as the many kinds of servers write it."""
    try:
        _, permanent = all_failures(message_from_bytes(raw))
    except Exception:  # strangers write to this mailbox too, and not every mail can be read
        return False
    return bool(permanent)


def report_of(reference: str, status: str, key: str) -> Report | None:
    """Return the report that a mail service's notification amounts to, as `read_report` does."""
    found = references.first_in(key, reference.encode())
    return _report(found, status_in(status) or OTHER) if found else None


def _report(found: tuple[str, references.Reference], status: str) -> Report | None:
    reference, (kind, numbers) = found
    if kind == references.PERSON or not (is_about_address(status) or status == OTHER):
        return None
    return Report(reference=reference, kind=kind, numbers=numbers, status=status)


def _status_of(raw: bytes) -> str:
    line = raw.lower().partition(STATUS_LINE)[2][:80].decode("ascii", "replace")
    return status_in(line) or OTHER
