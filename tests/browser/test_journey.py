"""The whole journey as one story: from the roll and the call for interest to the slate."""

import pytest

from tests.browser.conftest import Meet
from tests.browser.journey import (
    agreeing,
    deciding,
    joining,
    organising,
    publishing,
    standing,
    voting,
)
from tests.browser.journey.cast import Story, at
from tests.browser.site import Site


@pytest.mark.browser
@pytest.mark.timeout(600)
def test_a_poll_from_the_call_to_the_slate(site: Site, meet: Meet):
    story = Story(site=site, meet=meet)
    story.has_officers()
    organising.the_roll_is_imported(story)
    organising.a_poll_is_announced(story)
    organising.what_is_asked_is_said(story)
    joining.a_newcomer_registers(story)
    joining.an_organiser_approves(story)
    standing.members_offer_to_stand(story)
    standing.one_comes_too_late(story)
    deciding.expressions_are_decided(story)
    agreeing.all_but_one_countersign_their_page(story)
    standing.one_answers_what_everybody_is_asked(story)
    site.wait_until(at("2025-02-21 12:00"))
    agreeing.one_is_late(story)
    deciding.the_shortlist_is_published(story)
    deciding.the_poll_is_made_ready(story)
    site.wait_until(at("2025-02-24 12:00"))
    voting.the_rest_vote(story)
    voting.one_votes_by_tapping(story)
    voting.one_votes_by_keyboard(story)
    voting.one_votes_without_scripts(story)
    voting.one_changes_the_vote(story)
    voting.some_come_at_the_last_moment(story)
    publishing.the_box_is_closed_opened_and_counted(story)
    publishing.results_and_slate_are_published(story)
    publishing.the_slate_is_read(story)
