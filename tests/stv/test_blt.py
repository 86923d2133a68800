"""BLT files in and out: what is accepted, and what is refused at which line and column."""

import gzip
from contextlib import suppress
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortlist.stv import (
    Gaps,
    InputError,
    Lot,
    Profile,
    Record,
    count,
    read_blt,
    sheet,
    write_blt,
)
from shortlist.stv.profile import Reading

from .elections import elections

PLAIN = b'3 2\n4 1 2 0\n3 2 0\n2 3 1 2 0\n1 0\n0\n"Ann"\n"Bo"\n"Cy"\n"Title"\n'
PAPERS = [(1, ()), (4, (1, 2)), (3, (2,)), (2, (3, 1, 2))]


def read_text(text: str) -> Profile:
    return read_blt(text.encode())


def same(one: Profile, other: Profile) -> bool:
    """Whether two profiles say the same, however their papers are arranged."""
    told = {field.name for field in fields(Profile)} - {"stream", "starts", "weights"}
    return one.papers() == other.papers() and all(
        getattr(one, name) == getattr(other, name) for name in told
    )


def test_a_plain_file_is_read():
    profile = read_blt(PLAIN)
    assert (profile.names, profile.seats, profile.title) == (("Ann", "Bo", "Cy"), 2, "Title")
    assert (profile.papers(), profile.total, profile.withdrawn) == (
        sorted(PAPERS, key=lambda p: p[1]),
        10,
        (),
    )


HARMLESS = {
    "byte order mark": b"\xef\xbb\xbf" + PLAIN,
    "crlf": PLAIN.replace(b"\n", b"\r\n"),
    "no last line end": PLAIN.rstrip(b"\n"),
    "blank end": PLAIN + b"\n\n  \n",
    "blank lines": PLAIN.replace(b"\n", b"\n\n"),
    "trailing blanks": PLAIN.replace(b" 0\n", b" 0 \n"),
    "tabs": PLAIN.replace(b" ", b"\t"),
    "comment": PLAIN.replace(b"1 0\n", b"1 0 # empty\n"),
    "comment first": b"# made by hand\n" + PLAIN,
    "comment between": PLAIN.replace(b"4 1 2 0", b"4 1 2 0\n# between papers"),
    "comment over lines": PLAIN.replace(b"1 0\n", b'1 0\n/* one\n0\n"two" */\n'),
    "comment with a quotation mark": PLAIN.replace(b"1 0\n", b'1 0 # "empty"\n'),
    "end with a comment": PLAIN.replace(b"\n0\n", b"\n 0 # end\n"),
    "carriage returns alone": PLAIN.replace(b"\n", b"\r"),
    "words of another program": PLAIN.replace(b"3 2\n", b"3 2\n[droop rule=meek]\n", 1),
    "comment after a name": PLAIN.replace(b'"Ann"', b'  "Ann"  # first'),
    "leading zeros": PLAIN.replace(b"4 1", b"04 01"),
}


@pytest.mark.parametrize("data", HARMLESS.values(), ids=HARMLESS)
def test_harmless_differences_change_nothing(data):
    assert same(read_blt(data), read_blt(PLAIN))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ('"Smith: Ann, Ms"', "Smith: Ann, Ms"),
        (r'"Ann \"Bud\" Smith"', 'Ann "Bud" Smith'),
        ('"Ann ""Bud"" Smith"', 'Ann "Bud" Smith'),
        ('"Ann # 1"', "Ann # 1"),
        (r'"A\\B"', "A\\B"),
        ('"Zoë Żółć 王"', "Zoë Żółć 王"),
    ],
)
def test_names_hold_any_character_that_is_quoted(written, name):
    profile = read_text(f'1 1\n1 1 0\n0\n{written}\n"T"\n')
    assert profile.names == (name,)
    assert read_blt(write_blt(profile)).names == (name,)


def test_a_title_may_be_missing():
    assert read_text('1 1\n1 1 0\n0\n"Ann"\n').title == ""


def test_withdrawn_candidates_stand_before_the_papers():
    text = '3 1\n-2\n-3 -1\n4 1 2 0\n0\n"A"\n"B"\n"C"\n'
    assert read_text(text).withdrawn == (1, 2, 3)


def test_nicknames_stand_for_candidates():
    text = '3 1\n[nick ann bo cy]\n-bo\n4 cy ann 0\n2 ann=cy bo 0\n1 3 - 1 0\n0\n"A"\n"B"\n"C"\n'
    profile = read_text(text)
    assert profile.withdrawn == (2,)
    assert profile.papers() == [(2, ()), (5, (3, 1))]
    assert profile.reading == Reading(cut_at_equal=2, gaps_closed=1)


def test_withdrawn_candidates_may_stand_in_brackets():
    assert read_text('2 1\n[withdrawn 2]\n4 1 2 0\n0\n"A"\n"B"\n').withdrawn == (2,)


def test_an_order_for_ties_is_the_lot_unless_another_is_given():
    profile = read_text('2 1\n[tie 2 1]\n4 1 0\n4 2 0\n0\n"A"\n"B"\n')
    assert profile.lot == read_blt(write_blt(profile)).lot == (2, 1)
    record = count(profile)
    assert (record.elected, record.lot_seed, record.lot_order) == ((2,), None, (2, 1))
    assert count(profile, lot=Lot.from_order([1, 2])).elected == (1,)


def test_gaps_close_up_or_cut():
    text = '4 1\n5 1 - 2 0\n2 - 3 - 4 0\n1 4 - 0\n3 1 - 1 2 0\n0\n"A"\n"B"\n"C"\n"D"\n'
    closed, cut = (read_blt(text.encode(), gaps) for gaps in Gaps)
    assert closed.papers() == [(3, (1,)), (5, (1, 2)), (2, (3, 4)), (1, (4,))]
    assert closed.reading == Reading(cut_at_repeat=3, gaps_closed=7)
    assert cut.papers() == [(2, ()), (8, (1,)), (1, (4,))]
    assert cut.reading == Reading(cut_at_gap=10)


def test_a_record_says_how_many_papers_gaps_cut_and_nothing_when_none():
    text = b'2 1\n5 1 - 2 0\n0\n"A"\n"B"\n'
    closed, cut = (count(read_blt(text, gaps)) for gaps in Gaps)
    assert "cut_at_gap" not in closed.to_dict()["papers"]
    assert cut.to_dict()["papers"]["cut_at_gap"] == 5
    assert Record.from_json(cut.to_json()) == cut
    assert "5 cut at a gap" in sheet(cut)


def test_marks_are_read_and_what_was_done_is_counted():
    text = '4 1\n5 1 2 1 3 0\n7 1 2=3 4 0\n2 - 3 - 4 0\n1 4 - 0\n3 2=1 0\n0\n"A"\n"B"\n"C"\n"D"\n'
    profile = read_text(text)
    assert profile.papers() == [(3, ()), (7, (1,)), (5, (1, 2)), (2, (3, 4)), (1, (4,))]
    assert profile.reading == Reading(cut_at_repeat=5, cut_at_equal=10, gaps_closed=2)


def test_repetitions_are_cut_in_plain_files_too():
    profile = read_text('3 1\n5 1 2 1 3 0\n2 3 3 0\n1 2 0\n0\n"A"\n"B"\n"C"\n')
    assert profile.papers() == [(5, (1, 2)), (1, (2,)), (2, (3,))]
    assert profile.reading == Reading(cut_at_repeat=7)


def test_weights_up_to_a_million_million_count_exactly():
    profile = read_text('2 1\n1000000000000 1 0\n999999999999 2 0\n0\n"A"\n"B"\n')
    record = count(profile)
    assert record.elected == (1,)
    assert record.amount(record.stages[0].tallies[2]) == "999999999999.00000"


def test_a_thousand_candidates_are_read():
    names = "".join(f'"C{number}"\n' for number in range(1, 1001))
    profile = read_text(f"1000 2\n9 1000 256 1 255 0\n1 300 0\n0\n{names}")
    assert profile.papers() == [(1, (300,)), (9, (1000, 256, 1, 255))]


TWO = '\n"A"\n"B"\n'


@pytest.mark.parametrize(
    ("text", "line", "column", "sentence"),
    [
        ("", 1, 1, "The file is empty."),
        ("\n\n# nothing\n", 3, 1, "The file is empty."),
        ("2\n1 1 0\n0" + TWO, 1, 1, "two numbers"),
        ("2 1 1\n1 1 0\n0" + TWO, 1, 1, "two numbers"),
        ("2 x\n1 1 0\n0" + TWO, 1, 3, "not 'x'"),
        ("2 1.5\n1 1 0\n0" + TWO, 1, 3, "not '1.5'"),
        ("٢ 1\n1 1 0\n0" + TWO, 1, 1, "not '٢'"),
        ("0 1\n0\n", 1, 1, "There are no candidates."),
        ("2 0\n1 1 0\n0" + TWO, 1, 3, "There must be at least one seat."),
        ("5000 1\n1 1 0\n0" + TWO, 1, 1, "There are 5,000 candidates; at most 1,000"),
        ("99999999999999999999 1\n0" + TWO, 1, 1, "not '99999999999999999999'"),
        ("2 1\n-3\n1 1 0\n0" + TWO, 2, 2, "There is no candidate 3: the last is 2."),
        ("2 1\n-1 2\n1 1 0\n0" + TWO, 2, 4, "only numbers with a minus"),
        ("2 1\n1 1 0\n-2\n0" + TWO, 3, 1, "cannot have a negative weight"),
        ("2 1\n1 1 0\n1 1 3 0\n0" + TWO, 3, 5, "There is no candidate 3: the last is 2."),
        ("2 1\n1 1 0\n\n1 1 2\n0" + TWO, 4, 5, "The paper does not end with 0."),
        ("2 1\n1 1 0\n1 1 2 0 2 1 0\n0" + TWO, 3, 7, "0 ends a paper"),
        ("2 1\n1 1 0\n0 1 2 0\n0" + TWO, 3, 1, "A weight is between 1"),
        ("2 1\n1000000000001 1 0\n0" + TWO, 2, 1, "A weight is between 1"),
        ("2 1\n1.5 1 0\n0" + TWO, 2, 1, "not '1.5'"),
        ("2 1\n1 a 0\n0" + TWO, 2, 3, "not 'a'"),
        ("2 1\n1 -1 0\n0" + TWO, 2, 3, "not '-1'"),
        ("2 1\n1 1=3 0\n0" + TWO, 2, 3, "There is no candidate 3"),
        ("2 1\n1 1= 0\n0" + TWO, 2, 3, "not '1='"),
        ("2 1\n(a) 1 1 0\n0" + TWO, 2, 1, "not '(a)'"),
        ("2 1\n1 =1 0\n0" + TWO, 2, 3, "On both sides of ="),
        ("2 1\n[tie 1 2\n1 1 0\n0" + TWO, 2, 1, "in square brackets"),
        ("2 1\n[colour 1]\n1 1 0\n0" + TWO, 2, 1, "There is no option 'colour'"),
        ("2 1\n1 1 0\n[tie 1 2]\n0" + TWO, 3, 1, "comes before papers"),
        ("2 1\n[nick a]\n1 a 0\n0" + TWO, 2, 1, "There are 1 nicknames for 2 candidates."),
        ("2 1\n[nick a a]\n1 a 0\n0" + TWO, 2, 9, "comes twice"),
        ("2 1\n[nick 2 1]\n1 2 0\n0" + TWO, 2, 7, "means another thing"),
        ("2 1\n[nick a -b]\n1 a 0\n0" + TWO, 2, 9, "means another thing"),
        ("2 1\n[nick a b]\n1 c 0\n0" + TWO, 3, 3, "not 'c'"),
        ("2 1\n[tie 1 1]\n1 1 0\n0" + TWO, 2, 8, "in the order twice"),
        ("2 1\n[tie 2]\n1 1 0\n0" + TWO, 2, 1, "names 1 of 2 candidates"),
        ("2 1\n1 1 0 /* on\n1 2 0\n0" + TWO, 2, 1, "This comment does not end."),
        ("2 1\n1 1 0\n" + TWO, 4, 1, "a line that says 0 alone"),
        ("2 1\n1 1 0\n", 2, 1, "does not end: a line that says 0 alone is missing"),
        ('2 1\n1 1 0\n0\n"A"\n', 4, 1, "ends before the name of candidate 2 of 2"),
        ('2 1\n1 1 0\n0\n1 2 0\n0\n"A"\n"B"\n', 4, 1, "stands alone in quotation marks"),
        ('2 1\n1 1 0\n0\n"A"\nB\n', 5, 1, "stands alone in quotation marks"),
        ('2 1\n1 1 0\n0\n"A" "B"\n', 4, 1, "stands alone in quotation marks"),
        ('2 1\n1 1 0\n0\n"A\n"B"\n', 4, 1, "stands alone in quotation marks"),
        ('2 1\n1 1 0\n0\n"A"\n" "\n', 5, 1, "A candidate needs a name."),
        ('2 1\n1 1 0\n0\n"A"\n"B\x1b[2J"\n', 5, 3, "control character"),
        ('2 1\n1 1 0\n0\n"A"\n"\u202eB"\n', 5, 2, "control character"),
        ('1 1\n1 1 0\n0\n"A"\n"B"\n"T"\n', 6, 1, "More follows after 1 names"),
        ("2 1\n1 " + "1 " * 60_000 + "0\n0" + TWO, 2, 100_000, "This line is too long."),
        ("2 1\n1 1 \x00 0\n0" + TWO, 2, 5, "not '\\x00'"),
    ],
)
def test_a_bad_file_is_refused_where_it_is_bad(text, line, column, sentence):
    with pytest.raises(InputError) as refusal:
        read_text(text)
    assert (refusal.value.line, refusal.value.column) == (line, column)
    assert sentence in refusal.value.sentence


@pytest.mark.parametrize(
    ("data", "line", "column", "sentence"),
    [
        (PLAIN.replace(b"Bo", "Zoë".encode("latin-1")), 8, 4, "not UTF-8 (perhaps Latin-1)"),
        (PLAIN.replace(b"3 2 0", b"3 2\xa00"), 3, 4, "not UTF-8"),
        (PLAIN.decode().encode("utf-16"), 1, 1, "UTF-16"),
        (gzip.compress(PLAIN, mtime=0), 1, 1, "a gzip file: unpack it first"),
        (b"PK\x03\x04" + PLAIN, 1, 1, "a zip file: unpack it first"),
    ],
)
def test_bytes_that_are_not_utf_8_text_are_refused(data, line, column, sentence):
    with pytest.raises(InputError) as refusal:
        read_blt(data)
    assert (refusal.value.line, refusal.value.column) == (line, column)
    assert sentence in refusal.value.sentence


def test_more_papers_than_64_bits_add_up_are_refused():
    papers = np.ones((4_700_000, 1), dtype=np.uint8)
    with pytest.raises(InputError, match="papers in all"):
        Profile.from_matrix(papers, ["A"], 1, weights=np.full(len(papers), 10**12))


@given(elections())
def test_what_is_written_reads_back(election):
    profile = election.profile()
    assert same(read_blt(write_blt(profile)), profile)


@given(elections(most_candidates=120))
def test_files_read_by_arrays_and_by_lines_are_the_same(election):
    plain = write_blt(election.profile())
    assert same(read_blt(plain), read_blt(plain.replace(b"\n0\n", b"\n0 # end\n")))


@given(elections(), st.data())
def test_a_file_changed_anywhere_is_refused_or_counted(election, data):
    """A byte replaced, taken out or put in, or the rest cut off: never any other error."""
    plain = write_blt(election.profile())
    at = data.draw(st.integers(0, len(plain) - 1))
    byte = data.draw(
        st.sampled_from([b"", b"0", b"9", b"-", b"=", b'"', b"\n", b" ", b"\xff", b"#"])
    )
    rest = plain[at + data.draw(st.sampled_from([0, 1, len(plain)])) :]
    with suppress(InputError):
        assert count(read_blt(plain[:at] + byte + rest)).elected


def test_a_matrix_of_nothing_is_empty_papers():
    profile = Profile.from_matrix(np.zeros((2, 3), dtype=np.uint8), ["A", "B", "C"], 1)
    assert profile.papers() == [(2, ())]


def test_a_matrix_closes_gaps_and_cuts_repetitions():
    matrix = np.array([[0, 2, 0, 1], [1, 1, 0, 2], [3, 2, 3, 1], [1, 2, 3, 0]], dtype=np.uint16)
    profile = Profile.from_matrix(matrix, ["A", "B", "C"], 1)
    assert profile.papers() == [(1, (1,)), (1, (1, 2, 3)), (1, (2, 1)), (1, (3, 2))]
    assert profile.reading == Reading(cut_at_repeat=2, gaps_closed=1)


@pytest.mark.parametrize(
    ("matrix", "weights", "sentence"),
    [
        ([[4]], None, "There is no candidate 4"),
        ([[1]], [0], "A weight is between 1"),
        ([[1]], [1, 1], "There are 2 weights for 1 papers."),
    ],
)
def test_a_bad_matrix_is_refused(matrix, weights, sentence):
    weights = None if weights is None else np.array(weights)
    with pytest.raises(InputError, match=sentence):
        Profile.from_matrix(np.array(matrix, dtype=np.uint8), ["A", "B", "C"], 1, weights=weights)


@pytest.mark.parametrize(
    ("names", "seats", "papers", "sentence"),
    [
        ([], 1, [], "There are no candidates."),
        (["A"], 0, [], "at least one seat"),
        (["A\n"], 1, [], "control character"),
        (["A"], 1, [(1, (2,))], "There is no candidate 2"),
        (["A"], 1, [(0, (1,))], "A weight is between 1"),
    ],
)
def test_a_bad_profile_is_refused(names, seats, papers, sentence):
    with pytest.raises(InputError, match=sentence):
        Profile.from_papers(papers, names, seats)
