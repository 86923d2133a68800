"""Every table is named in the table of what is kept of people: as personal, or as not.

The privacy page, the erasure, the downloads and the deletion of accounts are made from that table,
so what is missing there would be kept for ever, shown to nobody and told to nobody. Whoever adds a
table or a column reads here, when this fails, what to write and where.
"""

import re

from flask.testing import FlaskClient
from sqlalchemy import Column, Select, select, true
from sqlalchemy.orm import Session

from shortlist.db import Base, load_tables
from shortlist.keeping import AT_ONCE, Below, Kept
from shortlist.rights.table import IMPERSONAL, KINDS, TABLES, tables_of

METADATA = load_tables()
PERSONAL = {kept.table for kept in TABLES}
# What a column is called that is about a person.
TELLING = re.compile(
    r"(^|_)(e?mail|address|name|phone|birth|born|gender|member|person|photo|ip|number_of)(_|$)"
)


def stage_of(table: str) -> str:
    """The folder of the stage whose models have a table."""
    for mapper in Base.registry.mappers:
        if mapper.local_table.name == table:
            return mapper.class_.__module__.split(".")[1]
    raise AssertionError(table)


def test_every_table_is_named_as_personal_or_as_impersonal() -> None:
    missing = [
        f"\n  Table {name!r} is in no kind of data. In shortlist/{stage_of(name)}/keeping.py add"
        f"\n    - Kept(kind=…, table={name!r}, columns={{…}}, of=…) to TABLES, with a Kind in KINDS"
        f"\n      if none fits, when a row says anything of a person; or"
        f"\n    - {name!r}: Impersonal(why=…) to IMPERSONAL when none does."
        f"\n  A new keeping.py goes into STAGES of shortlist/rights/table.py, too."
        for name in sorted(METADATA.tables)
        if name not in PERSONAL and name not in IMPERSONAL
    ]
    assert not missing, "".join(missing)


def test_every_column_of_a_personal_table_is_named() -> None:
    missing = []
    for name in sorted(PERSONAL & set(METADATA.tables)):
        named = frozenset().union(*(kept.named() for kept in TABLES if kept.table == name))
        missing += [
            f"\n  Column {name}.{column.name} is in no kind of data. In the `Kept` of {name!r} in"
            f"\n  shortlist/{stage_of(name)}/keeping.py add it to `columns` with the label that"
            "\n  a download shows (and say so in the `what` of its kind), or to `besides`"
            "\n  if it says nothing to the person: a key, a hash, a counter."
            for column in METADATA.tables[name].columns
            if column.name not in named
        ]
    assert not missing, "".join(missing)


def test_no_impersonal_table_points_to_a_person() -> None:
    suspicious = [
        f"\n  Column {name}.{column.name} looks as if it were of a person, but {name!r}"
        f"\n  is in IMPERSONAL of shortlist/{stage_of(name)}/keeping.py. Make it a `Kept` in"
        "\n  TABLES; or if it only looks so, name it in `excused` of its `Impersonal`."
        for name, reason in sorted(IMPERSONAL.items())
        for column in METADATA.tables[name].columns
        if is_telling(column) and column.name not in reason.excused.split()
    ]
    assert not suspicious, "".join(suspicious)


def is_telling(column: Column[object]) -> bool:
    points_to_people = any(key.column.table.name in PERSONAL for key in column.foreign_keys)
    return points_to_people or TELLING.search(column.name) is not None


def test_nothing_is_named_that_is_not_there_or_named_twice() -> None:
    assert (PERSONAL | set(IMPERSONAL)) - set(METADATA.tables) == set()
    assert PERSONAL & set(IMPERSONAL) == set()
    assert {kept.kind for kept in TABLES} <= set(KINDS)
    for kept in TABLES:
        columns = set(METADATA.tables[kept.table].columns.keys())
        links = {*(kept.of.member if kept.of else ())}
        if kept.of is not None:
            links |= {kept.of.address} if kept.of.address else set()
            links |= {kept.of.above[0]} if kept.of.above else set()
            assert kept.of.above is None or kept.of.above[1] in PERSONAL, kept
        assert (kept.named() | links | set(kept.blank)) <= columns, kept.table


def test_a_clock_runs_for_every_kind_that_has_a_term(session: Session) -> None:
    """And what it runs from can be asked of the database."""
    for kind in KINDS.values():
        erased = [kept for kept in tables_of(kind) if kept.since is not None or kept.by_hand]
        assert bool(erased) == (kind.term.days is not None), kind.name
        for kept in tables_of(kind):
            session.execute(query_of(kept)).all()


def test_what_stays_when_an_account_is_deleted_is_said() -> None:
    """Of a row that is somebody's: either `goes` says that it goes, or `leaving` says why not."""
    unsaid = {
        f"Kind {kept.kind!r}: rows of {kept.table!r} stay; say in `leaving` of the kind why."
        for kept in TABLES
        if kept.of and kept.goes is None and kept.below is not Below.GOES
        if KINDS[kept.kind].leaving == AT_ONCE
    }
    assert unsaid == set()


def query_of(kept: Kept) -> Select[object]:
    table = METADATA.tables[kept.table]
    query = select(kept.since(METADATA.tables) if kept.since else true()).select_from(table)
    for condition in (kept.only, kept.goes):
        query = query if condition is None else query.where(condition(METADATA.tables))
    return query


def test_the_privacy_page_tells_of_every_kind(client: FlaskClient) -> None:
    page = client.get("/privacy").text
    for kind in KINDS.values():
        assert f'id="kept-{kind.name}"' in page
        for words in (str(kind.title), kind.term.in_words()[1:]):
            assert words in page.replace("&#39;", "'")
