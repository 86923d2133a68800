"""When a second factor is asked for, and what its codes are worth."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortlist.factors import app_codes, rules
from shortlist.factors.at_rest import seal, unseal
from shortlist.factors.rules import Shown, Step, is_fresh, step_wanted

NOW = datetime(2026, 2, 2, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
KEY, OTHER_KEY = "k" * 40, "l" * 40


@pytest.mark.parametrize(
    ("has_factor", "may_skip", "factor_age", "expected"),
    [
        (False, False, None, Step.SET_UP),
        (False, True, None, None),
        (True, True, None, Step.PROVE),
        (True, False, None, Step.PROVE),
        (True, False, rules.LASTS - SECOND, None),
        (True, False, rules.LASTS, Step.PROVE),
    ],
)
def test_an_officer_has_and_shows_a_second_factor(
    has_factor: bool, may_skip: bool, factor_age: timedelta | None, expected: Step | None
) -> None:
    shown = Shown(address_at=NOW, factor_at=None if factor_age is None else NOW - factor_age)
    assert step_wanted(shown, NOW, has_factor=has_factor, may_skip=may_skip) == expected


@pytest.mark.parametrize(
    ("is_officer", "has_factor", "may_skip", "address_age", "factor_age", "expected"),
    [
        (True, True, True, 0, None, False),
        (True, True, False, 0, 299, True),
        (True, True, False, 0, 300, False),
        (True, False, False, 899, None, True),
        (True, False, False, 900, None, False),
        (True, False, False, None, None, False),
        (True, False, True, None, None, True),
        (False, False, True, 900, None, False),
        (False, True, False, 899, None, True),
        (False, True, False, 900, 299, True),
    ],
)
def test_what_is_hard_to_take_back_is_asked_for_again(
    is_officer: bool,
    has_factor: bool,
    may_skip: bool,
    address_age: int | None,
    factor_age: int | None,
    expected: bool,
) -> None:
    def ago(seconds: int | None) -> datetime | None:
        return None if seconds is None else NOW - timedelta(seconds=seconds)

    shown = Shown(address_at=ago(address_age), factor_at=ago(factor_age))
    fresh = is_fresh(shown, NOW, is_officer=is_officer, has_factor=has_factor, may_skip=may_skip)
    assert fresh is expected


def test_the_present_code_counts_and_those_beside_it_and_no_other() -> None:
    secret = app_codes.new_secret()
    app, present = pyotp.TOTP(secret), int(NOW.timestamp()) // 30
    for offset in range(-3, 4):
        step = app_codes.matching_step(secret, app.generate_otp(present + offset), NOW)
        assert step == (present + offset if abs(offset) <= 1 else None)
    spaced = app.at(NOW)[:3] + " " + app.at(NOW)[3:]
    assert app_codes.matching_step(secret, spaced, NOW) == present
    assert app_codes.matching_step(secret, "", NOW) is None


@given(text=st.text(max_size=20))
def test_nothing_but_digits_is_a_code(text: str) -> None:
    step = app_codes.matching_step("A" * 32, text, NOW)
    assert step is None or "".join(text.split()).isdigit()


def test_a_secret_at_rest_is_bound_to_its_account_and_to_the_platforms_key() -> None:
    sealed = seal(KEY, 7, "SECRET")
    assert b"SECRET" not in sealed
    assert seal(KEY, 7, "SECRET") != sealed
    opened = [unseal(key, who, sealed) for key, who in ((KEY, 7), (KEY, 8), (OTHER_KEY, 7))]
    assert opened == ["SECRET", None, None]
    assert unseal(KEY, 7, sealed[:-1] + bytes([sealed[-1] ^ 1])) is None


def test_recovery_codes_are_long_and_read_as_they_are_typed() -> None:
    codes = rules.new_recovery_codes()
    assert len(set(codes)) == 10
    for code in codes:
        assert len(code.replace("-", "")) == 16
        typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
        assert rules.recovery_hash(typed) == rules.recovery_hash(code)
