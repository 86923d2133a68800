"""The files that anybody may take away: what each is for, how large it is, and how it is sent."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Response, url_for
from sqlalchemy.orm import Session

from shortlist.counts.queries import firmness_row, plain_record_of
from shortlist.language import later, say
from shortlist.polls.models import Contest, Poll
from shortlist.publication import files, shelf
from shortlist.publication.papers import publication_of, shows_papers


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of file that each contest has: its page, what it is and is for, and how it is made."""

    endpoint: str
    label: str
    note: str
    mimetype: str
    make: Callable[[Session, Contest], bytes]


PAPERS = "papers.blt"
KINDS = {
    "record.json": Kind(
        endpoint="results.record_json",
        label=later("Record as JSON"),
        note=later("everything the count did, for programs and auditors"),
        mimetype="application/json",
        make=files.record_json,
    ),
    "sheet.txt": Kind(
        endpoint="results.sheet_txt",
        label=later("Result sheet as text"),
        note=later("every stage and what happened at it, to read or print"),
        mimetype="text/plain",
        make=files.sheet_txt,
    ),
    "summary.json": Kind(
        endpoint="results.summary_json",
        label=later("Summary as JSON"),
        note=later("as RCTab writes it, for RCVis and other pictures of a count"),
        mimetype="application/json",
        make=files.summary_json,
    ),
    PAPERS: Kind(
        endpoint="publication.papers_blt",
        label=later("Papers as BLT"),
        note=later("to count again with any program"),
        mimetype="text/plain",
        make=files.papers_blt,
    ),
}

FIRMNESS = {
    "firmness.csv": Kind(
        endpoint="firmness.firmness_csv",
        label=later("Firmness as CSV"),
        note=later("a row for each candidate, a column for each other count"),
        mimetype="text/csv",
        make=files.firmness_csv,
    ),
    "firmness.json": Kind(
        endpoint="firmness.firmness_json",
        label=later("Firmness as JSON"),
        note=later("whom every other count elects, for programs"),
        mimetype="application/json",
        make=files.firmness_json,
    ),
}

BALANCE = {
    "groups.csv": Kind(
        endpoint="balance.groups_csv",
        label=later("Groups as CSV"),
        note=later("who counts among whom in the balance rules, to count again within them"),
        mimetype="text/csv",
        make=files.groups_csv,
    ),
    "without-rules.txt": Kind(
        endpoint="balance.plain_txt",
        label=later("Result sheet without the rules"),
        note=later("every stage of the count without the balance rules, to read or print"),
        mimetype="text/plain",
        make=files.plain_sheet_txt,
    ),
    "without-rules.json": Kind(
        endpoint="balance.plain_json",
        label=later("Record without the rules"),
        note=later("everything that the count without the balance rules did"),
        mimetype="application/json",
        make=files.plain_record_json,
    ),
}


def send(session: Session, contest: Contest, name: str) -> Response:
    """Answer with one of a contest's files."""
    return _send(session, contest, name, KINDS[name])


def send_firmness(session: Session, contest: Contest, name: str) -> Response:
    """Answer with a file of how firm a contest's slate is; raise `NoStudy` before it is found."""
    firmness_row(session, contest.id)
    return _send(session, contest, name, FIRMNESS[name])


def send_balance(session: Session, contest: Contest, name: str) -> Response:
    """Answer with a file of a contest that has balance rules; raise `NoPlainRecord` without."""
    plain_record_of(session, contest.id)
    return _send(session, contest, name, BALANCE[name])


def _send(session: Session, contest: Contest, name: str, kind: Kind) -> Response:
    return shelf.send(
        _tag(session, contest, name), kind.mimetype, lambda: kind.make(session, contest)
    )


def _tag(session: Session, contest: Contest, name: str) -> str:
    """Return a file's tag; that of papers says how they are published, for a record does not."""
    kind = f"{name} {publication_of(session, contest)}" if name == PAPERS else name
    return shelf.tag_of(session, kind, contest.poll, [contest])


def contest_files(session: Session, contest: Contest) -> list[dict[str, str]]:
    """Return a contest's files as the list of links takes them, each with its size."""
    hidden = set() if shows_papers(session, contest) else {PAPERS}
    kinds = {name: kind for name, kind in KINDS.items() if name not in hidden}
    return [_contest_file(session, contest, name, kind) for name, kind in kinds.items()]


def firmness_files(session: Session, contest: Contest) -> list[dict[str, str]]:
    """Return the files of a finished study as the list of links takes them."""
    return [_contest_file(session, contest, name, kind) for name, kind in FIRMNESS.items()]


def balance_files(session: Session, contest: Contest) -> list[dict[str, str]]:
    """Return the files of a contest that was counted without its balance rules, too."""
    return [_contest_file(session, contest, name, kind) for name, kind in BALANCE.items()]


def poll_files(session: Session, poll: Poll) -> list[dict[str, str]]:
    """Return the files that have all contests of a poll."""
    tag = shelf.tag_of(session, "stages.csv", poll, poll.contests)
    stages = shelf.SHELF.size(tag, lambda: files.stages_csv(session, poll))
    tag = shelf.tag_of(session, "results.json", poll, poll.contests)
    whole = shelf.SHELF.size(tag, lambda: files.results_json(session, poll))
    return [
        {
            "label": say("All files in one zip, with a program that checks them"),
            "url": url_for("publication.bundle_zip", slug=poll.slug),
            "note": say(
                "log, opening, papers and records, and verify.py, which needs Python alone"
            ),
        },
        {
            "label": say("Stages as CSV"),
            "url": url_for("publication.stages_csv", slug=poll.slug),
            "note": say(
                "%(in_bytes)s: every tally of every stage, for a spreadsheet",
                in_bytes=in_bytes(stages),
            ),
        },
        {
            "label": say("All contests as JSON"),
            "url": url_for("publication.results_json", slug=poll.slug),
            "note": say(
                "%(in_bytes)s: the poll with its records, indented for reading",
                in_bytes=in_bytes(whole),
            ),
        },
        {
            "label": say("Schema of a record"),
            "url": url_for("publication.record_schema"),
            "note": say("what every key of the JSON means, in a form that programs can check"),
        },
    ]


def _contest_file(session: Session, contest: Contest, name: str, kind: Kind) -> dict[str, str]:
    tag = _tag(session, contest, name)
    size = shelf.SHELF.size(tag, lambda: kind.make(session, contest))
    url = url_for(kind.endpoint, slug=contest.poll.slug, position=contest.position)
    return {"label": kind.label, "url": url, "note": f"{in_bytes(size)}: {kind.note}"}


def in_bytes(size: int) -> str:
    """Say how large a file is: "812 bytes", "59 kB", "2.4 MB"."""
    if size < 1000:
        return say("%(size)s bytes", size=size)
    if size < 1_000_000:
        return f"{size // 1000} kB"
    return f"{size // 1_000_000}.{size % 1_000_000 // 100_000} MB"
