"""`shortlist seats`: what it prints, and how it refuses."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from shortlist.regions import with_share
from shortlist.representation.commands import seats

PUBLISHED = "region,code,membership_percent\n" + "".join(
    f"{one.name},{one.code},{float(one.share * 100):.2f}\n" for one in with_share()
)


def run(text: str | bytes, *words: str) -> Result:
    return CliRunner().invoke(seats, ["--shares", "-", *words], input=text)


def seats_in(result: Result) -> list[int]:
    return [int(line.rpartition(",")[2]) for line in result.stdout.splitlines()[1:]]


def test_nine_seats_by_the_published_shares():
    result = run(PUBLISHED, "--seats", "9", "--method", "dhondt")
    assert result.stdout.splitlines()[:3] == [
        "region,share,seats",
        "Greater London,20.54,3",
        "North West,13.07,1",
    ]
    assert seats_in(result) == [3, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0]


def test_the_smallest_body_has_a_seat_for_each():
    result = run(PUBLISHED, "--smallest", "--method", "sainte-lague")
    assert sum(seats_in(result)) == 12
    assert all(seats_in(result))


def test_what_it_prints_it_can_read_again():
    first = run(PUBLISHED, "--seats", "30")
    assert run(first.stdout, "--seats", "30").stdout == first.stdout


def test_a_name_that_a_spreadsheet_would_run_is_told_to_be_text():
    assert "'=SUM(A1),5,1" in run("region,share\n=SUM(A1),5\n", "--seats", "1").stdout


def test_equal_claims_are_refused_by_name_unless_a_rule_is_asked_for():
    text = "region,members\nHill,50\nVale,25\n"
    refused = run(text, "--seats", "2")
    assert refused.exit_code == 3
    assert "Hill and Vale have equal claims to the last seat" in refused.stderr
    assert refused.stdout == ""
    assert seats_in(run(text, "--seats", "2", "--ties", "larger")) == [2, 0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "line 1: no column gives the region"),
        ("region,seats\nHill,1\n", "line 1: no column gives the share"),
        ("region,share,members\nHill,1,2\n", "line 1: 2 columns could give the share"),
        ("region,share\n", "no line with a region"),
        ("region,share\nHill\n", "line 2: the line has too few cells"),
        ("region,share\n,3\n", "line 2: the region is empty"),
        (f"region,share\n{'x' * 101},3\n", "line 2: this is not the name of a region"),
        ("region,share\nHill,1\n\nhill,3\n", "line 4: “hill” stands in the file twice"),
        ("region,share\nHill,1\nTOTAL,3\n", "line 3: “TOTAL” looks like a sum"),
        ("region,share\nHill,-1\n", "line 2: “-1” is not a number"),
        ("region,share\nHill,1e9\n", "line 2: “1e9” is not a number"),
        ('region,share\n"Hill,1\n', "line 2: this is not CSV"),
        (b"region,share\nHill,1\nV\xe2le,2\n", "line 3: this is not written in UTF-8"),
        ("region,share\nHill,0\n", "No region has a share above 0"),
        ("region,share\n" + "".join(f"R{n},1\n" for n in range(1001)), "more than 1,000"),
        (b"x" * 4_000_001, "larger than 4 MB"),
    ],
)
def test_what_cannot_be_read_is_refused_by_line(text, words):
    result = run(text, "--seats", "9")
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stdout == ""


def test_it_asks_for_seats():
    result = run(PUBLISHED)
    assert result.exit_code == 2
    assert "--seats 9, or --smallest" in result.stderr


@pytest.mark.parametrize("written", ["113,025", "113025", "113025.0", " 113025 ", "113025 %"])
def test_numbers_are_read_however_they_are_written(written):
    result = run(f'share,region\n"{written}",Hill\n4,Vale\n', "--seats", "3")
    assert seats_in(result) == [3, 0]


def test_it_needs_neither_flask_nor_a_database(tmp_path: Path):
    file = tmp_path / "shares.csv"
    file.write_text(PUBLISHED, encoding="utf-8")
    program = (
        "import sys; from shortlist.cli import main\n"
        f"main(['seats', '--seats', '9', '--shares', {str(file)!r}], standalone_mode=False)\n"
        "print([one for one in ('flask', 'sqlalchemy', 'numpy') if one in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.endswith("[]\n")
