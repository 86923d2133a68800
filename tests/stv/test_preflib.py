"""PrefLib files of orders: both formats are read, and what is wrong is refused where it is."""

import pytest
from hypothesis import given

from shortlist.stv import InputError
from shortlist.stv.formats.preflib import read_preflib
from shortlist.stv.profile import Reading

from .elections import elections

TODAY = """# FILE NAME: 00001-00000001.toi
# TITLE: Treasurer
# DATA TYPE: toi
# NUMBER ALTERNATIVES: 3
# NUMBER VOTERS: 9
# NUMBER UNIQUE ORDERS: 4
# ALTERNATIVE NAME 1: Ann: A
# ALTERNATIVE NAME 2: Bo
# ALTERNATIVE NAME 3: Cy
4: 2, 1
3: 3,{1,2}
1: {2},3
1:
"""
BEFORE = "3\n1,Ann\n2,Bo, Jr\n3,Cy\n8,8,3\n4,2,1\n3,3,{1,2}\n1,{2},3\n"


def read_text(text: str):
    return read_preflib(text.encode(), 1)


def test_the_format_of_today_is_read():
    profile = read_text(TODAY)
    assert (profile.names, profile.title, profile.seats) == (("Ann: A", "Bo", "Cy"), "Treasurer", 1)
    assert profile.papers() == [(1, ()), (4, (2, 1)), (1, (2, 3)), (3, (3,))]
    assert profile.reading == Reading(cut_at_equal=3)


def test_the_format_of_before_is_read():
    profile = read_text(BEFORE)
    assert (profile.names, profile.title) == (("Ann", "Bo, Jr", "Cy"), "")
    assert profile.papers() == [(4, (2, 1)), (1, (2, 3)), (3, (3,))]


def test_the_number_of_alternatives_may_be_left_to_their_names():
    short = TODAY.replace("# NUMBER ALTERNATIVES: 3\n", "").replace("# NUMBER VOTERS: 9\n", "")
    assert read_text(short).papers() == read_text(TODAY).papers()


@pytest.mark.parametrize(
    ("was", "becomes", "line", "column", "sentence"),
    [
        ("VOTERS: 9", "VOTERS: 8", 5, 1, "Here 8 voters are said; the orders add up to 9."),
        ("VOTERS: 9", "VOTERS: x", 5, 18, "not 'x'"),
        ("ALTERNATIVES: 3", "ALTERNATIVES: 0", 4, 24, "There are no candidates."),
        ("ALTERNATIVES: 3", "ALTERNATIVES: 5000", 4, 24, "There are 5,000 candidates"),
        ("ALTERNATIVES: 3", "ALTERNATIVES: 4", 9, 1, "The name of alternative 4 of 4 is missing."),
        ("ALTERNATIVES: 3", "ALTERNATIVES: 2", 9, 1, "There is no alternative 3: the last is 2."),
        ("NAME 3: Cy", "NAME 2: Cy", 9, 23, "Alternative 2 has a name already."),
        ("NAME 3: Cy", "NAME 3:", 9, 22, "A candidate needs a name."),
        ("NAME 3: Cy", "NAME 3: C\x1b", 9, 24, "control character"),
        ("NAME 3: Cy", "NAME 0: Cy", 9, 1, "There is no alternative 0."),
        ("TYPE: toi", "TYPE: cat", 3, 14, "Only orders can be counted (soc, soi, toc, toi)"),
        ("TITLE: T", "TITLE: \x00T", 2, 10, "control character"),
        ("4: 2, 1", "four: 2, 1", 10, 1, "begins with how many they are"),
        ("4: 2, 1", "4, 2, 1", 10, 2, "After the number of papers comes ':'."),
        ("4: 2, 1", "0: 2, 1", 10, 1, "A weight is between 1"),
        ("4: 2, 1", "4: 2, 9", 10, 6, "There is no alternative 9: the last is 3."),
        ("4: 2, 1", "4: 2, 1,", 10, 9, "An order is numbers with commas"),
        ("4: 2, 1", "4: 2 1", 10, 4, "An order is numbers with commas"),
        ("{1,2}", "{1,2", 11, 6, "An order is numbers with commas"),
        ("{1,2}", "{1,x}", 11, 6, "not 'x'"),
        ("{1,2}", "{}", 11, 6, "not ''"),
    ],
)
def test_a_bad_file_is_refused_where_it_is_bad(was, becomes, line, column, sentence):
    with pytest.raises(InputError) as refusal:
        read_text(TODAY.replace(was, becomes))
    assert (refusal.value.line, refusal.value.column) == (line, column)
    assert sentence in refusal.value.sentence


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("", 1, "The file is empty."),
        ("# nothing\n", 1, "The names of the alternatives are missing."),
        ("3\n1,Ann\n2,Bo\n", 3, "The file ends before the names of 3 alternatives."),
        ("1\nAnn\n", 2, "A line such as 1,Ann should name an alternative."),
        ("1\n1,Ann\n", 2, "The line with the number of voters is missing."),
        ("1\n1,Ann\n3,1\n", 3, "Three numbers should stand here"),
        ("1\n1,Ann\n4,4,1\n3,1\n", 3, "Here 4 voters are said; the orders add up to 3."),
    ],
)
def test_a_heading_that_is_wrong_is_refused(text, line, sentence):
    with pytest.raises(InputError) as refusal:
        read_text(text)
    assert refusal.value.line == line
    assert sentence in refusal.value.sentence


@given(elections(most_candidates=12))
def test_orders_that_are_written_read_back(election):
    profile = election.profile()
    lines = [f"# NUMBER VOTERS: {profile.total}"]
    lines += [f"# ALTERNATIVE NAME {n}: {name}" for n, name in enumerate(profile.names, 1)]
    lines += [f"{weight}: {','.join(map(str, paper))}" for weight, paper in profile.papers()]
    read = read_text("\n".join(lines))
    assert (read.names, read.papers()) == (profile.names, profile.papers())
