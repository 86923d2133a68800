"""Set numbered names in columns, as large as they fit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from PIL import ImageDraw

from shortlist.language import say
from shortlist.pictures.lettering import HEADING, TEXT, Hand
from shortlist.pictures.palette import ACCENT, INK, MUTED

LARGEST, SMALLEST = 54, 22  # of a name, in pixels; the smallest is read on a phone's preview
MOST_COLUMNS = 3
LEADING = 1.38  # from one baseline to the next, by the size
GAP = 36


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of the list: a place and a name, or a heading, or a closing remark."""

    number: str = ""
    text: str
    is_name: bool = True


@dataclass(frozen=True, kw_only=True)
class Box:
    """Where the list goes, in pixels."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Setting:
    """Rows in columns of equal width, at one size."""

    rows: Sequence[Row]
    size: int
    columns: int
    box: Box

    @property
    def deep(self) -> int:
        """Return how many rows a column has room for."""
        return int(self.box.height // (self.size * LEADING))

    @property
    def column_width(self) -> float:
        """Return the width of one column."""
        return (self.box.width - GAP * (self.columns - 1)) / self.columns

    @property
    def indent(self) -> float:
        """Return how far names stand from their column's edge, for their numbers."""
        widest = max((self._wide(HEADING, 800, row.number) for row in self.rows), default=0)
        return widest + self.size * 0.45 if widest else 0

    @property
    def fits(self) -> bool:
        """Say whether every row has its room, and every name its width."""
        room = self.column_width - self.indent
        return len(self.rows) <= self.deep * self.columns and all(
            self._wide(TEXT, 650, row.text) <= room for row in self.rows if row.is_name
        )

    def _wide(self, family: str, weight: int, text: str) -> float:
        return self.size * _proportion(family, weight, text)

    @property
    def _number(self) -> Hand:
        return Hand(family=HEADING, weight=800, size=self.size)

    @property
    def _name(self) -> Hand:
        return Hand(family=TEXT, weight=650, size=self.size)

    def draw(self, canvas: ImageDraw.ImageDraw) -> None:
        """Write the rows down one column after the other, in the middle of the box's height."""
        per_column = -(-len(self.rows) // self.columns) or 1
        step = self.size * LEADING
        top = self.box.top + (self.box.height - per_column * step) / 2
        for at, row in enumerate(self.rows):
            column, line = divmod(at, per_column)
            x = self.box.left + column * (self.column_width + GAP)
            self._draw_row(canvas, row, (x, top + step * (line + 0.72)))

    def _draw_row(self, canvas: ImageDraw.ImageDraw, row: Row, at: tuple[float, float]) -> None:
        x, y = at
        if not row.is_name:
            hand = Hand(family=TEXT, weight=500, size=round(self.size * 0.86))
            hand.write(canvas, at, hand.shortened(row.text, self.column_width), MUTED)
            return
        number, name = self._number, self._name
        indent = self.indent
        right = x + indent - self.size * 0.45
        number.write(canvas, (right - number.width(row.number), y), row.number, ACCENT)
        name.write(
            canvas, (x + indent, y), name.shortened(row.text, self.column_width - indent), INK
        )


@lru_cache(maxsize=1024)
def _proportion(family: str, weight: int, text: str) -> float:
    """Return how wide a line is by its size: measured once, for letters grow with it."""
    return Hand(family=family, weight=weight, size=100).width(text) / 100


def best_setting(rows: Sequence[Row], box: Box) -> Setting:
    """Return the largest setting in which all rows fit; those that cannot are told of in one."""
    for setting in _settings(rows, box):
        if setting.fits:
            return setting
    small = Setting(rows=rows, size=SMALLEST, columns=_columns_for(rows, box), box=box)
    room = small.deep * small.columns
    if len(rows) <= room:
        return small
    left_out = sum(row.is_name for row in rows[room - 1 :])
    return replace(
        small, rows=[*rows[: room - 1], Row(text=say("and %(n)s more", n=left_out), is_name=False)]
    )


def _settings(rows: Sequence[Row], box: Box) -> Iterator[Setting]:
    for size in range(LARGEST, SMALLEST - 1, -2):
        for columns in range(1, MOST_COLUMNS + 1):
            yield Setting(rows=rows, size=size, columns=columns, box=box)


def _columns_for(rows: Sequence[Row], box: Box) -> int:
    deep = Setting(rows=rows, size=SMALLEST, columns=1, box=box).deep
    return min(MOST_COLUMNS, -(-len(rows) // deep))
