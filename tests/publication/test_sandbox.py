"""The sandbox: anybody's shares, shared out, refused in plain words, and taken away as CSV."""

import pytest
from flask.testing import FlaskClient

from shortlist.regions import all_regions


def only(**shares: int) -> str:
    """The query in which no other region has a share."""
    return "&".join(f"{one.code}={shares.get(one.code, 0)}" for one in all_regions())


def test_it_opens_with_the_published_shares(client: FlaskClient) -> None:
    page = client.get("/representation").text
    assert "D’Hondt gives none to East Midlands, North, Wales and Scotland; it takes 16" in page
    assert 'value="20.54"' in page
    assert "<title" in page
    assert "Greater London 3, " in page  # what the map says to those who do not see it


def test_what_is_changed_stands_in_the_address(client: FlaskClient) -> None:
    page = client.get(f"/representation?{only(WLS=60)}&own=Students,40&seats=3&method=hare")
    assert page.status_code == 200
    assert "With 3 seats, Hare gives everybody with a share at least one." in page.text
    assert "Scotland</th>" not in page.text


def test_equal_claims_are_told(client: FlaskClient) -> None:
    page = client.get(f"/representation?{only(WLS=50, SCT=50)}&seats=1").text
    assert "Droop and Huntington-Hill, Wales and Scotland have equal claims" in page


def test_the_table_can_be_taken_away(client: FlaskClient) -> None:
    answer = client.get(f"/representation.csv?{only(WLS=3)}&own==Sum,1&seats=4")
    assert answer.mimetype == "text/csv"
    assert answer.text.splitlines() == [
        "region,share,dhondt,sainte-lague,hare,droop,huntington-hill",
        "Wales,0.750000,3,3,3,3,3",
        "'=Sum,0.250000,1,1,1,1,1",
    ]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("seats=0", "Seats: write a whole number from 1 to 500."),
        ("seats=9.5", "Seats: write a whole number from 1 to 500."),
        ("seats=501", "Seats: write a whole number from 1 to 500."),
        ("method=hunch", "Choose a method from the list."),
        ("WLS=many", "Wales: write a number of 0 or more, such as 12.5."),
        ("WLS=-3", "Wales: write a number of 0 or more, such as 12.5."),
        ("WLS=" + "9" * 16, "Wales: write a number of 0 or more, such as 12.5."),
        (only(), "No region has a share above 0."),
        ("own=Staff,1%0AStudents", "Groups of your own, line 2: “Students” is not a name, a comma"),
        ("own=,5", "line 1: “,5” is not a name, a comma"),
        ("own=" + "a,1%0A" * 31, "Groups of your own: up to 30 lines."),
    ],
)
def test_what_cannot_be_shared_out_is_refused(client: FlaskClient, query: str, words: str) -> None:
    for address in ("/representation", "/representation.csv"):
        answer = client.get(f"{address}?{query}")
        assert answer.status_code == 422
        assert words in answer.text


def test_a_name_is_text_and_nothing_else(client: FlaskClient) -> None:
    page = client.get("/representation?own=<script>alert(1)</script>,5&_external=1&endpoint=x")
    assert page.status_code == 200
    assert "<script>alert" not in page.text
