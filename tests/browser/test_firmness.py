"""How firm a slate is, on the screen: while it is worked out, and what was found."""

import pytest
from playwright.sync_api import expect

from shortlist.counts import studying
from shortlist.counts.queries import study_of
from shortlist.counts.study_job import Workbench
from shortlist.db import open_session
from shortlist.demonstration.published import publish_outside
from shortlist.polls.planning import CountingRule
from tests.browser.conftest import DESK, MONDAY, PHONE, Meet
from tests.browser.site import Site
from tests.browser.test_results import paper_poll

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

PAGE = "/polls/a-delegate-by-scottish/firmness"


@pytest.fixture
def contest_id(site: Site) -> int:
    """The only contest of a published poll, whose study nobody has taken up yet."""
    with open_session(site.engine) as session:
        poll = publish_outside(
            session, paper_poll(CountingRule.SCOTTISH), now=MONDAY, time_zone="Europe/London"
        )
        session.commit()
        return poll.contests[0].id


def take_up(site: Site, contest_id: int) -> None:
    """Do as a worker does that has come some way."""
    with open_session(site.engine) as session:
        attempt = studying.take_up(session, contest_id, now=site.clock.now())
        studying.tell(session, contest_id, attempt, done=41, total=216, now=site.clock.now())
        session.commit()


def finish(site: Site, contest_id: int) -> None:
    """Let another worker take the study over, and finish it."""
    with open_session(site.engine) as session:
        studying.put_back(session, contest_id, study_of(session, contest_id).attempt)
        session.commit()
    Workbench(engine=site.engine, clock=site.clock).work_out(contest_id)


def test_the_page_follows_the_work_and_shows_what_was_found(
    site: Site, meet: Meet, contest_id: int
):
    visitor = meet(site)
    visitor.go("/polls/a-delegate-by-scottish/results")
    visitor.press("How firm is it?")
    visitor.sees("It will be worked out in a moment")
    take_up(site, contest_id)
    expect(visitor.page.get_by_role("progressbar")).to_have_attribute("value", "41")
    visitor.look()
    finish(site, contest_id)
    visitor.sees("The whole slate is")
    for size in (PHONE, DESK):
        visitor.page.set_viewport_size(size)
        for scheme in ("light", "dark"):
            visitor.page.emulate_media(color_scheme=scheme)
            visitor.look()
    expect(visitor.page.get_by_role("img")).to_have_count(1)
    visitor.page.get_by_text("The same in figures").press("Enter")
    expect(visitor.page.get_by_role("rowheader", name="Ada Birch").first).to_be_visible()


def test_without_scripts_the_page_is_looked_at_again(site: Site, meet: Meet, contest_id: int):
    visitor = meet(site, java_script_enabled=False)
    take_up(site, contest_id)
    visitor.go(PAGE)
    visitor.sees("41 of 216 counts")
    finish(site, contest_id)
    visitor.press("Look again")
    visitor.sees("The whole slate is", "What this means, and what not")
