"""What is kept of those who fill in the form: that they have, until it closes, and nothing else."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select

from shortlist.keeping import Basis, Impersonal, Kept, Kind, Of, Tables, Term, everything
from shortlist.language import later


def _closed(tables: Tables) -> ColumnElement[datetime]:
    forms = tables["equalities_forms"]
    found = select(forms.c.closes_at).where(forms.c.poll_id == tables["equalities_marks"].c.poll_id)
    return found.scalar_subquery()


KINDS: Sequence[Kind] = (
    Kind(
        name="equalities",
        title=later("That you have sent a poll’s equalities form"),
        what=later(
            "only that you have; your answers are added to figures and not kept as yours, so they "
            "cannot be shown to you, changed or taken back"
        ),
        why=later("so that everybody is counted once"),
        basis=Basis.CONSENT,
        seen_by=later("you"),
        term=Term(days=1, after=later("after the form has closed")),
    ),
)
TABLES: Sequence[Kept] = (
    Kept(
        kind="equalities",
        table="equalities_marks",
        columns={"poll_id": later("Number of the poll")},
        besides="member_id",
        of=Of(member=("member_id",)),
        goes=everything,
        since=_closed,
    ),
)
IMPERSONAL: Mapping[str, Impersonal] = {
    "equalities_forms": Impersonal(why=later("until when a poll’s equalities form is open")),
    "equalities_counts": Impersonal(why=later("how often each answer to it was chosen")),
}
