"""How firm a slate is, in one sentence and as a text that fits 100 columns."""

from __future__ import annotations

from collections.abc import Sequence

from ..columns import fit, wrap
from ..sheet import WIDTH
from ..wording import listed
from .result import Firmness, Kind, Variant

FIRM_PERCENT = 95  # of the resamples
_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()
_NAMED = 3
WHAT_IT_MEANS = (
    "Resampling asks how much the result hangs on who happened to vote: "
    "as many papers are drawn at random, with repeats, from those that were cast."
)
WHAT_IT_DOES_NOT = "It is no forecast, and it says nothing about members who did not vote."


def sentence_of(found: Firmness) -> str:
    """Who is on the slate whatever is asked, and who depends on what."""
    slate = found.slate
    if not slate:
        return "Nobody is on the slate, so there is nothing to ask."
    by_rule = [n for n in slate if not is_under_every_rule(found, n)]
    by_voters = [n for n in slate if not is_in_most_resamples(found, n)]
    firm = len(slate) - len({*by_rule, *by_voters})
    groups = (
        ([n for n in by_rule if n not in by_voters], "the rule"),
        ([n for n in by_voters if n not in by_rule], "who happened to vote"),
        ([n for n in by_rule if n in by_voters], "both the rule and who happened to vote"),
    )
    depends = [_depends(found, who, on) for who, on in groups if who]
    return "; ".join([_firm(found, firm), *depends]) + "."


def _firm(found: Firmness, firm: int) -> str:
    everywhere = f"under every rule and in at least {FIRM_PERCENT} % of resamples"
    slate = len(found.slate)
    if slate == 1:
        name = found.name(found.slate[0])
        return f"{name} is {'' if firm else 'not '}on the slate {everywhere}"
    if firm == slate:
        return f"All {_in_words(slate)} are on the slate {everywhere}"
    many = _in_words(firm).capitalize() if firm else "None"
    verb = "is" if firm < 2 else "are"
    return f"{many} of the {_in_words(slate)} {verb} on the slate {everywhere}"


def _depends(found: Firmness, numbers: Sequence[int], on: str) -> str:
    if len(numbers) > _NAMED:
        return f"{_in_words(len(numbers))} depend on {on}"
    names = listed([found.name(number) for number in numbers])
    return f"{names} depend{'s' if len(numbers) == 1 else ''} on {on}"


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
        return "under 0.1 %"
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
        return f"{variant.of} seat{'' if variant.of == 1 else 's'}"
    if variant.kind is Kind.WITHOUT:
        return f"without {found.name(int(variant.of))}"
    return str(variant.of)


def changes_of(found: Firmness, variant: Variant) -> str:
    """Who comes in and who goes out in another count, beyond whoever is left out; "" if nobody."""
    if variant.refused:
        return variant.refused
    absent = {int(variant.of)} if variant.kind is Kind.WITHOUT else set()
    coming = [n for n in variant.elected if n not in found.slate]
    going = [n for n in found.slate if n not in variant.elected and n not in absent]
    if not going and len(absent.intersection(found.slate)) == len(coming) == 1:
        return f"{_names(found, coming)} takes the place"
    parts = [(coming, "comes in", "come in"), (going, "goes out", "go out")]
    return "; ".join(
        f"{_names(found, who)} {one if len(who) == 1 else many}" for who, one, many in parts if who
    )


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


def _in_words(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"
