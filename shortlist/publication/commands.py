"""`shortlist polls`: what there is, for scripts."""

import json
from pathlib import Path

import click

from shortlist.errors import Refusal
from shortlist.polls.policy import phase_of
from shortlist.polls.queries import every_poll
from shortlist.polls.rules import Phase
from shortlist.publication.bundle import bundle_files
from shortlist.publication.queries import poll_with_results
from shortlist.publication.sealing_commands import seal
from shortlist.terminal import desk

# "published" is what people ask for: anything whose results everybody can see.
PUBLISHED = "published"
PHASES = [phase.value for phase in Phase]


class FolderNotEmpty(Refusal):
    """Files of another poll, or changed ones, must not mix with those of a bundle."""

    sentence = "There are files in this folder already. Name one that is new or empty."


@click.group()
def polls() -> None:
    """Look at polls, hand out their bundles, erase their envelopes."""


polls.add_command(seal)


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


@polls.command()
@click.argument("slug")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="A new or empty folder.",
)
def bundle(slug: str, output: Path) -> None:
    """Write what anybody needs to check the published poll at /polls/SLUG.

    The files are those of /polls/SLUG/bundle.zip, byte for byte. The key files of the logs must
    lie in the instance folder. To check them: python3 OUTPUT/verify.py OUTPUT
    """
    with desk() as at, at.session(read_only=True) as session:
        found = poll_with_results(session, slug)
        if output.exists() and any(output.iterdir()):
            raise FolderNotEmpty
        made = bundle_files(session, found, at.settings.keys_path)
    for name, body in made.items():
        path = output / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    click.echo(
        f"{len(made)} files in {output}. To check them: python3 {output / 'verify.py'} {output}"
    )
