"""Nominations in words: what a newspaper could print, and what each row of a table says."""

from collections.abc import Iterable

from shortlist.counts.results.words import in_words
from shortlist.language import later, say
from shortlist.nominations.rules import NO_SLATE, EnteredAs
from shortlist.nominations.standing import Line, SlateLine, Standing, per_cent, rounded

ROLES = {
    EnteredAs.ORGANISER: "an organiser",
    EnteredAs.SECRETARY: later("the local party’s secretary"),
    EnteredAs.FILE: later("a file that an organiser handed in"),
}
ROUNDING = later(
    "Shares and averages are worked out from whole numbers and rounded only where they are shown, "
    "halves up: in sentences to whole numbers, in tables to one decimal place."
)


def decided_sentence(decided: int, parties: int, *, is_closed: bool) -> str:
    """Say how many local parties have nominated somebody."""
    if not decided:
        return (
            say("No local party nominated anybody.")
            if is_closed
            else say("No nominations are in yet.")
        )
    who = "local party" if parties == 1 else "local parties"
    verb = "nominated" if is_closed else "has nominated" if decided == 1 else "have nominated"
    return say(
        "%(decided)s of %(parties)s %(who)s %(verb)s.",
        decided=f"{decided:,}",
        parties=f"{parties:,}",
        who=who,
        verb=verb,
    )


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
    share = say(
        "%(name)s has %(per_cent)s of all nominations",
        name=slate.name,
        per_cent=per_cent(slate.share, 0),
    )
    if slate.contenders == 1:
        return say("%(share)s, all for its one candidate.", share=share)
    average, each = rounded(slate.average, 0), in_words(slate.contenders)
    return say(
        "%(share)s, on average %(average)s for each of its %(each)s candidates.",
        share=share,
        average=average,
        each=each,
    )


def _places_sentence(slate: SlateLine, standing: Standing, seats: int) -> str:
    """Say how many of the first places are a slate's, up to where its last one stands if near."""
    if not slate.ranks:
        return ""
    members, last = len(slate.ranks), max(slate.ranks)
    first = last if members <= last <= members + max(1, members // 3) else seats
    first = min(first, standing.ranked)
    taken = standing.among_first(slate.name, first)
    if first == 1:
        return say("%(name)s has the first place.", name=slate.name) if taken else ""
    amount = "all" if taken == first else in_words(taken)
    return say(
        "%(name)s takes %(amount)s of the first %(in_words)s places.",
        name=slate.name,
        amount=amount,
        in_words=in_words(first),
    )


def needed_sentence(standing: Standing) -> str:
    """Say what it takes to stand and how many have it; "" where nothing is asked."""
    needed = standing.needed
    if not needed.is_asked:
        return ""
    enough = sum(line.has_enough for line in standing.lines)
    of = sum(not line.tally.is_withdrawn for line in standing.lines)
    has = "has" if enough == 1 else "have"
    words = needed_words(needed.nominations, needed.regions)
    return say(
        "It takes %(words)s to stand. %(enough)s of %(of)s %(has)s enough.",
        words=words,
        enough=enough,
        of=of,
        has=has,
    )


def needed_words(nominations: int, regions: int) -> str:
    """Say what is needed: "25 nominations from 3 nations or regions"."""
    amount = f"{nominations:,} {'nomination' if nominations == 1 else 'nominations'}"
    if not regions:
        return amount
    where = f"{regions} {say('nation or region') if regions == 1 else say('nations or regions')}"
    return (
        say("%(amount)s from %(where)s", amount=amount, where=where)
        if nominations
        else say("nominations from %(where)s", where=where)
    )


def lacking(line: Line) -> str:
    """Say what a contender lacks to stand: "12 more, in 1 more region", or "enough"."""
    if line.tally.is_withdrawn:
        return "withdrawn"
    parts = []
    if line.lacks_nominations:
        parts.append(
            say("%(lacks_nominations)s more", lacks_nominations=f"{line.lacks_nominations:,}")
        )
    if line.lacks_regions:
        regions = "region" if line.lacks_regions == 1 else "regions"
        parts.append(
            say(
                "from %(lacks_regions)s more %(regions)s",
                lacks_regions=line.lacks_regions,
                regions=regions,
            )
        )
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
    return str(first) if first == last else say("%(first)s to %(last)s", first=first, last=last)


def slate_words(slate: str) -> str:
    """Return the name of a slate, or the words for none."""
    return slate or NO_SLATE
