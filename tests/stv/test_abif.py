"""ABIF files: the lines that are read, and what is refused at which line and column."""

import pytest
from hypothesis import given

from shortlist.stv import InputError
from shortlist.stv.formats.abif import read_abif
from shortlist.stv.profile import Reading

from .elections import elections


def read_text(text: str):
    return read_abif(text.encode(), 1)


def test_ballots_alone_are_a_file():
    profile = read_text("42:Memphis>Nashville>Knoxville\n26: Nashville > Knoxville\n10:\n")
    assert profile.names == ("Knoxville", "Memphis", "Nashville")
    assert profile.papers() == [(10, ()), (42, (2, 3, 1)), (26, (3, 1))]


def test_the_order_of_papers_numbers_nobody():
    one, other = "3: B>A\n2: C\n", "2: C\n3: B>A\n"
    assert read_text(one).names == read_text(other).names
    assert read_text(one).papers() == read_text(other).papers()


def test_candidates_are_declared_and_named_in_brackets_or_quotation_marks():
    text = """ABIF 1.0
# three candidates, one of them declared at the end
{"title": "Treasurer", "version": "0.1"}
=DGM:[Doña García Márquez]
27: DGM > [Sue Ye (蘇業)] = SBJ   # a note
3: "SBJ" > [Doña García Márquez]
2: DGM > SBJ : {"precinct": 51}
{"ballotcount": 32}
SBJ: Steven B. Jensen
"""
    profile = read_text(text)
    assert profile.title == "Treasurer"
    assert profile.names == ("Doña García Márquez", "Steven B. Jensen", "Sue Ye (蘇業)")
    assert profile.papers() == [(27, (1,)), (2, (1, 2)), (3, (2, 1))]
    assert profile.reading == Reading(cut_at_equal=27)


def test_scores_rank_where_nothing_else_does():
    assert read_text("5: A/2, B/5, C/0\n").papers() == [(5, (2, 1, 3))]
    assert read_text("5: A/5, B/2, C/2\n").reading == Reading(cut_at_equal=5)
    assert read_text("5: A/1 > B/5 > C/0\n").papers() == [(5, (1, 2, 3))]
    assert read_text("5: A > B, C\n").reading == Reading(cut_at_equal=5)


def test_a_number_may_stand_before_an_asterisk():
    assert read_text("5*A>B\n").papers() == [(5, (1, 2))]


@pytest.mark.parametrize(
    ("text", "line", "column", "sentence"),
    [
        ("", 1, 1, "No candidate is named."),
        ("# nothing\n10:\n", 1, 1, "No candidate is named."),
        ("A>B\n", 1, 1, "This is no line of an ABIF file: 'A>B'."),
        ("27 A>B\n", 1, 1, "A line of papers is such as 27: Ann > Bo"),
        ("0: A\n", 1, 1, "A weight is between 1"),
        ("1000000000001: A\n", 1, 1, "A weight is between 1"),
        ("1: A>\n", 1, 6, "Here a candidate should stand."),
        ("1: A>>B\n", 1, 6, "Here a candidate should stand."),
        ("1: A B\n", 1, 6, "Between candidates >, = or a comma should stand."),
        ("1: A/x\n", 1, 5, "Between candidates >, = or a comma should stand."),
        ("1: [A\n", 1, 4, "Here a candidate should stand."),
        ("1: []\n", 1, 4, "A candidate needs a name."),
        ("1: [A\x1b]\n", 1, 5, "control character"),
        ('{"title": "A\\u0000"}\n1: A\n', 1, 2, "control character"),
        ("=A:[Ann]\n=A:[Amy]\n1: A\n", 2, 1, "The candidate 'A' is declared twice."),
        ("=A:[Ann]\n1: A>B\n", 2, 6, "No candidate 'B' is declared."),
        ('{"ballotcount": 4}\n3: A\n', 1, 1, "Here 4 papers are said; the lines add up to 3."),
        ("".join(f"1: C{n}\n" for n in range(1_001)), 1_001, 4, "There are 1,001 candidates"),
    ],
)
def test_a_bad_file_is_refused_where_it_is_bad(text, line, column, sentence):
    with pytest.raises(InputError) as refusal:
        read_text(text)
    assert (refusal.value.line, refusal.value.column) == (line, column)
    assert sentence in refusal.value.sentence


@given(elections(most_candidates=12))
def test_ballots_that_are_written_read_back(election):
    profile = election.profile()
    lines = [f"=C{number}:[{name}]" for number, name in enumerate(profile.names, 1)]
    for weight, paper in profile.papers():
        lines.append(f"{weight}: {' > '.join(f'C{number}' for number in paper)}")
    read = read_text("\n".join(lines))
    assert (read.names, read.papers()) == (profile.names, profile.papers())
