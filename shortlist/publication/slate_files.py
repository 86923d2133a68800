"""A slate as files: CSV for spreadsheets, JSON for programs."""

import csv
import io
import json
from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

from shortlist.candidates.models import Candidate
from shortlist.counts.queries import digest_of
from shortlist.polls.models import Contest, Poll
from shortlist.slates.queries import standing_of
from shortlist.stv.stage_table import plain

HEADINGS = ("contest", "list", "place", "name", "region", "local_party", "candidate")
Address = Callable[[Candidate], str]  # where a candidate's own page is


def slate_csv(session: Session, poll: Poll) -> bytes:
    """Return a line for each place and reserve; `list` is "slate" or "reserves"."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADINGS)
    for contest in poll.contests:
        found = standing_of(session, contest)
        writer.writerows(_rows(contest, "slate", found.slate))
        writer.writerows(_rows(contest, "reserves", found.reserves))
    return text.getvalue().encode()


def _rows(contest: Contest, which: str, people: Sequence[Candidate]) -> list[list[object]]:
    return [
        [
            plain(contest.title),
            which,
            place,
            plain(one.name),
            plain(one.region),
            plain(one.local_party),
            one.number,
        ]
        for place, one in enumerate(people, start=1)
    ]


def slate_json(session: Session, poll: Poll, address: Address) -> bytes:
    """Return `{"poll", "title", "published_at", "contests"}`, each with its slate and reserves.

    `record` is the digest of the count that the slate was made from.
    """
    published_at = poll.slate_published_at
    whole = {
        "poll": poll.slug,
        "title": poll.title,
        "published_at": published_at.isoformat() if published_at else None,
        "contests": [_contest(session, contest, address) for contest in poll.contests],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def _contest(session: Session, contest: Contest, address: Address) -> dict[str, object]:
    found = standing_of(session, contest)
    return {
        "title": contest.title,
        "seats": contest.seats,
        "rule": contest.rule,
        "record": digest_of(session, contest.id),
        "slate": _people(found.slate, address),
        "reserves": _people(found.reserves, address),
    }


def _people(people: Sequence[Candidate], address: Address) -> list[dict[str, object]]:
    return [
        {
            "place": place,
            "name": one.name,
            "region": one.region,
            "local_party": one.local_party,
            "candidate": one.number,
            "page": address(one),
        }
        for place, one in enumerate(people, start=1)
    ]
