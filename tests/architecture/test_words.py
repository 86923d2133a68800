"""Moments, numbers and Markdown as pages say them."""

from datetime import UTC, datetime

import pytest

from shortlist.web.filters import decimal_thousands, initials, markdown, ordinal
from shortlist.web.moments import clock_time, in_words, zone_in_words


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2025, 2, 14, 19, 0, tzinfo=UTC), "Friday 14\u00a0February, 7\u00a0pm"),
        (datetime(2025, 7, 14, 18, 30, tzinfo=UTC), "Monday 14\u00a0July, 7.30\u00a0pm"),
        (datetime(2025, 7, 14, 11, 0, tzinfo=UTC), "Monday 14\u00a0July, noon"),
        (datetime(2025, 7, 13, 23, 0, tzinfo=UTC), "Monday 14\u00a0July, midnight"),
        (datetime(2025, 1, 1, 9, 5, 30, tzinfo=UTC), "Wednesday 1\u00a0January, 9.05.30\u00a0am"),
    ],
)
def test_a_moment_is_said_in_the_zone_of_the_poll(moment: datetime, words: str) -> None:
    assert in_words(moment, "Europe/London") == words


def test_a_moment_of_another_year_names_the_year() -> None:
    moment = datetime(2025, 2, 14, 19, 0, tzinfo=UTC)
    said = in_words(moment, "Europe/London", today=datetime(2026, 1, 1, tzinfo=UTC).date())
    assert said == "Friday 14\u00a0February 2025, 7\u00a0pm"


def test_a_time_within_the_hour_keeps_its_minutes() -> None:
    assert clock_time(datetime(2025, 1, 1, 0, 30, tzinfo=UTC)) == "12.30\u00a0am"


def test_a_zone_is_said_by_its_city() -> None:
    assert zone_in_words("America/New_York") == "New York"


@pytest.mark.parametrize(
    ("number", "rank"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (21, "21st"), (112, "112th")],
)
def test_ranks_have_their_endings(number: int, rank: str) -> None:
    assert ordinal(number) == rank


def test_thousands_are_parted_and_decimals_stay() -> None:
    assert decimal_thousands("17270.60000") == "17,270.60000"


def test_initials_are_of_first_and_last_name() -> None:
    assert initials("Ana de la Cruz") == "AC"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
        "![x](https://evil.example/p.png)",
    ],
)
def test_markdown_carries_no_code_and_no_images(text: str) -> None:
    html = str(markdown(text))
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html


def test_markdown_keeps_what_people_write() -> None:
    html = str(markdown("# Me\n\nI am **here**.\n\n- one\n- [two](https://example.org)"))
    assert html == (
        "<h3>Me</h3>\n<p>I am <strong>here</strong>.</p>\n<ul>\n<li>one</li>\n"
        '<li><a href="https://example.org" rel="nofollow noopener ugc">two</a></li>\n</ul>\n'
    )
