"""The register of rules: each by its own name, and imported no sooner than it is asked for."""

import subprocess
import sys

import pytest

from shortlist.stv import RULES


def test_every_rule_is_found_by_its_own_name() -> None:
    assert [RULES[name].name for name in RULES] == list(RULES)
    assert len(RULES) == len(set(RULES))


def test_there_is_no_other_rule() -> None:
    assert "irv" not in RULES
    with pytest.raises(KeyError, match="irv"):
        RULES["irv"]


def test_a_rule_is_imported_when_it_is_asked_for() -> None:
    loaded = "[name for name in sys.modules if 'statutes.' in name or name == 'numpy']"
    program = (
        "import sys\n"
        "from shortlist.stv import RULES\n"
        f"assert {loaded} == [], {loaded}\n"
        "RULES['ers97']\n"
        f"print(*{loaded})"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "shortlist.stv.statutes.ers97\n"
