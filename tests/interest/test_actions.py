"""Save, send and withdraw: each once, and every refusal once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shortlist.clock import SetClock
from shortlist.interest import actions, queries, rules
from shortlist.interest.actions import Author
from shortlist.interest.models import Photo, SentVersion
from shortlist.interest.portraits import make_portrait
from shortlist.interest.rules import Offer, State
from shortlist.notices.queries import latest_notices
from shortlist.polls.models import Contest
from tests.interest.pictures import picture
from tests.people import add_member, add_roll_entry
from tests.timetables import BEFORE, INTEREST_CLOSES, INTEREST_OPENS, SHORTLIST, add_poll

SECOND = timedelta(seconds=1)
NOW = INTEREST_OPENS + timedelta(days=1)
OFFER = Offer(name="Ann Example", statement="I will **listen**.", consents=True)


@pytest.fixture
def contest(session: Session) -> Contest:
    return add_poll(session).contests[0]


@pytest.fixture
def ann(session: Session, clock: SetClock) -> Author:
    return author(session, clock, "ann@example.org")


def author(session: Session, clock: SetClock, email: str, region: str = "London") -> Author:
    entry = add_roll_entry(session, clock, email, region=region)
    return Author(member_id=add_member(session, clock, email).id, email=email, entry=entry)


def send(session: Session, contest: Contest, who: Author, now=NOW) -> SentVersion:
    return actions.send_expression(session, contest, who, now=now, base_url="https://x.example")


def mails(session: Session) -> list[str]:
    return [notice.subject for notice in reversed(latest_notices(session))]


def test_a_draft_is_saved_and_not_sent(session: Session, contest: Contest, ann: Author) -> None:
    offer = Offer(name="", statement="", consents=False)
    draft = actions.save_draft(session, contest, ann, offer, now=NOW)
    assert (draft.state, draft.saved_at, draft.sent_at) == (State.DRAFT, NOW, None)
    assert queries.latest_version(session, draft.id) is None
    assert mails(session) == []


def test_a_draft_is_sent_with_the_place_from_the_roll(
    session: Session, contest: Contest, ann: Author
) -> None:
    actions.save_draft(session, contest, ann, OFFER, now=NOW)
    version = send(session, contest, ann)
    assert (version.number, version.name, version.region, version.local_party) == (
        1,
        "Ann Example",
        "London",
        "Anyborough",
    )
    (notice,) = latest_notices(session)
    assert notice.to_address == "ann@example.org"
    assert notice.subject == (
        "National executive: your expression of interest is with us. "
        "You can change it until Friday 13 February, 7 pm (London)"
    )
    assert "https://x.example/polls/national-executive/interest/1" in notice.body


def test_sending_twice_sends_once(session: Session, contest: Contest, ann: Author) -> None:
    actions.save_draft(session, contest, ann, OFFER, now=NOW)
    versions = [send(session, contest, ann).number for _ in range(2)]
    assert versions == [1, 1]
    assert len(mails(session)) == 1


def test_a_change_stands_only_once_it_is_sent(
    session: Session, contest: Contest, ann: Author
) -> None:
    draft = actions.save_draft(session, contest, ann, OFFER, now=NOW)
    send(session, contest, ann)
    actions.save_draft(session, contest, ann, replace(OFFER, statement="Better."), now=NOW)
    assert queries.latest_version(session, draft.id).statement == "I will **listen**."
    send(session, contest, ann, NOW + SECOND)
    found = queries.latest_version(session, draft.id)
    assert (found.number, found.statement) == (2, "Better.")


def test_what_is_withdrawn_can_be_sent_again(
    session: Session, contest: Contest, ann: Author
) -> None:
    draft = actions.save_draft(session, contest, ann, OFFER, now=NOW)
    send(session, contest, ann)
    actions.withdraw_expression(session, contest, ann, now=NOW, base_url="")
    assert (draft.state, queries.sent_versions(session, contest.id)) == (State.WITHDRAWN, [])
    assert send(session, contest, ann).number == 2
    assert [expression.id for expression, _ in queries.sent_versions(session, contest.id)] == [
        draft.id
    ]
    assert [subject.split(":")[1].split(".")[0] for subject in mails(session)] == [
        " your expression of interest is with us",
        " your expression of interest is withdrawn",
        " your expression of interest is with us",
    ]


def test_one_expression_for_each_member_and_contest(
    session: Session, contest: Contest, ann: Author, clock: SetClock
) -> None:
    first = actions.save_draft(session, contest, ann, OFFER, now=NOW)
    again = actions.save_draft(session, contest, ann, OFFER, now=NOW)
    other = actions.save_draft(
        session, contest, author(session, clock, "bob@example.org"), OFFER, now=NOW
    )
    assert first.id == again.id != other.id


def test_an_incomplete_draft_is_not_sent(session: Session, contest: Contest, ann: Author) -> None:
    actions.save_draft(session, contest, ann, replace(OFFER, consents=False), now=NOW)
    with pytest.raises(rules.OfferIncomplete) as refused:
        send(session, contest, ann)
    assert [field for field, _ in refused.value.faults] == ["consents"]


def test_nothing_is_not_sent(session: Session, contest: Contest, ann: Author) -> None:
    with pytest.raises(rules.NothingToSend):
        send(session, contest, ann)


def test_what_was_not_sent_is_not_withdrawn(
    session: Session, contest: Contest, ann: Author
) -> None:
    actions.save_draft(session, contest, ann, OFFER, now=NOW)
    with pytest.raises(rules.NotSent):
        actions.withdraw_expression(session, contest, ann, now=NOW, base_url="")


def test_nothing_is_saved_before_interest_opens(
    session: Session, contest: Contest, ann: Author
) -> None:
    with pytest.raises(rules.InterestNotOpen):
        actions.save_draft(session, contest, ann, OFFER, now=INTEREST_OPENS - SECOND)


def test_the_last_second_is_in_time(session: Session, contest: Contest, ann: Author) -> None:
    actions.save_draft(session, contest, ann, OFFER, now=NOW)
    assert send(session, contest, ann, INTEREST_CLOSES - SECOND).number == 1


def test_the_deadline_is_kept_to_the_second(
    session: Session, contest: Contest, ann: Author
) -> None:
    actions.save_draft(session, contest, ann, OFFER, now=NOW)
    with pytest.raises(rules.InterestClosed):
        send(session, contest, ann, INTEREST_CLOSES)
    late = actions.save_draft(
        session, contest, ann, replace(OFFER, statement="Late."), now=INTEREST_CLOSES
    )
    assert (late.state, late.statement) == (State.DRAFT, "Late.")
    with pytest.raises(rules.InterestClosed):
        actions.save_draft(session, contest, ann, OFFER, now=SHORTLIST)


def test_nothing_is_withdrawn_after_the_deadline(
    session: Session, contest: Contest, ann: Author
) -> None:
    actions.save_draft(session, contest, ann, OFFER, now=NOW)
    send(session, contest, ann)
    with pytest.raises(rules.InterestClosed):
        actions.withdraw_expression(session, contest, ann, now=INTEREST_CLOSES, base_url="")


def test_who_is_not_on_the_roll_does_not_stand(
    session: Session, contest: Contest, ann: Author
) -> None:
    stranger = replace(ann, entry=None)
    with pytest.raises(rules.NotOnRoll):
        actions.save_draft(session, contest, stranger, OFFER, now=NOW)
    with pytest.raises(rules.NotOnRoll):
        send(session, contest, stranger)


def test_a_contest_of_another_region_is_not_for_you(
    session: Session, clock: SetClock, ann: Author
) -> None:
    wales = add_poll(session, "Wales", title="Regions").contests[0]
    with pytest.raises(rules.OtherRegion):
        actions.save_draft(session, wales, ann, OFFER, now=NOW)
    gwen = author(session, clock, "gwen@example.org", "Wales")
    assert actions.save_draft(session, wales, gwen, OFFER, now=NOW).state == State.DRAFT


def test_a_photo_that_was_never_sent_is_forgotten_when_replaced(
    session: Session, contest: Contest, ann: Author
) -> None:
    draft = actions.save_draft(session, contest, ann, OFFER, now=NOW)
    actions.put_photo(session, draft, make_portrait(picture()), now=BEFORE)
    first = draft.photo_id
    actions.put_photo(session, draft, make_portrait(picture(size=(90, 90))), now=NOW)
    assert draft.photo_id != first
    send(session, contest, ann)
    actions.remove_photo(session, draft)
    assert draft.photo_id is None
    assert session.scalar(select(func.count()).select_from(Photo)) == 1
    assert queries.latest_version(session, draft.id).photo_id is not None
