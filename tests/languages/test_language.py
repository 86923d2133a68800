"""Which language is spoken to whom: the member's own, the browser's choice, or its wish."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from shortlist.catalogues import catalogue, languages, number_marks
from shortlist.language import later, listed, say, say_many, speaking
from shortlist.members.models import Member
from shortlist.notices.actions import send_notice
from shortlist.notices.models import Notice
from shortlist.web.filters import ordinal
from shortlist.web.moments import day_in_words, in_words

WELSH = {"Accept-Language": "cy, en;q=0.5"}
NOW = datetime(2026, 2, 13, 19, 30, tzinfo=UTC)


def test_english_and_welsh_are_spoken_and_named_by_their_speakers() -> None:
    assert languages() == {"en": "English", "cy": "Cymraeg"}


def test_a_language_without_a_file_says_what_the_program_says() -> None:
    assert catalogue("sw").gettext("Polls") == "Polls"


def test_a_page_is_in_the_language_that_the_browser_asks_for(client: FlaskClient) -> None:
    page = client.get("/", headers=WELSH)
    assert '<html lang="cy"' in page.text
    assert "Aelodau sy’n dewis y rhestr." in page.text
    assert {"Accept-Language", "Cookie"} <= set(page.vary)
    assert page.headers["Content-Language"] == "cy"


def test_a_page_is_in_english_for_whoever_asks_for_another(client: FlaskClient) -> None:
    page = client.get("/", headers={"Accept-Language": "sw"})
    assert '<html lang="en-GB"' in page.text


def test_a_choice_is_kept_in_the_browser_and_leads_back(client: FlaskClient) -> None:
    answer = client.post("/language", data={"language": "cy", "next": "/polls"})
    assert (answer.status_code, answer.location) == (303, "/polls")
    assert '<html lang="cy"' in client.get("/").text
    client.post("/language", data={"language": "en", "next": "/"})
    assert '<html lang="en-GB"' in client.get("/", headers=WELSH).text


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_a_choice_leads_to_no_other_site(client: FlaskClient, target: str) -> None:
    answer = client.post("/language", data={"language": "cy", "next": target})
    assert answer.location == "/"


@pytest.mark.parametrize("code", ["sw", "", "../cy"])
def test_a_language_that_there_is_not_is_refused(client: FlaskClient, code: str) -> None:
    assert client.post("/language", data={"language": code}).status_code == 404


def test_a_choice_is_kept_with_the_account(sign_in, app: Flask, session: Session) -> None:
    sign_in("a@example.org").post("/language", data={"language": "cy"})
    assert session.scalar(select(Member.language)) == "cy"
    session.rollback()
    account = sign_in("a@example.org").get("/account").text
    assert '<html lang="cy"' in account
    assert "Cymraeg. Mae llythyrau atoch ynddi hefyd" in account


def test_a_page_that_answers_a_form_leads_back_to_one_that_can_be_read(
    client: FlaskClient,
) -> None:
    page = client.post("/sign-in", data={"email": "nobody"})
    assert 'name="next" value="/sign-in"' in page.text


def test_a_letter_is_in_the_language_of_whoever_gets_it(session: Session) -> None:
    session.add(Member(email="a@example.org", language="cy", created_at=NOW))
    for address in ("a@example.org", "b@example.org"):
        send_notice(
            session,
            now=NOW,
            kind="sign_in",
            to_address=address,
            code=later("noon"),
            link="the link",
        )
    welsh, english = session.scalars(select(Notice).order_by(Notice.to_address)).all()
    assert (welsh.subject, english.subject) == ("Mewngofnodi i Shortlist", "Sign in to Shortlist")
    assert "    hanner dydd" in welsh.body
    assert "    noon" in english.body


def test_a_code_for_a_stranger_is_in_the_language_of_the_page(
    client: FlaskClient, session: Session
) -> None:
    client.post("/sign-in", data={"email": "new@example.org"}, headers=WELSH)
    assert session.scalar(select(Notice.subject)) == "Mewngofnodi i Shortlist"


def test_a_moment_is_said_in_the_language_and_in_the_zone_of_the_poll() -> None:
    with speaking("cy"):
        assert in_words(NOW, "Europe/London") == "Dydd Gwener 13\u00a0Chwefror, 7.30\u00a0yh"
        assert day_in_words(date(2025, 3, 1), today=date(2026, 1, 1)) == (
            "Dydd Sadwrn 1\u00a0Mawrth 2025"
        )
    assert in_words(NOW, "Europe/London") == "Friday 13\u00a0February, 7.30\u00a0pm"


@pytest.mark.parametrize(
    ("number", "rank"),
    [(1, "1af"), (2, "2il"), (5, "5ed"), (11, "11eg"), (20, "20fed"), (42, "42ain")],
)
def test_a_rank_has_its_ending(number: int, rank: str) -> None:
    with speaking("cy"):
        assert ordinal(number) == rank


def test_a_list_has_the_word_that_goes_before_its_last() -> None:
    names = ["Bethan", "Carys", "Amina"]
    assert listed(names) == "Bethan, Carys and Amina"
    with speaking("cy"):
        assert listed(names) == "Bethan, Carys ac Amina"
        assert listed(names[:2]) == "Bethan a Carys"


def test_numbers_are_parted_as_the_language_does() -> None:
    assert number_marks("cy") == (",", ".")
    assert number_marks("de") == (".", ",")


def test_what_is_said_later_is_said_in_the_language_spoken_then() -> None:
    label = later("Polls")
    assert (str(label), f"{label}!", label + "?", label == "Polls") == (
        "Polls",
        "Polls!",
        "Polls?",
        True,
    )
    with speaking("cy"):
        assert str(label) == say("Polls") != "Polls"


def test_a_number_takes_the_form_that_goes_with_it() -> None:
    assert say_many("%(n)s seat", "%(n)s seats", 1) == "1 seat"
    assert say_many("%(n)s seat", "%(n)s seats", 0) == "0 seats"
