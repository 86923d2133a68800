"""What is kept of confidential reports: sealed bytes, the day, and who has read."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from shortlist.keeping import Basis, Below, Impersonal, Kept, Kind, Of, Tables, Term, everything
from shortlist.language import later
from shortlist.reports.rules import KEPT_DAYS, OPEN_DAYS, OPENED_AGAIN

_IN_CASE = {
    "report_messages": (
        "case_id",
        "report_cases",
        "id case_id number by_reporter written_on",
    ),
    "report_copies": ("message_id", "report_messages", "id message_id key_id sealed"),
    "report_files": ("message_id", "report_messages", "id message_id position sealed"),
    "report_reads": ("case_id", "report_cases", "id case_id member_id what done_on"),
}
_CASE = "id ref lookup public private opened_on closed_on assigned_to_id waits_for_officers"


def _is_open(tables: Tables) -> ColumnElement[bool]:
    return tables["report_cases"].c.closed_on.is_(None)


def _last_touched_on(tables: Tables) -> ColumnElement[Any]:  # a table by its name has no types
    messages, reads = tables["report_messages"].c, tables["report_reads"].c
    written = _latest(tables, messages.written_on, messages.case_id == _case_id(tables))
    opened = _latest(
        tables, reads.done_on, reads.case_id == _case_id(tables), reads.what == OPENED_AGAIN
    )
    return case((opened > written, opened), else_=written)


def _case_id(tables: Tables) -> ColumnElement[Any]:
    return tables["report_cases"].c.id


def _latest(
    tables: Tables, day: ColumnElement[Any], *where: ColumnElement[bool]
) -> ColumnElement[Any]:
    query = select(func.max(day)).where(*where)
    return query.correlate(tables["report_cases"]).scalar_subquery()


KINDS: Sequence[Kind] = (
    Kind(
        name="reports",
        title=later("A confidential report"),
        what=later(
            "what somebody wrote to the safeguarding officers, its pictures and the answers, "
            "sealed so that only those officers and the reporter can read them; the day; "
            "which officer "
            "has read it"
        ),
        why=later("so that harassment and breaches can be told of, and looked into"),
        basis=Basis.INTEREST,
        seen_by=later(
            "the safeguarding officers whom the reporter did not leave out; the reporter, by "
            "the case code"
        ),
        term=Term(days=KEPT_DAYS, after=later("after the officers have closed the case")),
        leaving=later(
            "It stays until then. No report is of an account, and nobody else can tell whether "
            "there is one."
        ),
        silent=True,
    ),
    Kind(
        name="open-reports",
        title=later("A confidential report that nobody closes"),
        what=later("the same, as long as the officers have not closed the case"),
        why=later("so that nothing that was told in confidence is kept for ever"),
        basis=Basis.INTEREST,
        seen_by=later(
            "the safeguarding officers whom the reporter did not leave out; the reporter, by "
            "the case code"
        ),
        term=Term(
            days=OPEN_DAYS,
            after=later("after the last message in it, or after it was opened again"),
        ),
        leaving=later(
            "It stays until then. No report is of an account, and nobody else can tell whether "
            "there is one."
        ),
        silent=True,
    ),
    Kind(
        name="report-keys",
        title=later("Your key as a safeguarding officer"),
        what=later("its public part, and the private part under your passphrase"),
        why=later("so that reports are sealed to you, and only you can open them"),
        basis=Basis.INTEREST,
        seen_by=later("nobody but you"),
        term=Term(after=later("for as long as the account")),
    ),
)
TABLES: Sequence[Kept] = (
    Kept(
        kind="reports",
        table="report_cases",
        besides=_CASE,
        since=lambda tables: tables["report_cases"].c.closed_on,
    ),
    Kept(
        kind="open-reports",
        table="report_cases",
        besides=_CASE,
        only=_is_open,
        since=_last_touched_on,
    ),
    *(
        Kept(
            kind="reports",
            table=table,
            besides=columns,
            of=Of(above=(link, above)),
            below=Below.GOES,
        )
        for table, (link, above, columns) in _IN_CASE.items()
    ),
    Kept(
        kind="report-keys",
        table="report_keys",
        columns={"made_on": later("Made")},
        besides="id member_id public private salt",
        of=Of(member=("member_id",)),
        goes=everything,
    ),
)
IMPERSONAL: Mapping[str, Impersonal] = {}
