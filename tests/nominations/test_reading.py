"""Reading a file of nominations: what is taken, and where each fault is said to be."""

import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortlist.nominations.reading import Known, NominationReading, Stated

HEADER = "local_party,region,candidate,evidence,decided_on"
KNOWN = Known(
    contenders={"ann ash": 1, "ben box": 2, "=cat cole": 3},
    regions={"anyborough": "WLS", "overseas": ""},
    allowed=2,
    today=date(2026, 2, 2),
)
LINK = "https://anyborough.example/minutes"


def read(text: str | bytes, known: Known = KNOWN) -> tuple[list[Stated], list[tuple]]:
    raw = text.encode() if isinstance(text, str) else text
    reading = NominationReading(io.BytesIO(raw), len(raw), known)
    found = reading.stated()
    return found, [(one.line, one.column, one.sentence) for one in reading.faults.first()]


def lines(*rows: str, header: str = HEADER) -> str:
    return "\n".join((header, *rows)) + "\n"


def row(**cells: str) -> str:
    usual = {
        "local_party": "Anyborough",
        "region": "",
        "candidate": "Ann Ash",
        "evidence": LINK,
        "decided_on": "2026-02-01",
    }
    return ",".join((usual | cells).values())


def test_lines_are_put_together_by_local_party() -> None:
    found, faults = read(
        lines(
            row(),
            row(local_party="Newtown", region="Scotland", candidate="'=Cat Cole"),
            row(local_party="  ANYBOROUGH", region="Cymru", candidate="ben box"),
            row(local_party="Overseas", region="Elsewhere"),
        )
    )
    assert faults == []
    assert [(one.name, one.region, sorted(one.lines)) for one in found] == [
        ("Anyborough", "WLS", [1, 2]),
        ("Newtown", "SCT", [3]),
        ("Overseas", "", [1]),
    ]
    assert (found[0].evidence, found[0].decided_on) == (LINK, date(2026, 2, 1))


def test_link_and_day_may_hold_for_all_lines() -> None:
    text = "Branch;Nominee\nAnyborough;Ann Ash\nAnyborough;Ben Box\n"
    given = replace(KNOWN, evidence="https://report.example/all", decided_on=date(2026, 1, 31))
    found, faults = read(text, given)
    assert faults == []
    assert (found[0].evidence, found[0].decided_on) == (given.evidence, given.decided_on)
    _, faults = read(text)
    assert [(line, column) for line, column, _ in faults] == [(2, 0)] * 2 + [(3, 0)] * 2


@pytest.mark.parametrize(
    ("cells", "column", "sentence"),
    [
        ({"local_party": " "}, 1, "The local party is empty."),
        ({"local_party": "Newtown"}, 1,
         "There is no local party of this name. Give its region to add it."),
        ({"region": "Scotland"}, 2, "This local party is in Wales."),
        ({"region": "Narnia"}, 2, "There is no nation or region “Narnia”."),
        ({"candidate": "Nobody Known"}, 3, "No candidate is called “Nobody Known”."),
        ({"candidate": ""}, 3, "The candidate is empty."),
        ({"evidence": "http://example.org"}, 4,
         "Give a link that begins with https://, where the nominations can be read."),
        ({"decided_on": "May 2024"}, 5, "The date is not written as 2024-05-01 or 01/05/2024."),
        ({"decided_on": ""}, 5, "The day is missing."),
        ({"decided_on": "2026-02-03"}, 5, "This day lies ahead."),
    ],
)  # fmt: skip
def test_each_fault_is_said_with_its_place(
    cells: dict[str, str], column: int, sentence: str
) -> None:
    _, faults = read(lines(row(), row(**{"candidate": "Ben Box"} | cells)))
    assert faults == [(3, column, sentence)]


@pytest.mark.parametrize(
    ("second", "column", "sentence"),
    [
        ({}, 3, "The same candidate stands on line 2 for this local party already."),
        ({"candidate": "Ben Box", "evidence": LINK + "2"}, 4,
         "Line 2 gives another link for this local party."),
        ({"candidate": "Ben Box", "decided_on": "2026-01-01"}, 5,
         "Line 2 gives another day for this local party."),
    ],
)  # fmt: skip
def test_lines_of_one_local_party_agree(second: dict[str, str], column: int, sentence: str) -> None:
    assert read(lines(row(), row(**second)))[1] == [(3, column, sentence)]


def test_one_too_many_is_said_once_where_it_stands() -> None:
    _, faults = read(lines(row(), row(candidate="Ben Box"), row(candidate="=Cat Cole")))
    assert faults == [(4, 3, "A local party may nominate 2; this is one more.")]


def test_a_file_without_nominations_is_refused() -> None:
    assert read(lines())[1] == [(1, 0, "The file has no nominations.")]
    assert read("")[1] == [(1, 0, "The file is empty.")]
    missing = "The column “candidate” is missing from the first line."
    assert read("local_party\nAnyborough\n")[1] == [(1, 0, missing)]


@given(st.binary(max_size=300))
def test_no_bytes_at_all_crash_the_reading(content: bytes) -> None:
    found, faults = read(HEADER.encode() + b"\n" + content)
    assert found or faults
