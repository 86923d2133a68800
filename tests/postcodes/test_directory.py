"""The official directory: which answers are kept of it, and what is refused by its line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select

from shortlist.audit.queries import latest_events
from shortlist.cli import main
from shortlist.db import open_session
from shortlist.postcodes.directory import answers_of
from shortlist.postcodes.models import PostcodeAnswer
from shortlist.postcodes.queries import directory_in_use, find_place
from shortlist.postcodes.reading import read_postcode
from shortlist.postcodes.rules import BadDirectory, Kind
from shortlist.postcodes.table import Place

ENGLAND, WALES, NORTH_WEST, YORKSHIRE = "E92000001", "W92000004", "E12000002", "E12000003"
CHESTER, CUMBRIA, NONE = "E06000050", "E06000063", ""
HEAD = "pcd,pcds,doterm,oslaua,ctry,rgn"
LINES = [
    ("LS6 2AB", "", "E08000035", ENGLAND, YORKSHIRE),
    ("LS6 3AB", "", "E08000035", ENGLAND, YORKSHIRE),
    ("CH4 7AA", "", CHESTER, ENGLAND, NORTH_WEST),
    ("CH4 8AA", "", CHESTER, ENGLAND, NORTH_WEST),
    ("CH4 8AB", "", "W06000005", WALES, "W99999999"),
    ("CH4 8AC", "202001", "W06000005", WALES, "W99999999"),
    ("CA1 1AA", "", CUMBRIA, ENGLAND, NORTH_WEST),
    ("LA9 4AA", "", "E07000031", ENGLAND, NORTH_WEST),
    ("EH1 1AA", "", "S12000036", "S92000003", "S99999999"),
    ("BT9 5AA", "", "N09000003", "N92000002", "N99999999"),
    ("JE2 3AA", "", "L99999999", "L93000001", "L99999999"),
    ("ZZ1 1AA", "", NONE, NONE, NONE),
    ("LS7 1AA", "", NONE, ENGLAND, NONE),
]
ANSWERS = {
    "LS6": "ENG-YH",
    "CH4": "ENG-NW WLS",
    "CH4 7": "ENG-NW",
    "CH4 8": "ENG-NW WLS",
    "CH4 8AA": "ENG-NW",
    "CH4 8AB": "WLS",
    "CA1": "ENG-N",
    "LA9": "ENG-N",
    "EH1": "SCT",
}
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(*lines: tuple[str, ...], head: str = HEAD) -> Path:
        rows = [",".join((cells[0].replace(" ", ""), *cells)) for cells in lines]
        path = tmp_path / "directory.csv"
        path.write_text("\n".join([head, *rows, ""]), encoding="utf-8-sig")
        return path

    return written


def read(path: Path) -> dict[str, str]:
    return dict(answers_of(path, lambda *_: None))


def test_only_what_crosses_a_border_is_told_apart(write: Write):
    assert read(write(*LINES)) == ANSWERS


def test_newer_headings_are_known(write: Write):
    assert read(write(*LINES, head="pcd7,PCDS,doterm,lad25cd,ctry25cd,rgn25cd")) == ANSWERS


places = st.dictionaries(
    st.tuples(st.sampled_from("123"), st.sampled_from("12"), st.sampled_from("ABD")),
    st.sampled_from([(ENGLAND, NORTH_WEST, "ENG-NW"), (WALES, "W99999999", "WLS")]),
    min_size=1,
)


@given(places)
def test_every_postcode_of_the_directory_is_answered_exactly(tmp_path_factory, found):
    path = tmp_path_factory.mktemp("law") / "directory.csv"
    rows = [
        f"x,CH{a} {b}A{c},,,{country},{region}" for (a, b, c), (country, region, _) in found.items()
    ]
    path.write_text("\n".join([HEAD, *rows]))
    answers = read(path)
    for (a, b, c), (_, _, code) in found.items():
        said = [answers.get(one) for one in (f"CH{a} {b}A{c}", f"CH{a} {b}", f"CH{a}")]
        assert next(one for one in said if one) == code


REFUSED = [
    ([], {"head": "pcds,ctry"}, "the headings must be those of the directory"),
    ([], {}, "There is no postcode in use in this file."),
    ([LINES[0], ("LS6", "", "", ENGLAND, YORKSHIRE)], {}, "line 3: this is not a whole postcode."),
    ([LINES[0], ("Leeds", "", "", ENGLAND, YORKSHIRE)], {}, "line 3: That does not look like"),
    ([("LS6 2AB", "", "", "F92000001", YORKSHIRE)], {}, "line 2: this country has no code"),
    ([("LS6 2AB", "", "", ENGLAND, "E12000099")], {}, "line 2: this region has no code"),
    ([LINES[0], ("LS6 2AB",)], {}, "line 3: this is not a whole line."),
    ([LINES[0], ('"LS6 2AB', "", "", ENGLAND, YORKSHIRE)], {}, "this is not a whole line."),
]


def test_what_is_wrong_in_a_directory_is_named_by_its_line(write: Write):
    for lines, options, words in REFUSED:
        with pytest.raises(BadDirectory) as no:
            read(write(*lines, **options))
        assert words in no.value.text


def test_a_directory_in_another_encoding_is_refused(tmp_path: Path):
    path = tmp_path / "directory.csv"
    path.write_bytes(f"{HEAD}\n".encode() + b"\xe9,,,,,\n")
    with pytest.raises(BadDirectory, match="not written in UTF-8"):
        read(path)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, database_url: str, tmp_path: Path):
    """Run `shortlist postcodes` on the test's database: exit status and what it says."""
    monkeypatch.setenv("SHORTLIST_DATABASE_URL", database_url)
    monkeypatch.setenv("SHORTLIST_INSTANCE", str(tmp_path / "instance"))

    def invoke(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(main, ["postcodes", "import", *arguments])
        return result.exit_code, result.output

    return invoke


def test_an_imported_directory_answers_before_the_table(engine: Engine, write: Write, run):
    path = str(write(*LINES))
    assert run(path, "--edition", "May 2026") == (
        0,
        "The finder answers from the directory of May 2026, in 9 lines.\n",
    )
    assert run(path, "--edition", "August 2026")[0] == 0
    with open_session(engine, read_only=True) as session:
        found = {
            typed: find_place(session, read_postcode(typed))
            for typed in ("CH4 8AB", "CH4 8AZ", "CH4 7", "CH4", "CH65 1AA", "BT1", "JE2")
        }
        directory = directory_in_use(session)
        assert directory is not None
        assert (directory.edition, directory.answers) == ("August 2026", 9)
        assert session.scalar(select(func.count()).select_from(PostcodeAnswer)) == 9
        events = latest_events(session, subject="postcodes", limit=5)
    both = Place(regions=("ENG-NW", "WLS"))
    assert found == {
        "CH4 8AB": Place(regions=("WLS",)),
        "CH4 8AZ": both,
        "CH4 7": Place(regions=("ENG-NW",)),
        "CH4": both,
        "CH65 1AA": Place(regions=("ENG-NW",)),
        "BT1": Place(regions=("NIR",)),
        "JE2": Place(kind=Kind.CROWN),
    }
    assert [event.action for event in events] == ["postcode directory imported"] * 2


def test_a_refused_directory_leaves_the_one_before(engine: Engine, write: Write, run):
    assert run(str(write(*LINES)), "--edition", "May 2026")[0] == 0
    status, said = run(str(write(LINES[0], ("LS6 2AB",))), "--edition", "August 2026")
    assert (status, said.splitlines()[-1]) == (2, "line 3: this is not a whole line.")
    assert run(str(write(*LINES)), "--edition", "latest")[0] == 2
    with open_session(engine, read_only=True) as session:
        directory = directory_in_use(session)
        assert directory is not None
        assert directory.edition == "May 2026"
