"""A map of tiles, to be drawn as SVG: one for each region, darker where its figure is larger."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from shortlist.regions.table import Region, all_regions

DARKEST = 4
LONGEST_LINE = 11  # characters of a name that fit across a tile


@dataclass(frozen=True, kw_only=True)
class Figure:
    """What a tile says in words, and the amount, 0 or more, that sets how dark it is."""

    amount: Fraction
    text: str


@dataclass(frozen=True, kw_only=True)
class Tile:
    """A region on the map, with its name in lines that fit; `depth` is from 0 to `DARKEST`."""

    region: Region
    lines: tuple[str, ...]
    text: str
    depth: int


@dataclass(frozen=True, kw_only=True)
class TileMap:
    """A map to draw: what it shows, the same in one sentence, and tiles on a grid."""

    title: str
    description: str
    tiles: tuple[Tile, ...]
    columns: int
    rows: int

    @property
    def figures(self) -> list[list[str]]:
        """Return the rows of the table behind the map: region, nation, words."""
        return [[one.region.name, one.region.nation, one.text] for one in self.tiles]


def tile_map(title: str, figures: Mapping[str, Figure], nothing: str = "none") -> TileMap:
    """Return the map of figures by the code of their region; `nothing` is said where none is."""
    most = max((one.amount for one in figures.values()), default=Fraction(0))
    tiles = tuple(_tile(one, figures.get(one.code), most, nothing) for one in all_regions())
    said = ", ".join(f"{one.region.name} {one.text}" for one in tiles)
    return TileMap(
        title=title,
        description=f"{said}.",
        tiles=tiles,
        columns=max(one.region.column for one in tiles) + 1,
        rows=max(one.region.row for one in tiles) + 1,
    )


def _tile(region: Region, figure: Figure | None, most: Fraction, nothing: str) -> Tile:
    return Tile(
        region=region,
        lines=_lines(region.name),
        text=figure.text if figure else nothing,
        depth=_depth(figure.amount if figure else Fraction(0), most),
    )


def _depth(amount: Fraction, most: Fraction) -> int:
    """Return 0 for nothing, else 1 to `DARKEST`, in equal steps up to the largest amount."""
    if not amount:
        return 0
    return min(1 + int(DARKEST * amount / most), DARKEST)


def _lines(name: str) -> tuple[str, ...]:
    lines = [""]
    for word in name.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and len(longer) > LONGEST_LINE:
            lines.append(word)
        else:
            lines[-1] = longer
    return tuple(lines)
