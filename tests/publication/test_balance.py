"""Both slates side by side, the count's hand in them, and what a stranger can check of it."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from shortlist.audit.actions import PLATFORM
from shortlist.candidates.queries import on_paper
from shortlist.clock import SetClock
from shortlist.config import Settings
from shortlist.counts.actions import count_poll
from shortlist.counts.queries import plain_record_of, plain_row, record_of
from shortlist.polls.balance import Part, RulePlan
from shortlist.polls.showing import PapersShown
from shortlist.proposals.rules import Change
from shortlist.publication.actions import publish_results
from shortlist.slates.actions import publish_slate
from shortlist.stv import Record, Sense
from shortlist.stv.cli import main
from tests.faults.tampering import canonical, put_record
from tests.officers import two_officers
from tests.publication.bundles import Published
from tests.voting.booth import Booth, make_booth

SignIn = Callable[..., FlaskClient]
HOMES = ("London", "London", "Wales", "London", "Scotland")
PAPERS = ((1, 2, 3), *[(1, 4, 2)] * 5, *[(2, 1, 5)] * 5, (3, 5, 4), (5, 3, 1))
FEW_FROM_LONDON = RulePlan(sense=Sense.AT_MOST, number=1, parts=(Part(region="London"),))
SOME_FROM_WALES = RulePlan(sense=Sense.AT_LEAST, number=1, parts=(Part(region="Wales"),))
MANY_FROM_LONDON = RulePlan(sense=Sense.AT_LEAST, number=1, parts=(Part(region="London"),))
PUBLIC, OFFICERS = "/polls/executive", "/organise/polls/executive"


@pytest.fixture
def counted(engine: Engine, clock: SetClock, settings: Settings) -> Callable[..., Booth]:
    """Return a function that has a poll with these rules voted in and counted."""

    def make(
        *balance: RulePlan,
        withdrawn: Sequence[int] = (),
        regions: Sequence[str | None] = (None,),
        shown: PapersShown = PapersShown.REACHED,
    ) -> Booth:
        booth = make_booth(
            engine,
            clock,
            settings.keys_path,
            electors=len(PAPERS),
            homes=HOMES,
            balance=balance,
            regions=regions,
            shown=shown,
        )
        booth.open_voting()
        for number, order in enumerate(PAPERS):
            booth.cast(number, order)
        booth.end_voting()
        booth.close()
        booth.open()
        with booth.session() as session:
            poll = booth.poll(session)
            for candidate in on_paper(session, poll.contests[0].id):
                if candidate.number in withdrawn:
                    candidate.state = "withdrawn"
            count_poll(session, poll, now=clock.now(), actor=PLATFORM)
            session.commit()
        return booth

    return make


def publish(booth: Booth) -> Published:
    now = booth.clock.now()
    with booth.session() as session:
        poll = booth.poll(session)
        two_officers(session, poll, Change.PUBLISH_RESULTS, now)
        publish_results(session, poll, now=now, actor=PLATFORM)
        two_officers(session, poll, Change.PUBLISH_SLATE, now)
        publish_slate(session, poll, now=now, actor=PLATFORM)
        session.commit()
    return Published(booth=booth, receipts=[])


def page(response) -> str:
    return " ".join(unescape(response.get_data(as_text=True)).replace("\u00a0", " ").split())


def records_of(booth: Booth) -> tuple[Record, Record]:
    with booth.reading() as session:
        contest_id = booth.poll(session).contests[0].id
        return record_of(session, contest_id), plain_record_of(session, contest_id)


def verified(folder: Path) -> tuple[int, str]:
    command = [sys.executable, "-I", "-S", str(folder / "verify.py"), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert not done.stderr
    return done.returncode, done.stdout


def test_both_slates_and_why_they_differ(
    client: FlaskClient, sign_in: SignIn, counted: Callable[..., Booth]
) -> None:
    booth = counted(FEW_FROM_LONDON, regions=(None, "London"))
    record, plain = records_of(booth)
    assert (plain.elected, record.elected) == ((1, 2), (1, 5))
    officer = sign_in("rae@example.org", "returning officer")
    assert "Only officers see this" in page(officer.get(f"{OFFICERS}/balance"))
    for path in ("balance", "balance.csv", "balance.json", "results/1/groups.csv"):
        assert client.get(f"{PUBLIC}/{path}").status_code == 404
    publish(booth)
    both = page(client.get(f"{PUBLIC}/balance"))
    for said in (
        "The balance rules brought in Ewa Nowak and put out Bryn Hughes",
        "At most 1 of the 2 is from London.",
        "Because of the rule: At most 1 of the 2 is from London.",
        "The rules did nothing about Ewa Nowak directly.",
        "Bryn Hughes had votes enough and was not elected: the balance rules left no place",
        "No balance rules, so one count only: Members for London.",
        '--groups groups.csv --limit "from London<=1"',
    ):
        assert said in both, said
    stage = page(client.get(f"{PUBLIC}/results/1/stages/2"))
    assert "the balance rules leave no place for them." in stage
    assert "Balance rules at work" in stage
    for path in ("results", "slate"):
        assert f'href="{PUBLIC}/balance#balance-1"' in client.get(f"{PUBLIC}/{path}").text
    rows = list(csv.reader(io.StringIO(client.get(f"{PUBLIC}/balance.csv").text)))
    assert rows[1:] == [
        ["Members", "1", "Amina Okafor", "1", "1", ""],
        ["Members", "5", "Ewa Nowak", "2", "", "from London<=1"],
        ["Members", "2", "Bryn Hughes", "", "2", "from London<=1"],
    ]
    [told] = client.get(f"{PUBLIC}/balance.json").json["contests"]
    assert told["without"] == {"record": plain.digest, "elected": [1, 2]}
    assert [one["name"] for one in told["came_in"]] == ["Ewa Nowak"]
    files = f"{PUBLIC}/results/1"
    assert client.get(f"{files}/without-rules.json").data == plain.to_json()
    assert "Elected, in order" in client.get(f"{files}/without-rules.txt").text
    assert client.get(f"{PUBLIC}/results/2/groups.csv").status_code == 404


def test_anybody_can_count_again_within_the_rules_and_without(
    counted: Callable[..., Booth],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    booth = counted(FEW_FROM_LONDON, SOME_FROM_WALES)
    folder = publish(booth).write_bundle(tmp_path / "bundle")
    status, said = verified(folder)
    assert (status, "the slate keeps the 2 balance rules of the manifest" in said) == (0, True)
    monkeypatch.chdir(folder)
    options = (
        "--groups contest-1/groups.csv",
        '--limit "from London<=1" --require "from Wales>=1"',
    )
    readme = (folder / "README.txt").read_text()
    assert " ".join(options) in readme
    words = ["count", "contest-1/papers.blt", "--lot", "executive/1", "--format", "json"]
    within = ["--groups", "contest-1/groups.csv", "--limit", "from London<=1"]
    for name, more in (
        ("record", [*within, "--require", "from Wales>=1"]),
        ("record-without-rules", []),
    ):
        assert main([*words, *more]) == 0
        again = json.loads(capsys.readouterr().out)
        published = json.loads((folder / "contest-1" / f"{name}.json").read_bytes())
        for one in (again, published):
            del one["file"], one["digest"]
        assert again == published
    _tampering_is_named(folder)


def _tampering_is_named(folder: Path) -> None:
    """What a forger changes of the balance does not fit the manifest, whatever was signed."""
    here, sound = folder / "contest-1", {}
    for path in here.iterdir():
        sound[path] = path.read_bytes()

    def rules(record: dict) -> None:
        record["balance"]["bounds"] = ["from London<=2", "from Wales>=1"]

    def groups(record: dict) -> None:
        record["balance"]["groups"]["1"] = ["from Wales"]

    def gave_way(record: dict) -> None:
        record["balance"]["asked"] = record["balance"]["bounds"]
        record["balance"]["bounds"] = ["from London<=2", "from Wales>=1"]

    def without(record: dict) -> None:
        del record["balance"]

    for change, named in (
        (rules, "record.json: its balance rules are not those of the manifest"),
        (groups, "record.json: others count among the groups"),
        (gave_way, "record.json: a balance rule gave way, though nobody has withdrawn"),
        (without, "it says otherwise than contest-1/record.json whether there are balance rules"),
    ):
        put_record(here / "record.json", change)
        status, said = verified(folder)
        assert (status, named in said) == (1, True), said
        (here / "record.json").write_bytes(sound[here / "record.json"])
    (here / "groups.csv").write_text("number,groups\n1,from Wales\n")
    assert "contest-1/groups.csv: others are in the groups" in verified(folder)[1]
    (here / "groups.csv").write_bytes(sound[here / "groups.csv"])
    (here / "record-without-rules.json").write_bytes(sound[here / "record.json"])
    assert "contest-1/record-without-rules.json: it has balance rules" in verified(folder)[1]
    (here / "record-without-rules.json").write_bytes(canonical({}))
    assert verified(folder)[0] == 1


def test_a_rule_that_withdrawals_made_impossible_gives_way_and_is_named(
    client: FlaskClient, counted: Callable[..., Booth], tmp_path: Path
) -> None:
    booth = counted(FEW_FROM_LONDON, SOME_FROM_WALES, withdrawn=(3,), shown=PapersShown.FULL)
    record, _ = records_of(booth)
    assert record.balance is not None
    assert [str(bound) for bound in record.balance.bounds] == ["from London<=1", "from Wales>=0"]
    folder = publish(booth).write_bundle(tmp_path / "bundle")
    both = page(client.get(f"{PUBLIC}/balance"))
    gave_way = "From Wales: at least 1 could not be kept by those who stood, and became at least 0."
    for said in (gave_way, "Not every rule could be kept", "--ease"):
        assert said in both
    for path in ("slate", "results"):
        assert gave_way in page(client.get(f"{PUBLIC}/{path}"))
    status, said = verified(folder)
    assert (status, "after withdrawals rules gave way" in said) == (0, True)


def test_rules_that_did_not_bind_changed_nothing(
    client: FlaskClient, counted: Callable[..., Booth]
) -> None:
    booth = counted(MANY_FROM_LONDON)
    record, plain = records_of(booth)
    assert (record.elected, record.stages) == (plain.elected, plain.stages)
    publish(booth)
    both = page(client.get(f"{PUBLIC}/balance"))
    assert "The rules changed nothing: both counts elect the same people" in both
    assert "Both counts are the same at every stage." in both


def test_a_poll_without_rules_is_counted_once(
    client: FlaskClient, counted: Callable[..., Booth], tmp_path: Path
) -> None:
    booth = counted()
    with booth.reading() as session:
        assert plain_row(session, booth.poll(session).contests[0].id) is None
    folder = publish(booth).write_bundle(tmp_path / "bundle")
    assert not (folder / "contest-1" / "groups.csv").exists()
    missing = client.get(f"{PUBLIC}/balance")
    assert (missing.status_code, "has no balance rules" in page(missing)) == (404, True)
    assert "With and without the rules" not in page(client.get(f"{PUBLIC}/results"))
    put_record(folder / "contest-1" / "record.json", lambda record: record.update(title="Other"))
    assert verified(folder)[0] == 1
