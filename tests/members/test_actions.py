"""Proving an address, holding an office, registering."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.audit.queries import latest_events
from shortlist.clock import SetClock
from shortlist.members.actions import (
    ask_for_proof,
    grant_office,
    member_with,
    prove_by_code,
    prove_by_link,
    revoke_office,
    send_registration,
)
from shortlist.members.models import Member, RoleGrant, SignInChallenge
from shortlist.members.queries import members_in_office, person_by_id, roles_of
from shortlist.members.rules import AlreadyWaiting, OtherBrowser, ProofExpired, WrongCode
from shortlist.notices.models import Notice
from shortlist.permissions import MEMBER, Permission, Role
from tests.members.helpers import code_in, link_in

KEY = "k" * 40
WHO = "sian@example.org"


def ask(session: Session, clock: SetClock, *, browser: str = "b1", email: str = WHO) -> Notice:
    ask_for_proof(
        session,
        key=KEY,
        email=email,
        browser=browser,
        link_page="https://polls.example/sign-in/link",
        now=clock.now(),
    )
    newest = session.scalar(select(Notice).order_by(Notice.id.desc()).limit(1))
    assert newest is not None
    return newest


def try_code(session: Session, clock: SetClock, code: str, *, browser: str = "b1") -> Member:
    return prove_by_code(session, key=KEY, browser=browser, code=code, now=clock.now())


def test_the_first_proof_makes_the_member_and_the_next_finds_it(
    session: Session, clock: SetClock
) -> None:
    first = try_code(session, clock, code_in(ask(session, clock).body))
    assert (first.email, first.created_at) == (WHO, clock.now())
    again = try_code(session, clock, code_in(ask(session, clock).body))
    assert again is first


def test_nothing_kept_reveals_the_code_or_the_link(session: Session, clock: SetClock) -> None:
    notice = ask(session, clock)
    code, (_, secret) = code_in(notice.body), link_in(notice.body)
    row = session.execute(select(SignInChallenge.__table__)).one()
    kept = b"".join(value for value in row if isinstance(value, bytes))
    assert len(kept) == 96
    for part in (code, code.replace("-", ""), secret):
        assert part.encode() not in kept
    assert notice.is_secret
    assert notice.expires_at == clock.now() + timedelta(minutes=10)
    assert code not in notice.subject


def test_the_link_proves_the_address_too(session: Session, clock: SetClock) -> None:
    page, secret = link_in(ask(session, clock).body)
    assert page == "https://polls.example/sign-in/link"
    member = prove_by_link(session, browser="b1", link=secret, now=clock.now())
    assert member.email == WHO


def test_code_and_link_are_used_up_together(session: Session, clock: SetClock) -> None:
    notice = ask(session, clock)
    try_code(session, clock, code_in(notice.body))
    with pytest.raises(ProofExpired):
        try_code(session, clock, code_in(notice.body))
    with pytest.raises(ProofExpired):
        prove_by_link(session, browser="b1", link=link_in(notice.body)[1], now=clock.now())


@pytest.mark.parametrize(("minutes", "holds"), [(9, True), (10, False)])
def test_a_code_holds_ten_minutes(
    session: Session, clock: SetClock, minutes: int, holds: bool
) -> None:
    code = code_in(ask(session, clock).body)
    clock.move(timedelta(minutes=minutes))
    if holds:
        assert try_code(session, clock, code).email == WHO
        return
    with pytest.raises(ProofExpired):
        try_code(session, clock, code)


def test_the_fifth_wrong_try_ends_the_code(session: Session, clock: SetClock) -> None:
    code = code_in(ask(session, clock).body)
    for left in ("4 more tries", "3 more tries", "2 more tries", "one more try"):
        with pytest.raises(WrongCode, match=left):
            try_code(session, clock, "0000-0000")
    with pytest.raises(ProofExpired):
        try_code(session, clock, "0000-0000")
    with pytest.raises(ProofExpired):
        try_code(session, clock, code)


def test_a_new_code_voids_the_last_of_that_browser_only(session: Session, clock: SetClock) -> None:
    first = ask(session, clock)
    elsewhere = ask(session, clock, browser="b2")
    second = ask(session, clock)
    with pytest.raises(WrongCode):
        try_code(session, clock, code_in(first.body))
    with pytest.raises(ProofExpired):
        prove_by_link(session, browser="b1", link=link_in(first.body)[1], now=clock.now())
    assert try_code(session, clock, code_in(second.body)).email == WHO
    assert try_code(session, clock, code_in(elsewhere.body), browser="b2").email == WHO


def test_code_and_link_work_in_no_other_browser(session: Session, clock: SetClock) -> None:
    notice = ask(session, clock)
    ask(session, clock, browser="b2", email="other@example.org")
    with pytest.raises(WrongCode):
        try_code(session, clock, code_in(notice.body), browser="b2")
    with pytest.raises(ProofExpired):
        try_code(session, clock, code_in(notice.body), browser="b3")
    secret = link_in(notice.body)[1]
    with pytest.raises(ProofExpired):
        prove_by_link(session, browser="b2", link=secret, now=clock.now())
    with pytest.raises(OtherBrowser):
        prove_by_link(session, browser=None, link=secret, now=clock.now())


def test_expired_challenges_are_forgotten(session: Session, clock: SetClock) -> None:
    for number in range(3):
        ask(session, clock, browser=f"old{number}")
    clock.move(timedelta(minutes=11))
    ask(session, clock)
    assert session.scalar(select(func.count()).select_from(SignInChallenge)) == 1


def test_offices_are_granted_once_and_revoked(session: Session, clock: SetClock) -> None:
    def grant(role: Role) -> object:
        return grant_office(session, email=WHO, role=role, actor=PLATFORM, now=clock.now())

    assert grant(Role.ORGANISER) is not None
    assert grant(Role.ORGANISER) is None
    assert grant(Role.SCRUTINEER) is not None
    session.flush()
    member = member_with(session, WHO, clock.now())
    assert roles_of(session, member.id, clock.now()) == {Role.ORGANISER, Role.SCRUTINEER}
    person = person_by_id(session, member.id, clock.now())
    assert person is not None
    assert Permission.MANAGE_ROLL in person.permissions
    assert revoke_office(session, email=WHO, role=Role.ORGANISER, actor=PLATFORM, now=clock.now())
    assert not revoke_office(
        session, email=WHO, role=Role.ORGANISER, actor=PLATFORM, now=clock.now()
    )
    assert roles_of(session, member.id, clock.now()) == {Role.SCRUTINEER}
    events = latest_events(session, subject=f"member:{member.id}")
    assert [event.action for event in events] == [
        "office revoked",
        "office granted",
        "office granted",
    ]
    assert WHO not in "".join(event.details for event in events)


def test_an_office_that_ends_is_held_to_the_second_before(
    session: Session, clock: SetClock
) -> None:
    member = member_with(session, WHO, clock.now())
    ends_at = clock.now() + timedelta(days=30)
    for role, until in ((Role.SCRUTINEER, ends_at), (Role.SAFEGUARDING_OFFICER, None)):
        session.add(
            RoleGrant(member_id=member.id, role=role, granted_at=clock.now(), expires_at=until)
        )
    session.flush()
    before, both = ends_at - timedelta(seconds=1), {Role.SCRUTINEER, Role.SAFEGUARDING_OFFICER}
    assert roles_of(session, member.id, before) == both
    assert roles_of(session, member.id, ends_at) == {Role.SAFEGUARDING_OFFICER}
    assert members_in_office(session, Role.SCRUTINEER, before) == [member]
    assert members_in_office(session, Role.SCRUTINEER, ends_at) == []
    person = person_by_id(session, member.id, ends_at)
    assert person is not None
    assert person.permissions == MEMBER | {Permission.READ_REPORTS}


def test_an_unknown_address_has_no_office_to_revoke(session: Session, clock: SetClock) -> None:
    assert not revoke_office(
        session, email=WHO, role=Role.ORGANISER, actor=PLATFORM, now=clock.now()
    )


def test_a_registration_waits_once(session: Session, clock: SetClock) -> None:
    member = member_with(session, WHO, clock.now())

    def send() -> None:
        send_registration(
            session,
            member_id=member.id,
            name="Siân Pritchard",
            local_party="Anyborough",
            region="Wales",
            now=clock.now(),
        )

    send()
    assert member.name == "Siân Pritchard"
    with pytest.raises(AlreadyWaiting):
        send()
