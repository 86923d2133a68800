"""Files of papers in any format: how a format is known, and what is asked for beside the file."""

import pytest

from shortlist.stv import InputError, read_papers
from shortlist.stv.formats.papers_file import format_of

from .bad_files import GOOD

PAPERS = [(1, (1, 2)), (2, (2,))]
SAME = {
    "papers.blt": '2 1\n1 1 2 0\n2 2 0\n0\n"Ann"\n"Bo"\n',
    "papers.csv": "papers,Ann,Bo\n1,1,2\n2,,1\n",
    "papers.tsv": "papers\tAnn\tBo\n1\t1\t2\n2\t\t1\n",
    "papers.soi": "# ALTERNATIVE NAME 1: Ann\n# ALTERNATIVE NAME 2: Bo\n1: 1,2\n2: 2\n",
    "papers.toc": "2\n1,Ann\n2,Bo\n3,3,2\n1,1,2\n2,2\n",
    "papers.abif": "1: Ann>Bo\n2: Bo\n",
}


@pytest.mark.parametrize("name", SAME)
@pytest.mark.parametrize("called", ["", "-", "papers.txt", "papers.blt", "papers.csv"])
def test_the_format_shows_in_the_content_whatever_the_name(name, called):
    profile = read_papers(SAME[name].encode(), called, seats=1)
    assert (profile.names, profile.papers()) == (("Ann", "Bo"), PAPERS)


@pytest.mark.parametrize("name", GOOD)
def test_every_good_file_is_known(name):
    suffix = name.partition(".")[2]
    form = {"toi": "preflib", "soi": "preflib"}.get(suffix, suffix)
    assert format_of(GOOD[name].encode()) == form


@pytest.mark.parametrize(
    ("text", "name", "form"),
    [
        ("2 x\n1 1 0\n", "", "blt"),
        ("2,1\n1 1 0\n", "ward.blt", "blt"),
        ("2,1\n1,1,0\n", "ward.txt", "csv"),
        ("Ann\nBo\n", "papers.CSV", "csv"),
        ("Ann\nBo\n", "papers", "blt"),
        ("Ann>Bo\n", "papers.abif", "abif"),
        ("# made by hand\n# again\n\n2 1\n", "papers.csv", "blt"),
        ("/* made by hand */ 2 1\n", "", "blt"),
        ("# a note\n3: A>B\n", "", "abif"),
        ("3 # candidates", "papers.toi", "preflib"),
    ],
)
def test_else_the_name_decides(text, name, form):
    assert format_of(text.encode(), name) == form


def test_a_format_that_is_named_is_the_one_that_is_read():
    lists = b"rank 1,rank 2\nAnn,Bo\n"
    assert read_papers(lists, "ward.abif", form="csv", seats=1).papers() == [(1, (1, 2))]
    for form in ("blt", "preflib", "abif"):
        with pytest.raises(InputError, match="line 1, column 1"):
            read_papers(lists, "ward.csv", form=form, seats=1)


def test_a_format_that_there_is_not_is_refused():
    with pytest.raises(InputError, match="There is no format 'xml'; there are: blt, csv, pref"):
        read_papers(b"", form="xml")


@pytest.mark.parametrize("name", [name for name in SAME if name != "papers.blt"])
def test_only_blt_says_how_many_seats_there_are(name):
    with pytest.raises(InputError, match=r"how many seats there are: say it \(--seats\)\.$"):
        read_papers(SAME[name].encode(), name)
    assert read_papers(SAME[name].encode(), name, seats=3).seats == 3


def test_seats_that_are_said_replace_those_of_the_file():
    blt = SAME["papers.blt"].encode()
    assert [read_papers(blt).seats, read_papers(blt, seats=2).seats] == [1, 2]
    with pytest.raises(InputError, match="at least one seat"):
        read_papers(blt, seats=0)


@pytest.mark.parametrize(
    ("begins", "papers"),
    [
        ("    4 2", [(1, ()), (3, (1, 3, 4)), (2, (4, 1))]),
        ('    {"title"', [(27, (1,)), (3, (3, 1))]),
    ],
)
def test_the_examples_of_the_documentation_are_read(pytestconfig, begins, papers):
    text = (pytestconfig.rootpath / "docs" / "counting.md").read_text(encoding="utf-8")
    block = text[text.index(begins) :].partition("\n\n")[0]
    lines = [line.removeprefix("    ") for line in block.splitlines()]
    assert read_papers("\n".join(lines).encode(), seats=2).papers() == papers
