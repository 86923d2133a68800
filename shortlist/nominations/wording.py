"""Nominations in words: what a newspaper could print, and what each row of a table says."""

from collections.abc import Iterable

from shortlist.counts.results.words import in_words
from shortlist.language import later, say, say_many, thousands
from shortlist.nominations.rules import BY_FILE, NO_SLATE, EnteredAs
from shortlist.nominations.standing import Line, SlateLine, Standing, per_cent, rounded

ROLES = {
    EnteredAs.ORGANISER: later("an organiser"),
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
    figures = {"decided": thousands(decided), "n": thousands(parties)}
    if is_closed:
        return say_many(
            "%(decided)s of %(n)s local party nominated.",
            "%(decided)s of %(n)s local parties nominated.",
            parties,
            **figures,
        )
    if decided == 1:
        return say_many(
            "%(decided)s of %(n)s local party has nominated.",
            "%(decided)s of %(n)s local parties has nominated.",
            parties,
            **figures,
        )
    return say_many(
        "%(decided)s of %(n)s local party have nominated.",
        "%(decided)s of %(n)s local parties have nominated.",
        parties,
        **figures,
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
    return say_many(
        "%(name)s has %(share)s of all nominations, all for its one candidate.",
        "%(name)s has %(share)s of all nominations, on average %(average)s for each of its "
        "%(each)s candidates.",
        slate.contenders,
        name=slate.name,
        share=per_cent(slate.share, 0),
        average=rounded(slate.average, 0),
        each=in_words(slate.contenders),
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
    if taken == first:
        return say(
            "%(name)s takes all of the first %(places)s places.",
            name=slate.name,
            places=in_words(first),
        )
    return say(
        "%(name)s takes %(amount)s of the first %(places)s places.",
        name=slate.name,
        amount=in_words(taken),
        places=in_words(first),
    )


def needed_sentence(standing: Standing) -> str:
    """Say what it takes to stand and how many have it; "" where nothing is asked."""
    needed = standing.needed
    if not needed.is_asked:
        return ""
    enough = sum(line.has_enough for line in standing.lines)
    of = sum(not line.tally.is_withdrawn for line in standing.lines)
    words = needed_words(needed.nominations, needed.regions)
    takes = say("It takes %(needed)s to stand.", needed=words)
    have = say_many("%(n)s of %(of)s has enough.", "%(n)s of %(of)s have enough.", enough, of=of)
    return f"{takes} {have}"


def needed_words(nominations: int, regions: int) -> str:
    """Say what is needed: "25 nominations from 3 nations or regions"."""
    amount = say_many(
        "%(n)s nomination", "%(n)s nominations", nominations, n=thousands(nominations)
    )
    if not regions:
        return amount
    where = say_many("%(n)s nation or region", "%(n)s nations or regions", regions)
    return (
        say("%(amount)s from %(where)s", amount=amount, where=where)
        if nominations
        else say("nominations from %(where)s", where=where)
    )


def lacking(line: Line) -> str:
    """Say what a contender lacks to stand: "12 more, in 1 more region", or "enough"."""
    if line.tally.is_withdrawn:
        return say("withdrawn")
    parts = []
    if line.lacks_nominations:
        parts.append(
            say("%(lacks_nominations)s more", lacks_nominations=thousands(line.lacks_nominations))
        )
    if line.lacks_regions:
        parts.append(
            say_many("from %(n)s more region", "from %(n)s more regions", line.lacks_regions)
        )
    return ", ".join(parts) or say("enough")


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


def reason_words(reason: str) -> str:
    """Return why an entry was made: as somebody wrote it, or what we say of a file."""
    return say("Put right by a file that an organiser handed in") if reason == BY_FILE else reason


def slate_words(slate: str) -> str:
    """Return the name of a slate, or the words for none."""
    return slate or NO_SLATE
