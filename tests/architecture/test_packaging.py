"""What a stranger installs and starts: a wheel, the command, the servers."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's wheel, unpacked where nothing else is."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as packed:
        packed.extractall(folder / "installed")
    return folder / "installed"


def run(*words: str, path: Path, instance: Path) -> subprocess.CompletedProcess[str]:
    """Run Python away from the project, with a package folder and an empty instance."""
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": str(path)}
    environ |= {"SHORTLIST_INSTANCE": str(instance), "HOME": str(instance)}
    return subprocess.run(
        [sys.executable, *words],
        cwd=instance,
        env=environ,
        text=True,
        capture_output=True,
        check=False,
    )


def test_a_wheel_holds_pages_languages_migrations_fonts_and_the_sealing_library(
    wheel: Path,
) -> None:
    assert (wheel / "shortlist/templates/layout/base.html").is_file()
    assert (wheel / "shortlist/migrations/versions/0001_polls.py").is_file()
    assert list((wheel / "shortlist/static/vendor/fonts").glob("*.woff2"))
    assert (wheel / "shortlist/static/vendor/hpke.js").is_file()
    assert (wheel / "shortlist/translations/cy/LC_MESSAGES/messages.po").is_file()
    assert "MIT License" in (wheel / "shortlist/static/vendor/hpke-LICENSE.txt").read_text()


def test_an_installed_wheel_prints_the_schema_of_a_record(wheel: Path, tmp_path: Path) -> None:
    done = run("-m", "shortlist.stv", "schema", path=wheel, instance=tmp_path)
    assert json.loads(done.stdout)["title"] == "shortlist/record/1"


def test_an_installed_wheel_migrates_and_serves(wheel: Path, tmp_path: Path) -> None:
    program = (
        "from shortlist.cli import main; main(['migrate'], standalone_mode=False);"
        "from shortlist.factory import create_app; page = create_app().test_client().get('/');"
        "print(page.status_code, 'Members choose the slate' in page.text)"
    )
    done = run("-c", program, path=wheel, instance=tmp_path)
    assert done.stdout.splitlines()[-1] == "200 True", done.stderr


def test_the_count_loads_no_framework(tmp_path: Path) -> None:
    program = (
        "import sys, shortlist.stv, shortlist.stv.__main__;"
        "print(sorted({'flask', 'sqlalchemy', 'click', 'alembic'} & set(sys.modules)))"
    )
    assert run("-c", program, path=ROOT, instance=tmp_path).stdout.strip() == "[]"


def test_flask_finds_the_app(tmp_path: Path) -> None:
    done = run("-m", "flask", "--app", str(ROOT / "app"), "routes", path=ROOT, instance=tmp_path)
    assert "publication.home" in done.stdout, done.stderr


@contextmanager
def serving(*words: str, port: int, instance: Path) -> Iterator[None]:
    """Run a server until the block is done."""
    environ = os.environ | {"SHORTLIST_INSTANCE": str(instance), "PORT": str(port)}
    with (instance / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, *words], cwd=ROOT, env=environ, stdout=log, stderr=log
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz", server, instance / "log")
            yield
        finally:
            server.terminate()
            server.wait(timeout=30)


def wait_for(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(1200):
        assert server.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(address) as answer:
                assert answer.status == 200
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(log.read_text())


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def test_gunicorn_serves_the_app(tmp_path: Path) -> None:
    port = free_port()
    bind = f"127.0.0.1:{port}"
    with serving(
        "-m", "gunicorn", "--threads", "8", "--bind", bind, "app:app", port=port, instance=tmp_path
    ):
        pass


def test_python_app_sets_up_the_demonstration_and_a_second_start_keeps_it(tmp_path: Path) -> None:
    port = free_port()
    papers = ROOT / "tests/data/generated/elections/f0014.blt"
    os.environ["DEMO_PAPERS"] = str(papers)
    try:
        for _ in range(2):
            with serving("app.py", port=port, instance=tmp_path):
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/polls") as answer:
                    page = answer.read().decode()
                assert page.count("A nine-seat executive") == 1
                assert page.count("fuzz 14") == 1
    finally:
        del os.environ["DEMO_PAPERS"]
    assert "Sign in at" in (tmp_path / "log").read_text()
