"""Workers killed while they send a notice to many: nobody is left out, nobody is mailed twice."""

import os
import shutil
from pathlib import Path

import pytest

from tests.faults.mail_run import run

pytestmark = pytest.mark.own_database

IS_SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
RECIPIENTS = 50_000 if IS_SOAK else 1_100  # more than two parcels: each kill leaves one in hand
KILLS = 2


@pytest.mark.timeout(3_600 if IS_SOAK else 300)
def test_no_notice_is_lost_or_doubled_when_workers_are_killed(
    sqlite_template: Path, tmp_path: Path
) -> None:
    database = tmp_path / "run.db"
    shutil.copy(sqlite_template, database)
    found = run(f"sqlite:///{database}", tmp_path, RECIPIENTS, KILLS)
    # By themselves: none twice, and at most one for each kill whose fate is unknown, counted.
    assert found.before.uncertain <= KILLS
    assert found.before.sent + found.before.uncertain == RECIPIENTS
    assert found.missing_before <= found.before.uncertain
    # With the server's own word: everybody exactly once.
    assert (found.doubled, found.missing, found.state) == (0, 0, "done")
    assert (found.after.sent, found.after.uncertain) == (RECIPIENTS, 0)
