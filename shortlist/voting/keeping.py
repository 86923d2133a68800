"""What voting keeps of people: that somebody has voted, never how; and who holds a key."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select

from shortlist.keeping import Basis, Impersonal, Kept, Kind, Of, Tables, Term
from shortlist.language import later
from shortlist.voting.erasure_rules import CHALLENGE_WINDOW


def _results_published(tables: Tables) -> ColumnElement[datetime | None]:
    """Return when the results of an envelope's contest were published."""
    polls, contests = tables["polls"], tables["contests"]
    found = (
        select(polls.c.results_published_at)
        .join(contests, contests.c.poll_id == polls.c.id)
        .where(contests.c.id == tables["envelopes"].c.contest_id, polls.c.held_at.is_(None))
    )
    return found.scalar_subquery()


KINDS: Sequence[Kind] = (
    Kind(
        name="envelopes",
        title=later("That you have voted, and your ballot, sealed"),
        what=later(
            "an envelope that nobody opens before the close, and your receipt; never your ranking "
            "in the clear"
        ),
        why=later("so that you have one ballot, can change it, and the result can be challenged"),
        basis=Basis.INTEREST,
        seen_by=later("you; scrutineers, if a sample that they draw after the close has you in it"),
        term=Term(
            days=CHALLENGE_WINDOW.days,
            after=later("after the results were published, or longer while they are challenged"),
        ),
        stays=later("How many had voted, and the papers, which lead to nobody."),
        leaving=later(
            "It stays until then: a ballot that was cast counts. You can still change it and "
            "see the receipt by signing in with the same address."
        ),
    ),
    Kind(
        name="trustees",
        title=later("That you hold a key of a ballot box, as a trustee"),
        what=later("the name that you gave, and your public keys"),
        why=later("so that everybody can check who had to help to open the box"),
        basis=Basis.CONSENT,
        seen_by="everybody",
        term=Term(after=later("for good: it is part of the public record of the poll")),
        then=later("Nothing of it is erased."),
        leaving=later("It stays: it is not of an account."),
    ),
)
TABLES: Sequence[Kept] = (
    Kept(
        kind="envelopes",
        table="envelopes",
        columns={
            "contest_id": later("Contest"),
            "leaf_index": later("Line in the log"),
            "root": later("Root of the log then"),
            "path": later("Proof of the line"),
            "by_server": later("Sealed by the server"),
        },
        besides="elector_id sealed request_id",
        of=Of(above=("elector_id", "electors")),
        since=_results_published,
        by_hand=True,
    ),
    Kept(
        kind="trustees",
        table="trustees",
        columns={
            "poll_id": later("Poll"),
            "name": later("Name"),
            "sealing_key": later("Sealing key"),
        },
        besides="id position signing_key",
    ),
    Kept(
        kind="trustees",
        table="rehearsals",
        columns={"contest_id": later("Contest"), "opened": later("Rehearsed")},
        besides="trustee_id envelope inside signature",
        of=Of(above=("trustee_id", "trustees")),
    ),
)
IMPERSONAL: Mapping[str, Impersonal] = {
    "turnout_hours": Impersonal(
        why=later("how many had voted when an hour ended, ten or more a row")
    ),
    "turnout_marks": Impersonal(why=later("in which hour the newest ballot of a contest was cast")),
    "manifests": Impersonal(
        why=later("what a contest was, with the candidates as they are published")
    ),
    "opening_statements": Impersonal(why=later("what a trustee signed, in numbers and hashes")),
    "log_heads": Impersonal(why=later("how long the log of a box is")),
    "leaves": Impersonal(why=later("hashes of envelopes, in the order of the log")),
}
