"""`shortlist polls`: what there is, for scripts."""

import json

import click

from shortlist.polls.policy import phase_of
from shortlist.polls.queries import every_poll
from shortlist.polls.rules import Phase
from shortlist.terminal import desk

# "published" is what people ask for: anything whose results everybody can see.
PUBLISHED = "published"
PHASES = [phase.value for phase in Phase]


@click.group()
def polls() -> None:
    """Look at polls."""


@polls.command("list")
@click.option("--phase", type=click.Choice([*PHASES, PUBLISHED]), help="Only polls in this phase.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def list_polls(phase: str | None, form: str) -> None:
    """List polls: address, phase, title."""
    with desk() as at, at.session(read_only=True) as session:
        rows = [
            {"slug": poll.slug, "title": poll.title, "phase": phase_of(poll, at.now()).value}
            for poll in every_poll(session)
            if _is_wanted(phase_of(poll, at.now()), phase)
        ]
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        click.echo(f"{row['slug']:40} {row['phase']:20} {row['title']}")


def _is_wanted(phase: Phase, wanted: str | None) -> bool:
    if wanted == PUBLISHED:
        return phase.is_at_least(Phase.RESULTS_PUBLISHED)
    return wanted is None or phase.value == wanted
