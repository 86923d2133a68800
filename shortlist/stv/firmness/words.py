"""How firm a slate is, in one sentence and as a text that fits 100 columns."""

from __future__ import annotations

from collections.abc import Sequence

from shortlist.language import form_of, later, listed, say, say_many

from ..columns import fit, wrap
from ..sheet import WIDTH
from ..wording import in_words
from .result import Firmness, Kind, Variant

FIRM_PERCENT = 95  # of the resamples
_NAMED = 3
WHAT_IT_MEANS = later(
    "Resampling asks how much the result hangs on who happened to vote: "
    "as many papers are drawn at random, with repeats, from those that were cast."
)
WHAT_IT_DOES_NOT = later("It is no forecast, and it says nothing about members who did not vote.")


def sentence_of(found: Firmness) -> str:
    """Who is on the slate whatever is asked, and who depends on what."""
    slate = found.slate
    if not slate:
        return say("Nobody is on the slate, so there is nothing to ask.")
    by_rule = [n for n in slate if not is_under_every_rule(found, n)]
    by_voters = [n for n in slate if not is_in_most_resamples(found, n)]
    firm = len(slate) - len({*by_rule, *by_voters})
    groups = (
        ([n for n in by_rule if n not in by_voters], say("the rule")),
        ([n for n in by_voters if n not in by_rule], say("who happened to vote")),
        ([n for n in by_rule if n in by_voters], say("both the rule and who happened to vote")),
    )
    depends = [_depends(found, who, on) for who, on in groups if who]
    return "; ".join([_firm(found, firm), *depends]) + "."


def _firm(found: Firmness, firm: int) -> str:
    everywhere = say(
        "under every rule and in at least %(percent)s %% of resamples", percent=FIRM_PERCENT
    )
    slate = len(found.slate)
    if slate == 1:
        name = found.name(found.slate[0])
        if firm:
            return say("%(name)s is on the slate %(everywhere)s", name=name, everywhere=everywhere)
        return say("%(name)s is not on the slate %(everywhere)s", name=name, everywhere=everywhere)
    if firm == slate:
        return say(
            "All %(many)s are on the slate %(everywhere)s",
            many=in_words(slate),
            everywhere=everywhere,
        )
    many = in_words(firm).capitalize() if firm else say("None")
    return form_of(
        "%(many)s of the %(slate)s is on the slate %(everywhere)s",
        "%(many)s of the %(slate)s are on the slate %(everywhere)s",
        1 if firm < 2 else firm,
    ) % {"many": many, "slate": in_words(slate), "everywhere": everywhere}


def _depends(found: Firmness, numbers: Sequence[int], on: str) -> str:
    if len(numbers) > _NAMED:
        return say("%(many)s depend on %(on)s", many=in_words(len(numbers)), on=on)
    names = listed([found.name(number) for number in numbers])
    return say_many(
        "%(names)s depends on %(on)s",
        "%(names)s depend on %(on)s",
        len(numbers),
        names=names,
        on=on,
    )


def is_under_every_rule(found: Firmness, number: int) -> bool:
    """Whether a candidate is on the slate under every rule that can count these papers."""
    return all(number in variant.elected for variant in found.rules if not variant.refused)


def is_in_most_resamples(found: Firmness, number: int) -> bool:
    """Whether a candidate is on the slate in at least 95 % of the resamples that were counted."""
    drawn = found.resampling
    return drawn.times[number] * 100 >= drawn.counted * FIRM_PERCENT


def share_text(times: int, counted: int) -> str:
    """A share in per cent, cut to a tenth: "100 %" is all, and "0 %" none at all."""
    tenths = times * 1000 // counted if counted else 0
    if times and not tenths:
        return say("under %(percent)s %%", percent="0.1")
    whole, tenth = divmod(tenths, 10)
    return f"{whole}.{tenth} %" if tenth else f"{whole} %"


def standing_among(variants: Sequence[Variant], number: int) -> tuple[int, int]:
    """In how many of some counts a candidate is on the slate, of how many that could have that."""
    possible = [one for one in variants if could_elect(one, number)]
    return sum(number in one.elected for one in possible), len(possible)


def could_elect(variant: Variant, number: int) -> bool:
    """Whether a count was made in which the candidate stood."""
    return not variant.refused and (variant.kind, variant.of) != (Kind.WITHOUT, number)


def differing(found: Firmness, variants: Sequence[Variant]) -> list[str]:
    """A line for each count with another slate, or that was refused; who came in, who went out."""
    told = [(variant, changes_of(found, variant)) for variant in variants]
    return [f"{name_of(found, variant)}: {text}" for variant, text in told if text]


def name_of(found: Firmness, variant: Variant) -> str:
    """What a count is called: "meek-prf", "8 seats", "without Ann Lee"."""
    if variant.kind is Kind.SEATS:
        return say_many("%(n)s seat", "%(n)s seats", int(variant.of))
    if variant.kind is Kind.WITHOUT:
        return say("without %(name)s", name=found.name(int(variant.of)))
    return str(variant.of)


def changes_of(found: Firmness, variant: Variant) -> str:
    """Who comes in and who goes out in another count, beyond whoever is left out; "" if nobody."""
    if variant.refused:
        return variant.refused
    absent = {int(variant.of)} if variant.kind is Kind.WITHOUT else set()
    coming = [n for n in variant.elected if n not in found.slate]
    going = [n for n in found.slate if n not in variant.elected and n not in absent]
    if not going and len(absent.intersection(found.slate)) == len(coming) == 1:
        return say("%(names)s takes the place", names=_names(found, coming))
    parts = []
    if coming:
        names = _names(found, coming)
        parts.append(say_many("%(names)s comes in", "%(names)s come in", len(coming), names=names))
    if going:
        names = _names(found, going)
        parts.append(say_many("%(names)s goes out", "%(names)s go out", len(going), names=names))
    return "; ".join(parts)


def firmness_text(found: Firmness) -> str:
    """The sentence, a line for each candidate ever on a slate, and which counts differ."""
    drawn = found.resampling
    counted = (
        f"{found.papers:,} papers, {found.seats} seats, rule {found.rule}; "
        f'{drawn.resamples:,} resamples, seed "{drawn.seed}".'
    )
    same = (
        f"The slate is the same in {drawn.same_slate:,} of {drawn.counted:,} resamples, "
        f"which have {drawn.slates:,} different slates."
    )
    never = f"{len(found.candidates) - len(found.ever()):,} others are on none of these slates."
    title = [found.title, ""] if found.title else []
    said = wrap(sentence_of(found), WIDTH)
    within = [f"Within balance rules: {', '.join(found.bounds)}."] if found.bounds else []
    lines = [*title, *said, "", counted, *within, "", *_sheet(found), "", never, same]
    for heading, variants in _groups(found):
        told = differing(found, variants)
        lines += ["", heading if told else f"{heading} the slate is the same."]
        lines += [line for one in told for line in wrap(one, WIDTH, "  ", "    ")]
    meaning = [line for said in (WHAT_IT_MEANS, WHAT_IT_DOES_NOT) for line in wrap(said, WIDTH)]
    return "\n".join([*lines, "", *meaning]) + "\n"


def _sheet(found: Firmness) -> list[str]:
    drawn = found.resampling
    lines = [f"{'':3} {fit('candidate', 36)} {'resamples':>10} {'rules':>6} {'without one':>12}"]
    seats = [name_of(found, variant) for variant in found.other_seats]
    lines[0] += "".join(f" {name:>9}" for name in seats)
    for number in found.ever():
        place = f"{found.slate.index(number) + 1}." if number in found.slate else ""
        rules, without = (_fraction(v, number) for v in (found.rules, found.without))
        share = share_text(drawn.times[number], drawn.counted)
        line = f"{place:>3} {fit(found.name(number), 36)} {share:>10} {rules:>6} {without:>12}"
        marks = ("yes" if number in one.elected else "no" for one in found.other_seats)
        lines.append(line + "".join(f" {mark:>9}" for mark in marks))
    return lines


def _fraction(variants: Sequence[Variant], number: int) -> str:
    times, of = standing_among(variants, number)
    return f"{times}/{of}"


def _groups(found: Firmness) -> tuple[tuple[str, Sequence[Variant]], ...]:
    return (
        ("Under other rules:", found.rules),
        ("With other seats:", found.other_seats),
        ("Without one candidate:", found.without),
    )


def _names(found: Firmness, numbers: Sequence[int]) -> str:
    return listed([found.name(number) for number in numbers])
