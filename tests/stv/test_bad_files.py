"""Malformed files: a clear refusal with line and column, or a correct count; nothing else."""

import re
import subprocess
import sys
from fractions import Fraction

import pytest

from shortlist.stv import (
    InputError,
    NoPapersError,
    Profile,
    count,
    read_blt,
    read_papers,
    reserve_order,
    write_blt,
)

from .bad_files import BY_HAND, GOOD, by_chance, files
from .elections import RULES

SEATS = 2
# Reads a file with little memory allowed, and says how it ended and how long it took.
READ = """
import resource, sys, time
import numpy
from shortlist.stv import InputError, read_papers
data = open(sys.argv[1], "rb").read()
megabyte = 1 << 20
now = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (now + 12 * len(data) + 64 * megabyte,) * 2)
try:
    read_papers(data, sys.argv[1], seats=2)
except InputError:
    pass
print(time.process_time())
"""


def read_small(text: str) -> dict[tuple[int, ...], int]:
    """The papers of a small BLT file, read as slowly and plainly as can be: a test's own reader."""
    said = re.compile(r'"[^"\n]*"|#[^\n]*|/\*.*?\*/', re.DOTALL)
    text = said.sub(lambda found: " " if found[0].startswith("/") else found[0], text)
    lines = [line.partition("#")[0].split() for line in text.lstrip("\ufeff").split("\n")]
    lines = [line for line in lines if line]
    nicknames = next((line[1:] for line in lines if line[0] == "[nick"), [])
    numbers = {name.rstrip("]"): str(place) for place, name in enumerate(nicknames, 1)}
    papers: dict[tuple[int, ...], int] = {}
    for line in lines[1:]:
        if line[0].startswith(("-", "[")):
            continue
        if line == ["0"]:
            return papers
        paper: list[int] = []
        for word in line[1:-1]:
            mark = numbers.get(word, word)
            if "=" in mark or int(mark.replace("-", "0")) in paper:
                break
            paper += [int(mark)] if mark != "-" else []
        papers[tuple(paper)] = papers.get(tuple(paper), 0) + int(line[0])
    raise AssertionError("the papers do not end")


def refused(do, *arguments, **options):
    """What a call returns, and the refusal if it refuses instead."""
    try:
        return do(*arguments, **options), None
    except InputError as refusal:
        return None, refusal


def count_or_refuse(name: str, data: bytes) -> Profile | None:
    """The profile of a file that is counted; None for one that is refused as it should be."""
    profile, refusal = refused(read_papers, data, name, seats=SEATS)
    if profile is None:
        assert refusal.sentence.endswith(".")
        assert refusal.line >= 1
        assert refusal.column >= 1
        return None
    record, refusal = refused(count, profile)
    if record is None:
        nobody_left = refusal.sentence == "All candidates have withdrawn."
        assert nobody_left or isinstance(refusal, NoPapersError)
        return profile
    assert record.papers.total == profile.total == sum(weight for weight, _ in profile.papers())
    assert sum(record.stages[0].tallies) == record.papers.formal * 10**record.places
    return profile


def test_there_are_some_hundreds():
    assert len(files()) >= 200
    assert len({*files().values()}) > 360


@pytest.mark.timeout(20)
@pytest.mark.parametrize("name", files())
def test_a_malformed_file_is_refused_where_it_is_wrong_or_counted(name):
    count_or_refuse(name, files()[name])


@pytest.mark.parametrize("name", [name for name in by_chance(each=40) if name.endswith("blt")])
def test_a_changed_blt_file_that_is_counted_says_the_same_to_a_plain_reader(name):
    data = files()[name]
    profile = count_or_refuse(name, data)
    if profile is not None:
        assert {paper: weight for weight, paper in profile.papers()} == read_small(data.decode())


@pytest.mark.parametrize("name", GOOD)
def test_the_files_that_were_changed_are_good(name):
    assert count_or_refuse(name, GOOD[name].encode()) is not None


COUNTED = {
    "more-seats-than-candidates.blt": [(1, (1,)), (1, (2,))],
    "enormous-seats.blt": [(1, (1,)), (1, (2,))],
    "weight-10^9.blt": [(10**9, (1,)), (10**9 - 1, (2,))],
    "weight-10^12.blt": [(10**12, (1,)), (10**12 - 1, (2,))],
    "bom.blt": read_blt(GOOD["plain.blt"].encode()).papers(),
    "crlf.blt": read_blt(GOOD["plain.blt"].encode()).papers(),
    "carriage-returns.blt": read_blt(GOOD["plain.blt"].encode()).papers(),
    "comments.blt": read_blt(GOOD["plain.blt"].encode()).papers(),
    "strange-blanks.blt": [(1, (1,)), (1, (2,))],
    "strange-blanks.abif": [(1, (1,))],
    "1000-candidates.blt": [(1, (1, 2, 1000))],
    "deep-equals.blt": [(1, ())],
}


@pytest.mark.parametrize("name", COUNTED)
def test_what_looks_odd_and_is_not_wrong_is_counted(name):
    profile = count_or_refuse(name, BY_HAND[name])
    assert profile is not None
    assert profile.papers() == COUNTED[name]


@pytest.mark.timeout(120)
@pytest.mark.parametrize("name", [name for name, data in BY_HAND.items() if len(data) > 30_000])
def test_a_large_malformed_file_takes_little_time_and_memory(name, tmp_path, pytestconfig):
    file = tmp_path / name.replace("^", "")
    file.write_bytes(BY_HAND[name])
    done = subprocess.run(
        [sys.executable, "-c", READ, str(file)],
        cwd=pytestconfig.rootpath,
        capture_output=True,
        check=False,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert float(done.stdout) < 15


def test_the_command_says_a_sentence_for_each_and_no_traceback(tmp_path, pytestconfig):
    small = {name: data for name, data in files().items() if len(data) < 10_000}
    for name, data in small.items():
        (tmp_path / name).write_bytes(data)
    command = [sys.executable, "-m", "shortlist.stv", "count", "--seats", str(SEATS)]
    done = subprocess.run(
        [*command, "--format", "json", *small],
        cwd=tmp_path,
        env={"PYTHONPATH": str(pytestconfig.rootpath)},
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 2
    refused = done.stderr.splitlines()
    assert len(refused) + len(done.stdout.splitlines()) == len(small)
    assert all(line.partition(": ")[0] in small and line.endswith(".") for line in refused)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("name", ["weight-10^12.blt", "weight-10^9.blt"])
def test_weights_are_exact_all_the_way(name, rule):
    profile = read_papers(BY_HAND[name], name)
    assert read_blt(write_blt(profile)).papers() == profile.papers()
    record = count(profile, rule)
    tallies = [votes / Fraction(10**record.places) for votes in record.stages[0].tallies[1:]]
    assert tallies == [weight for weight, _ in profile.papers()]


def test_equal_papers_of_the_greatest_weights_are_written_and_recounted():
    papers = [(10**12, (1, 2)), (10**12, (1, 2)), (7, (1, 2)), (10**12, (2,)), (3, (3, 1))]
    profile = Profile.from_papers(papers, ["Ann", "Bo", "Cy"], 1)
    assert read_blt(write_blt(profile)).papers() == profile.papers()
    (reserve,) = reserve_order(profile, count(profile))
    assert reserve.number == 2
