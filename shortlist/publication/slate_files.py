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

HEADINGS = (
    "contest",
    "list",
    "place",
    "name",
    "region",
    "local_party",
    "candidate",
    "withdrawn_at",
)
Address = Callable[[Candidate], str]  # where a candidate's own page is


def slate_csv(session: Session, poll: Poll) -> bytes:
    """Return a line for each place and reserve; `list` is "slate" or "reserves".

    Places stay as published; `withdrawn_at` says when somebody has withdrawn since.
    """
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
            _withdrawn_at(one) or "",
        ]
        for place, one in enumerate(people, start=1)
    ]


def slate_json(session: Session, poll: Poll, address: Address) -> bytes:
    """Return `{"poll", "title", "published_at", "contests"}`, each with its slate and reserves.

    `record` is the digest of the count that the slate was made from. Places stay as published:
    `withdrawn` names those whose holders have withdrawn since, with who is next in line.
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
        "withdrawn": [
            {
                "name": one.holder.name,
                "candidate": one.holder.number,
                "withdrawn_at": one.withdrawn_at.isoformat(),
                "next_in_line": one.next_in_line and one.next_in_line.name,
            }
            for one in found.vacant
        ],
    }


def _withdrawn_at(one: Candidate) -> str | None:
    return one.withdrawal.withdrawn_at.isoformat() if one.withdrawal else None


def _people(people: Sequence[Candidate], address: Address) -> list[dict[str, object]]:
    return [
        {
            "place": place,
            "name": one.name,
            "region": one.region,
            "local_party": one.local_party,
            "candidate": one.number,
            "page": address(one),
            "withdrawn_at": _withdrawn_at(one),
        }
        for place, one in enumerate(people, start=1)
    ]
