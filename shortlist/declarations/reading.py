"""Declarations as everybody reads them: beside a candidate, and as the register of spending."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.candidates.consent_queries import shown
from shortlist.candidates.models import Candidate
from shortlist.conduct.models import Code, CodeAcceptance
from shortlist.conduct.queries import code_of, last_accepted
from shortlist.declarations import queries
from shortlist.declarations.models import ConflictDeclaration, SpendingEntry
from shortlist.declarations.policy import Account
from shortlist.polls.models import Poll
from shortlist.questions.queries import members_behind
from shortlist.stv.stage_table import plain as harmless

HEADINGS = (
    "candidate",
    "item",
    "version",
    "stands",
    "spent_on",
    "what",
    "pence",
    "paid_by",
    "reason_of_correction",
    "entered_at",
)


@dataclass(frozen=True, kw_only=True)
class Declared:
    """What a candidate has declared, beside what the poll asks."""

    code: Code | None
    accepted: tuple[Code, CodeAcceptance] | None
    asks_conflicts: bool
    conflicts: Sequence[ConflictDeclaration]
    account: Account | None

    @property
    def is_empty(self) -> bool:
        """Say whether the poll asks for nothing."""
        return self.code is None and not self.asks_conflicts and self.account is None


@dataclass(frozen=True, kw_only=True)
class Entered:
    """A candidate in the register of spending; once, whatever number of contests."""

    candidate: Candidate
    account: Account


def declared_by(session: Session, poll: Poll, candidate: Candidate) -> Declared:
    """Return what a candidate has declared; one from outside has no account and declares nothing.

    The account is None where the poll does not ask for spending.
    """
    asks = queries.asks_in(session, poll)
    member_id = members_behind(session, [candidate]).get(candidate.id, 0)
    return Declared(
        code=code_of(session, poll),
        accepted=last_accepted(session, poll, member_id),
        asks_conflicts=asks.conflicts,
        conflicts=queries.conflicts_of(session, poll, member_id),
        account=None
        if asks.spending_limit is None
        else queries.account_of(session, poll, member_id),
    )


def register_of(session: Session, poll: Poll) -> list[Entered]:
    """Return everybody who is shown on the shortlist with what they spent, by name."""
    people = [one for contest in poll.contests for one in shown(session, contest)]
    members = members_behind(session, people)
    first = {member_id: one for one in reversed(people) if (member_id := members.get(one.id))}
    accounts = queries.accounts_of(session, poll, first)
    found = [
        Entered(candidate=one, account=accounts[member_id]) for member_id, one in first.items()
    ]
    return sorted(found, key=lambda one: (one.candidate.name.casefold(), one.candidate.id))


def register_csv(entered: Iterable[Entered]) -> bytes:
    """Return a line for each version of each item; those that count say that they stand."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADINGS)
    for one in entered:
        standing = {item.id for item in one.account.items}
        for entry in one.account.log:
            writer.writerow(
                [
                    harmless(one.candidate.name),
                    entry.item,
                    entry.version,
                    "yes" if entry.id in standing else "no",
                    entry.spent_on.isoformat(),
                    harmless(entry.what),
                    entry.pence,
                    harmless(entry.paid_by),
                    harmless(entry.reason),
                    _moment(entry.entered_at),
                ]
            )
    return text.getvalue().encode()


def register_json(poll: Poll, entered: Iterable[Entered]) -> bytes:
    """Return the register with totals, the limit, statements, and every version of each item."""
    people = list(entered)
    first = people[0].account if people else None
    whole = {
        "poll": poll.slug,
        "title": poll.title,
        "limit_pence": first.limit * 100 if first and first.limit is not None else None,
        "due_at": _moment(first.due_at) if first and first.due_at else None,
        "candidates": [_as_json(one) for one in people],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def _as_json(one: Entered) -> dict[str, object]:
    account = one.account
    return {
        "candidate": one.candidate.name,
        "pence": account.pence,
        "over_limit_pence": account.over,
        "declared_at": _moment(account.stated.stated_at) if account.stated else None,
        "is_late": account.is_late,
        "has_changed_since": account.has_changed_since,
        "items": [_item(entry, account) for entry in account.log],
    }


def _item(entry: SpendingEntry, account: Account) -> dict[str, object]:
    return {
        "item": entry.item,
        "version": entry.version,
        "stands": entry in account.items,
        "spent_on": entry.spent_on.isoformat(),
        "what": entry.what,
        "pence": entry.pence,
        "paid_by": entry.paid_by,
        "reason_of_correction": entry.reason,
        "entered_at": _moment(entry.entered_at),
    }


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")
