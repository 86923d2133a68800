"""What may be offered, asked for, changed and granted, as truth tables."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from shortlist.bursaries import rules
from shortlist.bursaries.rules import Offer, Outcome, Verdict, Wish
from shortlist.errors import Refusal
from shortlist.polls.rules import Facts
from tests.timetables import (
    BEFORE,
    CLOSES,
    INTEREST_CLOSES,
    INTEREST_OPENS,
    OPENS,
    SHORTLIST,
    TIMETABLE,
)

OFFER = Offer(pays="Travel.", most=200, closes_at=SHORTLIST)
ANNOUNCED = Facts(announced=True)
A_SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("typed", "pounds"),
    [
        ("150", 150),
        ("£150", 150),
        ("1,200", 1200),
        (" 90.00 ", 90),
        ("100,000", 100_000),
        ("100,001", None),
        ("0", None),
        ("-5", None),
        ("90.50", None),
        ("12,00", None),
        ("ten", None),
        ("", None),
    ],
)
def test_amounts_are_whole_pounds(typed: str, pounds: int | None) -> None:
    assert rules.pounds_of(typed) == pounds


@pytest.mark.parametrize(
    ("change", "now", "faulty"),
    [
        ({}, BEFORE, []),
        ({"closes_at": CLOSES}, BEFORE, []),
        ({"closes_at": INTEREST_OPENS}, BEFORE, ["closes_at"]),
        ({"closes_at": CLOSES + A_SECOND}, BEFORE, ["closes_at"]),
        ({"closes_at": INTEREST_CLOSES}, INTEREST_CLOSES, ["closes_at"]),
    ],
)
def test_one_can_apply_between_interest_and_the_end_of_voting(
    change: dict[str, datetime], now: datetime, faulty: list[str]
) -> None:
    faults = rules.faults_of_offer(replace(OFFER, **change), None, now, TIMETABLE)
    assert [field for field, _ in faults] == faulty


@pytest.mark.parametrize(
    ("change", "faulty"),
    [
        ({}, []),
        ({"most": 201, "closes_at": OPENS}, []),
        ({"most": 199}, ["most"]),
        ({"closes_at": SHORTLIST - A_SECOND}, ["closes_at"]),
        ({"pays": "Trains."}, ["pays"]),
    ],
)
def test_what_members_rely_on_only_gets_better(
    change: dict[str, object], faulty: list[str]
) -> None:
    faults = rules.faults_of_offer(replace(OFFER, **change), OFFER, INTEREST_OPENS, TIMETABLE)
    assert [field for field, _ in faults] == faulty


def test_an_offer_whose_deadline_has_passed_can_still_be_raised() -> None:
    raised = replace(OFFER, most=300)
    assert rules.faults_of_offer(raised, OFFER, SHORTLIST, TIMETABLE) == []


@pytest.mark.parametrize(
    ("now", "facts", "is_kept"),
    [
        (INTEREST_OPENS - A_SECOND, ANNOUNCED, False),
        (INTEREST_OPENS, Facts(), False),
        (INTEREST_OPENS, ANNOUNCED, True),
    ],
)
def test_members_rely_on_it_from_the_opening_of_interest(
    now: datetime, facts: Facts, is_kept: bool
) -> None:
    assert rules.is_kept_at(now, TIMETABLE, facts) is is_kept


@pytest.mark.parametrize(
    ("now", "facts", "refusal"),
    [
        (CLOSES - A_SECOND, ANNOUNCED, None),
        (CLOSES, ANNOUNCED, rules.OfferTooLate),
        (OPENS, Facts(announced=True, closed=True), rules.OfferTooLate),
    ],
)
def test_nothing_is_offered_once_voting_is_over(
    now: datetime, facts: Facts, refusal: type[Refusal] | None
) -> None:
    assert kind_of(rules.why_not_offer(now, TIMETABLE, facts)) == refusal


@pytest.mark.parametrize(
    ("now", "offer", "standing", "decided", "refusal"),
    [
        (INTEREST_OPENS, OFFER, True, False, None),
        (INTEREST_OPENS, None, True, False, rules.NoBursary),
        (INTEREST_OPENS, OFFER, False, False, rules.NotStanding),
        (INTEREST_OPENS, OFFER, True, True, rules.DecidedAlready),
        (SHORTLIST - A_SECOND, OFFER, True, False, None),
        (SHORTLIST, OFFER, True, False, rules.ApplicationsClosed),
        (SHORTLIST, OFFER, True, True, rules.DecidedAlready),
    ],
)
def test_who_stands_asks_until_the_deadline_or_the_decision(
    now: datetime,
    offer: Offer | None,
    standing: bool,
    decided: bool,
    refusal: type[Refusal] | None,
) -> None:
    found = rules.why_not_ask(now, offer, is_standing=standing, is_decided=decided)
    assert kind_of(found) == refusal


@pytest.mark.parametrize(
    ("pounds", "refusal"), [(1, None), (200, None), (201, rules.TooMuch), (0, rules.TooMuch)]
)
def test_no_more_is_asked_for_than_anybody_may(pounds: int, refusal: type[Refusal] | None) -> None:
    assert kind_of(rules.why_not_wish(Wish(purpose="x", pounds=pounds), OFFER)) == refusal


@pytest.mark.parametrize(
    ("own", "decided", "refusal"),
    [
        (False, False, None),
        (True, False, rules.OwnApplication),
        (False, True, rules.DecidedAlready),
    ],
)
def test_another_decides_and_once(own: bool, decided: bool, refusal: type[Refusal] | None) -> None:
    assert kind_of(rules.why_not_decide(is_own=own, is_decided=decided)) == refusal


@pytest.mark.parametrize(
    ("outcome", "pounds", "offer", "refusal"),
    [
        (Outcome.REFUSED, None, OFFER, None),
        (Outcome.GRANTED, 120, OFFER, None),
        (Outcome.GRANTED, 121, OFFER, rules.GrantTooHigh),
        (Outcome.GRANTED, 101, replace(OFFER, most=100), rules.GrantTooHigh),
        (Outcome.GRANTED, 120, None, None),
        (Outcome.GRANTED, 0, OFFER, rules.GrantTooHigh),
        (Outcome.GRANTED, None, OFFER, rules.GrantTooHigh),
    ],
)
def test_no_more_is_granted_than_asked_for_and_offered(
    outcome: Outcome, pounds: int | None, offer: Offer | None, refusal: type[Refusal] | None
) -> None:
    verdict = Verdict(outcome=outcome, pounds=pounds, reason="x")
    assert kind_of(rules.why_not_grant(verdict, 120, offer)) == refusal


def kind_of(refusal: Refusal | None) -> type[Refusal] | None:
    return None if refusal is None else type(refusal)
