"""What is kept of those who answer: drafts, what was sent, and every version of it."""

from collections.abc import Mapping, Sequence

from shortlist.keeping import (
    Basis,
    Below,
    Impersonal,
    Kept,
    Kind,
    Of,
    Term,
    everything,
    results_out,
)
from shortlist.language import later

YEAR = 365

KINDS: Sequence[Kind] = (
    Kind(
        name="answers",
        title=later("Your answers to the questions that all candidates are asked"),
        what=later(
            "drafts, every version that you sent and when, when you were reminded, and whether "
            "and why you could answer late"
        ),
        why=later("so that members can compare those who stand, and see what was changed"),
        basis=Basis.CONSENT,
        seen_by=later(
            "you; organisers what you sent, and why you could answer late; everybody the last "
            "version of each answer if you are a candidate, when it was changed, and that it "
            "was late, with what it said before"
        ),
        term=Term(days=YEAR, after=later("after the results of the poll")),
    ),
)
TABLES: Sequence[Kept] = (
    Kept(
        kind="answers",
        table="answer_sheets",
        columns={
            "saved_at": later("Saved"),
            "sent_at": later("Sent"),
            "reminded_at": later("Reminded"),
            "reopened_until": later("Open again until"),
        },
        besides="id poll_id member_id",
        of=Of(member=("member_id",)),
        goes=everything,
        since=results_out("answer_sheets"),
    ),
    Kept(
        kind="answers",
        table="answers",
        columns={
            "draft": later("Draft"),
            "sent": later("Sent last"),
            "first_sent_at": later("Sent first"),
            "sent_at": later("Sent"),
            "is_late": later("Late"),
        },
        besides="id sheet_id question_id",
        of=Of(above=("sheet_id", "answer_sheets")),
        below=Below.GOES,
    ),
    Kept(
        kind="answers",
        table="answer_versions",
        columns={
            "number": later("Version"),
            "text": later("Text"),
            "sent_at": later("Sent"),
            "is_late": later("Late"),
        },
        besides="id answer_id",
        of=Of(above=("answer_id", "answers")),
        below=Below.GOES,
    ),
    Kept(
        kind="answers",
        table="answer_reopenings",
        columns={
            "reason": later("Reason"),
            "reopened_at": later("Opened again"),
            "until_at": later("Until"),
        },
        besides="id sheet_id reopened_by_id",
        of=Of(above=("sheet_id", "answer_sheets")),
        below=Below.GOES,
    ),
)
IMPERSONAL: Mapping[str, Impersonal] = {
    "questions": Impersonal(why=later("what all candidates of a poll are asked")),
}
