"""What pages show of an election: rows, bars, maps and the picture of how nominations grow."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from flask import url_for
from sqlalchemy.orm import Session

from shortlist.language import say, say_many, thousands
from shortlist.nominations import entry_queries, wording
from shortlist.nominations.models import Election, Entry, LocalParty
from shortlist.nominations.places import CODES, region_name
from shortlist.nominations.progress import ProgressPicture, grown, progress_picture
from shortlist.nominations.queries import parties_by_region
from shortlist.nominations.rules import NO_SLATE, EnteredAs, host_of
from shortlist.nominations.standing import Line, SlateLine, Standing, per_cent, rounded
from shortlist.regions.tiles import Figure, TileMap, tile_map

LATEST = 5
Values = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class ElectionView:
    """All that the page of an election shows."""

    standing: Standing
    decided: int
    parties: int
    decided_sentence: str
    sentences: list[str]
    needed_sentence: str
    bars: list[Values]
    needed_percent: str | None
    needed_label: str | None
    candidates: list[list[object]]
    slates: list[list[str]]
    picture: ProgressPicture | None
    maps: list[TileMap]
    latest: list["Latest"]


def election_view(session: Session, election: Election) -> ElectionView:
    """Return what the page of an election shows."""
    found = entry_queries.standing(session, election)
    parties = parties_by_region(session)
    decided = entry_queries.decided_by_region(session, election)
    is_closed = election.closed_at is not None
    most = _most(found)
    needed = found.needed.nominations
    return ElectionView(
        standing=found,
        decided=sum(decided.values()),
        parties=sum(parties.values()),
        decided_sentence=wording.decided_sentence(
            sum(decided.values()), sum(parties.values()), is_closed=is_closed
        ),
        sentences=wording.slate_sentences(found, election.seats),
        needed_sentence=wording.needed_sentence(found),
        bars=[_bar(election, line, most) for line in found.lines],
        needed_percent=_width(needed, most) if needed and most else None,
        needed_label=say("%(needed)s needed to stand", needed=thousands(needed))
        if needed and most
        else None,
        candidates=[_candidate_row(line, found) for line in found.lines],
        slates=[_slate_row(one, found) for one in found.slates],
        picture=_picture(session, election, found),
        maps=[_decided_map(parties, decided), *_slate_maps(election, found)],
        latest=latest_views(session, election, limit=LATEST),
    )


def _most(found: Standing) -> int:
    """Return the amount that the longest bar stands for."""
    amounts = [line.tally.nominations for line in found.lines]
    return max([found.needed.nominations, *amounts]) if any(amounts) else 0


def _width(amount: int, most: int) -> str:
    return rounded(Fraction(100 * amount, most), 2) if most else "0"


def _bar(election: Election, line: Line, most: int) -> Values:
    tally = line.tally
    is_ours = bool(tally.slate) and tally.slate == election.our_slate
    lacks = wording.lacking(line) if line.rank is None or not line.has_enough else ""
    return {
        "label": tally.name,
        "value_text": thousands(tally.nominations),
        "share_percent": _width(tally.nominations, most),
        "kind": "out" if tally.is_withdrawn else "in" if is_ours else "",
        "note": lacks or per_cent(line.share),
        "url": url_for("nominations.candidate", election=election.slug, number=tally.number),
    }


def _candidate_row(line: Line, found: Standing) -> list[object]:
    tally = line.tally
    row: list[object] = [
        wording.rank_words(line),
        tally.name,
        wording.slate_words(tally.slate),
        thousands(tally.nominations),
        per_cent(line.share),
        str(tally.regions),
    ]
    return [*row, wording.lacking(line)] if found.needed.is_asked else row


def _slate_row(one: SlateLine, found: Standing) -> list[str]:
    row = [
        wording.slate_words(one.name),
        str(one.contenders),
        thousands(one.nominations),
        per_cent(one.share),
        rounded(one.average),
        wording.ranks_words(one.ranks) if one.name else "–",
    ]
    return (
        [
            *row,
            say(
                "%(with_enough)s of %(contenders)s",
                with_enough=one.with_enough,
                contenders=one.contenders,
            ),
        ]
        if found.needed.is_asked
        else row
    )


def _picture(session: Session, election: Election, found: Standing) -> ProgressPicture | None:
    found_by_day = entry_queries.by_day_and_slate(session, election)
    rows = [(row.decided_on, row.slate, row.amount) for row in found_by_day]
    if not rows:
        return None
    slates = [one.name for one in found.slates]
    days, series = grown(rows, slates, election.our_slate, NO_SLATE)
    return progress_picture(days, series)


def _decided_map(parties: Mapping[str, int], decided: Mapping[str, int]) -> TileMap:
    figures = {
        code: Figure(
            amount=Fraction(decided.get(code, 0), parties[code]),
            text=f"{decided.get(code, 0)} / {parties[code]}",
        )
        for code in CODES
        if code and parties.get(code)
    }
    return tile_map(say("Local parties that have nominated"), figures, nothing="–")


def _slate_maps(election: Election, found: Standing) -> list[TileMap]:
    """Return where our slate has its nominations, as a share of those of each region."""
    if not any(one.name == election.our_slate and one.nominations for one in found.slates):
        return []
    all_of, ours = _by_region(found, None), _by_region(found, election.our_slate)
    figures = {
        code: Figure(
            amount=Fraction(ours.get(code, 0), amount),
            text=per_cent(Fraction(ours.get(code, 0), amount), 0),
        )
        for code, amount in all_of.items()
        if code and amount
    }
    return [
        tile_map(
            say("%(our_slate)s: share of nominations", our_slate=election.our_slate),
            figures,
            nothing="–",
        )
    ]


def _by_region(found: Standing, slate: str | None) -> Mapping[str, int]:
    sums: dict[str, int] = {}
    for line in found.lines:
        if slate is None or line.tally.slate == slate:
            for code, amount in line.tally.by_region.items():
                sums[code] = sums.get(code, 0) + amount
    return sums


def candidate_map(line: Line) -> TileMap:
    """Return where a candidate's nominations come from."""
    figures = {
        code: Figure(amount=Fraction(amount), text=thousands(amount))
        for code, amount in line.tally.by_region.items()
        if code
    }
    return tile_map(say("Nominations for %(name)s", name=line.tally.name), figures, nothing="0")


@dataclass(frozen=True, kw_only=True)
class Latest:
    """An entry as the list of the newest has it."""

    id: int
    party: str
    url: str
    what: str
    reason: str
    at: datetime


def latest_views(
    session: Session, election: Election, *, limit: int, before: int | None = None
) -> list[Latest]:
    """Return the newest entries as pages list them."""
    found = entry_queries.latest_entries(session, election, before=before, limit=limit)
    return [_latest(election, entry, party, size) for entry, party, size in found]


def _latest(election: Election, entry: Entry, party: LocalParty, size: int) -> Latest:
    return Latest(
        id=entry.id,
        party=party.name,
        url=url_for("nominations.local_party", election=election.slug, local_party_id=party.id),
        what=_what_was_done(entry, size),
        reason=wording.reason_words(entry.reason),
        at=entry.entered_at,
    )


def _what_was_done(entry: Entry, size: int) -> str:
    role = role_of(entry)
    if not size:
        return say("taken back by %(role)s", role=role)
    if entry.number == 1:
        return say_many(
            "%(n)s nomination, entered by %(role)s",
            "%(n)s nominations, entered by %(role)s",
            size,
            role=role,
        )
    return say_many(
        "%(n)s nomination, corrected by %(role)s",
        "%(n)s nominations, corrected by %(role)s",
        size,
        role=role,
    )


def role_of(entry: Entry) -> str:
    """Say in which office an entry was made."""
    return wording.ROLES[EnteredAs(entry.entered_as)]


@dataclass(frozen=True, kw_only=True)
class EntryView:
    """One entry as its local party's page shows it; `came` and `went` against the one before."""

    entry: Entry
    role: str
    host: str
    names: list[Values]
    came: list[str]
    went: list[str]


def history_views(session: Session, election: Election, party: LocalParty) -> list[EntryView]:
    """Return a local party's entries, the one that holds first."""
    names = {one.number: one.name for one in election.contenders}
    told = entry_queries.history(session, election, party)
    before = [*(one.contenders for one in told[1:]), frozenset[int]()]
    return [
        EntryView(
            entry=one.entry,
            role=role_of(one.entry),
            host=host_of(one.entry.evidence),
            names=[
                {
                    "label": names[number],
                    "url": url_for("nominations.candidate", election=election.slug, number=number),
                }
                for number in sorted(one.contenders)
            ],
            came=[names[number] for number in sorted(one.contenders - earlier)],
            went=[names[number] for number in sorted(earlier - one.contenders)],
        )
        for one, earlier in zip(told, before, strict=False)
    ]


def region_rows(session: Session, election: Election) -> list[tuple[str, str, int, int]]:
    """Return (key, name, have nominated, local parties) of each region that has one."""
    parties = parties_by_region(session)
    decided = entry_queries.decided_by_region(session, election)
    return [
        (code or "elsewhere", region_name(code), decided.get(code, 0), parties[code])
        for code in CODES
        if parties.get(code)
    ]
