"""Draws the seconds of each count as bars on a logarithmic scale: docs/images/speed.svg."""

from collections.abc import Iterator, Sequence
from html import escape
from math import log10
from pathlib import Path

from tests.benchmarks.count import PEERS, READING
from tests.benchmarks.figures import MEBIBYTE, Figure, Section
from tests.benchmarks.running import ROOT

PICTURE = ROOT / "docs" / "images" / "speed.svg"
WIDTH, ROW, TOP, BOTTOM = 760, 30, 64, 44
LEFT, RIGHT = 184, 150  # for names, and for what is written behind a bar
LEAST = 0.1  # seconds: where bars begin
LABELLED = 'role="img" aria-labelledby="title said"'
STYLE = """
  text { font: 15px system-ui, sans-serif; fill: #211722 }
  .title { font-weight: 650; font-size: 17px }
  .small { font-size: 13px; fill: #62555f }
  .line { stroke: #e4d8ca }
  .paper { fill: #fffdfa }
  .ours { fill: #b0123b }
  .peer { fill: #8c7d83 }
  .reading { fill: none; stroke: #62555f; stroke-dasharray: 5 3 }
  @media (prefers-color-scheme: dark) {
    text { fill: #f8ecea } .small { fill: #d0b9c3 } .line { stroke: #54404f }
    .paper { fill: #2b1727 } .ours { fill: #ff8ba2 } .peer { fill: #a4919c }
    .reading { stroke: #d0b9c3 }
  }
"""


def write(sections: Sequence[Section], path: Path = PICTURE) -> None:
    """Draw the picture anew if the count alone was measured."""
    for section in sections:
        if section.title == "The count alone":
            path.write_text(picture(section.figures), encoding="utf-8")


def picture(figures: Sequence[Figure]) -> str:
    """The picture of figures, the quickest first."""
    rows = sorted(figures, key=lambda figure: figure.run.seconds)
    height = TOP + ROW * len(rows) + BOTTOM
    most = max(10.0, *(figure.run.seconds for figure in rows))
    title = f"Seconds to count {rows[0].items:,} papers, 42 candidates, nine seats"
    said = "; ".join(f"{_name(row)} {_seconds(row)}" for row in rows)
    below = "Whole processes, from start to exit. Each line is ten times the one before."
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" {LABELLED}>',
        f'<title id="title">{title}</title>',
        f'<desc id="said">{escape(said)}.</desc>',
        f"<style>{STYLE}</style>",
        f'<rect class="paper" width="{WIDTH}" height="{height}" rx="12"/>',
        f'<text class="title" x="20" y="30">{title}</text>',
        f'<text class="small" x="20" y="50">{below}</text>',
        *_scale(height, most),
        *(part for at, row in enumerate(rows) for part in _bar(row, TOP + at * ROW, most)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _scale(height: int, most: float) -> Iterator[str]:
    seconds = LEAST
    while seconds <= most:
        x, foot = _place(seconds, most), height - BOTTOM
        yield f'<line class="line" x1="{x}" y1="{TOP}" x2="{x}" y2="{foot}"/>'
        says = f"{seconds:g} s"
        yield f'<text class="small" x="{x}" y="{foot + 22}" text-anchor="middle">{says}</text>'
        seconds *= 10


def _bar(figure: Figure, y: int, most: float) -> Iterator[str]:
    end = _place(figure.run.seconds, most)
    kind = "reading" if figure.step == READING else "peer" if figure.step in PEERS else "ours"
    name, behind = escape(_name(figure)), f"{_seconds(figure)}, {_memory(figure)}"
    yield f'<text x="{LEFT - 10}" y="{y + 20}" text-anchor="end">{name}</text>'
    yield f'<rect class="{kind}" x="{LEFT}" y="{y + 5}" width="{end - LEFT}" height="{ROW - 10}"/>'
    yield f'<text class="small" x="{end + 8}" y="{y + 20}">{behind}</text>'


def _place(seconds: float, most: float) -> int:
    share = log10(max(seconds, LEAST) / LEAST) / log10(most / LEAST)
    return LEFT + round((WIDTH - LEFT - RIGHT) * share)


def _name(figure: Figure) -> str:
    return "NumPy, reading only" if figure.step == READING else figure.step


def _seconds(figure: Figure) -> str:
    return (
        f"{figure.run.seconds:.2f} s" if figure.run.seconds < 1 else f"{figure.run.seconds:.1f} s"
    )


def _memory(figure: Figure) -> str:
    return f"{figure.run.peak_bytes / MEBIBYTE:,.0f} MiB"
