"""The bundle of a published poll: the page, the command, and the program that checks it."""

import io
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from shortlist import publication
from shortlist.cli import main
from shortlist.clock import SetClock
from shortlist.config import Settings
from shortlist.publication.bundle import bundle_zip
from shortlist.stv import RULES, Lot, Record, count, read_blt
from tests.faults.tampering import put_lines, put_marked
from tests.publication.bundles import Published, load_verifier, publish

BOX = (
    "checkpoint",
    "log.txt",
    "log.txt.rows",
    "manifest.json",
    "opening.json",
    "papers.csv",
    "papers.csv.rows",
)
COUNT = ("papers.blt", "record.json", "stages.csv")
PROGRAM = load_verifier(Path(publication.__file__).parent)
ISOLATED = [sys.executable, "-I", "-S"]


@pytest.fixture
def box(engine: Engine, clock: SetClock, settings: Settings) -> Published:
    """A published poll of two contests, the second with papers from outside."""
    return publish(engine, clock, settings.keys_path, voters=16, seed=1)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, settings: Settings):
    monkeypatch.setenv("SHORTLIST_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("SHORTLIST_INSTANCE", str(settings.instance_path))

    def command(*words: object) -> Result:
        return CliRunner().invoke(main, ("polls", *map(str, words)))

    return command


def verify(folder: Path, *words: object, python: list[str] = ISOLATED):
    command = [*python, str(folder / "verify.py"), str(folder), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def files_in(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_the_page_and_the_command_give_the_same_files_byte_for_byte(
    client: FlaskClient, run, box: Published, tmp_path: Path
) -> None:
    answer = client.get("/polls/executive/bundle.zip")
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as packed:
        zipped = {name: packed.read(name) for name in packed.namelist()}
        assert {one.date_time for one in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    done = run("bundle", "executive", "--output", tmp_path / "bundle")
    assert done.exit_code == 0, done.output
    assert files_in(tmp_path / "bundle") == zipped
    first = {f"contest-1/{name}" for name in (*BOX, *COUNT)}
    second = {name.replace("contest-1", "contest-2") for name in first}
    second |= {"contest-2/outside-1.blt", "contest-2/outside-1-as-read.blt"}
    top = {"README.txt", "SHA256SUMS", "bundle.json", "ledger.csv", "verify.py"}
    assert set(zipped) == top | first | second


def test_the_zip_is_the_same_whenever_it_is_made(
    client: FlaskClient, box: Published, tmp_path: Path
) -> None:
    made = files_in(box.write_bundle(tmp_path / "bundle"))
    again = {name: made[name] for name in sorted(made)}
    assert client.get("/polls/executive/bundle.zip").data == bundle_zip(again)


def test_a_bundle_and_its_receipts_check_with_the_standard_library_alone(
    box: Published, tmp_path: Path
) -> None:
    folder = box.write_bundle(tmp_path / "bundle")
    kept = box.write_receipts(tmp_path / "receipts")
    assert len(list(kept.iterdir())) == 21
    done = verify(folder, "--receipts", kept)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1
    assert done.stdout.startswith("Everything fits. Members: the log is whole and signed; by it 16")
    assert "with 13 from outside, 21 were counted." in done.stdout
    assert "Receipts found in the log: 21, replaced by a later ballot: 5." in done.stdout
    assert "Not checked:" in done.stdout


def other_pythons() -> list[str]:
    """The other versions of Python that this machine has, from the oldest that must do."""
    found = [shutil.which(f"python3.{minor}") for minor in range(9, 20)]
    asked = [[one, "-c", "pass"] for one in found if one]
    return [one[0] for one in asked if subprocess.run(one, check=False).returncode == 0]


def test_a_bundle_checks_with_every_python_there_is(box: Published, tmp_path: Path) -> None:
    folder = box.write_bundle(tmp_path / "bundle")
    for found in other_pythons():
        done = verify(folder, python=[found, "-I", "-S"])
        assert (done.returncode, done.stderr) == (0, ""), found


def test_the_hashes_check_with_the_usual_tool(box: Published, tmp_path: Path) -> None:
    folder = box.write_bundle(tmp_path / "bundle")
    tool = shutil.which("sha256sum")
    if tool is None:
        pytest.skip("there is no sha256sum here")
    done = subprocess.run([tool, "-c", "SHA256SUMS"], cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0


def test_a_contest_without_a_box_checks_too(published: str, run, tmp_path: Path) -> None:
    folder = tmp_path / "bundle"
    assert run("bundle", published, "--output", folder).exit_code == 0
    done = verify(folder)
    assert done.returncode == 0, done.stdout
    said = "there was no ballot box, so no log, opening or receipt vouches for its papers"
    assert f"The board: {said}; with 113 from outside, 113 were counted." in done.stdout
    assert verify(folder, "--receipts", folder).returncode == 1
    papers = folder / "contest-1" / "papers.csv"
    rows = papers.read_text().splitlines()
    assert (len(rows), rows[0], rows[-1]) == (114, "check_code,preferences", ",5")
    rows[50] = ",4 1"
    put_lines(papers, rows)
    assert "contest-1/papers.csv line 51: changed" in verify(folder).stdout
    put_marked(papers, rows)
    assert "contest-1/papers.csv: other papers were handed in" in verify(folder).stdout
    papers.unlink()
    assert "contest-1/papers.csv: the file is missing" in verify(folder).stdout


def test_nothing_of_a_bundle_is_there_before_results_are_published(
    client: FlaskClient, counted: str, run, tmp_path: Path
) -> None:
    assert client.get(f"/polls/{counted}/bundle.zip").status_code == 404
    done = run("bundle", counted, "--output", tmp_path / "bundle")
    assert (done.exit_code, done.output) == (
        2,
        "The results of this poll are not published yet.\n",
    )
    assert not (tmp_path / "bundle").exists()


def test_a_bundle_does_not_mix_with_other_files(run, published: str, tmp_path: Path) -> None:
    (tmp_path / "note").write_text("mine")
    done = run("bundle", published, "--output", tmp_path)
    assert done.exit_code == 2
    assert "There are files in this folder already." in done.output


def test_a_bundle_needs_the_keys_of_its_logs(
    client: FlaskClient, run, engine: Engine, clock: SetClock, settings: Settings, tmp_path: Path
) -> None:
    # Of no other test: what was made before may stand on the shelf, and needs no key.
    box = publish(engine, clock, settings.keys_path, voters=3, seed=99)
    for path in box.booth.keys_path.glob("*-log.pem"):
        path.unlink()
    assert run("bundle", "executive", "--output", tmp_path / "bundle").exit_code == 2
    assert client.get("/polls/executive/bundle.zip").status_code == 503


def test_the_command_lists_published_polls(run, published: str) -> None:
    done = run("list", "--phase", "published", "--format", "json")
    assert json.loads(done.output) == [
        {"slug": published, "title": "The small board", "phase": "slate published"}
    ]
    assert json.loads(run("list", "--phase", "poll open", "--format", "json").output) == []


def test_the_results_page_leads_to_the_bundle(client: FlaskClient, published: str) -> None:
    page = client.get(f"/polls/{published}/results").text
    assert f'href="/polls/{published}/bundle.zip"' in page


def test_the_papers_of_a_bundle_count_to_its_record(box: Published, tmp_path: Path) -> None:
    folder = box.write_bundle(tmp_path / "bundle")
    for position in (1, 2):
        here = folder / f"contest-{position}"
        record = Record.from_json((here / "record.json").read_bytes())
        papers = read_blt((here / "papers.blt").read_bytes())
        again = count(papers, rule=record.rule, lot=Lot.from_seed(f"executive/{position}"))
        assert again.stages == record.stages
        assert f"--lot executive/{position}" in (folder / "README.txt").read_text()


def test_records_of_every_rule_fit_their_papers(published: str, run, tmp_path: Path) -> None:
    folder = tmp_path / "bundle"
    run("bundle", published, "--output", folder)
    here = folder / "contest-1"
    papers = read_blt((here / "papers.blt").read_bytes())
    changed = "contest-1/record.json: changed since SHA256SUMS was written\n"
    for rule in RULES:
        made = count(papers, rule=rule, lot=Lot.from_seed(f"{published}/1"))
        (here / "record.json").write_bytes(made.to_json())
        said = verify(folder).stdout
        assert said.startswith("Everything fits.") if rule == "scottish" else said == changed, rule


def test_the_size_of_a_register_follows_from_its_changes(tmp_path: Path) -> None:
    changes = ("2026-02-02,added,2", "2026-02-02,barred,1", "2026-02-03,removed,1")
    (tmp_path / "ledger.csv").write_text("\n".join(("day,kind,count", *changes, "")))
    (tmp_path / "manifest.json").write_text('{"register": {"size": 5, "sha256": "ab"}}')
    folder = PROGRAM.Folder(tmp_path)
    register = {"frozen": 5, "sha256": "ab", "size": 6}
    folder.index = {"register": register, "contests": [{"folder": ".", "has_box": True}]}
    assert (
        PROGRAM.check_register(folder) == "On the register were 6 at the end, 5 when it was frozen."
    )
    for changed in ({"size": 7}, {"frozen": 6, "size": 7}):
        folder.index["register"] = register | changed
        with pytest.raises(PROGRAM.Wrong):
            PROGRAM.check_register(folder)
    assert PROGRAM.check_register(PROGRAM.Folder(tmp_path)) is None


# RFC 8032, section 7.1: public key, message, signature.
VECTORS = """
d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a -
e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b\
d25bf5f0595bbe24655141438e7a100b
3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c 72
92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c\
387b2eaeb4302aeeb00d291612bb0c00
fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025 af82
6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659\
4a7c15e9716ed28dc027beceea1ec40a
"""


def test_signatures_check_as_the_rfc_has_them() -> None:
    words = iter(VECTORS.split())
    for vector in zip(words, words, words, strict=True):
        key, text, signature = (bytes.fromhex(word.strip("-")) for word in vector)
        assert PROGRAM.is_signed(key, signature, text)
        assert not PROGRAM.is_signed(key, signature, text + b"x")
        for at in (0, 31, 32, 63):
            changed = bytearray(signature)
            changed[at] ^= 1
            assert not says_yes(key, bytes(changed), text)
        order = 2**252 + 27742317777372353535851937790883648493
        larger = int.from_bytes(signature[32:], "little") + order  # RFC 8032, 8.4: malleable
        assert not PROGRAM.is_signed(key, signature[:32] + larger.to_bytes(32, "little"), text)
        assert not PROGRAM.is_signed(key, signature + b"\0", text)


def says_yes(key: bytes, signature: bytes, text: bytes) -> bool:
    """Bytes that are no point of the curve are refused by an exception, which names the file."""
    try:
        return bool(PROGRAM.is_signed(key, signature, text))
    except ValueError:
        return False


@given(st.binary(max_size=100), st.binary(min_size=32, max_size=32))
def test_signatures_check_as_the_library_makes_them(text: bytes, secret: bytes) -> None:
    key = Ed25519PrivateKey.from_private_bytes(secret)
    public, signature = key.public_key().public_bytes_raw(), key.sign(text)
    assert PROGRAM.is_signed(public, signature, text)
    assert not PROGRAM.is_signed(public, signature, text + b"\0")
