"""What an expression needs, who may stand, and the window: truth tables."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortlist.interest import rules
from shortlist.interest.rules import Offer
from shortlist.polls.rules import Facts
from shortlist.web.typed import one_line, prose
from tests.timetables import (
    BEFORE,
    INTEREST_CLOSES,
    INTEREST_OPENS,
    OPENS,
    SHORTLIST,
    TIMETABLE,
)

SECOND = timedelta(seconds=1)
ANNOUNCED = Facts(announced=True)


@pytest.mark.parametrize(
    ("offer", "fields"),
    [
        (Offer(name="Ann", statement="I will.", consents=True), []),
        (Offer(name="Ann", statement="word " * 500, consents=True), []),
        (Offer(name="Ann", statement="word " * 501, consents=True), ["statement"]),
        (Offer(name="", statement="I will.", consents=True), ["name"]),
        (Offer(name="Ann", statement=" \n", consents=True), ["statement"]),
        (Offer(name="Ann", statement="I will.", consents=False), ["consents"]),
        (Offer(name="", statement="", consents=False), ["name", "statement", "consents"]),
    ],
)
def test_what_an_offer_needs_to_be_sent(offer: Offer, fields: list[str]) -> None:
    assert [field for field, _ in rules.faults_of_offer(offer, {})] == fields


def test_an_offer_answers_what_the_contest_asks_with_yes_or_no() -> None:
    asked = {7: "I am a woman."}
    offer = Offer(name="Ann", statement="I will.", consents=True)
    assert rules.faults_of_offer(offer, asked) == [
        ("group_7", "Choose whether you declare: I am a woman.")
    ]
    for declares in (True, False):
        assert rules.faults_of_offer(replace(offer, answers={7: declares}), asked) == []


@pytest.mark.parametrize(
    ("region", "entry_region", "refusal"),
    [
        (None, "Wales", type(None)),
        (None, "", type(None)),
        ("Wales", "Wales", type(None)),
        ("Wales", "London", rules.OtherRegion),
        (None, None, rules.NotOnRoll),
        ("Wales", None, rules.NotOnRoll),
    ],
)
def test_who_may_stand(region: str | None, entry_region: str | None, refusal: type) -> None:
    assert type(rules.why_not_stand(region, entry_region)) is refusal


@pytest.mark.parametrize(
    ("now", "facts", "refusal", "keeps"),
    [
        (BEFORE, ANNOUNCED, rules.InterestNotOpen, False),
        (INTEREST_OPENS - SECOND, ANNOUNCED, rules.InterestNotOpen, False),
        (INTEREST_OPENS, ANNOUNCED, type(None), True),
        (INTEREST_CLOSES - SECOND, ANNOUNCED, type(None), True),
        (INTEREST_CLOSES, ANNOUNCED, rules.InterestClosed, True),
        (SHORTLIST - SECOND, ANNOUNCED, rules.InterestClosed, True),
        (SHORTLIST, ANNOUNCED, rules.InterestClosed, False),
        (OPENS, Facts(announced=True, ready=True), rules.InterestClosed, False),
        (INTEREST_OPENS, Facts(), rules.InterestNotOpen, False),
    ],
)
def test_the_window_to_the_second(now: datetime, facts: Facts, refusal: type, keeps: bool) -> None:
    assert type(rules.why_not_send(now, TIMETABLE, facts)) is refusal
    assert rules.keeps_drafts_at(now, TIMETABLE, facts) is keeps


@given(st.text())
def test_typed_text_is_fit_to_keep(text: str) -> None:
    assert "\x00" not in one_line(text) + prose(text)
    assert "\n" not in one_line(text)
    assert one_line(one_line(text)) == one_line(text)
    assert prose(prose(text)) == prose(text)


def test_marks_that_turn_the_writing_do_not_stay_in_a_name() -> None:
    assert one_line("Ann\u202e Example\u200d ") == "Ann Example\u200d"
