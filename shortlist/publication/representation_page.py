"""The page of a poll's representation: its sentence, maps and tables."""

from collections.abc import Iterable
from fractions import Fraction

from flask import render_template
from sqlalchemy.orm import Session

from shortlist.language import later, listed, say, say_many
from shortlist.polls.models import Poll
from shortlist.publication.composition import ELSEWHERE, KEYS, Column, Composition, composition_of
from shortlist.publication.declared import declared_of
from shortlist.publication.sharing import Sharing, method_words, per_cent
from shortlist.regions import all_regions, region
from shortlist.regions.tiles import Figure, TileMap, tile_map
from shortlist.representation import Method

WITHHELD = later("withheld")
NATIONS = tuple(dict.fromkeys(one.nation for one in all_regions()))


def representation_page(session: Session, poll: Poll, *, for_organisers: bool) -> str:
    """Return the page, as everybody sees it or as organisers do."""
    found = composition_of(session, poll, for_organisers=for_organisers)
    return render_template(
        "publication/representation.html",
        poll=poll,
        for_organisers=for_organisers,
        composition=found,
        sentence=_sentence(found),
        maps=_maps(found),
        titles=[one.title for one in found.columns],
        by_region=_by_region(found),
        by_nation=_by_nation(found),
        sentence_of_seats=found.sharing.sentence_of(Method.DHONDT) if found.sharing else "",
        seats_titles=[say("On the slate")] if _slate(found) else [],
        seats_rows=_seats_rows(found, found.sharing) if found.sharing else [],
        methods=method_words(),
        declared=declared_of(session, poll),
    )


def _slate(found: Composition) -> Column | None:
    return next((one for one in found.columns if one.is_slate), None)


def _sentence(found: Composition) -> str:
    """Say from how many regions the shortlist or the slate comes, and who has nobody on it."""
    last, shares = found.columns[-1], found.yardstick.shares
    regions = [one for one in all_regions() if shares.get(one.code) or last.people[one.code]]
    homes = [one.name for one in regions if last.people[one.code]]
    if not homes:
        return ""
    without = [one.name for one in regions if not last.people[one.code]]
    told = {"some": len(homes), "all": len(regions)}
    who = (
        say("The slate has people from %(some)s of %(all)s nations and regions", **told)
        if last.is_slate
        else say("The shortlist has people from %(some)s of %(all)s nations and regions", **told)
    )
    if not without:
        return say("%(who)s: from each that has members.", who=who)
    if len(without) > len(homes):
        return f"{who}: {listed(homes)}."
    return say_many(
        "%(who)s; %(regions)s has nobody on it.",
        "%(who)s; %(regions)s have nobody on it.",
        len(without),
        who=who,
        regions=listed(without),
    )


def _maps(found: Composition) -> list[TileMap]:
    shares = {
        code: Figure(amount=share, text=per_cent(share))
        for code, share in found.yardstick.shares.items()
        if code != ELSEWHERE and share
    }
    return [
        tile_map(say("Members"), shares, nothing="–"),
        *(_map_of(one) for one in found.columns if one.is_whole),
    ]


def _map_of(column: Column) -> TileMap:
    figures = {
        code: Figure(amount=Fraction(people or 0), text=str(people))
        for code, people in column.people.items()
        if code != ELSEWHERE
    }
    return tile_map(column.title, figures)


def _by_region(found: Composition) -> list[list[str]]:
    rows = [
        [region(key).name if key else say("Elsewhere or not said"), *_cells(found, [key])]
        for key in KEYS
        if key or _has_elsewhere(found)
    ]
    return [*rows, [say("Together"), "", *(str(one.total) for one in found.columns)]]


def _by_nation(found: Composition) -> list[list[str]]:
    return [
        [nation, *_cells(found, [one.code for one in all_regions() if one.nation == nation])]
        for nation in NATIONS
    ]


def _has_elsewhere(found: Composition) -> bool:
    people = (one.people[ELSEWHERE] != 0 for one in found.columns)
    return any(people) or bool(found.yardstick.shares.get(ELSEWHERE))


def _cells(found: Composition, keys: Iterable[str]) -> list[str]:
    """Return the cells of some regions together: members, then each column."""
    keys = list(keys)
    share = sum((found.yardstick.shares.get(key, Fraction(0)) for key in keys), Fraction(0))
    return [per_cent(share) if share else "–", *(_cell(one, keys) for one in found.columns)]


def _cell(column: Column, keys: Iterable[str]) -> str:
    people = [column.people[key] for key in keys]
    known = [one for one in people if one is not None]
    return str(sum(known)) if len(known) == len(people) else str(WITHHELD)


def _seats_rows(found: Composition, sharing: Sharing) -> list[list[str]]:
    """Return the seats by method, with what the slate has where it is published."""
    slate = _slate(found)
    rows = sharing.rows
    smallest = [say("Smallest body with a seat for each"), "", "", *sharing.smallest]
    if slate is None:
        return [*rows, smallest]
    has = [str(slate.people[one.code]) for one in sharing.lines]
    return [*([*row, own] for row, own in zip(rows, has, strict=True)), [*smallest, ""]]
