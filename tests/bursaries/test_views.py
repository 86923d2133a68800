"""A bursary from the offer to the decision, and that nobody else can tell who has applied."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.audit.models import Event
from shortlist.bursaries.models import BursaryApplication
from shortlist.clock import SetClock
from shortlist.config import Settings
from shortlist.extensions import limiter
from shortlist.interest.models import Expression
from shortlist.members.models import Member
from shortlist.notices.models import Notice
from shortlist.permissions import Role
from shortlist.polls.models import Poll
from shortlist.rights.actions import delete_account
from shortlist.rights.erasing import eraser_for
from shortlist.rights.queries import Owner
from tests.candidates.offers import offer_to_stand
from tests.conftest import NOON
from tests.people import add_member
from tests.timetables import BEFORE, CLOSES, INTEREST_CLOSES, RESULTS, SHORTLIST, add_poll

SignIn = Callable[..., FlaskClient]
OFFICE = "bursary officer"
PUBLIC = "/polls/national-executive"
OWN = f"{PUBLIC}/bursary"
THERE = "/organise/polls/national-executive/bursaries"
OFFER = "/organise/polls/national-executive/declarations/bursary"
OFFERED = {
    "is_offered": "y",
    "pays": "Travel and **childcare**.",
    "most": "£200",
    "closes_at-on": "2026-02-20",
    "closes_at-at": "12:00",
}
WORDS = "planted-purpose-61"
WISH = {"purpose": WORDS, "pounds": "120"}
GRANT = {"version": "1", "outcome": "granted", "pounds": "100", "reason": "planted-reason-62"}


@pytest.fixture
def poll(session: Session, clock: SetClock) -> Poll:
    poll = add_poll(session)
    session.commit()
    return poll


@pytest.fixture
def organiser(poll: Poll, sign_in: SignIn) -> FlaskClient:
    return sign_in("olu@example.org", "organiser")


@pytest.fixture
def officer(poll: Poll, sign_in: SignIn) -> FlaskClient:
    return sign_in("bea@example.org", OFFICE, name="Bea Box")


@pytest.fixture
def offered(poll: Poll, organiser: FlaskClient, clock: SetClock) -> Poll:
    """The poll with a bursary, offered before interest opens; interest is open afterwards."""
    clock.at = BEFORE
    assert organiser.post(OFFER, data=OFFERED).status_code == 303
    clock.at = NOON
    return poll


@pytest.fixture
def ann(offered: Poll, officer: FlaskClient, sign_in: SignIn, session: Session, clock: SetClock):
    """Ann, who has begun to stand and sent nothing yet."""
    begin(session, clock, offered, "Ann Ash")
    return sign_in("ann@example.org")


def begin(session: Session, clock: SetClock, poll: Poll, name: str, *, send: bool = False) -> None:
    offer_to_stand(session, clock, poll.contests[0], name, send=send)
    session.commit()


def page(response) -> str:
    return unescape(response.get_data(as_text=True)).replace("\u00a0", " ")


def applications(session: Session) -> list[BursaryApplication]:
    return _all(session, select(BursaryApplication).order_by(BursaryApplication.id))


def letters(session: Session, kind: str) -> list[Notice]:
    return _all(session, select(Notice).where(Notice.kind == kind).order_by(Notice.id))


def _all(session: Session, query):
    """Return rows as they are now, and let go of the database."""
    session.rollback()
    found = list(session.scalars(query))
    session.expunge_all()
    session.rollback()
    return found


def path_of(session: Session) -> str:
    [found] = applications(session)
    return f"{THERE}/{found.id}"


def test_a_bursary_is_offered_applied_for_and_granted(
    ann: FlaskClient,
    officer: FlaskClient,
    organiser: FlaskClient,
    client: FlaskClient,
    sign_in: SignIn,
    session: Session,
    clock: SetClock,
) -> None:
    read = page(client.get(PUBLIC))
    assert "a bursary of up to £200, until Friday 20 February, noon (London)" in read
    assert "<strong>childcare</strong>" in read
    assert "You can apply once you have begun" in read
    assert OWN in page(ann.get(PUBLIC))
    assert "Bea Box" in page(ann.get(OWN))
    assert ann.post(OWN, data=WISH).status_code == 303
    [told] = letters(session, "bursary_to_decide")
    assert told.to_address == "bea@example.org"
    assert told.subject == "National executive: there is something to decide"
    assert told.body.endswith(f"http://localhost{THERE}\n")
    for word in ("Ann", "ann@", WORDS, "120"):
        assert word not in told.body
    assert "1 to decide" in page(officer.get("/organise/bursaries"))
    assert "asks for £120" in page(officer.get(THERE))
    here = path_of(session)
    shown = page(officer.get(here))
    for words in ("Ann", "ann@example.org", WORDS, "Has begun to, and not sent it yet"):
        assert words in shown
    clock.move(timedelta(minutes=1))
    assert officer.post(here, data=GRANT).status_code == 303
    [mailed] = letters(session, "bursary_decided")
    assert mailed.to_address == "ann@example.org"
    assert mailed.subject == "National executive: your application is decided"
    assert mailed.body.endswith(f"http://localhost{OWN}\n")
    for word in ("100", "120", "grant", GRANT["reason"]):
        assert word not in mailed.body
    decided = page(ann.get(OWN))
    assert "It is granted: £100" in decided
    assert GRANT["reason"] in decided
    assert "£100 of £120" in page(officer.get(THERE))
    assert "Bea Box" in page(officer.get(here))
    clock.at = SHORTLIST
    assert "Whoever stands can apply" not in page(client.get(PUBLIC))  # the deadline has passed
    ann = sign_in("ann@example.org")
    assert OWN in page(ann.get(PUBLIC))
    assert "It is granted: £100" in page(ann.get(OWN))


def test_a_refusal_has_its_reason_and_no_amount(
    ann: FlaskClient, officer: FlaskClient, session: Session
) -> None:
    ann.post(OWN, data=WISH)
    verdict = {"version": "1", "outcome": "refused", "pounds": "50", "reason": "No receipts."}
    assert officer.post(path_of(session), data=verdict).status_code == 303
    read = page(ann.get(OWN))
    assert "It is refused" in read
    assert "No receipts." in read
    [found] = applications(session)
    assert (found.outcome, found.granted_pounds) == ("refused", None)


def test_an_application_is_changed_and_withdrawn(
    ann: FlaskClient, officer: FlaskClient, session: Session, clock: SetClock
) -> None:
    assert ann.get(f"{OWN}/withdraw").status_code == 404
    assert ann.post(f"{OWN}/withdraw").status_code == 404
    ann.post(OWN, data=WISH)
    assert WORDS in page(ann.get(OWN))
    assert ann.post(OWN, data=WISH).status_code == 409  # says just that already
    assert ann.post(OWN, data=WISH | {"pounds": "150"}).status_code == 303
    [found] = applications(session)
    assert (found.version, found.pounds) == (2, 150)
    assert len(letters(session, "bursary_to_decide")) == 1
    stale = officer.post(path_of(session), data=GRANT)  # decides on what was read before
    assert stale.status_code == 409
    assert "changed meanwhile" in page(stale)
    assert "erased at once" in page(ann.get(f"{OWN}/withdraw"))
    assert ann.post(f"{OWN}/withdraw").status_code == 303
    assert applications(session) == []
    assert officer.get(f"{THERE}/{found.id}").status_code == 404
    assert ann.post(OWN, data=WISH).status_code == 303  # and again


def test_who_withdraws_again_and_again_does_not_fill_mailboxes(
    ann: FlaskClient, session: Session
) -> None:
    limiter.enabled = True
    limiter.reset()
    try:
        answers = []
        for _ in range(6):
            answers.append(ann.post(OWN, data=WISH).status_code)
            ann.post(f"{OWN}/withdraw")
    finally:
        limiter.reset()
        limiter.enabled = False
    assert answers == [303] * 5 + [429]
    assert len(letters(session, "bursary_to_decide")) == 5


@pytest.mark.parametrize(
    "wrong",
    [
        {"purpose": ""},
        {"purpose": "word " * 301},
        {"pounds": ""},
        {"pounds": "ten"},
        {"pounds": "99.50"},
        {"pounds": "201"},
    ],
)
def test_a_faulty_application_is_refused(
    ann: FlaskClient, session: Session, wrong: dict[str, str]
) -> None:
    answer = ann.post(OWN, data=WISH | wrong)
    assert answer.status_code == 422
    assert applications(session) == []


def test_only_who_stands_can_apply(
    offered: Poll, sign_in: SignIn, session: Session, clock: SetClock
) -> None:
    bob = sign_in("bob@example.org")
    assert "Begin an expression of interest" in page(bob.get(OWN))
    assert bob.get(OWN).status_code == 403
    assert bob.post(OWN, data=WISH).status_code == 403
    begin(session, clock, offered, "Bob Box", send=True)
    assert bob.post(OWN, data=WISH).status_code == 303
    assert OWN in page(bob.get(f"{PUBLIC}/declarations"))
    [expression] = session.scalars(select(Expression))
    expression.state = "withdrawn"
    session.commit()
    assert "waits for a decision" in page(bob.get(OWN))
    assert bob.post(OWN, data=WISH | {"pounds": "5"}).status_code == 403
    assert bob.post(f"{OWN}/withdraw").status_code == 303
    assert bob.get(OWN).status_code == 403


def test_a_draft_that_can_no_longer_be_sent_is_not_enough(
    ann: FlaskClient, officer: FlaskClient, session: Session, clock: SetClock
) -> None:
    clock.at = INTEREST_CLOSES - timedelta(seconds=1)
    assert ann.get(OWN).status_code == 200
    ann.post(OWN, data=WISH)
    clock.at = INTEREST_CLOSES
    assert ann.post(OWN, data=WISH | {"pounds": "5"}).status_code == 403
    assert "They do not stand in this poll" in page(officer.get(path_of(session)))
    assert ann.post(f"{OWN}/withdraw").status_code == 303
    assert ann.get(OWN).status_code == 403


def test_nothing_changes_after_the_deadline_or_the_decision(
    ann: FlaskClient,
    officer: FlaskClient,
    sign_in: SignIn,
    offered: Poll,
    session: Session,
    clock: SetClock,
) -> None:
    begin(session, clock, offered, "Bob Box", send=True)
    ann.post(OWN, data=WISH)
    changed = WISH | {"pounds": "5"}
    here = path_of(session)
    clock.at = SHORTLIST
    ann, bob = sign_in("ann@example.org"), sign_in("bob@example.org")
    officer = sign_in("bea@example.org")
    for path, data in ((OWN, changed), (f"{OWN}/withdraw", {})):
        assert "has passed" in page(ann.post(path, data=data))
    assert ann.get(f"{OWN}/withdraw").status_code == 409
    assert bob.post(OWN, data=WISH).status_code == 409
    assert "has passed" in page(bob.get(OWN))
    assert officer.post(here, data=GRANT).status_code == 303
    for path, data in ((OWN, changed), (f"{OWN}/withdraw", {})):
        assert "decided already" in page(ann.post(path, data=data))
    again = officer.post(here, data=GRANT)
    assert again.status_code == 409
    assert "decided already" in page(again)
    assert [one.pounds for one in applications(session)] == [120]


@pytest.mark.parametrize(
    "wrong",
    [
        {"outcome": ""},
        {"reason": ""},
        {"pounds": ""},
        {"pounds": "ten"},
        {"pounds": "121"},
    ],
)
def test_a_faulty_decision_is_refused(
    ann: FlaskClient, officer: FlaskClient, session: Session, wrong: dict[str, str]
) -> None:
    ann.post(OWN, data=WISH)
    assert officer.post(path_of(session), data=GRANT | wrong).status_code == 422
    assert [one.outcome for one in applications(session)] == [None]
    assert letters(session, "bursary_decided") == []


def test_nobody_decides_on_their_own_application(
    ann: FlaskClient, officer: FlaskClient, session: Session, clock: SetClock
) -> None:
    add_member(session, clock, "ann@example.org", [OFFICE])
    session.commit()
    ann.post(OWN, data=WISH)
    assert [one.to_address for one in letters(session, "bursary_to_decide")] == ["bea@example.org"]
    here = path_of(session)
    assert "This is your own application" in page(ann.get(here))
    refused = ann.post(here, data=GRANT)
    assert refused.status_code == 403
    assert "This is your own application" in page(refused)
    assert officer.post(here, data=GRANT).status_code == 303


def test_an_officer_who_stands_sees_and_decides_nothing_of_the_others(
    ann: FlaskClient, session: Session, poll: Poll, clock: SetClock, sign_in: SignIn
) -> None:
    ann.post(OWN, data=WISH)
    officer = sign_in("cal@example.org", OFFICE)
    offer_to_stand(session, clock, poll.contests[0], "Cal Cox")
    session.commit()
    here = path_of(session)
    listed = page(officer.get(here.rsplit("/", 1)[0]))
    assert ("You stand in this poll" in listed, "Ann" in listed) == (True, False)
    assert officer.get(here).status_code == 403
    assert officer.post(here, data=GRANT).status_code == 403
    assert [one.outcome for one in applications(session)] == [None]


def test_the_database_refuses_what_nobody_may_decide(ann: FlaskClient, session: Session) -> None:
    ann.post(OWN, data=WISH)
    [found] = applications(session)
    decided = {"outcome": "granted", "reason": "x", "decided_at": NOON}
    for wrong in (
        {"outcome": "granted"},
        decided,
        decided | {"granted_pounds": 121},
        decided | {"granted_pounds": 0},
        decided | {"granted_pounds": 1, "decided_by_id": found.member_id},
        decided | {"outcome": "refused", "granted_pounds": 1},
    ):
        one = session.get_one(BursaryApplication, found.id)
        for name, value in wrong.items():
            setattr(one, name, value)
        with pytest.raises(IntegrityError):
            session.flush()
        session.rollback()


def test_nobody_else_sees_who_has_applied_or_how_many(
    ann: FlaskClient, officer: FlaskClient, sign_in: SignIn, session: Session
) -> None:
    ann.post(OWN, data=WISH)
    here = path_of(session)
    for role in set(Role) - {Role.BURSARY_OFFICER}:
        other = sign_in(f"{role.value.replace(' ', '.')}@example.org", role.value)
        for path in ("/organise/bursaries", THERE, here):
            assert other.get(path).status_code == 403, (role, path)
        assert other.post(here, data=GRANT).status_code == 403
        if role in {Role.ORGANISER, Role.RETURNING_OFFICER, Role.SCRUTINEER}:
            for path in ("/organise", "/organise/polls/national-executive"):
                assert "bursaries" not in other.get(path).text
    organiser = sign_in("organiser@example.org")
    for path in (OFFER, "/organise/polls/national-executive/declarations"):
        for words in (WORDS, "ann@", "Ann Ash", "to decide", THERE):
            assert words not in organiser.get(path).text, (path, words)


def test_an_office_for_one_poll_opens_that_polls_applications(
    ann: FlaskClient, sign_in: SignIn, offered: Poll, session: Session, clock: SetClock
) -> None:
    other = add_poll(session, title="The youth council")
    add_member(session, clock, "cat@example.org", [OFFICE], poll_id=offered.id)
    add_member(session, clock, "dot@example.org", [OFFICE], poll_id=other.id)
    session.commit()
    ann.post(OWN, data=WISH)
    told = {one.to_address for one in letters(session, "bursary_to_decide")}
    assert told == {"bea@example.org", "cat@example.org"}
    cat, dot = sign_in("cat@example.org"), sign_in("dot@example.org")
    here = path_of(session)
    assert cat.get(here).status_code == 200
    assert dot.get(here).status_code == 403
    assert "National executive" in page(cat.get("/organise/bursaries"))
    assert "No bursary is offered" in page(dot.get("/organise/bursaries"))
    # An application is found in its own poll alone.
    assert dot.get(here.replace("national-executive", other.slug)).status_code == 404


@pytest.mark.own_database
def test_nothing_of_it_is_in_the_audit_log_or_in_the_log(
    ann: FlaskClient,
    officer: FlaskClient,
    session: Session,
    engine: Engine,
    settings: Settings,
    clock: SetClock,
    capfd: pytest.CaptureFixture[str],
) -> None:
    def events() -> int:
        found = session.scalar(select(func.count()).select_from(Event))
        session.rollback()
        return found or 0

    before = events()
    capfd.readouterr()
    ann.get(OWN)
    ann.post(OWN, data=WISH)
    here = path_of(session)
    for path in ("/organise/bursaries", THERE, here):
        officer.get(path)
    officer.post(here, data=GRANT)
    ann.get(OWN)
    ann.post(f"{OWN}/withdraw")
    clock.at = RESULTS + timedelta(days=366)
    eraser = eraser_for(engine, settings, clock)
    assert "bursaries" not in eraser.due()
    erased = eraser.erase()
    assert "bursaries" not in erased.rows
    assert applications(session) == []
    told = _all(session, select(Event).order_by(Event.number))[before:]
    assert all("bursar" not in f"{one.action} {one.details}" for one in told)
    assert "bursar" not in "".join(capfd.readouterr())


def test_an_application_is_kept_for_a_year_after_the_results(
    ann: FlaskClient, session: Session, engine: Engine, settings: Settings, clock: SetClock
) -> None:
    ann.post(OWN, data=WISH)
    clock.at = RESULTS + timedelta(days=364)
    eraser_for(engine, settings, clock).erase()
    assert len(applications(session)) == 1
    clock.at = RESULTS + timedelta(days=365)
    eraser_for(engine, settings, clock).erase()
    assert applications(session) == []


def test_an_application_is_in_the_download_and_goes_with_the_account(
    ann: FlaskClient, client: FlaskClient, session: Session, clock: SetClock
) -> None:
    ann.post(OWN, data=WISH)
    with ZipFile(BytesIO(ann.post("/account/data").data)) as download:
        assert any(WORDS.encode() in download.read(name) for name in download.namelist())
    assert "Your application for a bursary" in page(client.get("/privacy"))
    member = session.scalars(select(Member).where(Member.email == "ann@example.org")).one()
    owner = Owner(member_id=member.id, email=member.email)
    delete_account(
        session, owner, now=clock.now(), actor=PLATFORM, notice="account_deleted", base_url=""
    )
    session.commit()
    assert applications(session) == []


def test_what_is_offered_is_kept_once_interest_is_open(
    organiser: FlaskClient, poll: Poll, clock: SetClock
) -> None:
    clock.at = BEFORE
    assert organiser.post(OFFER, data={}).status_code == 404  # there is nothing to take back
    assert "Nobody decides on bursaries here yet" in page(organiser.get(OFFER))
    for wrong in (
        {"pays": ""},
        {"most": ""},
        {"most": "12.50"},
        {"closes_at-on": "", "closes_at-at": ""},
        {"closes_at-at": ""},
        {"closes_at-on": "2026-01-31", "closes_at-at": "09:00"},
        {"closes_at-on": "2026-03-06", "closes_at-at": "19:01"},
    ):
        assert organiser.post(OFFER, data=OFFERED | wrong).status_code == 422, wrong
    assert organiser.post(OFFER, data=OFFERED).status_code == 303
    assert organiser.post(OFFER, data={}).status_code == 303
    assert "None is offered" in page(organiser.get(OFFER.removesuffix("/bursary")))
    assert organiser.post(OFFER, data=OFFERED).status_code == 303
    assert "Offered: up to £200" in page(organiser.get(OFFER.removesuffix("/bursary")))
    clock.at = NOON
    kept = organiser.post(OFFER, data={})
    assert kept.status_code == 409
    assert "so the bursary stays" in page(kept)
    for worse in (
        {"most": "199"},
        {"pays": "Trains."},
        {"closes_at-at": "11:59"},
    ):
        assert organiser.post(OFFER, data=OFFERED | worse).status_code == 422, worse
    better = OFFERED | {"most": "1,000", "closes_at-on": "2026-02-21"}
    assert organiser.post(OFFER, data=better).status_code == 303
    assert 'value="1,000"' in page(organiser.get(OFFER))


def test_nothing_is_offered_once_voting_has_closed(
    organiser: FlaskClient, sign_in: SignIn, clock: SetClock
) -> None:
    clock.at = CLOSES
    organiser = sign_in("olu@example.org")
    assert organiser.get(OFFER).status_code == 409
    assert organiser.post(OFFER, data=OFFERED).status_code == 409
    shown = page(organiser.get(OFFER.removesuffix("/bursary")))
    assert "no bursary can be offered any more" in shown


def test_where_none_is_offered_nobody_applies(
    poll: Poll, sign_in: SignIn, session: Session, clock: SetClock
) -> None:
    begin(session, clock, poll, "Ann Ash", send=True)
    ann = sign_in("ann@example.org")
    assert ann.get(OWN).status_code == 404
    assert ann.post(OWN, data=WISH).status_code == 404
    assert "bursary" not in ann.get(PUBLIC).text
    assert "bursary" not in ann.get(f"{PUBLIC}/declarations").text
