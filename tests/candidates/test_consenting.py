"""Nobody is on the shortlist who has not countersigned exactly what it shows."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM, Actor, member_actor
from shortlist.audit.queries import latest_events
from shortlist.candidates import consent_queries, consent_rules, consenting, rules
from shortlist.candidates.actions import Verdict, decide_expression
from shortlist.candidates.consent_rules import Consent, Entry, Page, consent_of, entry_version
from shortlist.candidates.consenting import Correction
from shortlist.candidates.rules import Outcome
from shortlist.clock import SetClock
from shortlist.notices.queries import latest_notices
from shortlist.polls.models import Contest
from tests.candidates.offers import countersign_all, offer_to_stand
from tests.people import add_member
from tests.timetables import INTEREST_CLOSES, SHORTLIST, add_poll

SignIn = Callable[..., FlaskClient]
ACCEPT = Verdict(outcome=Outcome.ACCEPTED, reason="")
OWN = "/polls/national-executive/candidacy/1"
STATES = "/organise/polls/national-executive/countersigning"

entries = st.builds(Entry, **dict.fromkeys(Entry.__annotations__, st.text(max_size=3)))


@given(entries, entries)
def test_a_version_is_of_all_that_is_shown_and_of_nothing_else(one: Entry, other: Entry) -> None:
    assert (entry_version(one) == entry_version(other)) is (one == other)


@pytest.mark.parametrize(
    ("countersigned", "can_be_asked", "consent"),
    [
        (set(), True, Consent.WAITING),
        ({"now"}, True, Consent.GIVEN),
        ({"before", "now"}, True, Consent.GIVEN),
        ({"before"}, True, Consent.LAPSED),
        (set(), False, Consent.NOBODY_TO_ASK),
    ],
)
def test_how_somebody_stands_to_a_page(
    countersigned: set[str], can_be_asked: bool, consent: Consent
) -> None:
    assert consent_of("now", countersigned, can_be_asked=can_be_asked) is consent
    assert consent.is_enough is (consent in {Consent.GIVEN, Consent.NOBODY_TO_ASK})


def test_who_is_missing_is_named() -> None:
    assert consent_rules.why_not_all(Page.SHORTLIST, []) is None
    one = consent_rules.why_not_all(Page.SHORTLIST, ["Ann Ash"])
    two = consent_rules.why_not_all(Page.SLATE, ["Ann Ash", "Ben Box"])
    assert one.text.startswith("Ann Ash has neither countersigned the shortlist nor withdrawn.")
    assert two.text.startswith("Ann Ash and Ben Box have not countersigned the slate as it is now.")


@pytest.mark.parametrize(
    ("hours", "refusal"),
    [
        ([], consent_rules.NobodyToRemind),
        ([None], type(None)),
        ([11.9], consent_rules.RemindedAlready),
        ([12], type(None)),
        ([1, None], type(None)),
    ],
)
def test_when_people_are_reminded(hours: list[float | None], refusal: type) -> None:
    moments = [None if one is None else SHORTLIST - timedelta(hours=one) for one in hours]
    assert type(consent_rules.why_not_remind(moments, SHORTLIST)) is refusal


@pytest.fixture
def contest(session: Session, clock: SetClock) -> Contest:
    """A contest of three accepted candidates: Ann with a photo, Bob and Cy."""
    contest = add_poll(session).contests[0]
    for name in ("Ann Example", "Bob Example", "Cy Example"):
        expression = offer_to_stand(session, clock, contest, name, photo=name.startswith("Ann"))
        decide_expression(
            session, contest, expression, ACCEPT, now=INTEREST_CLOSES, actor=PLATFORM, base_url=""
        )
    return contest


@pytest.fixture
def olu(session: Session, clock: SetClock) -> Actor:
    return member_actor(add_member(session, clock, "olu@example.org", ["organiser"]).id)


def shown(session: Session, contest: Contest) -> list[str]:
    return [one.name for one in consent_queries.shown(session, contest)]


def missing(session: Session, contest: Contest) -> list[tuple[str, Consent]]:
    found = consent_queries.not_countersigned(session, contest.poll)
    return [(one.candidate.name, one.consent) for one in found]


def countersign(session: Session, contest: Contest, name: str, version: str) -> None:
    member = add_member(session, SetClock(SHORTLIST), f"{name.lower()}@example.org")
    consenting.countersign_entry(session, contest, member.id, version, now=SHORTLIST)


def version_of(session: Session, contest: Contest, name: str) -> str:
    found = consent_queries.consents(session, contest)
    return next(one.version for one in found if one.candidate.name == f"{name} Example")


def test_only_who_has_countersigned_is_shown_and_they_can_as_long_as_the_paper_is_open(
    session: Session, contest: Contest
) -> None:
    assert shown(session, contest) == []
    with pytest.raises(consent_rules.NotCountersigned, match="Ann Example, Bob Example and Cy"):
        raise consenting.why_not_all_countersigned(session, contest.poll)
    countersign_all(session, contest, SHORTLIST, but={"Cy Example"})
    assert shown(session, contest) == ["Ann Example", "Bob Example"]
    assert missing(session, contest) == [("Cy Example", Consent.WAITING)]
    for _ in range(2):
        countersign(session, contest, "Cy", version_of(session, contest, "Cy"))
    assert consenting.why_not_all_countersigned(session, contest.poll) is None
    event = latest_events(session, subject="poll:national-executive")[0]
    assert event.action == "shortlist countersigned"
    assert version_of(session, contest, "Cy") in event.details
    contest.poll.ready_at = SHORTLIST
    with pytest.raises(rules.ShortlistIsFixed):
        countersign(session, contest, "Cy", version_of(session, contest, "Cy"))


def test_another_version_is_not_countersigned_and_a_stranger_countersigns_nothing(
    session: Session, contest: Contest
) -> None:
    with pytest.raises(consent_rules.ShownOtherwise):
        countersign(session, contest, "Ann", version_of(session, contest, "Bob"))
    with pytest.raises(consent_rules.NothingToCountersign):
        countersign(session, contest, "stranger", version_of(session, contest, "Bob"))


def correct(session: Session, contest: Contest, actor: Actor, **changed: object) -> list[str]:
    candidate = consent_queries.consents(session, contest)[0].candidate
    as_it_is = {
        "name": candidate.name,
        "local_party": candidate.local_party,
        "region": candidate.region,
        "has_photo": candidate.photo_id is not None,
    }
    correction = Correction(**as_it_is | changed)
    return list(
        consenting.correct_entry(
            session, contest, candidate, correction, now=SHORTLIST, actor=actor, base_url=""
        )
    )


@pytest.mark.parametrize(
    "changed", [{"name": "Anne Example"}, {"region": "Wales"}, {"has_photo": False}]
)
def test_a_countersignature_lapses_with_any_change_and_is_asked_for_again(
    session: Session, contest: Contest, olu: Actor, changed: dict[str, object]
) -> None:
    countersign_all(session, contest, SHORTLIST)
    (what,) = correct(session, contest, olu, **changed)
    assert what == next(iter(changed)).removeprefix("has_")
    assert [consent for _, consent in missing(session, contest)] == [Consent.LAPSED]
    assert len(shown(session, contest)) == 2
    notice = latest_notices(session)[0]
    assert (notice.kind, notice.to_address) == ("entry_corrected", "ann@example.org")
    assert "you are not on the public shortlist" in notice.body
    countersign_all(session, contest, SHORTLIST)
    assert len(shown(session, contest)) == 3


def test_a_correction_of_nothing_asks_nobody_and_nobody_corrects_their_own(
    session: Session, contest: Contest, olu: Actor
) -> None:
    countersign_all(session, contest, SHORTLIST)
    assert correct(session, contest, olu) == []
    assert missing(session, contest) == []
    own = add_member(session, SetClock(SHORTLIST), "ann@example.org")
    with pytest.raises(rules.OwnEntry):
        correct(session, contest, member_actor(own.id), region="Wales")


def remind(session: Session, contest: Contest, actor: Actor, now: datetime) -> int:
    return consenting.remind_candidates(
        session, contest.poll, now=now, actor=actor, base_url="https://x.example"
    )


def test_reminders_go_to_who_is_missing_and_not_twice_in_half_a_day(
    session: Session, contest: Contest, olu: Actor
) -> None:
    countersign_all(session, contest, INTEREST_CLOSES, but={"Bob Example"})
    assert remind(session, contest, olu, INTEREST_CLOSES) == 1
    notice = latest_notices(session)[0]
    assert (notice.kind, notice.to_address) == ("countersign_reminder", "bob@example.org")
    assert "https://x.example/polls/national-executive/candidacy/1" in notice.body
    assert "Nobody is on it who has not countersigned." in notice.body
    with pytest.raises(consent_rules.RemindedAlready):
        remind(session, contest, olu, INTEREST_CLOSES)
    assert remind(session, contest, olu, SHORTLIST) == 1
    assert "The shortlist is out, and you are not on it" in latest_notices(session)[0].body


def test_the_shortlist_shows_who_agreed_and_says_how_many_have_not(
    session: Session, contest: Contest, clock: SetClock, client: FlaskClient, sign_in: SignIn
) -> None:
    countersign_all(session, contest, INTEREST_CLOSES, but={"Ann Example", "Cy Example"})
    ids = {
        one.candidate.name: one.candidate.id for one in consent_queries.consents(session, contest)
    }
    session.commit()
    clock.at = SHORTLIST
    page = client.get("/polls/national-executive/candidates").text
    assert "Bob Example" in page
    assert "Ann Example" not in page
    assert "2 more have still to confirm" in page
    for path in ("", "/photo", "/face", "/card.png"):
        where = f"/polls/national-executive/candidates/{ids['Ann Example']}{path}"
        assert client.get(where).status_code == 404
    assert ", 1 candidate." in client.get("/polls/national-executive").text
    own = sign_in("ann@example.org")
    poll_page = own.get("/polls/national-executive").text
    assert "You are a candidate: please countersign" in poll_page
    entry = own.get(OWN).text
    assert "What everybody will see of you" in entry
    assert "I am <strong>Ann Example</strong>." in entry
    assert own.get(f"{OWN}/photo").mimetype == "image/jpeg"
    assert sign_in("bob@example.org").get(f"{OWN}/photo").status_code == 404
    version = entry.split('name="version" type="hidden" value="')[1].split('"')[0]
    assert own.post(f"{OWN}/countersign", data={"version": version}).status_code == 422
    done = own.post(f"{OWN}/countersign", data={"version": version, "agrees": "y"})
    assert done.status_code == 303
    assert "Everybody sees you on the shortlist." in own.get(OWN).text
    assert "Ann Example" in client.get("/polls/national-executive/candidates").text
    assert "please countersign" not in own.get("/polls/national-executive").text


def test_officers_see_who_is_missing_remind_correct_and_cannot_make_the_poll_ready(
    session: Session, contest: Contest, clock: SetClock, sign_in: SignIn
) -> None:
    countersign_all(session, contest, INTEREST_CLOSES, but={"Bob Example"})
    ids = {
        one.candidate.name: one.candidate.id for one in consent_queries.consents(session, contest)
    }
    session.commit()
    clock.at = SHORTLIST
    organiser = sign_in("olu@example.org", "organiser")
    page = organiser.get(STATES).text
    assert "1 candidate has not countersigned" in page
    assert page.count("Countersigned</span>") == 2
    reminded = organiser.post(f"{STATES}/remind", follow_redirects=True).text
    assert "1 reminder is on the way." in reminded
    assert "All of them were reminded within the last 12 hours." in reminded
    where = f"/organise/polls/national-executive/candidates/{ids['Ann Example']}/correct"
    assert 'value="Ann Example"' in organiser.get(where).text
    assert organiser.post(where, data={"name": ""}).status_code == 422
    typed = {"name": "Anne Example", "local_party": "Anyborough", "region": "London"}
    corrected = organiser.post(where, data=typed | {"has_photo": "y"}, follow_redirects=True).text
    assert "2 candidates have not countersigned" in corrected
    assert "Changed since" in corrected
    officer = sign_in("rae@example.org", "returning officer")
    assert "Remind by mail" not in officer.get(STATES).text
    asked = officer.get("/organise/polls/national-executive/ready").text
    assert "Anne Example, Bob Example have neither countersigned" in asked
    refused = officer.post("/organise/polls/national-executive/ready")
    assert refused.status_code == 409
    assert "Anne Example and Bob Example have neither countersigned the shortlist" in refused.text
