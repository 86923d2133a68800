"""The command `box`."""

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from shortlist.ballot_box.models import Paper
from shortlist.cli import main
from tests.voting.booth import Booth


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, booth: Booth, database_url: str):
    monkeypatch.setenv("SHORTLIST_DATABASE_URL", database_url)
    monkeypatch.setenv("SHORTLIST_INSTANCE", str(booth.keys_path.parent))

    def command(*words: str, typed: str | None = None) -> Result:
        return CliRunner().invoke(main, ("box", *words), input=typed)

    return command


def papers(booth: Booth) -> list[bytes]:
    with booth.reading() as session:
        return list(session.scalars(select(Paper.preferences)))


def test_a_closed_box_is_opened_after_a_question(run, booth: Booth) -> None:
    booth.open_voting()
    booth.cast(0, (4, 2))
    booth.end_voting()
    booth.close()
    assert run("open", "executive", typed="n\n").exit_code == 1
    assert papers(booth) == []
    result = run("open", "executive", typed="y\n")
    assert "Members: 1 envelopes, 1 papers, 0 not readable, 0 double." in result.output
    assert papers(booth) == [bytes([4, 2])]


@pytest.mark.parametrize(
    ("slug", "sentence"),
    [("executive", "The ballot box is not closed yet."), ("none", "There is no poll at this")],
)
def test_a_refusal_ends_the_command_with_2(run, slug: str, sentence: str) -> None:
    result = run("open", slug, "--yes")
    assert result.exit_code == 2
    assert sentence in result.output
