"""The benchmarks still work end to end: what they make is checked, on few rows and papers."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.figures import MEBIBYTE, Figure, Section
from tests.benchmarks.page import BEGIN, END, PAGE, write_figures
from tests.benchmarks.running import ROOT, Broken, Run, expect, run

SCALE, SIZE = "0.002", 1_100
EVERY_STEP = [
    "import: dry run",
    "import: dry run and apply",
    "again, 1 % new: dry run",
    "again, 1 % new: dry run and apply",
]


@pytest.fixture(scope="module")
def sections(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict]:
    file = tmp_path_factory.mktemp("bench") / "figures.json"
    command = [sys.executable, "-m", "tests.benchmarks", "--scale", SCALE]
    subprocess.run(
        [*command, "--databases", "sqlite", "--json", file], cwd=ROOT, check=True, timeout=280
    )
    return {section["title"]: section for section in json.loads(file.read_text())}


def test_import_reports_what_the_files_hold(sections: dict[str, dict]) -> None:
    roll = sections["The roll"]
    assert roll["facts"]["SQLite: import"]["added"] == SIZE
    again = {"added": 2, "changed": 16, "gone": 2, "unchanged": SIZE - 18}
    assert roll["facts"]["SQLite: again, 1 % new"] == again
    steps = [figure["step"] for figure in roll["figures"] if figure["database"] == "SQLite"]
    assert steps == EVERY_STEP


def test_every_paper_comes_out_of_the_box_and_is_counted(sections: dict[str, dict]) -> None:
    box = sections["The ballot box"]
    for rule in ("scottish", "meek-prf"):
        assert box["facts"][rule]["papers"]["total"] == SIZE
        assert len(box["facts"][rule]["elected"]) == 9


def test_single_casts_are_timed_on_a_short_log_and_a_long_one(sections: dict[str, dict]) -> None:
    few, many = sections["One cast through the web"]["facts"]["SQLite"]
    assert (few["leaves"], many["leaves"]) == (551, SIZE + 1)


def test_every_figure_of_a_database_has_seconds_and_memory(sections: dict[str, dict]) -> None:
    figures = [figure for section in sections.values() for figure in section["figures"]]
    assert len(figures) > 15
    assert all(figure["seconds"] > 0 and figure["peak_bytes"] > MEBIBYTE for figure in figures)


def figure(peak: int, limit: int | None = None, *peers: Figure) -> Figure:
    ran = Run(seconds=2.0, peak_bytes=peak * MEBIBYTE, output="")
    limit_bytes = limit and limit * MEBIBYTE
    return Figure(
        step="read", run=ran, items=500, unit="rows", peers=peers, limit_bytes=limit_bytes
    )


def test_more_memory_than_the_limit_is_noticed() -> None:
    section = Section(title="The roll", figures=[figure(1025, 1024), figure(1024, 1024)])
    assert section.over_limit() == [section.figures[0]]


def test_a_row_stands_beside_its_peers() -> None:
    ran = Run(seconds=4.0, peak_bytes=MEBIBYTE, output="")
    slow = Figure(step="hash", run=ran, items=500, unit="rows")
    row = figure(30, 1024, figure(20), slow).cells()
    assert row == ("read", "–", "2.00", "250 rows", "30 MiB of 1,024", "1.0 × read; 0.5 × hash")


def test_a_step_that_fails_ends_the_run() -> None:
    with pytest.raises(Broken, match="ended with 3"):
        run(["-c", "raise SystemExit(3)"])


def test_a_wrong_result_ends_the_run() -> None:
    with pytest.raises(Broken, match="rows: 1, not 2"):
        expect("rows", 1, 2)


def test_a_child_is_measured_by_itself() -> None:
    # From a small process, as the benchmarks do: a child begins with its parent's peak.
    measured = (
        "from tests.benchmarks.running import run\n"
        "print(*(run(['-c', f'x = bytes(1) * {size}']).peak_bytes for size in (1, 200 * 2**20)))"
    )
    small, large = map(int, run(["-c", measured]).output.split())
    assert 150 * MEBIBYTE < large - small < 250 * MEBIBYTE


def test_figures_replace_only_what_stands_between_the_marks(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n\n{BEGIN}\nold\n{END}\n\nafter\n", encoding="utf-8")
    for _ in range(2):
        write_figures("A machine.", [Section(title="The roll", figures=[figure(30)])], page)
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"before\n\n{BEGIN}\n\nA machine.\n\n### The roll\n\n| step |")
    assert text.endswith(f"| read | – | 2.00 | 250 rows | 30 MiB |  |\n\n{END}\n\nafter\n")
    page.write_text("no marks", encoding="utf-8")
    with pytest.raises(ValueError, match="marks"):
        write_figures("A machine.", [], page)


def test_the_page_has_its_marks() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text.count(BEGIN) == text.count(END) == 1
