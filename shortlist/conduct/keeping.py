"""What is kept of those who accept a code of conduct: which version, and when."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from shortlist.keeping import Basis, Impersonal, Kept, Kind, Of, Tables, Term, everything
from shortlist.language import later

YEAR = 365


def _results_out(tables: Tables) -> ColumnElement[datetime]:
    """Return when the results of the code's poll were published, or should have been."""
    polls, codes = tables["polls"], tables["codes_of_conduct"]
    found = (
        select(func.coalesce(polls.c.results_published_at, polls.c.results_at))
        .join(codes, codes.c.poll_id == polls.c.id)
        .where(codes.c.id == tables["code_acceptances"].c.code_id, polls.c.held_at.is_(None))
    )
    return found.scalar_subquery()


KINDS: Sequence[Kind] = (
    Kind(
        name="conduct",
        title=later("That you accepted a code of conduct"),
        what=later("which version, and when"),
        why=later("so that everybody knows what those who stand have agreed to"),
        basis=Basis.INTEREST,
        seen_by=later("you; organisers; everybody if you are a candidate"),
        term=Term(days=YEAR, after=later("after the results of the poll")),
    ),
)
TABLES: Sequence[Kept] = (
    Kept(
        kind="conduct",
        table="code_acceptances",
        columns={"accepted_at": later("Accepted")},
        besides="id code_id member_id",
        of=Of(member=("member_id",)),
        goes=everything,
        since=_results_out,
    ),
)
IMPERSONAL: Mapping[str, Impersonal] = {
    "codes_of_conduct": Impersonal(why=later("what all who stand in a poll are asked to accept")),
}
