"""Figures: what was measured, beside which peers, under which limit, and how that is shown."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field

from tests.benchmarks.running import Run

MEBIBYTE = 1024 * 1024
HEADINGS = ("step", "database", "seconds", "a second", "peak memory", "beside its peers")


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One step: how many things it handled, how it ran, and its peers on the same bytes."""

    step: str
    run: Run
    items: int
    unit: str
    database: str = "–"
    peers: "Sequence[Figure]" = ()
    limit_bytes: int | None = None

    @property
    def ratios(self) -> dict[str, float]:
        """How many times as long as each peer it took."""
        return {peer.step: self.run.seconds / peer.run.seconds for peer in self.peers}

    @property
    def is_over(self) -> bool:
        """Whether it took more memory than it may."""
        return self.limit_bytes is not None and self.run.peak_bytes > self.limit_bytes

    def cells(self) -> tuple[str, ...]:
        """The row of a table."""
        return (
            self.step,
            self.database,
            f"{self.run.seconds:,.2f}",
            f"{self.items / self.run.seconds:,.0f} {self.unit}" if self.items > 1 else "",
            self._memory(),
            "; ".join(f"{ratio:,.1f} × {step}" for step, ratio in self.ratios.items()),
        )

    def _memory(self) -> str:
        peak = f"{self.run.peak_bytes / MEBIBYTE:,.0f} MiB"
        return f"{peak} of {self.limit_bytes / MEBIBYTE:,.0f}" if self.limit_bytes else peak

    def as_json(self) -> dict[str, object]:
        """The figure as plain values."""
        return {
            "step": self.step,
            "database": self.database,
            "items": self.items,
            "unit": self.unit,
            "seconds": self.run.seconds,
            "peak_bytes": self.run.peak_bytes,
            "ratios": self.ratios,
        }


@dataclass(frozen=True, kw_only=True)
class Bound:
    """What a ratio of two figures of the same run must be, at least or at most."""

    what: str
    ratio: float
    limit: float
    is_least: bool = False

    @property
    def is_broken(self) -> bool:
        """Whether the ratio is on the wrong side of its limit."""
        return self.ratio < self.limit if self.is_least else self.ratio > self.limit

    def cells(self) -> tuple[str, ...]:
        """The row of a table."""
        words = "at least" if self.is_least else "at most"
        return (self.what, f"{words} {self.limit:g}", f"{self.ratio:,.2f}")


@dataclass(kw_only=True)
class Section:
    """The figures of one benchmark, what must hold, and sentences that a table cannot hold."""

    title: str
    figures: list[Figure] = field(default_factory=list)
    bounds: list[Bound] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    facts: dict[str, object] = field(default_factory=dict)

    def begin(self) -> None:
        """Show what is being measured."""
        print(self.title, flush=True)

    def add(self, figure: Figure) -> Figure:
        """Keep a figure and show it at once."""
        self.figures.append(figure)
        print("  " + " | ".join(cell for cell in figure.cells() if cell), flush=True)
        return figure

    def hold(self, what: str, ratio: float, limit: float, *, is_least: bool = False) -> None:
        """Keep what must hold and show it at once."""
        self.bounds.append(Bound(what=what, ratio=ratio, limit=limit, is_least=is_least))
        print("  " + " | ".join(self.bounds[-1].cells()), flush=True)

    def say(self, sentence: str) -> None:
        """Keep a sentence and show it at once."""
        self.sentences.append(sentence)
        print(f"  {sentence}", flush=True)

    def lines(self) -> Iterator[str]:
        """The section as Markdown."""
        yield f"### {self.title}"
        yield ""
        if self.figures:
            yield _row(HEADINGS)
            yield _row(("---", "---", "---:", "---:", "---:", "---"))
            yield from (_row(figure.cells()) for figure in self.figures)
            yield ""
        if self.bounds:
            yield _row(("what must hold", "limit", "measured"))
            yield _row(("---", "---", "---:"))
            yield from (_row(bound.cells()) for bound in self.bounds)
            yield ""
        for sentence in self.sentences:
            yield from (sentence, "")

    def over_limit(self) -> Sequence[Figure]:
        """The figures that took more memory than they may."""
        return [figure for figure in self.figures if figure.is_over]

    def broken(self) -> Sequence[Bound]:
        """The bounds that do not hold."""
        return [bound for bound in self.bounds if bound.is_broken]

    def as_json(self) -> dict[str, object]:
        """The section as plain values."""
        return {
            "title": self.title,
            "figures": [figure.as_json() for figure in self.figures],
            "bounds": [asdict(bound) for bound in self.bounds],
            "sentences": self.sentences,
            "facts": self.facts,
        }


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
