"""What is kept of people: kinds of data, why, for how long, and what happens then.

Every stage says in its own `keeping.py` which kinds it keeps (`KINDS`), which of its tables hold
them (`TABLES`), and which tables say nothing of anybody (`IMPERSONAL`). From these the privacy
page, the erasure, a member's download and the deletion of an account are made: there is no other
list of them, and a test fails on a table or a column that is in none.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Table, func, select, true

from shortlist.language import later, say_many

Tables = Mapping[str, Table]
When = Callable[[Tables], ColumnElement[bool]]
AT_ONCE = later("It is erased at once.")
# NULL where the clock does not run yet.
Since = Callable[[Tables], ColumnElement[datetime] | ColumnElement[datetime | None]]


class Basis(StrEnum):
    """Why the law allows to keep it, by article of the UK GDPR."""

    ASKED = "you asked for it when you made an account (Article 6(1)(b))"
    INTEREST = "the movement’s interest in elections that can be trusted (Article 6(1)(f))"
    CONSENT = "your consent, which you can take back (Article 6(1)(a))"

    @property
    def in_words(self) -> str:
        """What allows it, in the language spoken now."""
        return str(_BASES[self])


_BASES: Mapping[Basis, str] = {
    Basis.ASKED: later("you asked for it when you made an account (Article 6(1)(b))"),
    Basis.INTEREST: later(
        "the movement’s interest in elections that can be trusted (Article 6(1)(f))"
    ),
    Basis.CONSENT: later("your consent, which you can take back (Article 6(1)(a))"),
}


@dataclass(frozen=True, kw_only=True)
class Term:
    """How long a kind is kept: days after something, or without a clock as the words say."""

    days: int | None = None
    after: str

    def in_words(self) -> str:
        """Say the term: "30 days after it was sent", "a year after …", or the words alone."""
        if not self.days:
            return str(self.after)
        if self.days % 365 == 0:
            return say_many(
                "a year %(after)s", "%(n)s years %(after)s", self.days // 365, after=self.after
            )
        return say_many("a day %(after)s", "%(n)s days %(after)s", self.days, after=self.after)

    def length(self) -> timedelta | None:
        """Return how long it is kept once the clock runs; None where none does."""
        return None if self.days is None else timedelta(days=self.days)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of data as people know it; `name` is one word, for the command and the audit log.

    `then` says what happens when the term is over, and `stays` what is left of it then, and why;
    `leaving` what becomes of it when its member deletes the account before. Of a `silent` kind
    nobody learns that there was any: its erasure leaves no event and no line.
    """

    name: str
    title: str
    what: str
    why: str
    basis: Basis
    seen_by: str
    term: Term
    then: str = later("It is erased.")
    stays: str | None = None
    leaving: str = AT_ONCE
    silent: bool = False


class Below(StrEnum):
    """What becomes of a row when the row above it is to go."""

    WAITS = "the row above waits until this one is gone"
    GOES = "it goes with the row above"
    PARTS = "it stays, without the link to the row above"


@dataclass(frozen=True, kw_only=True)
class Of:
    """How a row is known to be somebody's: by number of the account, address, or the row above."""

    member: tuple[str, ...] = ()  # columns that hold the number of an account
    address: str | None = None  # the column that holds an address
    above: tuple[str, str] | None = None  # (column, table whose row it names)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """The columns of a table that hold a kind of data.

    `columns` are those that a download shows, each with its label; `besides` those that it does
    not: keys, hashes, what says nothing to its reader. `files` are shown as files, by their ending.
    `of` says whose a row is; without it no row is any member's. `below` says what becomes of a row
    when the one that `of` names above it goes. `goes` says which of a member's rows go with the
    account: without it they stay until the term is over.

    `only` says which rows are of the kind, if not all are. `since` is the moment from which the
    kind's term runs; it does not while that is NULL. When it is over a row is deleted, once no
    other row needs it; or the columns in `blank` take these values, and the rest of the row stays.
    What is erased `by_hand` has a way of its own (`shortlist.rights.erasing`).
    """

    kind: str
    table: str
    columns: Mapping[str, str] = field(default_factory=dict)
    besides: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    of: Of | None = None
    below: Below = Below.WAITS
    goes: When | None = None
    since: Since | None = None
    only: When | None = None
    blank: Mapping[str, object] = field(default_factory=dict)
    by_hand: bool = False

    def named(self) -> frozenset[str]:
        """Return every column that this names."""
        return frozenset([*self.columns, *self.besides.split(), *self.files])


@dataclass(frozen=True, kw_only=True)
class Impersonal:
    """Why a table says nothing of anybody, and which columns only look as if they did."""

    why: str
    excused: str = ""


def everything(_tables: Tables) -> ColumnElement[bool]:
    """Say of any row that it goes."""
    return true()


def results_out(table: str) -> Callable[[Tables], ColumnElement[datetime]]:
    """Return when the results of a row's poll were published, or should have been, by `poll_id`.

    The clock does not run while a poll is held.
    """

    def since(tables: Tables) -> ColumnElement[datetime]:
        polls = tables["polls"]
        found = select(func.coalesce(polls.c.results_published_at, polls.c.results_at)).where(
            polls.c.id == tables[table].c.poll_id, polls.c.held_at.is_(None)
        )
        return found.scalar_subquery()

    return since
