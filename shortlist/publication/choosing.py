"""How a slate was chosen, in three sentences: who voted, how it was counted, when it was shown."""

from dataclasses import dataclass

from shortlist.counts.results.words import in_words
from shortlist.language import say, say_many, thousands


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
    if facts.papers == facts.outside:
        if not facts.outside:
            return say("Nobody voted.")
        return say_many(
            "%(papers)s paper on which the candidates are ranked was handed in from outside.",
            "%(papers)s papers on which the candidates are ranked were handed in from outside.",
            facts.outside,
            papers=thousands(facts.outside),
        )
    opened, closed = facts.voting
    if facts.voted is None or facts.electors is None:
        said = say(
            "Members voted, from %(opened)s to %(closed)s, and ranked the candidates as they "
            "prefer them",
            opened=opened,
            closed=closed,
        )
    else:
        said = say(
            "%(voted)s of %(electors)s members on the register voted, from %(opened)s to "
            "%(closed)s, and ranked the candidates as they prefer them",
            voted=thousands(facts.voted),
            electors=thousands(facts.electors),
            opened=opened,
            closed=closed,
        )
    if not facts.outside:
        return f"{said}."
    outside = say_many(
        "%(papers)s paper was handed in from outside.",
        "%(papers)s papers were handed in from outside.",
        facts.outside,
        papers=thousands(facts.outside),
    )
    return f"{said}; {outside}"


def _how_counted(facts: Chosen) -> str:
    parts = [_won(facts), _who_stands_here(facts), _empty_seats(facts)]
    rules, won = say(" and by ").join(map(str, facts.rules)), "".join(parts)
    papers = thousands(facts.papers)
    if facts.contests == 1:
        return say_many(
            "%(papers)s paper was counted by %(rules)s: %(won)s.",
            "%(papers)s papers were counted by %(rules)s: %(won)s.",
            facts.papers,
            papers=papers,
            rules=rules,
            won=won,
        )
    return say_many(
        "%(papers)s paper of %(contests)s contests were counted apart by %(rules)s: %(won)s.",
        "%(papers)s papers of %(contests)s contests were counted apart by %(rules)s: %(won)s.",
        facts.papers,
        papers=papers,
        contests=in_words(facts.contests),
        rules=rules,
        won=won,
    )


def _won(facts: Chosen) -> str:
    elected, candidates = facts.elected, facts.candidates
    if candidates == 1:
        return say("the only candidate won a seat") if elected else say("nobody won a seat")
    if elected == candidates:
        return say("all %(candidates)s candidates won a seat", candidates=in_words(candidates))
    if not elected:
        return say(
            "none of the %(candidates)s candidates won a seat", candidates=in_words(candidates)
        )
    return say(
        "%(elected)s of the %(candidates)s candidates won a seat",
        elected=in_words(elected),
        candidates=in_words(candidates),
    )


def _who_stands_here(facts: Chosen) -> str:
    if not facts.absent:
        if facts.elected <= 1:
            return ""
        if facts.contests > 1:
            return say(" and stand here contest by contest in order of election")
        return say(" and stand here in order of election")
    staying = facts.elected - facts.absent
    said = say_many(
        ", %(staying)s of whom stands here",
        ", %(staying)s of whom stand here",
        staying,
        staying=in_words(staying) if staying else say("none"),
    )
    if not facts.stepped_up:
        return said
    return said + say_many(
        ", followed by %(reserves)s reserve",
        ", followed by %(reserves)s reserves",
        facts.stepped_up,
        reserves=in_words(facts.stepped_up),
    )


def _empty_seats(facts: Chosen) -> str:
    empty = facts.seats - facts.elected + facts.absent - facts.stepped_up
    if empty <= 0:
        return ""
    return say_many(
        ", and %(empty)s of %(seats)s seats is empty",
        ", and %(empty)s of %(seats)s seats are empty",
        empty,
        empty=in_words(empty),
        seats=in_words(facts.seats),
    )


def _when_shown(facts: Chosen) -> str:
    said = _published(facts)
    if not facts.reserves:
        return f"{said}."
    reserves = say_many(
        "%(reserves)s reserve stands by, found by counting the same papers again without each "
        "person on the slate.",
        "%(reserves)s reserves stand by, found by counting the same papers again without each "
        "person on the slate.",
        facts.reserves,
        reserves=in_words(facts.reserves),
    )
    return f"{said}; {reserves}"


def _published(facts: Chosen) -> str:
    on, slate_on = facts.results_on, facts.slate_on
    if slate_on == on:
        return say("The results with every stage and this slate were published on %(on)s", on=on)
    if not slate_on:
        return say("The results with every stage were published on %(on)s", on=on)
    return say(
        "The results with every stage were published on %(on)s and this slate on %(slate_on)s",
        on=on,
        slate_on=slate_on,
    )
