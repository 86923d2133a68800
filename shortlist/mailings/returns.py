"""What comes back: a report leads to the address that the message went to, which is marked."""

from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.mailings.queries import entry_address
from shortlist.notices.actions import note_bounce
from shortlist.notices.queries import address_of_notice
from shortlist.notices.references import BATCH, NOTICE
from shortlist.notices.reports import Report


def take_report(session: Session, report: Report, *, now: datetime) -> bool:
    """Note a report against the address that it is about; False if it is known or about nobody."""
    address = _address_of(session, report)
    if address is None:
        return False
    return note_bounce(
        session,
        reference=report.reference,
        address=address,
        batch=report.numbers[0] if report.kind == BATCH else None,
        status=report.status,
        now=now,
    )


def _address_of(session: Session, report: Report) -> str | None:
    if report.kind == NOTICE and len(report.numbers) == 1:
        return address_of_notice(session, report.numbers[0])
    if report.kind == BATCH and len(report.numbers) == 2:
        return entry_address(session, report.numbers[1])
    return None
