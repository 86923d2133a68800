"""Templates and copies: what a new poll begins with, and what it never takes along."""

import pytest

from shortlist.polls.templates import TEMPLATES, NoSuchTemplate, regional_body, template_of
from shortlist.roll.rules import REGIONS


def test_the_26_seat_body_is_as_its_rules_have_it() -> None:
    contests = template_of("body").contests(())
    assert [one.seats for one in contests] == [6, 3, 3, 4, 5, 3, 1, 1]
    assert sum(one.seats for one in contests) == 26
    assert [one.region for one in contests] == [one.title for one in contests]
    assert (sum(one.women for one in regional_body()), regional_body()[0].minority_ethnic) == (
        13,
        2,
    )
    said = template_of("body").description
    assert "London & Eastern: 6 seats, at least 3 women and 2 Black" in said
    assert "Wales: one seat, at least 1 woman" in said
    assert "Scotland: one seat\n" in said


def test_there_is_a_contest_for_each_region_on_the_roll() -> None:
    regions = template_of("regions").contests
    assert [one.region for one in regions(["Scotland", "Wales"])] == ["Scotland", "Wales"]
    assert [one.region for one in regions([])] == list(REGIONS)


def test_a_template_that_is_not_there_is_refused() -> None:
    assert len({one.key for one in TEMPLATES}) == len(TEMPLATES)
    with pytest.raises(NoSuchTemplate):
        template_of("borda")
