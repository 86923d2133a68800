"""Every page of the demonstration, for everybody who may meet it, on phone and desk, day and night.

A page is loaded once and looked at four times: width and colours change as they do when somebody
turns a phone or night falls.
"""

import re
from collections import Counter

import pytest

from tests.browser.conftest import DESK, PHONE, Meet
from tests.browser.crawl import Met, crawl, endpoint_of
from tests.browser.site import Site
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

EVERYBODY = "anybody"
PEOPLE = (
    "newcomer",
    "member",
    "candidate",
    "organiser",
    "returning",
    "scrutineer",
    "bursary",
    "safeguarding",
)
# Pages that differ from poll to poll, and for whom; of every other kind one or two are enough.
POLL, CONSOLE = "publication.poll", "publication_admin.poll"
FOR_EACH_POLL = {
    (EVERYBODY, POLL),
    ("member", POLL),
    ("organiser", CONSOLE),
    ("returning", CONSOLE),
}
ALIKE_FOR_ALL = re.compile(
    r"/candidates/\d+|/results/\d+/|/results\?|^/nominations/.*/local-parties/\d+"
)


# It names to officers the polls that keep them from deleting their account.
SAYS_WHY_NOT = ("/account/delete", 409)


class Company:
    """Visitors of one site by who they are, each signed in once, and the pages each can reach."""

    def __init__(self, site: Site, meet: Meet) -> None:
        self.site, self.meet = site, meet
        self.visitors: dict[str, Visitor] = {}
        self.pages: dict[str, list[Met]] = {}

    def visitor(self, who: str) -> Visitor:
        if who not in self.visitors:
            self.visitors[who] = self.meet(self.site)
            if who != EVERYBODY:
                self.visitors[who].sign_in(f"{who}@example.org")
        return self.visitors[who]

    def met_by(self, who: str) -> list[Met]:
        if who not in self.pages:
            leave_out = None if who == EVERYBODY else ALIKE_FOR_ALL
            self.pages[who] = crawl(self.visitor(who), leave_out)
        return self.pages[who]

    def worth_a_look(self, who: str) -> list[str]:
        """Return the pages to look at as somebody: those that strangers have not looked at."""
        seen: Counter[str] = Counter()
        if who != EVERYBODY:
            known = {one.path for one in self.met_by(EVERYBODY)}
        paths = []
        for one in self.met_by(who):
            endpoint = endpoint_of(self.site, one.path)
            is_own = who == EVERYBODY or one.path not in known or endpoint == POLL
            seen[endpoint] += is_own
            enough = 2 if who in {EVERYBODY, "organiser"} else 1
            is_new = (who, endpoint) in FOR_EACH_POLL or seen[endpoint] <= enough
            is_sound = (one.path, one.status) != SAYS_WHY_NOT
            if is_own and is_new and one.is_page and is_sound:
                paths.append(one.path)
        return paths


@pytest.fixture(scope="module")
def company(demonstration: Site, module_meet: Meet) -> Company:
    return Company(demonstration, module_meet)


@pytest.mark.parametrize("who", [EVERYBODY, *PEOPLE])
def test_every_link_leads_to_a_page(company: Company, who: str):
    met = company.met_by(who)
    told = [one for one in met if (one.path, one.status) != SAYS_WHY_NOT]
    wrong = [one for one in told if one.status != 200 or (one.is_page and one.headings != 1)]
    assert not wrong
    assert len(met) > 20


@pytest.mark.timeout(900)  # an organiser has some hundred pages
@pytest.mark.parametrize("who", [EVERYBODY, *PEOPLE])
def test_every_page_is_sound_on_phone_and_desk_by_day_and_night(company: Company, who: str):
    visitor = company.visitor(who)
    for path in company.worth_a_look(who):
        visitor.page.set_viewport_size(PHONE)
        visitor.go(path)
        for size in (PHONE, DESK):
            visitor.page.set_viewport_size(size)
            visitor.look_by_day_and_night()


def test_the_pages_for_lost_visitors_are_sound(company: Company):
    stranger, newcomer = company.visitor(EVERYBODY), company.visitor("newcomer")
    stranger.go("/nowhere", 404)
    newcomer.go("/organise", 403)
    newcomer.go("/polls/the-policy-panel/interest/1", 403)
    newcomer.sees("your address is not on it")


def test_a_sample_of_who_has_voted_is_sound_where_it_is_drawn(company: Company):
    scrutineer = company.visitor("scrutineer")
    path = next(one.path for one in company.met_by("scrutineer") if one.path.endswith("/voted"))
    scrutineer.page.set_viewport_size(PHONE)
    scrutineer.go(path)
    scrutineer.page.get_by_label("How many members").fill("5")
    scrutineer.press("Draw at random")
    scrutineer.sees("5 members were drawn")
    assert scrutineer.page.locator("tbody tr").count() == 5
    scrutineer.look_by_day_and_night()
    scrutineer.page.set_viewport_size(DESK)
    scrutineer.look_by_day_and_night()
