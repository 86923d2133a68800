"""Nominations in words: what a newspaper could print, and what each row of a table says."""

from collections.abc import Iterable

from shortlist.counts.results.words import in_words
from shortlist.nominations.rules import NO_SLATE, EnteredAs
from shortlist.nominations.standing import Line, SlateLine, Standing, per_cent, rounded

ROLES = {
    EnteredAs.ORGANISER: "an organiser",
    EnteredAs.SECRETARY: "the local party’s secretary",
    EnteredAs.FILE: "a file that an organiser handed in",
}
ROUNDING = (
    "Shares and averages are worked out from whole numbers and rounded only where they are shown, "
    "halves up: in sentences to whole numbers, in tables to one decimal place."
)


def decided_sentence(decided: int, parties: int, *, is_closed: bool) -> str:
    """Say how many local parties have nominated somebody."""
    if not decided:
        return "No local party nominated anybody." if is_closed else "No nominations are in yet."
    who = "local party" if parties == 1 else "local parties"
    verb = "nominated" if is_closed else "has nominated" if decided == 1 else "have nominated"
    return f"{decided:,} of {parties:,} {who} {verb}."


def slate_sentences(standing: Standing, seats: int) -> list[str]:
    """Say how the two most nominated slates stand: share, average, first places."""
    if not standing.nominations:
        return []
    named = [one for one in standing.slates if one.name and one.nominations]
    sentences = [_share_sentence(one) for one in named[:2]]
    if named:
        sentences.append(_places_sentence(named[0], standing, seats))
    return [one for one in sentences if one]


def _share_sentence(slate: SlateLine) -> str:
    share = f"{slate.name} has {per_cent(slate.share, 0)} of all nominations"
    if slate.contenders == 1:
        return f"{share}, all for its one candidate."
    average, each = rounded(slate.average, 0), in_words(slate.contenders)
    return f"{share}, on average {average} for each of its {each} candidates."


def _places_sentence(slate: SlateLine, standing: Standing, seats: int) -> str:
    """Say how many of the first places are a slate's, up to where its last one stands if near."""
    if not slate.ranks:
        return ""
    members, last = len(slate.ranks), max(slate.ranks)
    first = last if members <= last <= members + max(1, members // 3) else seats
    first = min(first, standing.ranked)
    taken = standing.among_first(slate.name, first)
    if first == 1:
        return f"{slate.name} has the first place." if taken else ""
    amount = "all" if taken == first else in_words(taken)
    return f"{slate.name} takes {amount} of the first {in_words(first)} places."


def needed_sentence(standing: Standing) -> str:
    """Say what it takes to stand and how many have it; "" where nothing is asked."""
    needed = standing.needed
    if not needed.is_asked:
        return ""
    enough = sum(line.has_enough for line in standing.lines)
    of = sum(not line.tally.is_withdrawn for line in standing.lines)
    has = "has" if enough == 1 else "have"
    words = needed_words(needed.nominations, needed.regions)
    return f"It takes {words} to stand. {enough} of {of} {has} enough."


def needed_words(nominations: int, regions: int) -> str:
    """Say what is needed: "25 nominations from 3 nations or regions"."""
    amount = f"{nominations:,} {'nomination' if nominations == 1 else 'nominations'}"
    if not regions:
        return amount
    where = f"{regions} {'nation or region' if regions == 1 else 'nations or regions'}"
    return f"{amount} from {where}" if nominations else f"nominations from {where}"


def lacking(line: Line) -> str:
    """Say what a contender lacks to stand: "12 more, in 1 more region", or "enough"."""
    if line.tally.is_withdrawn:
        return "withdrawn"
    parts = []
    if line.lacks_nominations:
        parts.append(f"{line.lacks_nominations:,} more")
    if line.lacks_regions:
        regions = "region" if line.lacks_regions == 1 else "regions"
        parts.append(f"from {line.lacks_regions} more {regions}")
    return ", ".join(parts) or "enough"


def rank_words(line: Line) -> str:
    """Write a rank, with a mark for one that is shared: "3=", or a dash for none."""
    if line.rank is None:
        return "–"
    return f"{line.rank}{'=' if line.is_level else ''}"


def ranks_words(ranks: Iterable[int]) -> str:
    """Write from which rank to which a slate's members stand: "1 to 7"."""
    ordered = sorted(ranks)
    if not ordered:
        return "–"
    first, last = ordered[0], ordered[-1]
    return str(first) if first == last else f"{first} to {last}"


def slate_words(slate: str) -> str:
    """Return the name of a slate, or the words for none."""
    return slate or NO_SLATE
