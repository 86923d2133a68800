"""The benchmarks still work end to end: what they make is checked, on few rows and papers."""

import json
import os
import subprocess
import sys
from math import log10
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from shortlist.stv import RULES
from tests.benchmarks.__main__ import are_broken
from tests.benchmarks.count import PEERS, PEERS_PYTHON
from tests.benchmarks.figures import MEBIBYTE, Figure, Section
from tests.benchmarks.page import BEGIN, END, PAGE, write_figures
from tests.benchmarks.plot import PICTURE, picture
from tests.benchmarks.running import ROOT, Broken, Program, Run, expect, run, run_in_turns

pytestmark = pytest.mark.timeout(900)  # a busy machine is no fault of a benchmark

SCALE, SIZE = "0.002", 1_100
EVERY_STEP = [
    "import: dry run",
    "import: dry run and apply",
    "again, 1 % new: dry run",
    "again, 1 % new: dry run and apply",
]


def test_every_figure_is_measured_on_a_part_of_the_papers(tmp_path: Path) -> None:
    """One test, so that two workers do not measure it all twice."""
    sections = _measured(tmp_path / "figures.json")
    _import_reports_what_the_files_hold(sections)
    _every_paper_comes_out_of_the_box_and_is_counted(sections)
    _every_paper_comes_out_of_two_layers_and_is_verified(sections)
    _check_codes_are_published_in_lists_of_many(sections)
    _single_casts_are_timed_on_a_short_log_and_a_long_one(sections)
    _every_rule_is_counted_beside_reading(sections)
    _peers_are_counted_where_they_are_and_else_said_to_be_left_out(sections)
    _real_wards_are_counted_where_they_are_and_else_said_to_be_left_out(sections)
    _a_study_is_timed_beside_one_count_and_is_the_same_in_two_processes(sections)
    _every_figure_of_a_database_has_seconds_and_memory(sections)


def _measured(file: Path) -> dict[str, dict]:
    command = [sys.executable, "-m", "tests.benchmarks", "--scale", SCALE, "--times", "1"]
    subprocess.run(
        [*command, "--databases", "sqlite", "--json", file], cwd=ROOT, check=True, timeout=840
    )
    return {section["title"]: section for section in json.loads(file.read_text())}


def _import_reports_what_the_files_hold(sections: dict[str, dict]) -> None:
    roll = sections["The roll"]
    assert roll["facts"]["SQLite: import"]["added"] == SIZE
    again = {"added": 2, "changed": 16, "gone": 2, "unchanged": SIZE - 18}
    assert roll["facts"]["SQLite: again, 1 % new"] == again
    steps = [figure["step"] for figure in roll["figures"] if figure["database"] == "SQLite"]
    assert steps == EVERY_STEP


def _every_paper_comes_out_of_the_box_and_is_counted(sections: dict[str, dict]) -> None:
    box = sections["The ballot box"]
    for rule in ("scottish", "meek-prf"):
        assert box["facts"][rule]["papers"]["total"] == SIZE
        assert len(box["facts"][rule]["elected"]) == 9


def _every_paper_comes_out_of_two_layers_and_is_verified(sections: dict[str, dict]) -> None:
    trusted = sections["Two trustees"]
    assert trusted["facts"]["opened"] == SIZE
    assert [figure["items"] for figure in trusted["figures"]] == [SIZE] * 6
    held = "time of trustee {} / of unsealing in memory"
    assert [bound["what"] for bound in trusted["bounds"]] == [held.format(1), held.format(2)]


def _check_codes_are_published_in_lists_of_many(sections: dict[str, dict]) -> None:
    codes = sections["The ballot box"]["facts"]["SQLite: codes"]
    assert codes["papers"] == SIZE
    assert codes["lists"] == 32
    assert codes["longest"] < 100


def _single_casts_are_timed_on_a_short_log_and_a_long_one(sections: dict[str, dict]) -> None:
    few, many = sections["One cast through the web"]["facts"]["SQLite"]
    assert (few["leaves"], many["leaves"]) == (551, SIZE + 1)


def _every_rule_is_counted_beside_reading(sections: dict[str, dict]) -> None:
    counting, growing = sections["The count alone"], sections["Many more papers"]
    steps = [figure["step"] for figure in counting["figures"]]
    assert steps == ["NumPy", *RULES, *(peer for peer in PEERS if peer in steps)]
    assert {figure["items"] for figure in growing["figures"]} == {10_000}
    held = [bound["what"] for bound in counting["bounds"] + growing["bounds"]]
    assert "time of `meek-prf` / of `scottish`" in held
    assert "time of `scottish` / of 1,100 papers" in held


def _peers_are_counted_where_they_are_and_else_said_to_be_left_out(
    sections: dict[str, dict],
) -> None:
    counting = sections["The count alone"]
    if PEERS_PYTHON.exists():
        assert [len(peer["elected"]) for peer in counting["facts"]["peers"]] == [9, 9]
    else:
        (sentence,) = counting["sentences"]
        assert sentence.startswith("pyrankvote and VoteKit are not here")


def _real_wards_are_counted_where_they_are_and_else_said_to_be_left_out(
    sections: dict[str, dict],
) -> None:
    wards = sections["Many small files"]
    if Path(os.environ.get("SHORTLIST_WARDS") or "/nowhere", "wards").is_dir():
        assert [bound["limit"] for bound in wards["bounds"]] == [3]
    else:
        (sentence,) = wards["sentences"]
        assert sentence.startswith("The real wards are not here")


def _a_study_is_timed_beside_one_count_and_is_the_same_in_two_processes(
    sections: dict[str, dict],
) -> None:
    studying = sections["How firm a slate is"]
    assert [figure["items"] for figure in studying["figures"]] == [100, 255, 255] * 2
    assert [len(slate) for slate in studying["facts"]["elected"].values()] == [9, 9]
    assert len(studying["bounds"]) == 2


def _every_figure_of_a_database_has_seconds_and_memory(sections: dict[str, dict]) -> None:
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


def test_a_broken_bound_ends_the_run_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    section = Section(title="The count alone")
    section.hold("as fast as another, times", 15.0, 15, is_least=True)
    section.hold("time of one / of another", 2.5, 2.5)
    limit = 1 << 60
    assert not are_broken([section], limit, times=True)
    section.hold("as fast as a third, times", 14.99, 15, is_least=True)
    section.hold("time of one / of a third", 2.51, 2.5)
    assert not are_broken([section], limit, times=False)  # of a part of the papers
    capsys.readouterr()
    assert are_broken([section], limit, times=True)
    assert capsys.readouterr().err.splitlines() == [
        "This does not hold: as fast as a third, times | at least 15 | 14.99",
        "This does not hold: time of one / of a third | at most 2.5 | 2.51",
    ]


def test_programs_take_turns(tmp_path: Path) -> None:
    said = tmp_path / "said"
    programs = {
        word: Program(command=["-c", f"open({str(said)!r}, 'a').write({word!r}); print({word!r})"])
        for word in ("one", "two")
    }
    runs = run_in_turns(3, programs)
    assert said.read_text() == "onetwo" * 3
    assert [done.output for done in runs.values()] == ["one\n", "two\n"]


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


def test_a_section_replaces_itself_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n\n{BEGIN}\n\n{END}\n\nafter\n", encoding="utf-8")
    roll, box = Section(title="The roll", figures=[figure(30)]), Section(title="The box")
    roll.hold("time of one / of another", 2, 3)
    write_figures("A machine.", [roll, box], page)
    write_figures("Another machine.", [box], page)
    assert page.read_text(encoding="utf-8").splitlines() == [
        "before",
        "",
        BEGIN,
        "",
        "### The roll",
        "",
        "| step | database | seconds | a second | peak memory | beside its peers |",
        "| --- | --- | ---: | ---: | ---: | --- |",
        "| read | – | 2.00 | 250 rows | 30 MiB |  |",
        "",
        "| what must hold | limit | measured |",
        "| --- | --- | ---: |",
        "| time of one / of another | at most 3 | 2.00 |",
        "",
        "A machine.",
        "",
        "### The box",
        "",
        "Another machine.",
        "",
        END,
        "",
        "after",
    ]
    page.write_text("no marks", encoding="utf-8")
    with pytest.raises(ValueError, match="marks"):
        write_figures("A machine.", [], page)


def test_the_picture_says_in_words_what_it_shows() -> None:
    slow = Run(seconds=20.0, peak_bytes=MEBIBYTE, output="")
    peer = Figure(step="VoteKit", run=slow, items=500, unit="papers")
    drawn = ET.fromstring(picture([peer, figure(30)]))
    space = "{http://www.w3.org/2000/svg}"
    assert drawn.get("role") == "img"
    assert drawn.findtext(f"{space}desc") == "read 2.0 s; VoteKit 20.0 s."
    bars = [bar for bar in drawn.iter(f"{space}rect") if bar.get("class") in {"ours", "peer"}]
    widths = [int(bar.get("width", 0)) for bar in bars]
    assert [bar.get("class") for bar in bars] == ["ours", "peer"]
    # A logarithmic scale from a tenth of a second: 20 times that, and 200 times.
    assert abs(widths[1] / widths[0] - log10(200) / log10(20)) < 0.01


def test_the_page_shows_the_picture() -> None:
    assert PICTURE.exists()
    assert "](images/speed.svg)" in PAGE.read_text(encoding="utf-8")


def test_the_page_has_its_marks() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text.count(BEGIN) == text.count(END) == 1
