"""`shortlist trustee keygen, rehearse, sign`: what they write, and what they refuse."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from shortlist.ballot_box.plaintext import decode
from shortlist.ballot_box.sealing import Mode
from shortlist.cli import main
from shortlist.trustees.commands import trustee
from shortlist.trustees.keys import new_keys, read_keys
from shortlist.trustees.refusals import NotAKeyFile, WrongPassphrase
from shortlist.voting.cards import NotACard, card_file, read_card
from shortlist.voting.statements import has_signed
from shortlist.voting.tasks import NotAnAnswer, NotATask, read_answer, read_task
from tests.trustees.conftest import Run
from tests.trustees.laptop import Laptop
from tests.trustees.office import (
    CANDIDATES,
    PASSPHRASE,
    Office,
    make_office,
    with_key,
    write_task,
)


def test_keygen_makes_a_locked_key_and_a_public_card(run: Run, tmp_path: Path) -> None:
    key = tmp_path / "amina.key"
    result = run("keygen", key, "--name", "Amina Okafor")
    card = read_card((tmp_path / "amina-card.json").read_bytes())
    assert card.name == "Amina Okafor"
    assert card.fingerprint in result.output
    assert key.stat().st_mode & 0o777 == 0o600
    assert key.read_bytes().count(b"BEGIN ENCRYPTED PRIVATE KEY") == 2
    keys = read_keys(key.read_bytes(), PASSPHRASE)
    assert read_card(card_file("Amina Okafor", keys.sealing.public_key(), keys.signing)) == card


def test_keygen_asks_for_the_passphrase_twice_and_never_shows_it(tmp_path: Path) -> None:
    words = ["keygen", str(tmp_path / "a.key"), "--name", "Amina Okafor"]
    typed = f"{PASSPHRASE}\nanother one altogether\n{PASSPHRASE}\n{PASSPHRASE}\n"
    result = CliRunner().invoke(trustee, words, input=typed)
    assert result.exit_code == 0
    assert "do not match" in result.output
    assert PASSPHRASE not in result.output


def test_keygen_never_writes_over_a_key(run: Run, tmp_path: Path) -> None:
    run("keygen", tmp_path / "a.key", "--name", "Amina Okafor")
    before = (tmp_path / "a.key").read_bytes()
    result = run("keygen", tmp_path / "a.key", "--name", "Amina Okafor", exit_code=2)
    assert "there already" in result.output
    assert (tmp_path / "a.key").read_bytes() == before


def test_a_short_passphrase_makes_no_key(run: Run, tmp_path: Path) -> None:
    (tmp_path / "passphrase").write_text("fifteen letters")
    result = run("keygen", tmp_path / "a.key", "--name", "Amina Okafor", exit_code=2)
    assert "at least 16 characters" in result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["passphrase"]


@pytest.mark.parametrize("name", [" ", "Amina\nOkafor", "A" * 121])
def test_a_name_that_voters_could_not_read_makes_no_key(
    run: Run, tmp_path: Path, name: str
) -> None:
    run("keygen", tmp_path / "a.key", "--name", name, exit_code=2)
    assert not (tmp_path / "a.key").exists()


def test_a_wrong_passphrase_opens_no_key(run: Run, tmp_path: Path) -> None:
    office = make_office()
    key, file = office.write_keys(tmp_path)[0], write_task(tmp_path / "task.json", office.task())
    (tmp_path / "passphrase").write_text("five other words at random")
    assert "not the passphrase" in run("rehearse", key, file, exit_code=2).output
    with pytest.raises(WrongPassphrase):
        read_keys(key.read_bytes(), "")
    with pytest.raises(NotAKeyFile):
        read_keys(b"no key", PASSPHRASE)
    blocks = key.read_bytes().split(b"-----BEGIN")[1:]
    with pytest.raises(NotAKeyFile):
        read_keys(b"-----BEGIN".join([b"", *blocks[::-1]]), PASSPHRASE)


class TestCards:
    card = card_file("Amina Okafor", (one := new_keys()).sealing.public_key(), one.signing)

    @pytest.mark.parametrize("field", ["name", "sealing_key", "signing_key", "proof", "schema"])
    def test_a_card_that_was_changed_is_refused(self, field: str) -> None:
        other = json.loads(
            card_file("Bryn Hughes", (two := new_keys()).sealing.public_key(), two.signing)
        )
        changed = {**other, "schema": "another/1"}[field]
        with pytest.raises(NotACard):
            read_card(with_key(self.card, **{field: changed}))

    @pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"\xff", b"[" * 100_000])
    def test_what_is_no_card_is_refused(self, data: bytes) -> None:
        with pytest.raises(NotACard):
            read_card(data)

    def test_another_spelling_of_a_key_is_refused(self) -> None:
        sealing_key = json.loads(self.card)["sealing_key"]
        with pytest.raises(NotACard):
            read_card(with_key(self.card, sealing_key=sealing_key + "="))


class TestTasks:
    @pytest.fixture
    def office(self) -> Office:
        return make_office(2)

    @pytest.fixture
    def key(self, office: Office, tmp_path: Path) -> Path:
        return office.write_keys(tmp_path)[1]

    def test_a_rehearsal_shows_what_is_inside(
        self, run: Run, office: Office, key: Path, tmp_path: Path
    ) -> None:
        task = write_task(tmp_path / "task.json", office.task(layer=1))
        run("rehearse", key, task)
        answer = read_answer((tmp_path / "task-rehearsed.json").read_bytes())
        inside = answer.contests[office.fixed.terms.manifest_sha256]
        assert decode(inside, CANDIDATES).preferences == bytes([1])

    def test_a_rehearsal_opens_no_ballot(
        self, run: Run, office: Office, key: Path, tmp_path: Path
    ) -> None:
        task = write_task(tmp_path / "task.json", office.task(layer=1, mode=Mode.LIVE))
        assert "does not open" in run("rehearse", key, task, exit_code=2).output
        assert not (tmp_path / "task-rehearsed.json").exists()

    def test_another_layers_envelope_does_not_open(
        self, run: Run, office: Office, key: Path, tmp_path: Path
    ) -> None:
        task = write_task(tmp_path / "task.json", office.task(layer=0))
        assert "does not open" in run("rehearse", key, task, exit_code=2).output

    def test_a_trustee_signs_what_they_were_shown(
        self, run: Run, office: Office, key: Path, tmp_path: Path
    ) -> None:
        task = write_task(tmp_path / "task.json", office.task())
        shown = run("sign", key, task, "--yes").output
        facts = ("Fictional executive", "Amina Okafor, Bryn Hughes", "1 Fictional 0", "2026-02-03")
        assert all(fact in shown for fact in facts)
        answer = read_answer((tmp_path / "task-signed.json").read_bytes())
        sha256 = office.fixed.terms.manifest_sha256
        own, other = (keys.signing.public_key() for keys in office.trustees[::-1])
        assert has_signed(own, sha256, answer.contests[sha256].decode())
        assert not has_signed(other, sha256, answer.contests[sha256].decode())
        assert not has_signed(own, sha256, "no signature")

    def test_a_trustee_who_says_no_signs_nothing(
        self, office: Office, key: Path, tmp_path: Path
    ) -> None:
        task = write_task(tmp_path / "task.json", office.task())
        result = CliRunner().invoke(trustee, ["sign", str(key), str(task)], input="n\n")
        assert result.exit_code == 1
        assert not (tmp_path / "task-signed.json").exists()

    @pytest.mark.parametrize("command", ["rehearse", "sign"])
    def test_the_file_of_another_poll_is_refused(
        self, run: Run, key: Path, tmp_path: Path, command: str
    ) -> None:
        task = write_task(tmp_path / "task.json", make_office().task())
        words = [command, key, task, *(["--yes"] if command == "sign" else [])]
        assert "not in the manifest" in run(*words, exit_code=2).output

    @pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"\xff"])
    def test_what_is_no_task_or_answer_is_refused(self, data: bytes) -> None:
        with pytest.raises(NotATask):
            read_task(data)
        with pytest.raises(NotAnAnswer):
            read_answer(data)

    def test_files_of_another_kind_are_refused(self, office: Office, run: Run, key, tmp_path):
        task = write_task(tmp_path / "task.json", office.task(layer=1))
        run("rehearse", key, task)
        answer = (tmp_path / "task-rehearsed.json").read_bytes()
        with pytest.raises(NotATask):
            read_task(answer)
        with pytest.raises(NotAnAnswer):
            read_answer(task.read_bytes())
        with pytest.raises(NotAnAnswer):
            read_answer(answer.replace(b"rehearsed", b"sang"))


def test_the_command_is_one_of_shortlists_own() -> None:
    result = CliRunner().invoke(main, ["trustee", "--help"])
    assert result.exit_code == 0
    assert all(word in result.output for word in ("keygen", "rehearse", "sign", "open"))


def test_all_of_it_works_without_database_or_web_modules(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path / "laptop")
    assert "Hold one of the keys" in laptop.run("--help")
    laptop.run("keygen", "amina.key", "--name", "Amina Okafor")
    assert "not the passphrase" not in laptop.run("rehearse", "amina.key", "none", exit_code=2)
