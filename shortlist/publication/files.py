"""The files of a published poll: records as JSON, stages as CSV, sheets as text, papers as BLT."""

import csv
import io
import json
from collections.abc import Sequence
from typing import Protocol

from sqlalchemy.orm import Session

from shortlist.counts.queries import (
    firmness_of,
    firmness_row,
    plain_record_of,
    record_of,
    record_row,
)
from shortlist.polls.models import Contest, Poll
from shortlist.publication.papers import published_profile
from shortlist.publication.recounting import groups_csv as groups_as_csv
from shortlist.stv import Record, rctab_summary, sheet, write_blt
from shortlist.stv.firmness import firmness_csv as stv_firmness_csv


class CsvWriter(Protocol):
    """What `csv.writer` returns, whose own type has no public name."""

    def writerow(self, row: Sequence[object], /) -> object:
        """Write one row."""
        ...


def results_json(session: Session, poll: Poll) -> bytes:
    """Return `{"poll", "title", "contests": [{"title", "record"}]}` with each record in full."""
    contests = [
        {"title": contest.title, "record": record_of(session, contest.id).to_dict()}
        for contest in poll.contests
    ]
    whole = {"poll": poll.slug, "title": poll.title, "contests": contests}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def stages_csv(session: Session, poll: Poll) -> bytes:
    """Return one line for each contest, stage and candidate, with the tally as a decimal string."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["contest", "stage", "action", "candidate", "name", "tally", "state"])
    for contest in poll.contests:
        _write_stages(writer, contest, record_of(session, contest.id))
    return text.getvalue().encode()


def _write_stages(writer: CsvWriter, contest: Contest, record: Record) -> None:
    elected: set[int] = set()
    excluded: set[int] = set()
    for stage in record.stages:
        elected |= set(stage.elected)
        excluded |= set(stage.excluded)
        head = [contest.position, stage.number, stage.action]
        for number in range(1, len(record.candidates) + 1):
            state = _state(number, elected, excluded, record)
            tally = record.amount(stage.tallies[number])
            writer.writerow([*head, number, _harmless(record.name(number)), tally, state])
        lost = record.amount(stage.non_transferable)
        writer.writerow([*head, "", "non-transferable", lost, ""])


def _state(number: int, elected: set[int], excluded: set[int], record: Record) -> str:
    if number in record.withdrawn:
        return "withdrawn"
    if number in elected:
        return "elected"
    return "excluded" if number in excluded else "hopeful"


def _harmless(name: str) -> str:
    """Keep a spreadsheet from taking a name for a formula."""
    return f"'{name}" if name[:1] in "=+-@\t\r" else name


def record_json(session: Session, contest: Contest) -> bytes:
    """Return the record of a contest, byte for byte as the count made it."""
    return record_row(session, contest.id).body.encode()


def sheet_txt(session: Session, contest: Contest) -> bytes:
    """Return the count of a contest as text that fits 100 columns."""
    return sheet(record_of(session, contest.id)).encode()


def summary_json(session: Session, contest: Contest) -> bytes:
    """Return a contest's count as the summary that RCTab writes and RCVis shows."""
    return rctab_summary(record_of(session, contest.id))


def papers_blt(session: Session, contest: Contest) -> bytes:
    """Return a contest's papers as they are published, equal ones merged and in order."""
    return write_blt(published_profile(session, contest))


def firmness_json(session: Session, contest: Contest) -> bytes:
    """Return how firm a contest's slate is, byte for byte as it was found."""
    return (firmness_row(session, contest.id).body or "").encode()


def firmness_csv(session: Session, contest: Contest) -> bytes:
    """Return how firm a contest's slate is, a line for each candidate."""
    return stv_firmness_csv(firmness_of(session, contest.id)).encode()


def groups_csv(session: Session, contest: Contest) -> bytes:
    """Return who counts among whom in a contest's balance rules."""
    return groups_as_csv(record_of(session, contest.id))


def plain_record_json(session: Session, contest: Contest) -> bytes:
    """Return the record of the count without balance rules, byte for byte as it was made."""
    return plain_record_of(session, contest.id).to_json()


def plain_sheet_txt(session: Session, contest: Contest) -> bytes:
    """Return the count without balance rules as text that fits 100 columns."""
    return sheet(plain_record_of(session, contest.id)).encode()
