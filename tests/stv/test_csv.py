"""CSV files of papers: which shapes are read and how, and what is refused at which cell."""

import csv
import io

import pytest
from hypothesis import given

from shortlist.stv import Gaps, InputError, Profile
from shortlist.stv.formats.csv_papers import read_csv
from shortlist.stv.profile import Reading

from .elections import elections


def read_text(text: str, gaps: Gaps = Gaps.CLOSE) -> Profile:
    return read_csv(text.encode(), 1, gaps)


def test_lines_list_names_by_rank():
    profile = read_text("rank 1,rank 2,rank 3\nCy,Ann,\nann,,\nCy,Ann\n,,\n")
    assert profile.names == ("Ann", "ann", "Cy")
    assert profile.papers() == [(1, ()), (1, (2,)), (2, (3, 1))]


def test_lines_list_numbers_by_rank():
    profile = read_text("Choice 1;Choice 2;Choice 3\n3;1;\n2;;\n03;1.0;0\n")
    assert profile.names == ("Candidate 1", "Candidate 2", "Candidate 3")
    assert profile.papers() == [(1, (2,)), (2, (3, 1))]


@pytest.mark.parametrize(
    "heading", ["rank 1,rank 2", "1st,2nd", "Rank1,Rank2", "1st choice,2nd choice", "pref_1,pref_2"]
)
def test_ranks_are_called_what_people_call_them(heading):
    assert read_text(f"{heading}\nBo,Ann\n").papers() == [(1, (2, 1))]


def test_bare_numbers_head_lists_of_names():
    assert read_text("1,2\nBo,Ann\n").papers() == [(1, (2, 1))]


def test_each_candidate_has_a_column_of_ranks():
    profile = read_text("Cy,Ann,Bo\n-,0,1\n2,1,\n,,\n1,3,2\n")
    assert profile.names == ("Cy", "Ann", "Bo")
    assert profile.papers() == [(1, ()), (1, (1, 3, 2)), (1, (2, 1)), (1, (3,))]


@pytest.mark.parametrize("heading", ["papers", "Votes", "WEIGHT", "count", "Number of papers"])
@pytest.mark.parametrize("column", [0, 1, 2])
def test_a_column_says_how_many_papers_a_line_stands_for(heading, column):
    def line(weight, *cells):
        return ",".join([*cells[:column], weight, *cells[column:]])

    ranks = read_text(f"{line(heading, 'Ann', 'Bo')}\n{line('12', '2', '1')}\n")
    lists = read_text(f"{line(heading, 'rank 1', 'rank 2')}\n{line('12', 'Bo', 'Ann')}\n")
    assert ranks.papers() == lists.papers() == [(12, (2, 1))]


def test_what_spreadsheets_write_is_read():
    plain = read_text("Ann,Bo\n1,2\n,1\n")
    for text in (
        "\ufeffAnn;Bo\r\n1;2\r\n;1\r\n",
        "sep=;\r\nAnn;Bo\r\n1;2\r\n;1\r\n",
        "Ann\tBo\n1\t2\n\t1\n",
        '"Ann","Bo"\n"1","2"\n,"1"\n',
        "Ann, Bo\n 1, 2\n\n,1.0\n\n",
        "Ann,Bo,,\n1,2,,\n,1,,\n",
        "Ann,Bo\r1,2\r,1\r",
    ):
        profile = read_text(text)
        assert (profile.names, profile.papers()) == (plain.names, plain.papers())


def test_quoted_names_hold_anything():
    profile = read_text('rank 1,rank 2\n"Bo ""B"", Jr",Ann; A\n')
    assert profile.names == ("Ann; A", 'Bo "B", Jr')


def test_papers_are_cut_and_gaps_closed_as_in_every_format():
    text = "Ann,Bo,Cy\n1,1,2\n1,3,\n,2,3\n1,2,2\n"
    closed, cut = (read_text(text, gaps) for gaps in Gaps)
    assert closed.papers() == [(1, ()), (1, (1,)), (1, (1, 2)), (1, (2, 3))]
    assert closed.reading == Reading(cut_at_equal=2, gaps_closed=2)
    assert cut.papers() == [(2, ()), (2, (1,))]
    assert cut.reading == Reading(cut_at_equal=2, cut_at_gap=2)


def test_words_of_machines_that_read_papers_are_known():
    profile = read_text(
        "rank 1,rank 2,rank 3\nskipped,Ann,Bo\nAnn,overvote,Bo\nAnn,Ann,undervote\n"
    )
    assert profile.papers() == [(2, (1,)), (1, (1, 2))]
    assert profile.reading == Reading(cut_at_repeat=1, cut_at_equal=1, gaps_closed=1)


@pytest.mark.parametrize(
    ("text", "line", "column", "sentence"),
    [
        ("", 1, 1, "The file is empty."),
        ("\n\n", 1, 1, "The file is empty."),
        ("1,2\n2,1\n", 1, 1, "The first line should say what the columns are"),
        ("papers,1,2\n12,2,1\n", 1, 8, "The first line should say what the columns are"),
        ("Ann,Bo\nBo,Ann\n", 1, 1, "The first line should say what the columns are"),
        ("rnak 1,rank 2\nBo,Ann\n", 1, 1, "The first line should say what the columns are"),
        ("3,1\n1,2\n", 1, 1, "The first line should say what the columns are"),
        ("rank 2,rank 1\nAnn,Bo\n", 1, 1, "The first line should say what the columns are"),
        ("Ann,Bo\n1,x\n", 2, 3, "Below 'Bo' a rank should stand (1, 2, 3), not 'x'."),
        ("Ann,Bo\n1,-2\n", 2, 3, "not '-2'"),
        ("Ann,Bo\n1,1.5\n", 2, 3, "not '1.5'"),
        ("Ann,Bo\n1,2,3\n", 2, 5, "Here is a cell below no candidate's name."),
        ("Ann,,Bo\n1,2,3\n", 1, 5, "A candidate needs a name."),
        ('"Ann\x1b",Bo\n1,2\n', 1, 1, "A name cannot hold a control character."),
        ("rank 1\nAnn\x1b\n", 2, 1, "A name cannot hold a control character."),
        ("rank 1,rank 2\nAnn,Bo,Cy\n", 2, 8, "Here is a cell below no rank."),
        ("rank 1,rank 2\nAnn,3\n", 2, 5, "Numbers and names are mixed: here is '3'."),
        ("rank 1,rank 2\n3,Ann\n", 2, 3, "Numbers and names are mixed: here is 'Ann'."),
        ("rank 1\n1001\n", 2, 1, "There are 1,001 candidates; at most 1,000"),
        ("rank 1\n,\n", 1, 1, "No candidate is named on any paper."),
        ("papers,Ann\n1,1\n0,1\n", 3, 1, "A weight is between 1 and 1,000,000,000,000, not '0'."),
        ("Ann,papers\n1\n", 2, 2, "not ''"),
        ("papers,Ann\n1.5,1\n", 2, 1, "not '1.5'"),
        ("papers,Ann\n1000000000001,1\n", 2, 1, "A weight is between 1"),
        ('Ann,Bo\n1,"2\n', 2, 1, "quotation marks do not match"),
        ('Ann,Bo\n"1"x,2\n', 2, 1, "quotation marks do not match"),
        ('"A, B","C"\n"1",x\n', 2, 5, "Below 'C' a rank should stand"),
        ("rank 1\n" + "".join(f"C{n}\n" for n in range(1_001)), 1_002, 1, "There are 1,001"),
        (",".join(f"C{n}" for n in range(1_001)) + "\n1\n", 1, 4_891, "There are 1,001"),
        ("A,B\n" + "1," * 60_000, 2, 100_000, "This line is too long."),
    ],
)
def test_a_bad_file_is_refused_where_it_is_bad(text, line, column, sentence):
    with pytest.raises(InputError) as refusal:
        read_text(text)
    assert (refusal.value.line, refusal.value.column) == (line, column)
    assert sentence in refusal.value.sentence


def written(rows) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


@given(elections(most_candidates=12))
def test_ranks_that_are_written_read_back(election):
    profile = election.profile()
    rows = [["papers", *profile.names]]
    for weight, paper in profile.papers():
        ranks = {number: rank for rank, number in enumerate(paper, 1)}
        rows.append([weight, *(ranks.get(n, "") for n in range(1, election.candidates + 1))])
    read = read_csv(written(rows), 1)
    assert (read.names, read.papers()) == (profile.names, profile.papers())


@given(elections(most_candidates=12))
def test_lists_that_are_written_read_back(election):
    profile = election.profile()
    columns = range(1, election.candidates + 1)
    rows = [[*(f"rank {number}" for number in columns), "papers"]]
    for weight, paper in profile.papers():
        names = [profile.names[number - 1] for number in paper]
        rows.append([*names, *[""] * (election.candidates - len(paper)), weight])
    read = read_csv(written(rows), 1)
    named = {
        tuple(profile.names[number - 1] for number in paper): weight
        for weight, paper in profile.papers()
    }
    assert named == {
        tuple(read.names[number - 1] for number in paper): weight for weight, paper in read.papers()
    }
