"""What is kept of those who ask, reply and report."""

from collections.abc import Mapping, Sequence

from shortlist.keeping import Basis, Below, Impersonal, Kept, Kind, Of, Term, results_out
from shortlist.language import later

YEAR = 365

KINDS: Sequence[Kind] = (
    Kind(
        name="board",
        title=later("What you ask the candidates of a poll, reply or report there"),
        what=later(
            "your questions and what became of them; if you stand, your replies in every version; "
            "a reply that you reported, and why"
        ),
        why=later("so that members can ask those who stand, and read what they say"),
        basis=Basis.CONSENT,
        seen_by=later(
            "everybody a published question, without who asked, and replies; organisers what "
            "waits and what was reported, without who asked or reported"
        ),
        term=Term(days=YEAR, after=later("after the results of the poll")),
        leaving=later(
            "Nothing leads from a question or a report to you any more. What is published "
            "stays, for others have replied to it or rely on it."
        ),
    ),
)
TABLES: Sequence[Kept] = (
    Kept(
        kind="board",
        table="board_questions",
        columns={
            "text": later("Question"),
            "state": later("State"),
            "asked_at": later("Asked"),
            "decided_at": later("Decided"),
            "reason": later("Reason"),
        },
        besides="id poll_id member_id decided_by_id merged_into_id",
        of=Of(member=("member_id",)),
        since=results_out("board_questions"),
    ),
    Kept(
        kind="board",
        table="replies",
        columns={
            "text": later("Reply"),
            "first_sent_at": later("First published"),
            "sent_at": later("Published"),
            "hidden_at": later("Taken down"),
            "why_hidden": later("Why"),
        },
        besides="id question_id candidate_id",
        of=Of(above=("candidate_id", "candidates")),
        below=Below.WAITS,
    ),
    Kept(
        kind="board",
        table="reply_versions",
        columns={"number": later("Version"), "text": later("Reply"), "sent_at": later("Published")},
        besides="id reply_id",
        of=Of(above=("reply_id", "replies")),
        below=Below.GOES,
    ),
    Kept(
        kind="board",
        table="reply_reports",
        columns={
            "reason": later("What you reported"),
            "reported_at": later("When"),
            "handled_at": later("Looked at"),
        },
        besides="id reply_id member_id",
        of=Of(member=("member_id",)),
    ),
)
IMPERSONAL: Mapping[str, Impersonal] = {}
