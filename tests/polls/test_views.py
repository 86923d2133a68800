"""The organiser's pages of a poll, on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from shortlist.announcements.actions import save_call
from shortlist.announcements.queries import call_of
from shortlist.announcements.rules import Section
from shortlist.audit.actions import PLATFORM
from shortlist.bursaries.actions import offer_bursary
from shortlist.bursaries.queries import offer_in
from shortlist.bursaries.rules import Offer
from shortlist.clock import SetClock
from shortlist.conduct.actions import publish_code
from shortlist.conduct.queries import code_of
from shortlist.db import open_session
from shortlist.declarations.actions import set_asks
from shortlist.declarations.queries import asks_in
from shortlist.declarations.rules import Asks
from shortlist.equalities.actions import set_form
from shortlist.equalities.queries import plan_of
from shortlist.equalities.rules import Plan as FormPlan
from shortlist.interest.queries import authors_of
from shortlist.polls.balance import Part, RulePlan
from shortlist.polls.balance_actions import add_group, add_rules
from shortlist.polls.balance_queries import groups_of, rules_of
from shortlist.polls.balance_usual import DISABLED, WOMEN
from shortlist.polls.planning import RULE_TITLES, RULE_WORDS, CountingRule
from shortlist.polls.queries import every_poll, poll_by_slug
from shortlist.questions.actions.asking import add_question
from shortlist.questions.queries import questions_of
from shortlist.questions.rules import Kind
from shortlist.questions.rules import Plan as QuestionPlan
from shortlist.stv import Sense
from tests.candidates.offers import offer_to_stand
from tests.members.helpers import mails_to
from tests.people import add_roll_entry
from tests.timetables import BEFORE, INTEREST_OPENS, SHORTLIST, add_draft, add_poll

SignIn = Callable[..., FlaskClient]
MOMENTS = {
    "interest_opens_at": ("2026-02-02", "12:00"),
    "interest_closes_at": ("2026-02-13", "19:00"),
    "shortlist_at": ("2026-02-23", "12:00"),
    "opens_at": ("2026-03-02", "12:00"),
    "closes_at": ("2026-03-06", "19:00"),
    "results_at": ("2026-03-30", "12:00"),
    "slate_at": ("2026-04-01", "12:00"),
}


def typed(**changes: str) -> dict[str, str]:
    """Return the form of a poll as a browser sends it."""
    form = {
        "title": "National executive",
        "description": "Nine seats.",
        "time_zone": "Europe/London",
    }
    for name, (day, at) in MOMENTS.items():
        form |= {f"{name}-on": day, f"{name}-at": at}
    return form | {name.replace("__", "-"): value for name, value in changes.items()}


CONTEST = {
    "title": "Executive",
    "seats": "9",
    "rule": "scottish",
    "region": "",
    "papers_shown": "by numbers",
}


@pytest.fixture
def organiser(sign_in: SignIn, clock: SetClock) -> FlaskClient:
    clock.at = BEFORE
    return sign_in("olu@example.org", "organiser")


def page(response) -> str:
    return unescape(response.get_data(as_text=True)).replace("\u00a0", " ")


def test_an_organiser_makes_and_announces_a_poll(organiser: FlaskClient, session: Session) -> None:
    assert "Make a poll" in page(organiser.get("/organise/polls/new"))
    made = organiser.post("/organise/polls/new", data=typed())
    assert (made.status_code, made.location) == (
        303,
        "/organise/polls/national-executive/contests/new",
    )
    added = organiser.post(made.location, data=CONTEST)
    assert (added.status_code, added.location) == (303, "/organise/polls/national-executive/plan")
    plan = page(organiser.get(added.location))
    assert "Friday 13 February, 7 pm (London)" in plan
    assert "Monday 30 March, noon (London)" in plan
    assert "Tables only under 100 papers; otherwise in full" in plan
    assert "Announce this poll" in plan
    assert "Announce “National executive”?" in page(
        organiser.get("/organise/polls/national-executive/announce")
    )
    assert organiser.post("/organise/polls/national-executive/announce").status_code == 303
    poll = poll_by_slug(session, "national-executive")
    assert poll.announced_at == BEFORE
    assert poll.results_at.isoformat() == "2026-03-30T11:00:00+00:00"


def test_errors_keep_what_was_typed(organiser: FlaskClient, session: Session) -> None:
    answer = organiser.post(
        "/organise/polls/new",
        data=typed(title="My own title", description="", closes_at__on="2026-03-01"),
    )
    assert answer.status_code == 422
    assert "My own title" in page(answer)
    assert "Write what the poll is for." in page(answer)
    assert 'value="2026-03-01"' in page(answer)
    assert every_poll(session) == []


@pytest.mark.parametrize(
    ("changes", "sentence", "anchor"),
    [
        (
            {"closes_at__on": "2026-03-01"},
            "Voting closes: Voting must open before it closes.",
            "closes_at-on",
        ),
        (
            {"results_at__on": "2026-03-29", "results_at__at": "01:30"},
            "Results are published: The clocks go forward then",
            "results_at-on",
        ),
        (
            {"slate_at__on": "2026-10-25", "slate_at__at": "01:30"},
            "The slate is published: The clocks go back then",
            "slate_at-on",
        ),
        ({"opens_at__at": ""}, "Voting opens: enter the time.", "opens_at-at"),
        (
            {"information_opens_at__on": "2026-02-14"},
            "Candidates are asked the same questions: enter the time.",
            "information_opens_at-at",
        ),
        (
            {"information_closes_at__on": "2026-02-20", "information_closes_at__at": "19:00"},
            "Give both moments at which candidates answer questions, or neither.",
            "information_opens_at-on",
        ),
        ({"time_zone": "Moon/Crater"}, "Not a valid choice", "time_zone"),
    ],
)
def test_each_fault_stands_beside_its_field(
    organiser: FlaskClient, changes: dict[str, str], sentence: str, anchor: str
) -> None:
    answer = organiser.post("/organise/polls/new", data=typed(**changes))
    assert answer.status_code == 422
    assert sentence in page(answer)
    assert f'href="#{anchor}"' in page(answer)


def test_a_day_may_be_typed_as_the_british_write_it(
    organiser: FlaskClient, session: Session
) -> None:
    organiser.post("/organise/polls/new", data=typed(interest_opens_at__on="02/02/2026"))
    assert every_poll(session)[0].interest_opens_at.isoformat() == "2026-02-02T12:00:00+00:00"


def test_a_poll_without_contests_offers_no_announcement(
    organiser: FlaskClient, session: Session
) -> None:
    organiser.post("/organise/polls/new", data=typed())
    plan = page(organiser.get("/organise/polls/national-executive/plan"))
    assert "Add at least one contest before you announce the poll." in plan
    asked = organiser.get("/organise/polls/national-executive/announce")
    assert asked.location == "/organise/polls/national-executive/plan"
    assert organiser.post("/organise/polls/national-executive/announce").status_code == 409


def test_only_moments_to_come_are_asked_for(
    organiser: FlaskClient, session: Session, clock: SetClock
) -> None:
    add_poll(session)
    session.commit()
    clock.at = INTEREST_OPENS
    form = page(organiser.get("/organise/polls/national-executive/edit"))
    assert 'name="interest_opens_at-on"' not in form
    assert 'name="interest_closes_at-on" required type="date" value="2026-02-13"' in form
    answer = organiser.post(
        "/organise/polls/national-executive/edit",
        data=typed(title="New title", interest_opens_at__on="2026-02-05", then="save"),
    )
    assert answer.status_code == 303
    session.expire_all()
    poll = poll_by_slug(session, "national-executive")
    assert (poll.title, poll.interest_opens_at) == ("New title", INTEREST_OPENS)


def test_a_moment_is_not_moved_into_the_past(
    organiser: FlaskClient, session: Session, clock: SetClock
) -> None:
    add_poll(session)
    session.commit()
    clock.at = INTEREST_OPENS
    answer = organiser.post(
        "/organise/polls/national-executive/edit",
        data=typed(interest_closes_at__on="2026-01-31", interest_closes_at__at="09:00"),
    )
    assert answer.status_code == 422
    assert "Interest closes: Choose a time that is still to come." in page(answer)


def test_what_was_not_touched_keeps_its_seconds(organiser: FlaskClient, session: Session) -> None:
    poll = add_draft(session)
    poll.slate_at = poll.slate_at.replace(second=42)
    session.commit()
    organiser.post(
        "/organise/polls/national-executive/edit",
        data=typed(slate_at__on="2026-03-11", results_at__on="2026-03-09", then="save"),
    )
    session.expire_all()
    assert poll_by_slug(session, "national-executive").slate_at.second == 42


def test_a_poll_that_is_ready_is_not_edited(
    sign_in: SignIn, session: Session, clock: SetClock
) -> None:
    poll = add_poll(session)
    poll.ready_at = SHORTLIST
    session.commit()
    clock.at = SHORTLIST
    organiser = sign_in("olu@example.org", "organiser")
    assert organiser.get("/organise/polls/national-executive/edit").status_code == 409
    answer = organiser.post("/organise/polls/national-executive/edit", data=typed())
    assert answer.status_code == 409


def test_contests_are_changed_and_removed(organiser: FlaskClient, session: Session) -> None:
    add_draft(session, "Wales", "Scotland")
    session.commit()
    here = "/organise/polls/national-executive/contests"
    assert 'value="Wales"' in page(organiser.get(f"{here}/1"))
    organiser.post(f"{here}/1", data=CONTEST | {"title": "Cymru", "seats": "2", "region": "Wales"})
    assert "Remove the contest “Executive members”?" in page(organiser.get(f"{here}/2/remove"))
    organiser.post(f"{here}/2/remove")
    session.expire_all()
    contests = poll_by_slug(session, "national-executive").contests
    assert [(one.position, one.title, one.seats) for one in contests] == [(1, "Cymru", 2)]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"seats": "0"}, "Enter a number from 1 to 100."),
        ({"seats": "many"}, "Not a valid integer value."),
        ({"title": ""}, "Enter a title."),
        ({"rule": "borda"}, "Not a valid choice."),
        ({"papers_shown": "some"}, "Not a valid choice."),
        ({"papers_shown": "reached", "rule": "meek-nz"}, "This rule looks at whole papers"),
    ],
)
def test_a_contest_is_refused_with_what_was_typed(
    organiser: FlaskClient, session: Session, changes: dict[str, str], sentence: str
) -> None:
    add_draft(session)
    session.commit()
    answer = organiser.post(
        "/organise/polls/national-executive/contests/new",
        data=CONTEST | {"region": "Cornwall"} | changes,
    )
    assert answer.status_code == 422
    assert sentence in page(answer)
    assert "Cornwall" in page(answer)


def test_the_form_says_what_each_rule_is_and_keeps_the_one_chosen(
    organiser: FlaskClient, session: Session
) -> None:
    add_draft(session)
    session.commit()
    here = "/organise/polls/national-executive/contests"
    form = page(organiser.get(f"{here}/new"))
    for rule in CountingRule:
        assert str(RULE_TITLES[rule]) in form
        assert str(RULE_WORDS[rule]) in form
    organiser.post(f"{here}/new", data=CONTEST | {"rule": "ers97"})
    session.expire_all()
    assert poll_by_slug(session, "national-executive").contests[-1].rule == "ers97"


def test_a_region_that_nobody_lives_in_is_pointed_out(
    organiser: FlaskClient, session: Session, clock: SetClock
) -> None:
    add_roll_entry(session, clock, "ann@example.org", region="Wales")
    add_draft(session, "Wales", "Whales")
    session.commit()
    plan = page(organiser.get("/organise/polls/national-executive/plan"))
    assert "Nobody on the roll is in “Whales”" in plan
    assert "Nobody on the roll is in “Wales”" not in plan


def test_contests_of_an_open_poll_cannot_be_reached(
    organiser: FlaskClient, session: Session, clock: SetClock
) -> None:
    add_poll(session, "Wales", "Scotland")
    session.commit()
    clock.at = INTEREST_OPENS
    here = "/organise/polls/national-executive/contests"
    assert organiser.get(f"{here}/new").status_code == 409
    assert organiser.post(f"{here}/new", data=CONTEST).status_code == 409
    assert organiser.post(f"{here}/1", data=CONTEST).status_code == 409
    assert organiser.get(f"{here}/1/remove").status_code == 409
    assert organiser.post(f"{here}/1/remove").status_code == 409


def test_a_draft_is_deleted(organiser: FlaskClient, session: Session) -> None:
    add_draft(session)
    session.commit()
    assert "cannot be brought back" in page(
        organiser.get("/organise/polls/national-executive/delete")
    )
    assert organiser.post("/organise/polls/national-executive/delete").status_code == 303
    session.expire_all()
    assert every_poll(session) == []


def test_an_announced_poll_has_no_page_to_delete_it(
    organiser: FlaskClient, session: Session
) -> None:
    add_poll(session)
    session.commit()
    assert organiser.get("/organise/polls/national-executive/delete").status_code == 409
    assert organiser.post("/organise/polls/national-executive/delete").status_code == 409


def test_markdown_of_the_call_is_rendered_safely(organiser: FlaskClient, session: Session) -> None:
    poll = add_draft(session)
    poll.description = "**Bold** <script>alert(1)</script> [x](javascript:alert(1))"
    session.commit()
    raw = organiser.get("/organise/polls/national-executive/plan").get_data(as_text=True)
    assert "<strong>Bold</strong>" in raw
    assert "<script>alert" not in raw
    assert 'href="javascript:' not in raw


@pytest.mark.parametrize("role", ["returning officer", "scrutineer"])
def test_other_officers_do_not_make_polls(sign_in: SignIn, role: str) -> None:
    assert sign_in("rae@example.org", role).get("/organise/polls/new").status_code == 403


def test_a_member_does_not_see_a_draft(
    sign_in: SignIn, client: FlaskClient, session: Session
) -> None:
    add_draft(session)
    session.commit()
    here = "/organise/polls/national-executive/plan"
    assert sign_in("ann@example.org").get(here).status_code == 403
    assert client.get(here).status_code == 302


def test_a_poll_that_is_not_there_is_not_found(organiser: FlaskClient) -> None:
    assert organiser.get("/organise/polls/none/plan").status_code == 404


EDIT = "/organise/polls/national-executive/edit"


def test_changes_are_looked_at_before_they_are_saved(
    organiser: FlaskClient, session: Session, engine: Engine, clock: SetClock
) -> None:
    poll = add_poll(session)
    offer_to_stand(session, clock, poll.contests[0], "Ana Black", send=False)
    session.commit()
    clock.at = INTEREST_OPENS
    changes = typed(title="New title", closes_at__on="2026-03-07", slate_at__on="2026-03-31")
    preview = page(organiser.post(EDIT, data=changes))
    for words in (
        "Nothing is saved yet",
        "The poll stays “interest open”.",
        "One person who offers to stand is told by mail",
        "Saturday 7 March, 7 pm",
        "Members have 5 days and 7 hours to vote.",
        "It was 4 days and 7 hours.",
        "Voting closes on a Saturday",
        "The title becomes “New title”.",
        'name="closes_at-on" value="2026-03-07"',
    ):
        assert words in preview, words
    with open_session(engine, read_only=True) as reading:
        assert poll_by_slug(reading, "national-executive").title == "National executive"
    back = organiser.post(EDIT, data=changes | {"then": "back"})
    assert (back.status_code, 'value="New title"' in page(back)) == (200, True)
    saved = organiser.post(EDIT, data=changes | {"then": "save"})
    assert saved.location == "/organise/polls/national-executive/plan"
    assert "One person who offers to stand is told" in page(organiser.get(saved.location))
    [letter] = mails_to(engine, "ana@example.org")
    assert "Voting closes: Saturday 7 March, 7 pm (London)" in letter
    assert "Interest" not in letter


def test_changes_that_cannot_be_are_refused_before_the_preview(
    organiser: FlaskClient, session: Session, clock: SetClock
) -> None:
    add_poll(session)
    session.commit()
    clock.at = INTEREST_OPENS
    for then in ("", "save", "back"):
        answer = organiser.post(EDIT, data=typed(closes_at__on="2026-03-01", then=then))
        assert answer.status_code == 422
        assert "Voting closes: Voting must open before it closes." in page(answer)


def test_all_dates_are_filled_in_some_days_later(organiser: FlaskClient, session: Session) -> None:
    add_draft(session)
    session.commit()
    form = page(organiser.get(f"{EDIT}?shift=7"))
    assert "moved by 7 days. Nothing is saved yet." in form
    assert 'name="closes_at-on" required type="date" value="2026-03-13"' in form
    assert 'value="2026-03-06"' in page(organiser.get(f"{EDIT}?shift=9999999999"))


def test_a_poll_is_made_from_a_template(organiser: FlaskClient, session: Session) -> None:
    address = "/organise/polls/new?template=body"
    assert "Begun from “A body of 26 seats, by region”" in page(organiser.get(address))
    made = organiser.post(address, data=typed())
    assert made.location == "/organise/polls/national-executive/plan"
    poll = poll_by_slug(session, "national-executive")
    assert [one.seats for one in poll.contests] == [6, 3, 3, 4, 5, 3, 1, 1]
    first, *_, scotland, wales = (
        [str(rule.bound) for rule in rules_of(session, one.id)] for one in poll.contests
    )
    assert first == ["women>=3", "members of an ethnic minority>=2"]
    assert (scotland, wales) == ([], ["women>=1"])
    assert organiser.get("/organise/polls/new?template=borda").status_code == 404
    assert organiser.get("/organise/polls/new?copy=nothing").status_code == 404


def test_a_poll_is_copied_without_anybody_in_it(
    organiser: FlaskClient, session: Session, clock: SetClock
) -> None:
    past = add_poll(session, "Wales", None)
    past.contests[0].rule, past.contests[0].seats = "meek-prf", 3
    past.trustees = 2
    offer_to_stand(session, clock, past.contests[0], "Ana Black", region="Wales", send=False)
    save_call(session, past, {Section.BODY: "It meets once a month."}, now=clock.now())
    occasion = {"now": clock.now(), "actor": PLATFORM}
    add_group(session, past.contests[0], DISABLED, **occasion)
    women = RulePlan(sense=Sense.AT_LEAST, number=1, parts=(Part(group=WOMEN),))
    add_rules(session, past.contests[0], [women], **occasion)
    what = QuestionPlan(kind=Kind.TEXT, prompt="Why you?")
    add_question(session, past, what, **occasion, base_url="http://localhost")
    publish_code(session, past, "Be kind.", is_needed_to_send=True, **occasion)
    two_days = timedelta(days=2)
    asks = Asks(conflicts=True, spending_limit=50, spending_due_at=past.shortlist_at + two_days)
    set_asks(session, past, asks, **occasion)
    form_closes_at = past.interest_closes_at + two_days
    set_form(session, past, FormPlan(questions=("age",), closes_at=form_closes_at), **occasion)
    bursary = Offer(pays="Travel.", most=90, closes_at=past.interest_closes_at)
    offer_bursary(session, past, bursary, **occasion)
    session.commit()
    address = "/organise/polls/new?copy=national-executive"
    form = page(organiser.get(address))
    assert 'value="National executive"' in form
    assert 'name="interest_opens_at-on" required type="date" value="2026-02-07"' in form
    dates = {"information_opens_at": "2026-02-14", "information_closes_at": "2026-02-20"}
    asked = {f"{name}-on": day for name, day in dates.items()}
    asked |= {f"{name}-at": "12:00" for name in dates}
    made = organiser.post(address, data=typed() | asked)
    assert made.location == "/organise/polls/national-executive-2/plan"
    poll = poll_by_slug(session, "national-executive-2")
    assert [(one.seats, one.rule, one.region) for one in poll.contests] == [
        (3, "meek-prf", "Wales"),
        (9, "scottish", None),
    ]
    copied = poll.contests[0].id
    assert rules_of(session, copied) == (women,)
    assert [one.name for one in groups_of(session, copied)] == ["disabled people", "women"]
    assert [one.prompt for one in questions_of(session, poll)] == ["Why you?"]
    code = code_of(session, poll)
    assert (code.number, code.text, code.is_needed_to_send) == (1, "Be kind.", True)
    due_at = poll.shortlist_at + two_days
    assert asks_in(session, poll) == replace(asks, spending_due_at=due_at)
    form_closes_at = poll.interest_closes_at + two_days
    assert plan_of(session, poll) == FormPlan(questions=("age",), closes_at=form_closes_at)
    copied_offer = offer_in(session, poll)
    assert (copied_offer.pays, copied_offer.most) == ("Travel.", 90)
    assert (poll.announced_at, poll.trustees) == (None, 0)
    assert authors_of(session, poll) == []
    drafts = {one.section: one.draft for one in call_of(session, poll).sections}
    assert drafts[Section.BODY] == "It meets once a month."
