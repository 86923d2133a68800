"""When questions are asked and answered, and what an answer needs: truth tables and laws."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortlist.interest.rules import word_count
from shortlist.polls.rules import Facts
from shortlist.questions import rules
from shortlist.questions.rules import Kind, Plan
from shortlist.web.links import host_of
from tests.timetables import ANSWERED, ASKED, CLOSES, OPENS, SHORTLIST, TIMETABLE

SECOND = timedelta(seconds=1)
ANNOUNCED = Facts(announced=True)
READY = Facts(announced=True, ready=True)
WITHOUT = replace(TIMETABLE, information_opens_at=None, information_closes_at=None)
WORDS = Plan(kind=Kind.TEXT, prompt="Why?", most_words=3)
CHOICE = Plan(kind=Kind.CHOICE, prompt="Which?", options=("One", "Two"))
VIDEO = Plan(kind=Kind.VIDEO, prompt="Show us.")


@pytest.mark.parametrize(
    ("now", "facts", "reopened_until", "refusal"),
    [
        (ASKED - SECOND, ANNOUNCED, None, rules.NotAskedYet),
        (ASKED, Facts(), None, rules.NotAskedYet),
        (ASKED, ANNOUNCED, None, type(None)),
        (ANSWERED - SECOND, ANNOUNCED, None, type(None)),
        (ANSWERED, ANNOUNCED, None, rules.AnswersClosed),
        (ANSWERED, ANNOUNCED, ANSWERED + SECOND, type(None)),
        (ANSWERED + SECOND, ANNOUNCED, ANSWERED + SECOND, rules.AnswersClosed),
        (SHORTLIST, ANNOUNCED, CLOSES, type(None)),
        (OPENS, ANNOUNCED, CLOSES, rules.AnswersClosed),
        (OPENS, READY, CLOSES, rules.AnswersClosed),
        (ASKED, replace(READY, closed=True), None, type(None)),
    ],
)
def test_answers_are_taken_to_the_second(
    now: datetime, facts: Facts, reopened_until: datetime | None, refusal: type
) -> None:
    assert type(rules.why_not_answer(now, TIMETABLE, facts, reopened_until)) is refusal


def test_a_poll_that_asks_nothing_takes_no_answers() -> None:
    assert type(rules.why_not_answer(ASKED, WITHOUT, ANNOUNCED, None)) is rules.NothingAsked
    assert type(rules.why_not_compose(ASKED, WITHOUT)) is rules.NoInformationStage
    assert type(rules.why_not_reopen(OPENS, WITHOUT, ANNOUNCED)) is rules.NothingAsked


@pytest.mark.parametrize(
    ("now", "compose", "keeps", "reopen"),
    [
        (ASKED - SECOND, type(None), False, rules.NotAskedYet),
        (ASKED, type(None), True, rules.DeadlineToCome),
        (ANSWERED, rules.QuestionsAreFixed, True, type(None)),
        (SHORTLIST, rules.QuestionsAreFixed, True, type(None)),
        (OPENS, rules.QuestionsAreFixed, False, rules.TooLateToReopen),
    ],
)
def test_what_else_may_be_done_when(
    now: datetime, compose: type, keeps: bool, reopen: type
) -> None:
    assert type(rules.why_not_compose(now, TIMETABLE)) is compose
    assert rules.keeps_drafts_at(now, TIMETABLE, ANNOUNCED) is keeps
    assert type(rules.why_not_reopen(now, TIMETABLE, ANNOUNCED)) is reopen


def test_nobody_is_reminded_twice_within_a_day() -> None:
    assert rules.may_remind_at(ASKED, None)
    assert not rules.may_remind_at(ASKED + timedelta(days=1) - SECOND, ASKED)
    assert rules.may_remind_at(ASKED + timedelta(days=1), ASKED)


@pytest.mark.parametrize(
    ("plan", "text", "fault"),
    [
        (WORDS, "", None),
        (WORDS, "one two three", None),
        (WORDS, "one two three four", "This answer has 4 words. Shorten it to 3 or fewer."),
        (CHOICE, "Two", None),
        (CHOICE, "Three", "Choose one of the answers in the list."),
        (VIDEO, "https://video.example.org/1", None),
        (VIDEO, "http://video.example.org/1", "Give a link that begins with https://"),
    ],
)
def test_an_answer_is_as_asked(plan: Plan, text: str, fault: str | None) -> None:
    assert rules.fault_of_answer(plan, text) == fault


@pytest.mark.parametrize(
    ("plan", "fields"),
    [
        (WORDS, []),
        (replace(WORDS, most_words=0), ["most_words"]),
        (replace(WORDS, most_words=1_001), ["most_words"]),
        (CHOICE, []),
        (replace(CHOICE, options=("One",)), ["options"]),
        (replace(CHOICE, options=("One", "One")), ["options"]),
        (replace(CHOICE, options=("One", "x" * 121)), ["options"]),
        (VIDEO, []),
    ],
)
def test_a_question_lacks_nothing(plan: Plan, fields: list[str]) -> None:
    assert [field for field, _ in rules.faults_of_plan(plan)] == fields


@pytest.mark.parametrize(
    ("link", "host"),
    [
        ("https://video.example.org/watch?v=1", "video.example.org"),
        ("HTTPS://Video.Example.org", "video.example.org"),
        ("http://video.example.org", ""),
        ("https://video.example.org:8443/", ""),
        ("https://someone@video.example.org/", ""),
        ("https://video.example.org\\@evil.example", ""),
        ("https://localhost/", ""),
        ("https://127.0.0.1/", ""),
        ("https://[::1]/", ""),
        ("https://[::1", ""),
        ("https://vídeo.example.org/", ""),
        ("https://video.example.org/a b", ""),
        ("https://video.example.org/" + "x" * 500, ""),
        ("javascript:alert(1)//https://video.example.org", ""),
        ("//video.example.org/", ""),
    ],
)
def test_a_link_is_encrypted_and_names_its_host(link: str, host: str) -> None:
    assert host_of(link) == host


# What JavaScript's \s matches, with what words.js adds to it.
SPACE = re.compile(
    "[\t-\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff\x1c-\x1f\x85]+"
)


@given(st.text(alphabet=st.characters(categories=["Lu", "Zs", "Zl", "Zp", "Cc", "Cf", "Po"])))
def test_the_server_counts_words_as_the_page_does(text: str) -> None:
    assert word_count(text) == len([word for word in SPACE.split(text) if word])
