"""What may be entered and corrected, and which links can be followed safely."""

from datetime import date

import pytest

from shortlist.errors import Refusal
from shortlist.nominations import rules
from shortlist.nominations.refusals import NoSuchContender
from shortlist.nominations.rules import Given, Held, check_entry, host_of

TODAY = date(2026, 2, 2)
LINK = "https://example.org/minutes"
FIRST = Given(contenders=(1, 2), evidence=LINK, decided_on=TODAY)
HELD = Held(number=3, contenders=frozenset({1, 2}), evidence=LINK, decided_on=TODAY)


def given(**changes: object) -> Given:
    return Given(**{**FIRST.__dict__, **changes})


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        (FIRST, None),
        (given(contenders=(1, 2, 3)), None),
        (given(contenders=(2,), after=3, reason="One was not seconded."), HELD),
        (given(contenders=(), after=3, reason="The meeting was void."), HELD),
        (given(evidence=f"{LINK}/2", after=3, reason="The page has moved."), HELD),
    ],
)
def test_an_entry_and_a_correction_are_taken(typed: Given, held: Held | None) -> None:
    check_entry(typed, held, known={1, 2, 3, 4}, allowed=3, today=TODAY)


@pytest.mark.parametrize(
    ("typed", "held", "refusal"),
    [
        (given(contenders=(1, 1)), None, rules.NamedTwice),
        (given(contenders=(1, 9)), None, NoSuchContender),
        (given(contenders=(1, 2, 3, 4)), None, rules.TooManyNamed),
        (given(contenders=()), None, rules.NobodyNamed),
        (given(evidence="http://example.org"), None, rules.BadEvidence),
        (given(decided_on=date(2026, 2, 3)), None, rules.NotDecidedYet),
        (FIRST, HELD, rules.EnteredMeanwhile),
        (given(after=3), None, rules.EnteredMeanwhile),
        (given(after=3), HELD, rules.NothingChanged),
        (given(contenders=(1,), after=3), HELD, rules.NoReason),
    ],
)
def test_what_may_not_be_entered_is_refused_by_name(
    typed: Given, held: Held | None, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal) as no:
        check_entry(typed, held, known={1, 2, 3, 4}, allowed=3, today=TODAY)
    assert no.value.text.endswith(".")


def test_too_many_names_are_counted() -> None:
    with pytest.raises(rules.TooManyNamed) as no:
        check_entry(
            given(contenders=(1, 2, 3, 4)), None, known={1, 2, 3, 4}, allowed=3, today=TODAY
        )
    assert no.value.text == "A local party may nominate 3; 4 are chosen. Take out 1."


@pytest.mark.parametrize(
    ("link", "host"),
    [
        ("https://www.example.org/a?b=c#d", "example.org"),
        ("https://Party.Example.org:443/", "party.example.org"),
        ("https://münchen.example/x", "xn--mnchen-3ya.example"),
    ],
)
def test_a_link_names_the_host_that_it_leads_to(link: str, host: str) -> None:
    assert host_of(link) == host


@pytest.mark.parametrize(
    "link",
    [
        "",
        "example.org/minutes",
        "http://example.org",
        "javascript:alert(1)",
        "https://",
        "https://localhost/x",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://example.org:8443/x",
        "https://example.org:x/",
        "https://example.org@evil.example/",
        "https://example.org\\@evil.example/",
        "https://exa mple.org/",
        'https://example.org/"onclick',
        "https://example.org/\u202egpj",
        "https://example.org/" + "x" * 500,
    ],
)
def test_a_link_that_cannot_be_followed_safely_is_refused(link: str) -> None:
    with pytest.raises(rules.BadEvidence):
        host_of(link)
