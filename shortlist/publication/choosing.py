"""How a slate was chosen, in three sentences: who voted, how it was counted, when it was shown."""

from dataclasses import dataclass

from shortlist.counts.results.words import in_words


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The facts. Moments are words; `voted` is None where it is not told, `electors` without a box.

    `slate_on` is empty while the slate is not published. `papers` are all that were counted, and
    `outside` those of them that were handed in from outside. Of those `elected` so many are
    `absent` from the slate, by their own choice, and so many reserves have `stepped_up`.
    """

    voted: int | None
    electors: int | None
    voting: tuple[str, str]
    papers: int
    outside: int
    rules: tuple[str, ...]
    contests: int
    seats: int
    elected: int
    candidates: int
    reserves: int
    results_on: str
    slate_on: str
    absent: int = 0
    stepped_up: int = 0


def sentences(facts: Chosen) -> tuple[str, str, str]:
    """Return the three sentences."""
    return _who_voted(facts), _how_counted(facts), _when_shown(facts)


def _who_voted(facts: Chosen) -> str:
    outside = _papers(facts.outside)
    were = "was" if facts.outside == 1 else "were"
    if facts.papers == facts.outside:
        if not facts.outside:
            return "Nobody voted."
        return f"{outside} on which the candidates are ranked {were} handed in from outside."
    opened, closed = facts.voting
    who = (
        "Members"
        if facts.voted is None or facts.electors is None
        else f"{facts.voted:,} of {facts.electors:,} members on the register"
    )
    said = f"{who} voted, from {opened} to {closed}, and ranked the candidates as they prefer them"
    return f"{said}; {outside} {were} handed in from outside." if facts.outside else f"{said}."


def _how_counted(facts: Chosen) -> str:
    rules = " and by ".join(map(str, facts.rules))
    if facts.contests == 1:
        start = f"{_papers(facts.papers)} {'was' if facts.papers == 1 else 'were'} counted"
    else:
        start = f"{_papers(facts.papers)} of {in_words(facts.contests)} contests were counted apart"
    won = f"{_winners(facts.elected, facts.candidates)} won a seat"
    if facts.absent:
        won += _who_stands_here(facts)
    elif facts.elected > 1:
        each = "contest by contest " if facts.contests > 1 else ""
        won += f" and stand here {each}in order of election"
    return f"{start} by {rules}: {won}{_empty_seats(facts)}."


def _who_stands_here(facts: Chosen) -> str:
    staying = facts.elected - facts.absent
    said = f", {in_words(staying) if staying else 'none'} of whom {_stand(staying)} here"
    if not facts.stepped_up:
        return said
    more = "reserve" if facts.stepped_up == 1 else "reserves"
    return f"{said}, followed by {in_words(facts.stepped_up)} {more}"


def _empty_seats(facts: Chosen) -> str:
    empty = facts.seats - facts.elected + facts.absent - facts.stepped_up
    if empty <= 0:
        return ""
    return f", and {in_words(empty)} of {in_words(facts.seats)} seats {_are(empty)} empty"


def _when_shown(facts: Chosen) -> str:
    what = "The results with every stage"
    if facts.slate_on == facts.results_on:
        what += " and this slate"
    said = f"{what} were published on {facts.results_on}"
    if facts.slate_on not in {"", facts.results_on}:
        said += f" and this slate on {facts.slate_on}"
    if not facts.reserves:
        return f"{said}."
    stand = "reserve stands" if facts.reserves == 1 else "reserves stand"
    found = "found by counting the same papers again without each person on the slate"
    return f"{said}; {in_words(facts.reserves)} {stand} by, {found}."


def _papers(number: int) -> str:
    return f"{number:,} {'paper' if number == 1 else 'papers'}"


def _winners(elected: int, candidates: int) -> str:
    if candidates == 1:
        return "the only candidate" if elected else "nobody"
    if elected == candidates:
        return f"all {in_words(candidates)} candidates"
    return f"{in_words(elected) if elected else 'none'} of the {in_words(candidates)} candidates"


def _stand(number: int) -> str:
    return "stands" if number == 1 else "stand"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
