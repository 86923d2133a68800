"""The transfer picture's geometry: a spine of the votes that moved, and a band for each row.

All lengths are hundredths of a rem, so that drawing and letters grow together; across, a band runs
from 0 to 100 of a box that is stretched to the page. Only whole numbers are used.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from shortlist.counts.results.changes import Change, Changes
from shortlist.language import later, listed, say, say_many
from shortlist.stv import Record
from shortlist.stv.wording import figure, in_votes

ROW = 270  # of two lines of letters
SPACE = 60  # between the givers' fan and the receivers'
SPINE = (600, 1600)  # the least and the most of its length
HAIR = 8  # the thinnest band that can be seen
SHOWN = 10  # receivers with a row of their own; one more row holds the rest
NO_PREFERENCE, FRACTION, NOBODY = (
    later("No further preference"),
    later("Lost to fractions"),
    later("Held by nobody before"),
)


@dataclass(frozen=True, kw_only=True)
class Band:
    """One row: who, by how much, its band's thickness, where it leaves the spine and where it ends.

    `kind` is given, gained, exhausted or fraction. `spine` and `end` are the band's middles.
    """

    label: str
    amount: str
    kind: str
    thickness: int
    spine: int
    end: int

    @property
    def path(self) -> str:
        """Return the band's outline as SVG path data, from the spine (0) to its end (100)."""
        top, low = self.spine - self.thickness // 2, self.spine + self.thickness // 2
        to, under = self.end - self.thickness // 2, self.end + self.thickness // 2
        there = f"M0 {top}C50 {top} 50 {to} 100 {to}"
        return f"{there}V{under}C50 {under} 50 {low} 0 {low}Z"


@dataclass(frozen=True, kw_only=True)
class Picture:
    """The drawing: caption, bands and figures, with a title and description for who cannot see."""

    caption: str
    title: str
    description: str
    height: int
    spine_top: int
    spine_length: int
    bands: tuple[Band, ...]
    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class _Line:
    label: str
    votes: int
    kind: str


def picture_of(record: Record, changes: Changes) -> Picture:
    """Return the picture of what a stage changed."""
    total = changes.total
    spine = min(max(SPINE[0], (len(changes.gainers) + 2) * ROW * 2 // 3), SPINE[1])
    fans = [_lines(record, changes, everybody=False)]
    if changes.kind.is_pool:
        fans.insert(0, _gave(record, changes.givers, SHOWN))
    top, bands = 0, []
    for fan in fans:
        drawn, height = _fan(record, fan, total, spine, top)
        bands += drawn
        top += height + SPACE
    first = min(band.spine - band.thickness // 2 for band in bands)
    last = max(band.spine + band.thickness // 2 for band in bands)
    return Picture(
        caption=_caption(record, changes),
        title=_title(record, changes),
        description=_description(record, changes),
        height=top - SPACE,
        spine_top=first,
        spine_length=last - first,
        bands=tuple(bands),
        figures=_figures(record, changes),
    )


def _fan(
    record: Record, lines: Sequence[_Line], total: int, spine: int, top: int
) -> tuple[list[Band], int]:
    """Return the bands of rows below each other, and how high they stand together."""
    thick = [max(line.votes * spine // total, HAIR) for line in lines]
    heights = [max(ROW, one + SPACE) for one in thick]
    at = top + max(sum(heights) - sum(thick), 0) // 2
    row, bands = top, []
    for line, thickness, height in zip(lines, thick, heights, strict=True):
        sign = "−" if line.kind == "given" else "+" if line.kind == "gained" else ""
        band = Band(
            label=line.label,
            amount=f"{sign}{figure(line.votes, record.places)}",
            kind=line.kind,
            thickness=thickness,
            spine=at + thickness // 2,
            end=row + height // 2,
        )
        bands.append(band)
        at, row = at + thickness, row + height
    return bands, row - top


def _gave(record: Record, givers: Sequence[Change], most: int) -> list[_Line]:
    lines = [_Line(label=_name(record, one), votes=one.votes, kind="given") for one in givers]
    return _bundled(lines, most, "given")


def _lines(record: Record, changes: Changes, *, everybody: bool) -> list[_Line]:
    gains = [_Line(label=_name(record, g), votes=g.votes, kind="gained") for g in changes.gainers]
    lines = gains if everybody else _bundled(gains, SHOWN, "gained")
    nobody = (
        _Line(label=NO_PREFERENCE, votes=changes.exhausted, kind="exhausted"),
        _Line(label=FRACTION, votes=changes.fraction, kind="fraction"),
    )
    return [*lines, *(line for line in nobody if line.votes)]


def _bundled(lines: Sequence[_Line], most: int, kind: str) -> list[_Line]:
    if len(lines) <= most + 1:
        return list(lines)
    rest = lines[most:]
    bundle = _Line(
        label=say_many("%(n)s other", "%(n)s others", len(rest)),
        votes=sum(one.votes for one in rest),
        kind=kind,
    )
    return [*lines[:most], bundle]


def _name(record: Record, change: Change) -> str:
    return str(NOBODY) if change.number is None else record.name(change.number)


def _caption(record: Record, changes: Changes) -> str:
    votes = in_votes(changes.total, record.places)
    if changes.kind.is_pool:
        return say("Given up: %(votes)s. Gained: the same votes.", votes=votes)
    return say("From %(name)s: %(votes)s", name=_name(record, changes.givers[0]), votes=votes)


def _title(record: Record, changes: Changes) -> str:
    votes = in_votes(changes.total, record.places)
    if changes.kind.is_net:
        return say("Net changes: %(votes)s", votes=votes)
    if changes.kind.is_pool:
        return say("Where %(votes)s of several candidates went", votes=votes)
    return say(
        "Where %(votes)s of %(name)s went", votes=votes, name=_name(record, changes.givers[0])
    )


def _description(record: Record, changes: Changes) -> str:
    lines = _lines(record, changes, everybody=False)
    said = [f"{one.label} {figure(one.votes, record.places)}" for one in lines]
    gave = (
        say("Fewer votes than before: %(gave)s.", gave=_gave_in_words(record, changes))
        if changes.kind.is_pool
        else ""
    )
    to = say("To: %(names)s.", names=listed(said)) if said else ""
    return " ".join(one for one in (gave, to) if one)


def _gave_in_words(record: Record, changes: Changes) -> str:
    lines = _gave(record, changes.givers, SHOWN)
    return listed([f"{one.label} {figure(one.votes, record.places)}" for one in lines])


def _figures(record: Record, changes: Changes) -> tuple[tuple[str, str], ...]:
    """Return every row's exact figure, for the table behind the picture."""
    lines = [
        *_gave(record, changes.givers, len(changes.givers)),
        *_lines(record, changes, everybody=True),
    ]
    return tuple(
        (line.label, f"{'−' if line.kind == 'given' else ''}{record.amount(line.votes)}")
        for line in lines
    )
