"""What is kept of those who come to a meeting, and of candidates who speak there."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select

from shortlist.keeping import Basis, Impersonal, Kept, Kind, Of, Since, Tables, Term, everything
from shortlist.language import later


def _over(table: str) -> Since:
    """Return when the meeting is over that a row of a table is about."""

    def found(tables: Tables) -> ColumnElement[datetime]:
        hustings = tables["hustings"]
        query = select(hustings.c.ends_at).where(hustings.c.id == tables[table].c.husting_id)
        return query.scalar_subquery()

    return found


KINDS: Sequence[Kind] = (
    Kind(
        name="hustings",
        title=later("That you come to a meeting with candidates"),
        what=later(
            "to which meeting, and when you said so; if you stand, whether you said yes, perhaps "
            "or no"
        ),
        why=later("to keep you a seat, and to tell you when the meeting moves or is cancelled"),
        basis=Basis.CONSENT,
        seen_by=later(
            "you; others only how many come, from five on; if you stand, everybody that you "
            "come or perhaps do"
        ),
        term=Term(days=30, after=later("after the meeting")),
        leaving=later(
            "It is erased at once. What you said about speaking as a candidate stays until its "
            "term is over, for others rely on it."
        ),
    ),
)
TABLES: Sequence[Kept] = (
    Kept(
        kind="hustings",
        table="husting_attendances",
        columns={"said_at": later("You said that you come")},
        besides="id husting_id member_id",
        of=Of(member=("member_id",)),
        goes=everything,
        since=_over("husting_attendances"),
    ),
    Kept(
        kind="hustings",
        table="husting_speakers",
        columns={"says": later("As a candidate you said"), "said_at": later("When")},
        besides="id husting_id candidate_id",
        of=Of(above=("candidate_id", "candidates")),
        since=_over("husting_speakers"),
    ),
)
IMPERSONAL: Mapping[str, Impersonal] = {
    "hustings": Impersonal(
        why=later("which meetings a poll has, where and when, for everybody to read")
    ),
}
