"""Addresses and codes."""

import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import given
from hypothesis import strategies as st

from shortlist.crockford import ALPHABET, as_typed
from shortlist.members.rules import (
    BadAddress,
    address_key,
    clean_address,
    code_hash,
    code_in_words,
    new_code,
    new_secret,
)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Sian.Pritchard@Example.ORG", "sian.pritchard@example.org"),
        ("  a@example.org\n", "a@example.org"),
        ("o'neil+roll@example.co.uk", "o'neil+roll@example.co.uk"),
        ("José@exämple.org", "josé@exämple.org"),
    ],
)
def test_an_address_is_kept_in_lower_case(text: str, clean: str) -> None:
    assert clean_address(text) == clean


@pytest.mark.parametrize(
    "text",
    ["", "a", "a@", "@example.org", "a@b", "a b@example.org", "a@@example.org", "a..b@example.org",
     "a@example.org, b@example.org", "a@-example.org", "a@example..org", "x" * 250 + "@a.org"],
)  # fmt: skip
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(BadAddress):
        clean_address(text)


LETTERS = st.text("abz019._+-@", min_size=1, max_size=80)


@given(local=LETTERS, domain=LETTERS, top=st.sampled_from(["org", "com", "uk", "example", "o"]))
def test_an_address_is_never_accepted_that_the_whole_grammar_refuses(
    local: str, domain: str, top: str
) -> None:
    text = f"{local}@{domain}.{top}"
    try:
        cleaned = clean_address(text)
    except BadAddress:
        with pytest.raises(EmailNotValidError):
            validate_email(text, check_deliverability=False)
    else:
        found = validate_email(text, check_deliverability=False)
        assert found.normalized.lower() == cleaned


def test_a_code_has_eight_letters_without_look_alikes() -> None:
    code = new_code()
    assert len(code) == 8
    assert set(code) <= set(ALPHABET)
    assert not set("ILOU") & set(ALPHABET)
    assert len({new_code() for _ in range(100)}) == 100


@given(st.text(ALPHABET, min_size=8, max_size=8))
def test_a_code_is_read_however_it_is_typed(code: str) -> None:
    typed = f" {code_in_words(code).lower()} ".replace("0", "o").replace("1", "l")
    assert as_typed(typed) == code


def test_a_secret_holds_at_least_128_bits() -> None:
    assert len(new_secret()) * 6 >= 128


def test_hashes_are_keyed_and_bound_to_the_browser() -> None:
    hashes = {
        code_hash("key", b"1" * 32, "ABCDEFGH"),
        code_hash("other", b"1" * 32, "ABCDEFGH"),
        code_hash("key", b"2" * 32, "ABCDEFGH"),
        code_hash("key", b"1" * 32, "ABCDEFGJ"),
    }
    assert len(hashes) == 4
    assert "a@example.org" not in address_key("key", "a@example.org")
