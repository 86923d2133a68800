"""Nominations as files: CSV that can be handed in again, and JSON with exact figures."""

import csv
import io
import json
from collections.abc import Iterable
from fractions import Fraction

from sqlalchemy.orm import Session

from shortlist.nominations.entry_queries import (
    decided_by_region,
    everything_held,
    history_of_all,
    standing,
)
from shortlist.nominations.models import Election
from shortlist.nominations.places import region_name
from shortlist.nominations.queries import parties_by_region
from shortlist.nominations.standing import Line, SlateLine, rounded
from shortlist.nominations.wording import lacking
from shortlist.stv.stage_table import plain

NOMINATIONS = ("local_party", "region", "candidate", "slate", "evidence", "decided_on")
CANDIDATES = (
    "rank",
    "number",
    "candidate",
    "slate",
    "region",
    "nominations",
    "share_percent",
    "regions",
    "lacking",
)


def nominations_csv(session: Session, election: Election) -> bytes:
    """Return a line for each nomination that holds; the file can be handed in as it is."""
    people = {one.number: one for one in election.contenders}
    return _csv(
        NOMINATIONS,
        (
            [
                plain(row.name),
                region_name(row.region),
                plain(people[row.number].name),
                plain(people[row.number].slate),
                row.evidence,
                row.decided_on.isoformat(),
            ]
            for row in everything_held(session, election)
        ),
    )


def candidates_csv(session: Session, election: Election) -> bytes:
    """Return a line for each candidate with rank, nominations, share and what is lacking."""
    lines = standing(session, election).lines
    return _csv(
        CANDIDATES,
        (
            [
                line.rank or "",
                line.tally.number,
                plain(line.tally.name),
                plain(line.tally.slate),
                region_name(line.tally.region) if line.tally.region else "",
                line.tally.nominations,
                rounded(100 * line.share, 2),
                line.tally.regions,
                lacking(line) if election.needed or election.needed_regions else "",
            ]
            for line in lines
        ),
    )


def _csv(headings: Iterable[str], rows: Iterable[list[object]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return text.getvalue().encode()


def nominations_json(session: Session, election: Election) -> bytes:
    """Return everything: standing, slates, regions, and each local party's entries in order.

    Shares and averages are fractions as text, such as "834/1985".
    """
    found = standing(session, election)
    parties, decided = parties_by_region(session), decided_by_region(session, election)
    whole = {
        "election": election.slug,
        "title": election.title,
        "seats": election.seats,
        "allowed": election.allowed,
        "needed": {"nominations": election.needed, "regions": election.needed_regions},
        "is_open": election.closed_at is None,
        "nominations": found.nominations,
        "slates": [_slate(one) for one in found.slates],
        "candidates": [_candidate(line) for line in found.lines],
        "regions": [
            {
                "region": region_name(code),
                "local_parties": parties[code],
                "have_nominated": decided.get(code, 0),
            }
            for code in parties
        ],
        "local_parties": _local_parties(session, election),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def _slate(one: SlateLine) -> dict[str, object]:
    return {
        "slate": one.name or None,
        "candidates": one.contenders,
        "nominations": one.nominations,
        "share": _exact(one.share),
        "average": _exact(one.average),
        "ranks": sorted(one.ranks),
        "with_enough": one.with_enough,
    }


def _candidate(line: Line) -> dict[str, object]:
    return {
        "number": line.tally.number,
        "name": line.tally.name,
        "slate": line.tally.slate or None,
        "region": region_name(line.tally.region) if line.tally.region else None,
        "withdrawn": line.tally.is_withdrawn,
        "rank": line.rank,
        "nominations": line.tally.nominations,
        "share": _exact(line.share),
        "by_region": {
            region_name(code): amount for code, amount in sorted(line.tally.by_region.items())
        },
        "lacks": {"nominations": line.lacks_nominations, "regions": line.lacks_regions},
    }


def _local_parties(session: Session, election: Election) -> list[dict[str, object]]:
    return [
        {
            "local_party": party.name,
            "region": region_name(party.region),
            "entries": [
                {
                    "number": told.entry.number,
                    "candidates": sorted(told.contenders),
                    "evidence": told.entry.evidence,
                    "decided_on": told.entry.decided_on.isoformat(),
                    "entered_at": told.entry.entered_at.isoformat(),
                    "entered_as": told.entry.entered_as,
                    "reason": told.entry.reason or None,
                }
                for told in entries
            ],
        }
        for party, entries in history_of_all(session, election)
    ]


def _exact(number: Fraction) -> str:
    return f"{number.numerator}/{number.denominator}"
