"""What the page of check codes shows: whether codes can be looked up, how, and a list of them."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from shortlist.ballot_box.queries import opening_of
from shortlist.candidates.queries import on_paper
from shortlist.language import later
from shortlist.polls.models import Contest
from shortlist.publication.codes import read_lines
from shortlist.publication.papers import OnlyTables, publication_of
from shortlist.publication.queries import code_lines, code_start_length
from shortlist.voting.fixed import Publication

NOBODY_VOTED_HERE = later(
    "There are no check codes in this contest: no ballot was opened here, and its papers, if it "
    "has any, were brought in from outside."
)
BEFORE_LISTS = later(
    "The results of this poll were published before check codes could be looked up here. The "
    "file papers.csv in the zip of all files has them."
)
AS_FAR = later(
    "Papers are shown as far as the count looked: a paper may begin as you ranked and end early."
)
IN_FULL = later("Papers are shown whole.")
WHOLE = "all"  # the name of the only list of a small contest
STAND_IN = "START"  # for the name of a list, where a script puts it


@dataclass(frozen=True, kw_only=True)
class Lookup:
    """How check codes of a contest are looked up: by so many first characters, or why not at all.

    `length` is None where they are not, and `reason` says why; else it says how much is shown.
    """

    length: int | None
    reason: str

    @property
    def stand_in(self) -> str:
        """Return what stands for the name of a list in the address that a script is given."""
        return STAND_IN if self.length else WHOLE


def lookup_of(session: Session, contest: Contest) -> Lookup:
    """Return how the check codes of a contest with published results are looked up."""
    length = code_start_length(session, contest.id)
    return Lookup(length=length, reason=_reason(session, contest, length))


def names_of(session: Session, contest: Contest) -> dict[int, str]:
    """Return who is on a contest's paper, by their numbers."""
    return {one.number: one.name for one in on_paper(session, contest.id) if one.number}


def _reason(session: Session, contest: Contest, length: int | None) -> str:
    published, opening = publication_of(session, contest), opening_of(session, contest.id)
    if length is not None:
        return AS_FAR if published is Publication.REACHED else IN_FULL
    if opening is None or not opening.papers:
        return NOBODY_VOTED_HERE
    return OnlyTables.sentence if published is Publication.TABLES else BEFORE_LISTS


def papers_at(session: Session, contest: Contest, start: str | None) -> list[list[str]] | None:
    """Return the papers whose codes begin so as rows of code and names, or None for no start."""
    if start is None:
        return None
    names = names_of(session, contest)
    lines = read_lines(code_lines(session, contest.id, start))
    return [
        [line.grouped, ", ".join(names[number] for number in line.preferences)] for line in lines
    ]
