"""How firm a slate is, as a picture and tables: pure, a finished study in, words and lengths out.

All lengths of the picture are hundredths of a rem down the page and per cent across it, so that
drawing and letters grow together and a bar is as wide as the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from shortlist.counts.results.words import percent
from shortlist.language import listed, say, say_in, say_many, thousands
from shortlist.polls.planning import rule_title
from shortlist.stv.firmness import Firmness, Kind, Variant, sentence_of
from shortlist.stv.firmness.words import (
    FIRM_PERCENT,
    changes_of,
    could_elect,
    name_of,
    share_text,
    standing_among,
)

ROW = 430  # a name, its bar, its marks
MARK = 90  # from one mark to the next
GROUP = 90  # more, between marks of different kinds
LABEL = 160  # of a mark, the space to the next one included


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One other count: where its square stands, and whether the candidate is on its slate.

    `is_on` is None where the count was refused.
    """

    at: int
    is_on: bool | None
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A candidate in the picture and in the table behind it; `top` is where the row begins."""

    number: int
    name: str
    is_on_slate: bool
    top: int
    share: str
    share_percent: str
    marks: tuple[Mark, ...]
    without_at: int
    without: str
    cells: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Picture:
    """Everybody who is ever on a slate, the slate first; `never` tells of all others."""

    title: str
    description: str
    height: int
    line_percent: int
    rows: tuple[Row, ...]
    headers: tuple[str, ...]
    caption: str
    has_refused: bool
    never: str


OtherCounts = tuple[tuple[str, str], ...]  # what each is called, and what it changes


def picture_of(found: Firmness) -> Picture:
    """Return the picture of a finished study."""
    rows = tuple(_row(found, number, place) for place, number in enumerate(found.ever()))
    shares = listed([f"{row.name} {row.share}" for row in rows])
    return Picture(
        title=say("In how many resamples each candidate is on the slate"),
        description=f"{shares}. {sentence_of(found)}",
        height=len(rows) * ROW,
        line_percent=FIRM_PERCENT,
        rows=rows,
        headers=(
            say("Candidate"),
            say("Place"),
            say("Resamples"),
            say("Rules"),
            *_seats(found),
            say("Without another"),
        ),
        caption=_caption(found),
        has_refused=any(one.refused for one in (*found.rules, *found.other_seats)),
        never=_never(found),
    )


def groups_of(found: Firmness) -> tuple[tuple[str, str, OtherCounts], ...]:
    """Return every other count but the resamples: heading, what differs, and the counts."""
    return (
        (say("Under each rule"), say("Rule"), _others(found, found.rules)),
        (say("With a seat fewer and one more"), say("Seats"), _others(found, found.other_seats)),
        (say("Without one candidate"), say("Left out"), _others(found, found.without)),
    )


def same_slate(found: Firmness) -> str:
    """Say in how many resamples the whole slate is as it is."""
    drawn = found.resampling
    if drawn.slates == 1 and drawn.same_slate:
        return say(
            "The whole slate is the same in all %(counted)s resamples.",
            counted=thousands(drawn.counted),
        )
    return say(
        "The whole slate is the same in %(same)s of %(counted)s resamples; %(slates)s different "
        "slates came out.",
        same=thousands(drawn.same_slate),
        counted=thousands(drawn.counted),
        slates=thousands(drawn.slates),
    )


def _row(found: Firmness, number: int, place: int) -> Row:
    drawn = found.resampling
    is_on = number in found.slate
    counted, times = drawn.counted, drawn.times[number]
    marks = _marks(found, number)
    without = _part(found.without, number)
    seats = tuple(_yes(variant, number) for variant in found.other_seats)
    share = share_text(times, counted)
    return Row(
        number=number,
        name=f"{place + 1}. {found.name(number)}" if is_on else found.name(number),
        is_on_slate=is_on,
        top=place * ROW,
        share=share,
        share_percent=percent(times, counted) if counted else "0.0",
        marks=marks,
        without_at=marks[-1].at + MARK + LABEL,
        without="{}/{}".format(*standing_among(found.without, number)) if found.without else "",
        cells=(
            found.name(number),
            str(place + 1) if is_on else "–",
            say(
                "%(share)s (%(times)s of %(counted)s)",
                share=share,
                times=thousands(times),
                counted=thousands(counted),
            ),
            _part(found.rules, number),
            *seats,
            without,
        ),
    )


def _marks(found: Firmness, number: int) -> tuple[Mark, ...]:
    """Return a square for each rule, then one for each other number of seats."""
    marks = [
        Mark(at=place * MARK, is_on=_is_on(variant, number))
        for place, variant in enumerate(found.rules)
    ]
    at = len(marks) * MARK + GROUP
    for variant in found.other_seats:
        label = "+1" if int(variant.of) > found.seats else "−1"
        marks.append(Mark(at=at, is_on=_is_on(variant, number), label=label))
        at += MARK + LABEL
    return tuple(marks)


def _is_on(variant: Variant, number: int) -> bool | None:
    return number in variant.elected if could_elect(variant, number) else None


def _yes(variant: Variant, number: int) -> str:
    return {True: say("yes"), False: say_in("not yes", "no"), None: "–"}[_is_on(variant, number)]


def _part(variants: Sequence[Variant], number: int) -> str:
    times, of = standing_among(variants, number)
    return say("%(times)s of %(of)s", times=times, of=of)


def _caption(found: Firmness) -> str:
    signs = ("(+1)", "(−1)")
    seats = [
        f"{name_of(found, one)} {signs[int(one.of) < found.seats]}" for one in found.other_seats
    ]
    told = {"percent": FIRM_PERCENT, "seats": listed(seats)}
    if not found.without:
        return say(
            "A bar is the share of resamples in which a candidate is on the slate; the line stands "
            "at %(percent)s %%. Below it is a square for each rule, then one for %(seats)s.",
            **told,
        )
    return say(
        "A bar is the share of resamples in which a candidate is on the slate; the line stands at "
        "%(percent)s %%. Below it is a square for each rule, then one for %(seats)s, and how often "
        "the candidate is on the slate when another one is left out.",
        **told,
    )


def _seats(found: Firmness) -> tuple[str, ...]:
    return tuple(name_of(found, variant) for variant in found.other_seats)


def _never(found: Firmness) -> str:
    others = len(found.candidates) - len(found.ever())
    if not others:
        return ""
    return say_many(
        "One other is on none of these slates.",
        "%(others)s others are on none of these slates.",
        others,
        others=thousands(others),
    )


def _others(found: Firmness, variants: Sequence[Variant]) -> OtherCounts:
    return tuple((_titled(found, variant), _told(found, variant)) for variant in variants)


def _titled(found: Firmness, variant: Variant) -> str:
    if variant.kind is Kind.RULE:
        return rule_title(str(variant.of))
    return found.name(int(variant.of)) if variant.kind is Kind.WITHOUT else name_of(found, variant)


def _told(found: Firmness, variant: Variant) -> str:
    change = changes_of(found, variant)
    if change and not variant.refused:
        return f"{change}."
    if change:
        return say("Not counted: %(change)s", change=change)
    if variant.kind is Kind.RULE and variant.of == found.rule:
        return say("This is the rule that made the slate.")
    return say("The slate is the same.")
