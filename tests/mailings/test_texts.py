"""The words of a mailing: what is filled in, and what is refused by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortlist.mailings.rules import ABOUT, Occasion
from shortlist.mailings.texts import (
    PLACEHOLDERS,
    TextAtFault,
    fault_of_body,
    fault_of_subject,
    filled,
    placeholders_in,
)
from shortlist.mailings.wording import text_to_start_from


@pytest.mark.parametrize("occasion", Occasion)
def test_every_template_can_be_sent_as_it_is(occasion: Occasion) -> None:
    subject, body = text_to_start_from(occasion)
    has_deadline = ABOUT[occasion].deadline is not None
    assert fault_of_subject(subject, has_deadline=has_deadline) is None
    assert fault_of_body(body, has_deadline=has_deadline) is None


@pytest.mark.parametrize(
    ("subject", "has_deadline", "said"),
    [
        ("{poll} {until}", True, "no placeholder {until}"),
        ("{poll.slug}", False, "no placeholder {poll.slug}"),
        ("{poll!r}", False, "no placeholder {poll!r}"),
        ("{poll:>9}", False, "no placeholder {poll:>9}"),
        ("{}", False, "no placeholder {}"),
        ("{poll", False, "has no partner"),
        ("Vote", False, "name the poll"),
        ("{poll}", True, "until when"),
        ("{poll} {deadline}", False, "no deadline here"),
        ("{poll} {link}", False, "not into the subject"),
        ("{poll}: https://example.org", False, "not into the subject"),
    ],
)
def test_a_subject_is_refused_with_what_is_wrong(subject, has_deadline, said) -> None:
    assert said in (fault_of_subject(subject, has_deadline=has_deadline) or "")


@pytest.mark.parametrize(
    ("body", "has_deadline", "said"),
    [
        ("{link} {password}", True, "no placeholder {password}"),
        ("Dear {name}", True, "one link"),
        ("{link} {link}", True, "one link"),
        ("{link} https://example.org", True, "Take the other address out"),
        ("{link} WWW.example.org", True, "Take the other address out"),
        ("{link} {deadline}", False, "no deadline here"),
        ("{link} }", True, "has no partner"),
    ],
)
def test_a_text_is_refused_with_what_is_wrong(body, has_deadline, said) -> None:
    assert said in (fault_of_body(body, has_deadline=has_deadline) or "")


PIECES = st.one_of(
    st.text("aé :!.", max_size=9),
    st.sampled_from([f"{{{name}}}" for name in sorted(PLACEHOLDERS)]),
    st.sampled_from(["{{", "}}"]),
)
NAMES = {f"{{{name}}}": name for name in PLACEHOLDERS}
DOUBLED = {"{{": "{", "}}": "}"}


@given(st.lists(PIECES, max_size=9), st.text("{}ab", max_size=5))
def test_what_is_filled_in_is_never_read_again(pieces: list[str], word: str) -> None:
    words = dict.fromkeys(PLACEHOLDERS, word)
    wanted = [word if one in NAMES else DOUBLED.get(one, one) for one in pieces]
    assert filled("".join(pieces), words) == "".join(wanted)
    assert placeholders_in("".join(pieces)) == [NAMES[one] for one in pieces if one in NAMES]


def test_what_cannot_be_filled_in_is_not() -> None:
    with pytest.raises(TextAtFault):
        filled("{secret}", {"secret": "x"})
