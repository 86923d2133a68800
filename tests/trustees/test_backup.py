"""Backup cards: any two of three restore a key, one does not, and what is mistyped is named."""

import shutil
import sys
from base64 import b64decode
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from shortlist.crockford import ALPHABET
from shortlist.trustees.backup import (
    BackupCard,
    make_backup,
    read_card_lines,
    restore,
)
from shortlist.trustees.backup_words import card_words, lines_in
from shortlist.trustees.commands import trustee
from shortlist.trustees.keys import TrusteeKeys, key_file, new_keys, read_keys
from shortlist.trustees.refusals import (
    BackupDoesNotOpen,
    LineMistyped,
    NotABackupCard,
    NotAKeyFile,
    OtherSet,
    SameCard,
)
from shortlist.voting.cards import card_file, read_card
from tests.trustees.conftest import Run
from tests.trustees.office import PASSPHRASE

NEW_PASSPHRASE = "five new words picked at random"
FIXED = BackupCard(set_id=bytes(range(6)), number=2, share=bytes(range(16)))

any_card = st.builds(
    BackupCard,
    set_id=st.binary(min_size=6, max_size=6),
    number=st.integers(1, 3),
    share=st.binary(min_size=16, max_size=16),
)


def public_of(keys: TrusteeKeys) -> bytes:
    return card_file("Amina Okafor", keys.sealing.public_key(), keys.signing)


@pytest.fixture(scope="module")
def keys() -> TrusteeKeys:
    return new_keys()


@pytest.fixture(scope="module")
def backup(keys: TrusteeKeys) -> tuple[bytes, list[BackupCard]]:
    return make_backup(keys)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a trustee's key, and in it one with the backup and the cards."""
    folder = tmp_path_factory.mktemp("amina")
    (folder / "passphrase").write_text(PASSPHRASE)
    for words in (
        ("keygen", folder / "amina.key", "--name", "Amina Okafor"),
        ("cards", folder / "amina.key", "--output", folder / "out", "--poll", "Executive 2026"),
    ):
        environment = {"SHORTLIST_TRUSTEE_PASSPHRASE_FILE": str(folder / "passphrase")}
        done = CliRunner(env=environment).invoke(trustee, [str(word) for word in words])
        assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def made(folder: Path, tmp_path: Path) -> Path:
    """A copy of that folder for one test."""
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def recover(run: Run, made: Path) -> Callable[..., Result]:
    """Return a function that restores the key from cards named by their numbers."""

    def command(*numbers: int, exit_code: int = 0) -> Result:
        (made / "passphrase").write_text(NEW_PASSPHRASE)
        cards = [made / "out" / f"amina-backup-card-{number}.txt" for number in numbers]
        output = ("--backup", made / "out" / "amina-backup.key", "--output", made / "restored.key")
        return run("recover", *cards, *output, exit_code=exit_code)

    return command


def test_any_two_cards_restore_the_key_in_any_order(
    keys: TrusteeKeys, backup: tuple[bytes, list[BackupCard]]
) -> None:
    locked, cards = backup
    assert [card.number for card in cards] == [1, 2, 3]
    for pair in permutations(cards, 2):
        assert public_of(restore(locked, pair)) == public_of(keys)


def test_cards_that_do_not_fit_are_refused(backup: tuple[bytes, list[BackupCard]]) -> None:
    locked, (one, other, _) = backup
    with pytest.raises(SameCard):
        restore(locked, [one, one])
    stranger = BackupCard(set_id=bytes(6), number=2, share=other.share)
    with pytest.raises(OtherSet):
        restore(locked, [one, stranger])
    forged = BackupCard(set_id=one.set_id, number=2, share=bytes(16))
    with pytest.raises(BackupDoesNotOpen):
        restore(locked, [one, forged])
    with pytest.raises(NotAKeyFile, match="not a backup file"):
        restore(b"no key", [one, other])


@given(card=any_card)
def test_a_card_is_read_as_it_was_written_however_it_is_typed(card: BackupCard) -> None:
    assert read_card_lines(card.lines) == card
    typed = [
        line.lower().replace("0", "o").replace("1", "l").replace(" ", "-") for line in card.lines
    ]
    assert read_card_lines(typed) == card
    printed = card_words(card, read_card(public_of(KEPT)), "amina-backup.key", "Executive 2026")
    assert read_card_lines(lines_in(printed)) == card


KEPT = new_keys()


def test_every_single_slip_of_typing_names_its_line() -> None:
    for at, line in enumerate(FIXED.lines):
        for place, right in enumerate(line):
            for wrong in ALPHABET.replace(right, "") if right != " " else "":
                lines = list(FIXED.lines)
                lines[at] = line[:place] + wrong + line[place + 1 :]
                with pytest.raises(LineMistyped, match=f"Line {at + 1} is mistyped"):
                    read_card_lines(lines)


def test_lines_that_changed_places_are_noticed() -> None:
    one, two, three = FIXED.lines
    for lines in ([two, one, three], [one, three, two], [three, two, one]):
        with pytest.raises(LineMistyped):
            read_card_lines(lines)


@pytest.mark.parametrize("line", ["", "06TT RBEQ 47S0 4FJ", "06TT RBEQ 47S0 4FJFF", "U" * 16])
def test_what_is_no_line_is_refused(line: str) -> None:
    with pytest.raises(LineMistyped, match="Line 1 needs 16"):
        read_card_lines([line, *FIXED.lines[1:]])


@pytest.mark.parametrize(
    "lines",
    [
        FIXED.lines[:2],
        [],
        BackupCard(set_id=bytes(6), number=4, share=bytes(16)).lines,
        BackupCard(set_id=bytes(6), number=0, share=bytes(16)).lines,
    ],
)
def test_what_is_no_card_is_refused(lines: list[str]) -> None:
    with pytest.raises(NotABackupCard):
        read_card_lines(lines)


def test_the_command_writes_a_locked_copy_and_three_cards_that_only_their_owner_reads(
    made: Path,
) -> None:
    paths = sorted((made / "out").iterdir())
    assert [path.name for path in paths] == [
        "amina-backup-card-1.txt",
        "amina-backup-card-2.txt",
        "amina-backup-card-3.txt",
        "amina-backup.key",
    ]
    assert {path.stat().st_mode & 0o777 for path in paths} == {0o600}
    fingerprint = read_card((made / "amina-card.json").read_bytes()).fingerprint
    for path in paths[:3]:
        text = path.read_text()
        assert all(word in text for word in ("Amina Okafor", "Executive 2026", fingerprint))
        assert max(map(len, text.splitlines())) <= 80


def test_a_key_is_restored_from_files_under_a_new_passphrase(
    made: Path, recover: Callable[..., Result]
) -> None:
    result = recover(3, 1)
    assert "restored" in result.output
    before = read_keys((made / "amina.key").read_bytes(), PASSPHRASE)
    after = read_keys((made / "restored.key").read_bytes(), NEW_PASSPHRASE)
    assert public_of(after) == public_of(before)
    assert "there already" in recover(3, 1, exit_code=2).output


def test_a_key_is_restored_from_typed_lines_and_a_slip_is_asked_again(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SHORTLIST_TRUSTEE_PASSPHRASE_FILE", raising=False)
    cards = [lines_in((made / "out" / f"amina-backup-card-{n}.txt").read_text()) for n in (1, 2)]
    typed = ["nonsense", *cards[0], *cards[1], NEW_PASSPHRASE, NEW_PASSPHRASE, ""]
    backup, output = made / "out" / "amina-backup.key", made / "restored.key"
    words = ["recover", "--backup", str(backup), "--output", str(output)]
    result = CliRunner().invoke(trustee, words, input="\n".join(typed))
    assert result.exit_code == 0, result.output
    assert "Line 1 needs 16 digits and letters" in result.output
    assert NEW_PASSPHRASE not in result.output
    read_keys(output.read_bytes(), NEW_PASSPHRASE)


def test_a_mistyped_file_is_named(made: Path, recover: Callable[..., Result]) -> None:
    path = made / "out" / "amina-backup-card-2.txt"
    text = path.read_text()
    at = text.index("Line 2:") + len("Line 2:  ")
    path.write_text(text[:at] + ("0" if text[at] != "0" else "1") + text[at + 1 :])
    said = recover(1, 2, exit_code=2).output
    assert f"{path}: Line 2 is mistyped." in said
    path.write_text("A letter")
    assert f"{path}: This is not a backup card" in recover(1, 2, exit_code=2).output
    assert not (made / "restored.key").exists()


@pytest.mark.parametrize("numbers", [(1,), (1, 2, 3)])
def test_two_cards_are_given_or_none(recover: Callable[..., Result], numbers: list[int]) -> None:
    assert "no more and no fewer" in recover(*numbers, exit_code=2).output


def test_cards_are_never_written_over(run: Run, made: Path) -> None:
    again = run("cards", made / "amina.key", "--output", made / "out", exit_code=2)
    assert "there already" in again.output


def test_cards_of_another_public_card_are_not_made(run: Run, tmp_path: Path) -> None:
    run("keygen", tmp_path / "amina.key", "--name", "Amina Okafor")
    (tmp_path / "other.json").write_bytes(public_of(KEPT))
    words = ("cards", tmp_path / "amina.key", "--output", tmp_path / "out")
    said = run(*words, "--card", tmp_path / "other.json", exit_code=2).output
    assert "not of this key" in said
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("command", ["keygen", "cards", "recover"])
def test_without_the_extra_it_is_said_what_to_install(
    run: Run, made: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    for name in ("Crypto.PublicKey", "Crypto.Protocol.SecretSharing"):
        monkeypatch.setitem(sys.modules, name, None)
    out = made / "out"
    words = {
        "keygen": (made / "new.key", "--name", "Amina Okafor"),
        "cards": (made / "amina.key", "--output", made / "more"),
        "recover": (
            *(out / f"amina-backup-card-{number}.txt" for number in (1, 2)),
            *("--backup", out / "amina-backup.key", "--output", made / "new.key"),
        ),
    }
    said = run(command, *words[command], exit_code=2).output
    assert "pip install pycryptodome" in said
    assert not (made / "new.key").exists()
    assert not (made / "more").exists()


def test_a_passphrase_is_stretched_by_600_000_rounds(keys: TrusteeKeys) -> None:
    for block in key_file(keys, PASSPHRASE).decode().split("-----BEGIN ")[1:]:
        der = b64decode("".join(block.splitlines()[1:-1]))
        assert b"\x02\x03" + (600_000).to_bytes(3) in der  # an INTEGER of three bytes
