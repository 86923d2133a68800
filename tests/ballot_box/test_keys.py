"""Key files: written whole or not at all, and never replaced."""

import os
import stat
from pathlib import Path

import pytest

from shortlist.ballot_box.keys import load_key, make_key, public_text
from shortlist.ballot_box.rules import KeyMissing, KeyUnfit


def text_of(folder: Path) -> str:
    return public_text(load_key(folder, 1).public_key())


def test_a_key_is_made_once_and_read_again(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    made = public_text(make_key(folder, 1).public_key())
    assert text_of(folder) == made == public_text(make_key(folder, 1).public_key())
    assert [path.name for path in folder.iterdir()] == ["1.pem"]
    assert stat.S_IMODE((folder / "1.pem").stat().st_mode) == 0o600


def test_a_file_torn_by_a_crash_is_no_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk fails while the key is written; the next time, all is well."""

    def fail(_descriptor: int) -> None:
        raise OSError("the disk is gone")

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", fail)
        with pytest.raises(OSError, match="the disk is gone"):
            make_key(tmp_path, 1)
    (tmp_path / ".1-left").write_bytes(b"-----BEGIN PRIV")  # as a power cut would leave it
    with pytest.raises(KeyMissing):
        load_key(tmp_path, 1)
    assert public_text(make_key(tmp_path, 1).public_key()) == text_of(tmp_path)


def test_a_key_that_another_process_wrote_first_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link, firsts = os.link, []

    def come_second(draft: str, path: Path) -> None:
        with monkeypatch.context() as undone:
            undone.setattr(os, "link", link)
            firsts.append(public_text(make_key(tmp_path, 1).public_key()))
        link(draft, path)

    monkeypatch.setattr(os, "link", come_second)
    assert [public_text(make_key(tmp_path, 1).public_key())] == firsts == [text_of(tmp_path)]


def test_a_file_that_holds_no_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "1.pem").write_bytes(b"no key")
    with pytest.raises(KeyUnfit):
        load_key(tmp_path, 1)
