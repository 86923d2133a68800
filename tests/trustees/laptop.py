"""The real command in a process of its own, on a laptop without database or web modules."""

import subprocess
import sys
from pathlib import Path

from tests.trustees.office import PASSPHRASE

ABSENT = ("sqlalchemy", "flask", "psycopg", "alembic", "wtforms", "flask_wtf", "gunicorn", "numpy")
PROGRAM = f"""
import sys
for name in {ABSENT!r}:
    sys.modules[name] = None  # whoever imports it is told that there is none
from shortlist.cli import main
main(prog_name="shortlist")
"""


class Laptop:
    """A trustee's own computer: a folder, and the command."""

    def __init__(self, folder: Path, passphrase: str = PASSPHRASE) -> None:
        folder.mkdir()
        self.folder = folder
        self.environment = {"SHORTLIST_TRUSTEE_PASSPHRASE_FILE": str(folder / "passphrase")}
        (folder / "passphrase").write_text(passphrase)

    def put(self, name: str, content: bytes) -> str:
        """Put a file that came by mail or on a stick into the folder."""
        (self.folder / name).write_bytes(content)
        return name

    def read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    def run(self, *words: str, exit_code: int = 0) -> str:
        """Run `shortlist trustee`; return what it said."""
        result = subprocess.run(
            [sys.executable, "-c", PROGRAM, "trustee", *words],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert result.returncode == exit_code, result.stderr
        return result.stdout + result.stderr
