"""From a registration to a place on the roll, by the pages."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from shortlist.audit.queries import latest_events
from shortlist.clock import SetClock
from shortlist.db import open_session
from shortlist.members.actions import send_registration
from shortlist.members.models import Registration
from shortlist.members.rules import AlreadyDecided
from shortlist.roll.actions import approve_registration
from shortlist.roll.imports import look_again
from shortlist.roll.likeness import likely_duplicates
from shortlist.roll.models import RollEntry
from shortlist.roll.queries import entry_for
from shortlist.roll.rules import are_similar, letters_of, may_be_similar
from shortlist.roll.vetting import mark_alike
from tests.members.helpers import mails_to
from tests.people import add_member, add_roll_entry

WHO = "sian@example.org"
QUEUE = "/organise/registrations"
DETAILS = {
    "name": "  Siân  Pritchard ",
    "local_party": "Anyborough",
    "region": "Wales",
    "declared": "y",
}
SignIn = Callable[..., FlaskClient]


def add_registration(
    session: Session, clock: SetClock, email: str = WHO, name: str = "Siân Pritchard"
) -> Registration:
    member = add_member(session, clock, email)
    return send_registration(
        session,
        member_id=member.id,
        name=name,
        local_party="Anyborough",
        region="Wales",
        now=clock.now(),
    )


def test_a_visitor_is_led_to_prove_the_address_first(client: FlaskClient) -> None:
    text = client.get("/register").text
    assert "Prove my address" in text
    assert "/sign-in?next=/register/details" in text.replace("%2F", "/")


def test_a_member_registers_and_sees_it_waiting(sign_in: SignIn, engine: Engine) -> None:
    client = sign_in(WHO)
    assert "Begin" in client.get("/register").text
    assert "declare that I am a member" in client.get("/register/details").text
    assert client.post("/register/details", data=DETAILS).location == "/register/check"
    check = client.get("/register/check").text
    assert "Siân Pritchard" in check
    assert "Change" in check
    assert 'value="Siân Pritchard"' in client.get("/register/details").text
    assert client.post("/register/send").location == "/account"
    assert "Waiting for an organiser" in client.get("/account").text
    assert "not on the roll yet" in client.get("/roll/me").text
    with open_session(engine, read_only=True) as session:
        found = session.scalars(select(Registration)).one()
    assert (found.name, found.local_party, found.region, found.state) == (
        "Siân Pritchard",
        "Anyborough",
        "Wales",
        "sent",
    )


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", " ", "Write your name."),
        ("name", "x" * 201, "up to 200 characters"),
        ("name", "\x00 \u202e", "Write your name."),
        ("local_party", "", "Write the name of your local party."),
        ("region", "", "Choose your nation or region."),
        ("region", "Atlantis", "Choose your nation or region."),
        ("declared", "", "Tick the declaration if it is true."),
    ],
)
def test_each_fault_of_the_details_is_named(
    sign_in: SignIn, field: str, value: str, sentence: str
) -> None:
    answer = sign_in(WHO).post("/register/details", data=DETAILS | {field: value})
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert sentence in answer.text


def test_who_is_on_the_roll_need_not_register(
    sign_in: SignIn, session: Session, clock: SetClock
) -> None:
    client = sign_in(WHO)
    client.post("/register/details", data=DETAILS)
    add_roll_entry(session, clock, WHO)
    session.commit()
    assert "on the roll already" in client.get("/register").text
    assert client.get("/register/details").location == "/register"
    assert client.post("/register/send").location == "/roll/me"
    assert "You are on the roll" in client.get("/roll/me").text


def test_who_waits_need_not_register_again(sign_in: SignIn) -> None:
    client = sign_in(WHO)
    for _ in range(2):
        client.post("/register/details", data=DETAILS)
        answer = client.post("/register/send")
    assert answer.location == "/roll/me"
    assert "waiting for an organiser already" in client.get("/register").text


def test_nothing_is_sent_without_answers(sign_in: SignIn) -> None:
    client = sign_in(WHO)
    assert client.get("/register/check").location == "/register/details"
    assert client.post("/register/send").location == "/register/details"


def test_an_organiser_approves_and_the_member_is_told(
    sign_in: SignIn, engine: Engine, session: Session, clock: SetClock
) -> None:
    found = add_registration(session, clock)
    session.commit()
    client = sign_in("o@example.org", "organiser")
    assert "Siân Pritchard" in client.get("/organise/registrations").text
    page = f"/organise/registrations/{found.id}"
    assert WHO in client.get(page).text
    assert client.post(f"{page}/approve").location == "/organise/registrations"
    number = f"R-{found.id:06}"
    assert number in mails_to(engine, WHO)[0]
    assert "http://localhost/roll/me" in mails_to(engine, WHO)[0]
    assert "Nobody is waiting" in client.get("/organise/registrations").text
    assert number in sign_in(WHO).get("/roll/me").text
    with open_session(engine, read_only=True) as reading:
        events = latest_events(reading, subject=f"registration:{found.id}")
    assert [event.action for event in events] == ["registration approved"]


def test_an_organiser_declines_with_a_reason_that_the_member_reads(
    sign_in: SignIn, engine: Engine, session: Session, clock: SetClock
) -> None:
    found = add_registration(session, clock)
    session.commit()
    client = sign_in("o@example.org", "organiser")
    page = f"/organise/registrations/{found.id}"
    bare = client.post(f"{page}/decline", data={"reason": " "})
    assert bare.status_code == 422
    assert "Write the reason" in bare.text
    client.post(f"{page}/decline", data={"reason": "We could not find you."})
    assert "We could not find you." in mails_to(engine, WHO)[0]
    member = sign_in(WHO)
    assert "We could not find you." in member.get("/account").text
    assert "Begin" in member.get("/register").text
    with open_session(engine, read_only=True) as reading:
        assert entry_for(reading, WHO) is None
        event = latest_events(reading, subject=f"registration:{found.id}")[0]
    assert (event.action, "find" in event.details) == ("registration declined", False)


def test_a_decision_is_made_once(sign_in: SignIn, session: Session, clock: SetClock) -> None:
    found = add_registration(session, clock)
    session.commit()
    client = sign_in("o@example.org", "organiser")
    page = f"/organise/registrations/{found.id}"
    client.post(f"{page}/approve")
    again = client.post(f"{page}/decline", data={"reason": "No."})
    assert again.status_code == 409
    assert AlreadyDecided.sentence in again.text


def test_who_came_onto_the_roll_meanwhile_is_not_approved(
    sign_in: SignIn, engine: Engine, session: Session, clock: SetClock
) -> None:
    found = add_registration(session, clock)
    add_roll_entry(session, clock, WHO)
    session.commit()
    client = sign_in("o@example.org", "organiser")
    page = f"/organise/registrations/{found.id}"
    assert client.post(f"{page}/approve").location == page
    assert "Same address" in client.get(page).text
    assert mails_to(engine, WHO) == []


def test_a_number_that_is_taken_is_passed_over(session: Session, clock: SetClock) -> None:
    found = add_registration(session, clock)
    organiser = add_member(session, clock, "o@example.org")
    add_roll_entry(session, clock, "other@example.org", number=f"R-{found.id:06}")
    entry = approve_registration(
        session, found, by_member_id=organiser.id, page="https://x.example", now=clock.now()
    )
    assert entry.membership_number == f"R-{found.id:06}-2"


def test_likely_duplicates_are_named_with_the_reason(session: Session, clock: SetClock) -> None:
    found = add_registration(session, clock)
    people = [
        ("Siân Pritchard", "1@example.org", "Anyborough"),
        ("Sian Pritchard", "2@example.org", "Anyborough"),
        ("Siân Pritchard", "3@example.org", "Otherham"),
        ("Rhys Tudor", "4@example.org", "Anyborough"),
        ("Sian Pritchard", "5@example.org", "Otherham"),
    ]
    for name, email, party in people:
        add_roll_entry(session, clock, email, name=name, local_party=party)
    add_roll_entry(session, clock, WHO, name="S P", local_party="X").state = "gone"
    add_registration(session, clock, "6@example.org", "Sian Pritchard")
    session.flush()
    assert [(other.email, other.why) for other in likely_duplicates(session, found)] == [
        (WHO, "Same address (off the roll)"),
        ("1@example.org", "Same name and local party"),
        ("2@example.org", "Similar name, same local party"),
        ("3@example.org", "Same name elsewhere"),
        ("6@example.org", "Similar name, waiting too"),
    ]


def test_the_queue_goes_on_from_the_last_one_shown(
    sign_in: SignIn, session: Session, clock: SetClock
) -> None:
    for number in range(32):
        add_registration(session, clock, f"p{number}@example.org", f"Person {number:02}")
    session.commit()
    client = sign_in("o@example.org", "organiser")
    first = client.get(QUEUE).text
    assert "32 people wait" in first
    assert [number for number in range(32) if f">Person {number:02}<" in first] == [*range(30)]
    [further] = re.findall(r'href="([^"]+after=[^"]+)"', first)
    last = client.get(unescape(further)).text
    assert [number for number in range(32) if f">Person {number:02}<" in last] == [30, 31]
    assert "Person 29" in client.get(f"{QUEUE}?after=x&show=y&known=z&region=Atlantis").text


def test_the_queue_lists_what_the_filter_asks_for(
    sign_in: SignIn, session: Session, clock: SetClock
) -> None:
    add_roll_entry(session, clock, "old@example.org", name="Sian Pritchard", number="M-7")
    known = add_registration(session, clock)
    by_number = add_registration(session, clock, "n@example.org", "Nell Oakes")
    by_number.membership_number = "M-7"
    unknown = add_registration(session, clock, "x@example.org", "Xan Quayle")
    mark_alike(session, [known, by_number, unknown])
    assert [one.alike for one in (known, by_number, unknown)] == ["near", "number", ""]
    session.commit()
    client = sign_in("o@example.org", "organiser")

    def listed(query: str) -> list[str]:
        text = client.get(f"{QUEUE}?{query}").text
        return [one.name for one in (known, by_number, unknown) if f">{one.name}<" in text]

    assert listed("known=yes") == ["Siân Pritchard", "Nell Oakes"]
    assert listed("known=no") == ["Xan Quayle"]
    assert listed("region=Wales&party=Anyborough") == ["Siân Pritchard", "Nell Oakes", "Xan Quayle"]
    assert listed("region=Scotland") == listed("party=Otherham") == listed("show=declined") == []
    assert "None of this kind" in client.get(f"{QUEUE}?show=declined").text
    first = client.get(QUEUE).text
    assert "Similar name, same local party" in first
    assert "Same membership number" in first
    assert "Sian Pritchard, M-7, Anyborough" in first


def test_many_are_decided_at_once_after_one_look_more(
    sign_in: SignIn, engine: Engine, session: Session, clock: SetClock
) -> None:
    ids = [
        add_registration(session, clock, f"p{number}@example.org", f"Person {number}").id
        for number in range(5)
    ]
    add_roll_entry(session, clock, "p1@example.org", name="Person 1")
    session.commit()
    client = sign_in("o@example.org", "organiser")
    nobody = client.post(f"{QUEUE}/check", data={"decision": "approve"})
    assert nobody.status_code == 422
    assert "Tick the registrations" in nobody.text
    first = {"registration": ids[:3], "decision": "approve"}
    look = client.post(f"{QUEUE}/check", data=first).text
    assert "Approve these 3 registrations?" in look
    assert "seem to be on the roll already" in look
    with open_session(engine, read_only=True) as reading:
        assert entry_for(reading, "p0@example.org") is None
    assert client.post(f"{QUEUE}/decide", data=first).location == QUEUE
    after = client.get(QUEUE).text
    assert "2 people are put on the roll, and told." in after
    assert "Person 1: This address is on the roll already." in after
    rest = {"registration": ids[1:], "decision": "decline"}
    assert "Decided meanwhile" in client.post(f"{QUEUE}/check", data=rest).text
    bare = client.post(f"{QUEUE}/decide", data=rest)
    assert bare.status_code == 422
    assert "Write the reason" in bare.text
    client.post(f"{QUEUE}/decide", data=rest | {"reason": "You are on the roll twice."})
    after = client.get(QUEUE).text
    assert "3 people are declined, and told why." in after
    assert AlreadyDecided.sentence in after
    assert "on the roll twice" in mails_to(engine, "p3@example.org")[0]
    with open_session(engine, read_only=True) as reading:
        events = [event for one in ids for event in latest_events(reading, subject=subject(one))]
    assert sorted(event.action for event in events) == [
        *["registration approved"] * 2,
        *["registration declined"] * 3,
    ]


def subject(registration_id: int) -> str:
    return f"registration:{registration_id}"


def test_what_was_declined_by_mistake_is_taken_up_again(
    sign_in: SignIn, session: Session, clock: SetClock
) -> None:
    found = add_registration(session, clock)
    session.commit()
    client = sign_in("o@example.org", "organiser")
    page = f"{QUEUE}/{found.id}"
    assert client.post(f"{page}/take-up").status_code == 409
    client.post(f"{page}/decline", data={"reason": "No."})
    assert "Take it up again" in client.get(page).text
    assert client.post(f"{page}/take-up").location == page
    assert "Siân Pritchard" in client.get(QUEUE).text
    client.post(f"{page}/decline", data={"reason": "No."})
    session.expire_all()
    add_registration(session, clock)
    session.commit()
    again = client.post(f"{page}/take-up")
    assert again.status_code == 409
    assert "has registered again since" in again.text


def test_an_import_looks_again_at_who_waits(
    engine: Engine, session: Session, clock: SetClock
) -> None:
    found = add_registration(session, clock)
    add_roll_entry(session, clock, "old@example.org", name="Sian Pritchard")
    session.commit()
    look_again(engine)
    with open_session(engine, read_only=True) as reading:
        assert reading.get_one(Registration, found.id).alike == "near"


@given(st.text(max_size=20), st.text(max_size=20), st.integers(0, 20))
def test_letters_part_no_two_names_that_are_similar(one: str, other: str, at: int) -> None:
    for two in (other, one[:at] + other[:1] + one[at:], one[:at] + one[at + 1 :], one[::-1]):
        if are_similar(one, two):
            assert may_be_similar(letters_of(one), letters_of(two), len(one) + len(two))


def test_no_such_registration_is_a_missing_page(sign_in: SignIn) -> None:
    client = sign_in("o@example.org", "organiser")
    assert client.get("/organise/registrations/9").status_code == 404
    assert client.post("/organise/registrations/9/approve").status_code == 404


def test_a_member_may_not_vet(sign_in: SignIn) -> None:
    assert sign_in(WHO).get("/organise/registrations").status_code == 403


def test_the_roll_keeps_how_the_entry_came(session: Session, clock: SetClock) -> None:
    found = add_registration(session, clock)
    organiser = add_member(session, clock, "o@example.org")
    approve_registration(
        session, found, by_member_id=organiser.id, page="https://x.example", now=clock.now()
    )
    entry = session.scalars(select(RollEntry)).one()
    assert (entry.source, entry.state, entry.joined_on) == (
        "registration",
        "current",
        clock.now().date(),
    )
