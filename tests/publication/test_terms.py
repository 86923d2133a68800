"""What two officers agree on is kept in English, and shown in the reader's language."""

import pytest

from shortlist.language import speaking
from shortlist.publication.terms import term_in_words

DIGEST = "sha256:0f"
KEPT = (
    "Contests",
    "Ballots were taken until",
    "Voting closes",
    "It would close",
    "Log of contest 2",
    "120 lines, root 0fa9",
    "Record of contest 2",
    "Record of contest 2 without its balance rules",
    "Slate of contest 2, by number",
    "Reserves of contest 2",
    "Countersigned by all on it, of contest 2",
    "Not on it by their own choice, of contest 2",
    "nobody",
    "Nobody was asked: all came with papers from outside",
    "version 12ab",
)


@pytest.mark.parametrize("kept", KEPT)
def test_a_term_is_shown_in_the_reader_s_language(kept: str) -> None:
    assert term_in_words(kept) == kept
    with speaking("cy"):
        said = term_in_words(kept)
    assert said != kept
    assert [one for one in ("2", "0fa9", "12ab") if one in kept and one not in said] == []


@pytest.mark.parametrize("kept", [DIGEST, "1, 2", "3, 4", ""])
def test_numbers_and_digests_are_shown_as_they_are(kept: str) -> None:
    with speaking("cy"):
        assert term_in_words(kept) == kept
