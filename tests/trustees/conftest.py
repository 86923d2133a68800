"""A trustee's folder, and their command with a passphrase that automation types."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from shortlist.trustees.commands import trustee
from tests.trustees.office import PASSPHRASE

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs `shortlist trustee` and checks how it ends."""
    passphrase = tmp_path / "passphrase"
    passphrase.write_text(f"{PASSPHRASE}\n")
    monkeypatch.setenv("SHORTLIST_TRUSTEE_PASSPHRASE_FILE", str(passphrase))

    def command(*words: object, exit_code: int = 0) -> Result:
        result = CliRunner().invoke(trustee, [str(word) for word in words])
        assert result.exit_code == exit_code, result.output
        return result

    return command
