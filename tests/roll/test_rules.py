"""When two names are alike, and when an import may start again."""

from datetime import timedelta

import pytest

from shortlist.roll.rules import (
    ImportState,
    are_similar,
    has_gone_quiet,
    may_start_again,
    register_line,
    registered_number,
)
from tests.conftest import NOON


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Siân Pritchard", "SIÂN PRITCHARD", True),
        ("Siân Pritchard", "Sian Pritchard", True),
        ("Pritchard Siân", "Siân Pritchard", True),
        ("Jon Smith", "John Smith", True),
        ("Jon Smith", "Joan Tudor", False),
        ("Al", "Alexandria Okonkwo-Pryce", False),
    ],
)
def test_names_are_alike_when_the_letters_nearly_are(one: str, other: str, alike: bool) -> None:
    assert are_similar(one, other) is alike


@pytest.mark.parametrize(
    ("state", "minutes", "quiet", "again"),
    [
        (ImportState.CHECKING, 0, False, False),
        (ImportState.CHECKING, 2, True, True),
        (ImportState.APPLYING, 2, False, False),
        (ImportState.APPLYING, 11, True, True),
        (ImportState.CHECKED, 60, False, True),
        (ImportState.FAILED, 0, False, True),
        (ImportState.FAULTY, 60, False, False),
        (ImportState.APPLIED, 60, False, False),
        (ImportState.DISCARDED, 60, False, False),
    ],
)
def test_an_import_starts_again_when_it_failed_or_went_quiet(
    state: ImportState, minutes: int, quiet: bool, again: bool
) -> None:
    now = NOON + timedelta(minutes=minutes)
    assert has_gone_quiet(state, NOON, now) is quiet
    assert may_start_again(state, NOON, now) is again


def test_numbers_and_lines_have_their_form() -> None:
    assert registered_number(123) == "R-000123"
    assert register_line("M-1", "Łódź Lane", "Wales") == "M-1\tŁódź Lane\tWales\n".encode()
