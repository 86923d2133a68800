"""The papers of a bundle, one a line, and the digits by which a changed line is found."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from sqlalchemy.orm import Session

from shortlist.ballot_box.plaintext import check_code
from shortlist.polls.models import Contest
from shortlist.publication.papers import published_box_papers, published_profile

NAME = "papers.csv"
HEADING = "check_code,preferences"
MARK_DIGITS = 8
MOST_LINES = 1_000_000  # of papers from outside, which are merged in the file that was handed in


def box_papers(session: Session, contest: Contest) -> dict[str, bytes]:
    """Return the papers from a box as they are published, each with its check code."""
    papers = published_box_papers(session, contest)
    lines = [f"{check_code(tracker)},{_numbers(order)}" for tracker, order in papers]
    return with_marks(NAME, [HEADING, *lines])


def outside_papers(session: Session, contest: Contest) -> dict[str, bytes]:
    """Return the papers of a contest without a box, which have no check codes.

    Nothing is returned for more than a million: the file that was handed in has them all.
    """
    profile = published_profile(session, contest)
    if profile.total > MOST_LINES:
        return {}
    lines = _repeated(profile.papers())
    return with_marks(NAME, [HEADING, *lines])


def _repeated(papers: Iterable[tuple[int, Sequence[int]]]) -> Iterator[str]:
    for weight, order in papers:
        yield from [f",{_numbers(order)}"] * weight


def _numbers(order: Sequence[int]) -> str:
    return " ".join(map(str, order))


def with_marks(name: str, lines: Sequence[str]) -> dict[str, bytes]:
    """Return a file of lines, and one with eight digits for each, by which a change is found.

    A line's mark is the beginning of the SHA-256 of the mark before it and the line.
    """
    marks, mark = [], ""
    for line in lines:
        mark = sha256((mark + line).encode()).hexdigest()[:MARK_DIGITS]
        marks.append(mark)
    return {name: _text(lines), f"{name}.rows": _text(marks)}


def _text(lines: Sequence[str]) -> bytes:
    return "".join([f"{line}\n" for line in lines]).encode()
