"""The command line: what it writes where, and its exit status."""

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from shortlist.cli import LazyGroup
from shortlist.cli import main as shortlist
from shortlist.stv import RULES
from shortlist.stv.cli import COMMANDS, main

GOOD = '3 1\n4 1 2 0\n3 2 0\n2 3 2 0\n0\n"Ann"\n"Bo"\n"Cy"\n"Good"\n'
TIED = '3 1\n2 1 0\n1 2 0\n1 3 0\n0\n"Ann"\n"Bo"\n"Cy"\n"Tied"\n'
BAD = '3 1\n4 1 7 0\n0\n"Ann"\n"Bo"\n"Cy"\n"Bad"\n'


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for name, text in (("good.blt", GOOD), ("tied.blt", TIED), ("bad.blt", BAD)):
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(capsys, *arguments):
    """(status, what it wrote to stdout, to stderr)."""
    status = main(["count", *arguments])
    written = capsys.readouterr()
    return status, written.out, written.err


def test_text_is_the_default(folder, capsys):
    status, out, err = run(capsys, "good.blt")
    assert (status, err) == (0, "")
    assert out.startswith("Good\nRule: scottish, SSI 2007/42")


def test_several_files_give_one_json_object_a_line_in_order(folder, capsys):
    status, out, _ = run(capsys, "tied.blt", "good.blt", "--format", "json", "--rule", "meek-prf")
    records = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [(record["file"], record["rule"]) for record in records] == [
        ("tied.blt", "meek-prf"),
        ("good.blt", "meek-prf"),
    ]


def test_several_files_give_one_csv_with_one_header(folder, capsys):
    _, out, _ = run(capsys, "good.blt", "tied.blt", "--format", "csv")
    assert [line.partition(",")[0] for line in out.splitlines()].count("file") == 1


def test_a_bad_file_is_refused_and_the_others_are_counted(folder, capsys):
    status, out, err = run(capsys, "bad.blt", "good.blt", "--format", "json")
    assert status == 2
    assert err == "bad.blt: line 2, column 5: There is no candidate 7: the last is 3.\n"
    assert json.loads(out)["file"] == "good.blt"


def test_a_tie_without_a_lot_ends_with_3(folder, capsys):
    status, out, err = run(capsys, "tied.blt", "--no-lot")
    assert (status, out) == (3, "")
    assert err.startswith("tied.blt: A tie at stage 2 needs a lot, and none was given. Between: Bo")
    assert run(capsys, "good.blt", "--no-lot")[0] == 0


def test_bad_input_outweighs_a_tie(folder, capsys):
    assert run(capsys, "tied.blt", "bad.blt", "tied.blt", "--no-lot")[0] == 2


def test_a_seed_and_an_order_decide_ties_and_are_said(folder, capsys):
    (folder / "lot.txt").write_text("Cy\n2\n1\n")
    by_hand = json.loads(run(capsys, "tied.blt", "--format", "json", "--lot-file", "lot.txt")[1])
    assert by_hand["lot"] == {"seed": None, "order": [3, 2, 1]}
    assert by_hand["ties"][0]["chosen"] == 2
    by_seed = json.loads(run(capsys, "tied.blt", "--format", "json", "--lot", "Tuesday")[1])
    assert by_seed["lot"]["seed"] == "Tuesday"
    by_default = json.loads(run(capsys, "tied.blt", "--format", "json")[1])
    assert by_default["lot"]["seed"] == "0"


def test_an_order_that_leaves_out_the_tied_ends_with_3(folder, capsys):
    (folder / "lot.txt").write_text("1\n")
    assert run(capsys, "tied.blt", "--lot-file", "lot.txt")[0] == 3


def test_seats_and_withdrawals_are_taken(folder, capsys):
    arguments = (
        "good.blt",
        "--format",
        "json",
        "--seats",
        "2",
        "--withdraw",
        "Ann",
        "--withdraw",
        "3",
    )
    values = json.loads(run(capsys, *arguments)[1])
    assert (values["seats"], values["withdrawn"], values["elected"]) == (2, [1, 3], [2])
    assert values["papers"]["informal"] == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none.blt"], "none.blt: The file cannot be read: No such file or directory."),
        (["."], "cannot be read"),
        (["good.blt", "--withdraw", "Dot"], "There is no candidate 'Dot'."),
        (
            ["good.blt", "--withdraw", "1", "--withdraw", "2", "--withdraw", "3"],
            "All candidates have",
        ),
        (["good.blt", "--lot-file", "none"], "good.blt: none: The file cannot be read"),
        (["good.blt", "--lot-file", "bad.blt"], "bad.blt: line 1, column 1: There is no candidate"),
        (["good.blt", "--seats", "0"], "there must be at least one seat"),
        (["good.blt", "--seats", "x"], "there must be at least one seat"),
        (["good.blt", "--rule", "lottery"], "invalid choice"),
        (["good.blt", "--lot", "1", "--no-lot"], "not allowed with"),
        ([], "required"),
        (["\0"], "not the name of a file"),
    ],
)
def test_what_cannot_be_counted_ends_with_2(folder, capsys, arguments, said):
    status, out, err = run(capsys, *arguments)
    assert (status, out) == (2, "")
    assert said in err


def test_help_ends_with_0(capsys):
    assert run(capsys, "--help")[0] == 0


def test_a_dash_reads_the_input(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(GOOD.encode())))
    assert json.loads(run(capsys, "-", "--format", "json")[1])["elected"] == [2]


def module(folder, *arguments, **options):
    command = [sys.executable, "-m", "shortlist.stv", "count", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False, **options)


def test_the_module_runs_without_the_framework_or_a_database(folder, monkeypatch, pytestconfig):
    monkeypatch.setenv("PYTHONPATH", str(pytestconfig.rootpath))
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    (folder / "żółć.blt").write_text(GOOD.replace("Ann", "Żółć"), encoding="utf-8")
    done = module(folder, "żółć.blt", "--format", "json")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["candidates"][0]["name"] == "Żółć"


def test_importing_the_engine_loads_no_framework_and_no_numpy():
    code = "import sys, shortlist.stv.cli; print(*sys.modules)"
    seen = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert {"flask", "sqlalchemy", "numpy"} & set(seen.stdout.split()) == set()


def test_output_that_cannot_be_written_is_said(folder, monkeypatch, pytestconfig):
    if not Path("/dev/full").exists():
        pytest.skip("this machine has no device that is always full")
    monkeypatch.setenv("PYTHONPATH", str(pytestconfig.rootpath))
    command = [sys.executable, "-m", "shortlist.stv", "count", "good.blt"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, cwd=folder, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert done.stderr == b"The result cannot be written: No space left on device.\n"


def test_a_seed_that_is_no_text_is_still_a_seed(folder, monkeypatch, pytestconfig):
    monkeypatch.setenv("PYTHONPATH", str(pytestconfig.rootpath))
    done = module(folder, "good.blt", "--format", "json", "--lot", b"a\xff")
    assert (done.returncode, json.loads(done.stdout)["lot"]["seed"]) == (0, "a?")


def test_a_reader_that_has_had_enough_is_no_error(folder, monkeypatch, pytestconfig):
    monkeypatch.setenv("PYTHONPATH", str(pytestconfig.rootpath))
    command = f"{sys.executable} -m shortlist.stv count {'good.blt ' * 400} | head -1"
    done = subprocess.run(command, shell=True, cwd=folder, capture_output=True, check=False)
    assert (done.stdout, done.stderr) == (b"Good\n", b"")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_shows_its_help_with_an_example(name, capsys):
    assert main([name, "--help"]) == 0
    out = capsys.readouterr().out
    assert f"example: shortlist {name} " in out
    assert main(["--help"]) == 0
    assert f"\n    {name}" in capsys.readouterr().out


def test_colour_comes_when_asked_for_and_changes_nothing_else(folder, capsys):
    plain, coloured = (
        run(capsys, "good.blt", "--color", choice)[1] for choice in ("never", "always")
    )
    assert "\x1b[1;32m" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain


@pytest.mark.parametrize(
    ("environ", "is_terminal", "is_coloured"),
    [
        ({"TERM": "xterm"}, True, True),
        ({"TERM": "xterm"}, False, False),
        ({"TERM": "dumb"}, True, False),
        ({"TERM": "xterm", "NO_COLOR": "1"}, True, False),
        ({"TERM": "xterm", "NO_COLOR": ""}, True, True),
    ],
)
def test_colour_is_for_terminals_that_want_it(
    folder, capsys, monkeypatch, environ, is_terminal, is_coloured
):
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: is_terminal)
    assert ("\x1b[" in run(capsys, "good.blt")[1]) is is_coloured


@pytest.mark.parametrize("rule", RULES)
def test_the_sheet_of_every_rule_fits_100_columns(folder, capsys, rule):
    names = "".join(f'"{"Long" * 20} {number}"\n' for number in range(12))
    papers = "".join(
        f"{10**11 + 7 * first} {first} {first % 12 + 1} {(first + 4) % 12 + 1} 0\n"
        for first in range(1, 13)
    )
    (folder / "wide.blt").write_text(f'12 5\n{papers}0\n{names}"{"Wide " * 40}"\n')
    status, out, _ = run(capsys, "wide.blt", "--rule", rule)
    assert status == 0
    assert max(map(len, out.splitlines())) <= 100


def test_the_engine_runs_where_no_framework_is_installed(folder, pytestconfig):
    program = (
        "import sys\n"
        "class Absent:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.partition('.')[0] in {'flask', 'sqlalchemy', 'click', 'alembic'}:\n"
        "            raise ImportError(name)\n"
        "sys.meta_path.insert(0, Absent())\n"
        "from shortlist.stv.cli import main\n"
        "record = open('record.json', 'wb'); sys.stdout = type('Out', (), "
        "{'buffer': record, 'flush': record.flush, 'isatty': lambda self: False})()\n"
        "assert main(['count', 'good.blt', '--format', 'json']) == 0\n"
        "sys.stdout = sys.__stdout__\n"
        "assert main(['explain', 'record.json']) == 0\n"
        "assert main(['diff', 'record.json', 'record.json']) == 0\n"
        "assert main(['reserve', 'good.blt']) == 0\n"
        "assert main(['countback', 'good.blt', '--vacates', 'Bo']) == 0\n"
        "assert main(['schema']) == 0\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env={"PYTHONPATH": str(pytestconfig.rootpath)},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_whole_command_passes_words_and_status_on(folder):
    asked = CliRunner().invoke(shortlist, ["count", "bad.blt", "--format", "json"])
    assert (asked.exit_code, asked.stderr[:8]) == (2, "bad.blt:")
    assert {*COMMANDS} <= {*LazyGroup().list_commands(click.Context(shortlist))}


CUT = ("--gaps", "cut")
CSV = "rank 1,rank 2,rank 3\nAnn,Bo,\nAnn,,Bo\nBo,Ann,\n"


def test_any_format_is_read_and_seats_are_asked_for(folder, capsys):
    (folder / "papers.csv").write_text(CSV)
    status, out, err = run(capsys, "papers.csv", "--format", "json")
    assert (status, out) == (2, "")
    assert err == "papers.csv: The file does not say how many seats there are: say it (--seats).\n"
    status, out, _ = run(capsys, "papers.csv", "--format", "json", "--seats", "1")
    assert (status, json.loads(out)["elected"]) == (0, [1])


def test_a_format_can_be_named(folder, capsys):
    (folder / "papers").write_text("Ann\n1\n")
    assert run(capsys, "papers", "--seats", "1")[0] == 2
    assert run(capsys, "papers", "--seats", "1", "--input", "csv")[0] == 0


def test_gaps_close_up_unless_they_are_to_cut(folder, capsys):
    (folder / "papers.csv").write_text(CSV)
    common = ("papers.csv", "--seats", "1", "--format", "json")
    papers = [json.loads(run(capsys, *common, *more)[1])["papers"] for more in ((), CUT)]
    assert (papers[0]["gaps_closed"], papers[1]["cut_at_gap"]) == (1, 1)


def test_papers_are_written_as_read(folder, capsys):
    (folder / "papers.csv").write_text(CSV)
    wishes = ("--seats", "2", "--withdraw", "Bo", *CUT)
    status, out, _ = run(capsys, "papers.csv", "--format", "blt", *wishes)
    assert status == 0
    assert out == '2 2\n-2\n1 1 0\n1 1 2 0\n1 2 1 0\n0\n"Ann"\n"Bo"\n""\n'


def test_papers_of_several_files_are_not_written_as_one(folder, capsys):
    status, out, err = run(capsys, "good.blt", "tied.blt", "--format", "blt")
    assert (status, out) == (2, "")
    assert err == "--format blt writes one file: name one file of papers.\n"


def test_the_summary_of_each_file_is_a_line(folder, capsys):
    _, out, _ = run(capsys, "good.blt", "tied.blt", "--format", "rcvis")
    assert [json.loads(line)["config"]["contest"] for line in out.splitlines()] == ["Good", "Tied"]
