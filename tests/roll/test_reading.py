"""Reading a file of members: what is taken, and where each fault is said to be."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortlist.roll.cells import COLUMNS, MEMBERS, BadCell, Cells, clean_cell, clean_date
from shortlist.roll.reading import MemberFile
from shortlist.web.csv_file import BOM, KEPT_FAULTS, Faults
from tests.roll.files import HEADER, row, write

ONE = Cells("Member 1", "m1@example.org", "M-1", "Anyborough", "Wales", date(2024, 5, 1))


def read(path: Path) -> tuple[list[tuple[int, Cells]], Faults, MemberFile]:
    faults = Faults()
    with MemberFile(path, faults) as file:
        return list(file.members()), faults, file


def told(faults: Faults) -> list[tuple[int, int, str]]:
    return [(fault.line, fault.column, fault.sentence) for fault in faults.first()]


def test_a_sound_file_is_read_with_its_lines(tmp_path: Path) -> None:
    path = write(tmp_path / "f.csv", row(1), "", row(2))
    found, faults, file = read(path)
    assert found[0] == (2, ONE)
    assert [line for line, _ in found] == [2, 4]
    assert faults.count == 0
    assert (file.bytes_done, file.bytes_total, file.rows_read) == (
        path.stat().st_size,
        path.stat().st_size,
        2,
    )


def _quoted(line: str) -> str:
    return ",".join(f'"{cell}"' for cell in line.split(","))


@pytest.mark.parametrize(
    ("header", "line"),
    [
        (HEADER, row(1)),
        ("Joined on;Region;Local Party;Membership Number;E-mail;Full name",
         "01/05/2024;Wales;Anyborough;M-1;M1@Example.org;Member 1"),
        ("EMAIL,name,membership_number,local_party,region,joined_on",
         "m1@example.org,  Member   1 ,M-1,Anyborough,Wales,2024-05-01"),
        (_quoted(HEADER), _quoted(row(1))),
    ],
)  # fmt: skip
def test_headers_may_stand_in_any_order_and_wording(tmp_path: Path, header: str, line: str) -> None:
    found, faults, _ = read(write(tmp_path / "f.csv", line, header=header))
    assert told(faults) == []
    assert found == [(2, ONE)]


def test_a_mark_at_the_beginning_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(BOM + f"{HEADER}\r\n{row(1)}\r\n".encode())
    assert read(path)[0] == [(2, ONE)]


def test_extra_columns_are_left_aside_and_named(tmp_path: Path) -> None:
    path = write(tmp_path / "f.csv", row(1) + ",020 7946 0000", header=HEADER + ",Telephone")
    found, faults, file = read(path)
    assert (found, faults.count, file.extra_columns) == ([(2, ONE)], 0, ["Telephone"])


def test_a_cell_may_hold_a_line_end_in_quotation_marks(tmp_path: Path) -> None:
    path = write(tmp_path / "f.csv", row(1, name='"Member\n1"'), row(2, joined_on="never"))
    found, faults, _ = read(path)
    assert found == [(2, ONE)]
    assert told(faults) == [(4, 6, "The date is not written as 2024-05-01 or 01/05/2024.")]


@pytest.mark.parametrize(
    ("cells", "column", "sentence"),
    [
        ({"name": " "}, 1, "The name is empty."),
        ({"email": "nobody"}, 2, "This is not an e-mail address."),
        ({"email": ""}, 2, "The email is empty."),
        ({"membership_number": "9" * 41}, 3, "The membership number is longer than 40 characters."),
        ({"local_party": "x" * 201}, 4, "The local party is longer than 200 characters."),
        ({"region": "Wa\x00les"}, 5, "The region holds a character that cannot be seen."),
        ({"name": "Ann\u202e elpmaxE"}, 1, "The name holds a character that cannot be seen."),
        ({"joined_on": "31/02/2024"}, 6, "There is no such day."),
        ({"joined_on": "May 2024"}, 6, "The date is not written as 2024-05-01 or 01/05/2024."),
    ],
)  # fmt: skip
def test_each_fault_is_said_with_its_place(
    tmp_path: Path, cells: dict[str, str], column: int, sentence: str
) -> None:
    found, faults, _ = read(write(tmp_path / "f.csv", row(1), row(2, **cells)))
    assert told(faults) == [(3, column, sentence)]
    assert len(found) == 1


def test_a_row_tells_all_its_faults(tmp_path: Path) -> None:
    _, faults, _ = read(write(tmp_path / "f.csv", row(1, name="", email="x", joined_on="x")))
    assert [fault.column_name for fault in faults.first()] == ["name", "email", "joined on"]


@pytest.mark.parametrize(
    ("header", "sentences"),
    [
        ("name,email,membership_number,local_party,region",
         ["The column “joined on” is missing from the first line."]),
        ("name,email,e-mail,membership_number,local_party,region,joined_on",
         ["The column “email” stands twice."]),
        ("a,b,c", [f"The column “{column.replace('_', ' ')}” is missing from the first line."
                   for column in sorted(COLUMNS)]),
    ],
)  # fmt: skip
def test_a_header_without_a_column_is_refused(
    tmp_path: Path, header: str, sentences: list[str]
) -> None:
    _, faults, _ = read(write(tmp_path / "f.csv", row(1), header=header))
    assert sorted(sentence for _, _, sentence in told(faults)) == sorted(sentences)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.touch()
    assert told(read(path)[1]) == [(1, 0, "The file is empty.")]


@pytest.mark.parametrize("cells", ["a", "a,b,c,d,e,f,g"])
def test_a_row_of_another_width_is_refused(tmp_path: Path, cells: str) -> None:
    _, faults, _ = read(write(tmp_path / "f.csv", cells, row(2)))
    assert told(faults) == [(2, 0, f"The row has {len(cells.split(','))} cells, the header 6.")]


def test_bytes_that_are_not_utf8_are_placed(tmp_path: Path) -> None:
    path = write(tmp_path / "f.csv", row(1))
    start = path.stat().st_size
    with path.open("ab") as file:
        file.write(row(2, name="Siân").encode("latin-1") + b"\n" + row(3).encode())
    found, faults, _ = read(path)
    assert [cells.membership_number for _, cells in found] == ["M-1", "M-2", "M-3"]
    assert [(fault.line, fault.column) for fault in faults.first()] == [(3, 0)]
    assert faults.first()[0].sentence.startswith(f"Byte {start + 3:,} of the file is not UTF-8")


@pytest.mark.parametrize(
    ("line", "start"),
    [
        ('"Member 1,m1@example.org', "A quotation mark is opened here and never closed."),
        ('"Member" 1,m1@example.org,M-1,A,W,2024-05-01', "The quotation marks of this row do not"),
        ("x" * 70_000, "This line is longer than 65,536 bytes."),
        ("a\rb,c", "The line ends are not of a kind"),
    ],
)
def test_broken_structure_ends_the_reading(tmp_path: Path, line: str, start: str) -> None:
    path = write(tmp_path / "f.csv", row(1), line)
    _, faults, _ = read(path)
    assert faults.count == 1
    assert faults.first()[0].line == 3
    assert faults.first()[0].sentence.startswith(start)


def test_only_the_first_faults_are_kept_and_all_are_counted(tmp_path: Path) -> None:
    path = write(tmp_path / "f.csv", *(row(number, email="x") for number in range(1, 1001)))
    _, faults, _ = read(path)
    assert faults.count == 1000
    assert [fault.line for fault in faults.first()] == list(range(2, KEPT_FAULTS + 2))


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")),
    min_size=1,
    max_size=30,
)


@given(cells=st.tuples(TEXT, TEXT, TEXT, TEXT), delimiter=st.sampled_from(",;"))
def test_whatever_is_written_by_the_rules_is_read_back(
    tmp_path_factory: pytest.TempPathFactory,
    cells: tuple[str, str, str, str],
    delimiter: str,
) -> None:
    name, number, party, region = cells
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(COLUMNS)
    writer.writerow((name, "a@example.org", number, party, region, "2024-05-01"))
    path = tmp_path_factory.mktemp("csv") / "f.csv"
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    found, faults, _ = read(path)
    assert told(faults) == []
    assert found[0][1][:5] == (name, "a@example.org", number, party, region)


@given(st.binary(max_size=400))
def test_no_bytes_at_all_crash_the_reading(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("csv") / "f.csv"
    path.write_bytes(HEADER.encode() + b"\n" + content)
    found, faults, file = read(path)
    assert len(found) <= file.rows_read
    assert all(fault.line >= 1 for fault in faults.first())


def test_columns_are_known_by_many_names() -> None:
    assert MEMBERS.meant_by("Membership No.") == "membership_number"
    assert MEMBERS.meant_by(" E-Mail_Address ") == "email"
    assert MEMBERS.meant_by("shoe size") is None


def test_cells_are_tidied() -> None:
    assert clean_cell("name", "  Siân\u00a0 Pritchard ") == "Siân Pritchard"
    assert clean_date("1/5/2024") == date(2024, 5, 1)
    with pytest.raises(BadCell):
        clean_date("2024-W18-3")
