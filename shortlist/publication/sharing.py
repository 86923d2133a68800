"""Seats by share, as pages and files show them: five methods side by side, and what is level."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from shortlist.language import listed, say, say_many
from shortlist.regions.tiles import Figure, TileMap, tile_map
from shortlist.representation.comparing import Outcome, compare
from shortlist.representation.methods import TITLES, WORDS, Method
from shortlist.stv.stage_table import plain

MOST_BODY = 500  # seats up to which the smallest body is looked for


@dataclass(frozen=True, kw_only=True)
class Line:
    """A region or group with its share, of any size; code is empty for one that no map has."""

    code: str
    name: str
    share: Fraction


@dataclass(frozen=True, kw_only=True)
class Sharing:
    """Seats shared out among regions or groups under every method."""

    lines: Sequence[Line]
    seats: int
    outcomes: tuple[Outcome, ...]

    @property
    def titles(self) -> list[str]:
        """Return the methods' names, in the order of the outcomes."""
        return [TITLES[one.method] for one in self.outcomes]

    @property
    def rows(self) -> list[list[str]]:
        """Return a row for each line: name, per cent, exact claim, and seats by method."""
        total = sum(one.share for one in self.lines)
        return [
            [
                one.name,
                per_cent(one.share / total),
                f"{float(one.share * self.seats / total):.2f}",
                *(str(outcome.seats[index]) for outcome in self.outcomes),
            ]
            for index, one in enumerate(self.lines)
        ]

    @property
    def smallest(self) -> list[str]:
        """Return the smallest body with a seat for each, by method."""
        return [str(one.smallest or say("over %(most)s", most=MOST_BODY)) for one in self.outcomes]

    @property
    def notes(self) -> list[str]:
        """Return a sentence for each set of equal claims that had to be parted."""
        methods: dict[tuple[int, ...], list[str]] = {}
        for one in self.outcomes:
            methods.setdefault(one.level, []).append(TITLES[one.method])
        return [_note(self.lines, level, names) for level, names in methods.items() if level]

    def sentence_of(self, method: Method) -> str:
        """Say who has no seat under one method, and how large a body would have to be."""
        outcome = self._under(method)
        pairs = zip(self.lines, outcome.seats, strict=True)
        without = [one.name for one, seats in pairs if one.share and not seats]
        with_seats = say_many(
            "With %(n)s seat, %(method)s",
            "With %(n)s seats, %(method)s",
            self.seats,
            method=TITLES[method],
        )
        if not without:
            return say(
                "%(with_seats)s gives everybody with a share at least one.", with_seats=with_seats
            )
        body = outcome.smallest or say("over %(most)s", most=MOST_BODY)
        return say(
            "%(with_seats)s gives none to %(regions)s; it takes %(body)s to seat everybody.",
            with_seats=with_seats,
            regions=listed(without),
            body=body,
        )

    def map_of(self, method: Method) -> TileMap:
        """Return the map of seats under one method."""
        figures = {
            one.code: Figure(amount=Fraction(seats), text=str(seats))
            for one, seats in zip(self.lines, self._under(method).seats, strict=True)
            if one.code
        }
        return tile_map(say("Seats under %(method)s", method=TITLES[method]), figures, nothing="0")

    def _under(self, method: Method) -> Outcome:
        return next(one for one in self.outcomes if one.method is method)

    def as_csv(self) -> bytes:
        """Return the table as CSV: region, share as a part of 1, and a column for each method."""
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(("region", "share", *(str(one.method) for one in self.outcomes)))
        total = sum(one.share for one in self.lines)
        for index, one in enumerate(self.lines):
            seats = [outcome.seats[index] for outcome in self.outcomes]
            writer.writerow((plain(one.name), f"{float(one.share / total):.6f}", *seats))
        return text.getvalue().encode()


def share_out(lines: Sequence[Line], seats: int) -> Sharing:
    """Return the seats of these lines under every method; raise `CannotShare`."""
    outcomes = compare([one.share for one in lines], seats, MOST_BODY)
    return Sharing(lines=lines, seats=seats, outcomes=outcomes)


def method_words() -> Mapping[str, str]:
    """Return what each method does, by its name."""
    return {TITLES[method]: WORDS[method] for method in Method}


def per_cent(share: Fraction) -> str:
    """Write a part of 1 as per cent: "20.5 %"."""
    return f"{float(share * 100):.1f} %"


def _note(lines: Sequence[Line], level: Sequence[int], methods: Sequence[str]) -> str:
    names = listed([lines[index].name for index in level])
    return say(
        "Under %(methods)s, %(names)s have equal claims to the last seats. In a real body a "
        "lot would part them; here the larger share comes first, then the one higher in the "
        "table.",
        methods=listed(methods),
        names=names,
    )
