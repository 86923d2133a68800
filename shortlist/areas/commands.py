"""`shortlist areas`: plan area orders and simulate what they win, from files, with no database."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from shortlist.areas import reading, writing
from shortlist.areas.planner import Land, make_plan
from shortlist.areas.rules import CannotPlan, CannotSimulate
from shortlist.areas.simulator import Assumptions, Rival, how_many
from shortlist.errors import Refusal
from shortlist.terminal import Ended, show_progress

FORMAT = click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv"]), default="text"
)
_FILE = click.Path(path_type=Path, dir_okay=False)
PERCENTS = ("support", "discipline", "loyalty", "onward")
Command = Callable[..., None]


@click.group()
def areas() -> None:
    """Regions put together, each with the order in which its voters rank the slate."""


def _inputs(command: Command) -> Command:
    """Add the files that both commands read."""
    for option in (
        click.option("--neighbours", type=_FILE, help="CSV region,neighbours (a;b;c)."),
        click.option("--shares", type=_FILE, required=True, help="CSV region,membership_percent."),
        click.option("--slate", type=_FILE, required=True, help="CSV name,region, in order."),
        FORMAT,
    ):
        command = option(command)
    return command


@areas.command()
@_inputs
@click.option("--areas", "wanted", type=int, help="How many areas; by default one a candidate.")
def plan(slate: Path, shares: Path, neighbours: Path | None, wanted: int | None, form: str) -> None:
    """Group regions into areas, and find an order of the slate for each."""
    with _saying_no():
        runners, land = _read(slate, shares, neighbours)
        made = make_plan(land, [one.home for one in runners], wanted or len(runners))
        names = [one.name for one in runners]
        if form == "json":
            values = writing.plan_values(made, names, reading.title_of)
            click.echo(json.dumps(values, ensure_ascii=False, indent=1))
            return
        write = writing.plan_csv if form == "csv" else writing.plan_text
        click.echo(write(made, names, reading.title_of), nl=False)


@areas.command()
@_inputs
@click.option("--numbers", default="4-9", help="How many candidates to try, such as 4-9 or 6.")
@click.option("--assumptions", type=_FILE, help="JSON; options below win over it.")
@click.option("--support", type=float, help="Per cent of first preferences for the slate.")
@click.option("--discipline", type=float, help="Per cent of its voters who follow their order.")
@click.option("--loyalty", type=float, help="Per cent chance that the others' next stays on it.")
@click.option("--onward", type=float, help="Per cent who go on to others when they leave it.")
@click.option("--seats", type=int, help="Seats of the real election.")
@click.option("--rule", help="The rule it is counted by, as `shortlist count` names it.")
@click.option("--independents", type=int, help="How many independents stand.")
@click.option(
    "--rival",
    "rivals",
    multiple=True,
    metavar="NAME:SHARE:CANDIDATES[:DISCIPLINE[:orders]]",
    help="A rival slate, in per cent; may be given again.",
)
@click.option("--runs", default=1000, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--processes", default=1, show_default=True)
def simulate(  # noqa: PLR0913, PLR0917 - click hands over every option by itself
    slate: Path,
    shares: Path,
    neighbours: Path | None,
    numbers: str,
    assumptions: Path | None,
    rivals: Sequence[str],
    runs: int,
    seed: int,
    processes: int,
    form: str,
    **stated: float | str | None,
) -> None:
    """Simulate elections with area orders, one common order and none, for 4 to 9 candidates."""
    with _saying_no():
        runners, land = _read(slate, shares, neighbours)
        tried = _numbers(numbers, len(runners))
        given = _assumptions(assumptions, stated, rivals)
        found = how_many(
            land,
            [one.home for one in runners],
            tried,
            given,
            runs=runs,
            seed=seed,
            processes=max(1, processes),
            progress=lambda done: show_progress(f"{done:,} of {runs * len(tried):,} runs"),
        )
        show_progress("")
        if form == "json":
            values = writing.sweep_values(found, given, runs=runs, seed=seed)
            click.echo(json.dumps(values, ensure_ascii=False, indent=1))
            return
        text = writing.sweep_csv(found) if form == "csv" else writing.sweep_text(found, runs)
        click.echo(text, nl=False)


@contextmanager
def _saying_no() -> Iterator[None]:
    """End the command with a refusal's sentence, or with what the computer says of a file."""
    try:
        yield
    except (Refusal, OSError) as no:
        raise Ended(str(no)) from no
    except UnicodeDecodeError as no:
        raise Ended("A file is not UTF-8 text.") from no


def _read(
    slate: Path, shares: Path, neighbours: Path | None
) -> tuple[tuple[reading.Runner, ...], Land]:
    borders = None if neighbours is None else reading.read_borders(_text(neighbours))
    land = reading.read_land(_text(shares), borders)
    return reading.read_slate(_text(slate)), land


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _numbers(text: str, candidates: int) -> range:
    first, dash, last = text.partition("-")
    try:
        tried = range(int(first), min(candidates, int(last if dash else first)) + 1)
    except ValueError:
        raise CannotSimulate(f"“{text}” is no range of numbers, such as 4-9.") from None
    if tried.start < 2 or not tried:
        raise CannotPlan(f"The slate has {candidates} candidates; try numbers from 2 to that.")
    return tried


def _assumptions(
    path: Path | None, stated: Mapping[str, float | str | None], rivals: Sequence[str]
) -> Assumptions:
    try:
        values = {} if path is None else json.loads(_text(path))
    except ValueError:
        raise CannotSimulate("The file of assumptions is not JSON.") from None
    given = Assumptions.from_dict(values) if values else Assumptions()
    changes: dict[str, Any] = {  # Any: assumptions by name, of several types
        name: float(value) / 100 if name in PERCENTS else value
        for name, value in stated.items()
        if value is not None
    }
    if rivals:
        changes["rivals"] = tuple(_rival(text) for text in rivals)
    return replace(given, **changes)


def _rival(text: str) -> Rival:
    """Read `NAME:SHARE:CANDIDATES[:DISCIPLINE[:orders]]`, shares in per cent."""
    parts = text.split(":")
    try:
        name, share, candidates, *rest = parts
        discipline = float(rest[0]) / 100 if rest else Rival.discipline
        return Rival(
            name=name,
            share=float(share) / 100,
            candidates=int(candidates),
            discipline=discipline,
            has_orders=rest[1:] == ["orders"],
        )
    except ValueError:
        raise CannotSimulate(
            f"“{text}” is no rival slate. Write NAME:SHARE:CANDIDATES, such as Others:24:6."
        ) from None
