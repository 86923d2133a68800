"""Where the members, nominees, shortlist and slate of a poll are at home, and what may be shown."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from sqlalchemy.orm import Session

from shortlist.candidates.consent_queries import shown
from shortlist.candidates.models import Candidate
from shortlist.candidates.queries import standing
from shortlist.interest.queries import sent_versions
from shortlist.language import say
from shortlist.polls.models import Poll
from shortlist.publication.sharing import Line, Sharing, share_out
from shortlist.publication.shelf import SHELF
from shortlist.regions import all_regions, by_name
from shortlist.representation.withholding import SMALLEST_SHOWN, shown_total, withheld
from shortlist.roll.queries import electors_by_region, register_of
from shortlist.slates.queries import slate_of

ELSEWHERE = ""  # the key of everybody whose region is none of the table's
KEYS = (*(one.code for one in all_regions()), ELSEWHERE)

Homes = Mapping[str, int]  # people by the code of their region, or by ELSEWHERE


@dataclass(frozen=True, kw_only=True)
class Column:
    """People by region: a number, or None where it is withheld; `total` likewise."""

    title: str
    people: Mapping[str, int | None]
    total: int | None
    is_slate: bool = False

    @property
    def is_whole(self) -> bool:
        """Say whether nothing of it is withheld."""
        return all(one is not None for one in self.people.values())


@dataclass(frozen=True, kw_only=True)
class Yardstick:
    """Members by region as parts of 1, and whether they are the poll's own register's."""

    shares: Mapping[str, Fraction]
    is_register: bool


@dataclass(frozen=True, kw_only=True)
class Composition:
    """All that a poll's page of representation shows; no sharing while there are no seats."""

    yardstick: Yardstick
    columns: tuple[Column, ...]
    sharing: Sharing | None


def composition_of(session: Session, poll: Poll, *, for_organisers: bool) -> Composition:
    """Return who is at home where; organisers, who read every offer by name, see every number.

    Others see of the shortlist who has countersigned it, as its own page does.
    """
    yardstick = _yardstick(_electors(session, poll))
    shortlist = [
        one
        for contest in poll.contests
        for one in (standing(session, contest.id) if for_organisers else shown(session, contest))
        if not one.has_withdrawn
    ]
    slate = [one for contest in poll.contests for one in slate_of(session, contest.id)]
    others = _others(session, poll, shortlist)
    columns = [
        _nominees(_homes(shortlist), others, for_organisers=for_organisers),
        _column(say("Shortlist"), _homes(shortlist)),
    ]
    if poll.slate_published_at is not None:
        columns.append(replace(_column(say("Slate"), _homes(slate)), is_slate=True))
    seats = sum(contest.seats for contest in poll.contests)
    return Composition(
        yardstick=yardstick,
        columns=tuple(one for one in columns if one.total is not None),
        sharing=share_out(_lines(yardstick, _homes(slate)), seats) if seats else None,
    )


def place_of(region: str) -> str:
    """Return the code of a region as the roll writes it, or `ELSEWHERE`."""
    found = by_name(region)
    return ELSEWHERE if found is None else found.code


def _homes(candidates: Iterable[Candidate]) -> Homes:
    return Counter(place_of(one.region) for one in candidates)


def _others(session: Session, poll: Poll, shortlist: Iterable[Candidate]) -> Homes:
    """Count who offered to stand and is not on the shortlist, by region."""
    stands = {one.expression_id for one in shortlist}
    return Counter(
        place_of(version.region)
        for contest in poll.contests
        for expression, version in sent_versions(session, contest.id)
        if expression.id not in stands
    )


def _column(title: str, homes: Homes) -> Column:
    people = {key: homes.get(key, 0) for key in KEYS}
    return Column(title=title, people=people, total=sum(people.values()))


def _nominees(shortlist: Homes, others: Homes, *, for_organisers: bool) -> Column:
    """Return everybody who offered to stand.

    The shortlist is public by name, so a number of nominees tells how many others there are: it is
    shown only where those are not few.
    """
    everybody = [shortlist.get(key, 0) + others.get(key, 0) for key in KEYS]
    rest = [others.get(key, 0) for key in KEYS]
    if for_organisers:
        return _column(say("Offered to stand"), dict(zip(KEYS, everybody, strict=True)))
    shown = [
        None if hidden is None else one
        for one, hidden in zip(everybody, withheld(rest), strict=True)
    ]
    total = None if shown_total(rest) is None else sum(everybody)
    return Column(
        title=say("Offered to stand"), people=dict(zip(KEYS, shown, strict=True)), total=total
    )


def _electors(session: Session, poll: Poll) -> Mapping[str, int]:
    """Return the register's electors by region; counted once, for a register is frozen.

    Its hash is over everybody's region, so registers of one hash have the same numbers.
    """
    register = register_of(session, poll.id)
    if register is None:
        return {}
    tag = f"electors by region {register.sha256.hex()}"
    body = SHELF.file(tag, lambda: json.dumps(dict(electors_by_region(session, poll.id))).encode())
    sizes: dict[str, int] = json.loads(body)
    return sizes


def _yardstick(electors: Mapping[str, int]) -> Yardstick:
    """Return the register's members by region, or the published shares where some are too few."""
    homes: Counter[str] = Counter()
    for region, size in electors.items():
        homes[place_of(region)] += size
    at_home = sum(homes.values()) - homes[ELSEWHERE]
    if not at_home or any(0 < size < SMALLEST_SHOWN for size in homes.values()):
        published = {one.code: one.share for one in all_regions()}
        return Yardstick(shares=published, is_register=False)
    total = sum(homes.values())
    shares = {key: Fraction(homes[key], total) for key in KEYS}
    return Yardstick(shares=shares, is_register=True)


def _lines(yardstick: Yardstick, slate: Homes) -> list[Line]:
    """Return the regions among which seats are shared: those with members or with a place."""
    names = {one.code: one.name for one in all_regions()} | {ELSEWHERE: say("Elsewhere")}
    lines = [
        Line(code=key, name=names[key], share=yardstick.shares.get(key, Fraction(0)))
        for key in KEYS
        if yardstick.shares.get(key) or slate.get(key)
    ]
    return sorted(lines, key=lambda one: -one.share)
