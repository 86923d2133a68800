"""The command `box`."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from shortlist.ballot_box.models import Paper
from shortlist.cli import main
from shortlist.proposals.rules import Change, NotAgreed
from shortlist.voting.parcels import read_parcel, write_parcel
from tests.voting.booth import Booth
from tests.voting.conftest import MakeHall
from tests.voting.hall import Hall


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
    refused = run("open", "executive", "--yes")
    assert (refused.exit_code, refused.output.strip()) == (2, NotAgreed.sentence)
    booth.agree(Change.OPEN)
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


class TestWithTrustees:
    @pytest.fixture
    def hall(self, make_hall: MakeHall, monkeypatch: pytest.MonkeyPatch, database_url: str) -> Hall:
        hall = make_hall(1)
        monkeypatch.setenv("SHORTLIST_DATABASE_URL", database_url)
        monkeypatch.setenv("SHORTLIST_INSTANCE", str(hall.keys_path.parent))
        hall.vote_and_close()
        return hall

    def run(self, *words: object) -> Result:
        return CliRunner().invoke(main, ("box", *map(str, words)))

    def test_envelopes_go_out_and_papers_come_in(self, hall: Hall, tmp_path: Path) -> None:
        out, back = tmp_path / "out.zip", tmp_path / "back.zip"
        assert "first trustee" in self.run("envelopes", "executive", "--output", out).output
        with out.open("rb") as file:
            parcel = read_parcel(file)
        with back.open("wb") as file:
            write_parcel(file, hall.opened(parcel))
        result = self.run("papers", "executive", back, "--yes")
        assert "Members: 20 envelopes, 20 papers, 0 not readable, 0 double." in result.output
        assert len(papers(hall)) == 20
        again = self.run("papers", "executive", back, "--yes")
        assert (again.exit_code, "opened already" in again.output) == (2, True)

    def test_a_refusal_ends_the_command_with_2(self, hall: Hall, tmp_path: Path) -> None:
        out = tmp_path / "out.zip"
        self.run("envelopes", "executive", "--output", out)
        assert "already" in self.run("envelopes", "executive", "--output", out).output
        for command, words in (("papers", (out, "--yes")), ("open", ("--yes",))):
            assert self.run(command, "executive", *words).exit_code == 2
