"""The member's pages of interest, on both databases."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from shortlist.clock import SetClock
from shortlist.db import open_session
from shortlist.extensions import limiter
from shortlist.interest import queries
from shortlist.interest.models import Expression
from shortlist.interest.portraits import Portrait, make_portrait
from shortlist.members.models import Member
from shortlist.notices.queries import latest_notices
from shortlist.polls.models import Contest
from tests.interest.pictures import bomb, picture, with_metadata
from tests.people import add_roll_entry
from tests.timetables import BEFORE, INTEREST_CLOSES, SHORTLIST, add_draft, add_poll

SignIn = Callable[..., FlaskClient]
HERE = "/polls/national-executive/interest/1"
OFFER = {"name": "Ann Example", "statement": "I will **listen**.", "consents": "y"}
CANDIDATE_EDGES = ["", "/check", "/withdraw", "/photo"]


@pytest.fixture
def contest(session: Session, clock: SetClock) -> Contest:
    poll = add_poll(session)
    for name in ("ann", "bob"):
        add_roll_entry(session, clock, f"{name}@example.org")
    session.commit()
    return poll.contests[0]


@pytest.fixture
def ann(contest: Contest, sign_in: SignIn) -> FlaskClient:
    return sign_in("ann@example.org")


def page(response) -> str:
    return unescape(response.get_data(as_text=True)).replace("\u00a0", " ")


def save(client: FlaskClient, then: str = "save", photo: bytes | None = None, **changes: str):
    data: dict[str, object] = {**OFFER, "then": then, **changes}
    if photo is not None:
        data["photo"] = FileStorage(BytesIO(photo), "me.jpg")
    kept = {key: value for key, value in data.items() if value is not None}
    boundary, body = encode_multipart(kept)
    return client.post(HERE, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def draft_of(session: Session, contest: Contest) -> Expression:
    """Return Ann's expression as it is now; the lock that reading takes is given back."""
    session.expire_all()
    member = session.scalars(select(Member).where(Member.email == "ann@example.org")).one()
    found = queries.own_expression(session, contest.id, member.id)
    assert found is not None
    session.expunge(found)
    session.rollback()
    return found


def standing_statement(session: Session, expression: Expression) -> str | None:
    version = queries.latest_version(session, expression.id)
    session.rollback()
    return version.statement if version else None


def mails(session: Session) -> list[str]:
    kinds = [notice.kind for notice in reversed(latest_notices(session))]
    session.rollback()
    return kinds


def test_a_member_writes_checks_and_sends(
    ann: FlaskClient, session: Session, contest: Contest
) -> None:
    empty = page(ann.get(HERE))
    assert "Interest closes on Friday 13 February, 7 pm (London)." in empty
    assert 'value="Ann"' in empty  # the roll's name to start from
    saved = save(ann, consents=None)
    assert (saved.status_code, saved.location) == (303, HERE)
    assert "Your draft is saved. It is not sent yet." in page(ann.get(HERE))
    assert f'<a href="{HERE}#consents">Agree to publication' in page(ann.get(f"{HERE}/check"))
    assert save(ann, "check").location == f"{HERE}/check"
    check = page(ann.get(f"{HERE}/check"))
    assert "<strong>listen</strong>" in check
    assert "Send my expression of interest" in check
    assert mails(session) == []
    assert ann.post(f"{HERE}/send").status_code == 303
    assert "Your expression of interest is sent" in page(ann.get(HERE))
    assert draft_of(session, contest).state == "sent"
    assert mails(session) == ["interest_sent"]


def test_a_change_says_that_what_was_sent_stands(ann: FlaskClient, contest: Contest) -> None:
    save(ann)
    ann.post(f"{HERE}/send")
    save(ann, statement="Better.")
    assert "What you sent before stands until you send this." in page(ann.get(HERE))
    assert "Your changes are not sent yet" in page(ann.get(HERE))


def test_a_member_withdraws_and_sends_again(
    ann: FlaskClient, session: Session, contest: Contest
) -> None:
    save(ann)
    ann.post(f"{HERE}/send")
    assert "Withdraw your expression of interest?" in page(ann.get(f"{HERE}/withdraw"))
    assert ann.post(f"{HERE}/withdraw").status_code == 303
    assert draft_of(session, contest).state == "withdrawn"
    assert "You have withdrawn" in page(ann.get(HERE))
    ann.post(f"{HERE}/send")
    assert draft_of(session, contest).state == "sent"
    assert mails(session) == ["interest_sent", "interest_withdrawn", "interest_sent"]


def test_an_incomplete_draft_is_saved_and_not_sent(
    ann: FlaskClient, session: Session, contest: Contest
) -> None:
    assert save(ann, name="", statement="", consents=None).status_code == 303
    answer = ann.post(f"{HERE}/send")
    assert answer.status_code == 409
    for sentence in ("Enter your name", "Write your statement", "Agree to publication"):
        assert sentence in page(answer)
    assert draft_of(session, contest).state == "draft"


def test_a_statement_that_is_too_long_is_kept_and_not_sent(
    ann: FlaskClient, session: Session, contest: Contest
) -> None:
    assert save(ann, statement="word " * 501).status_code == 303
    assert "501 of 500 words" in page(ann.get(HERE))
    assert "Your statement has 501 words" in page(ann.get(f"{HERE}/check"))
    assert ann.post(f"{HERE}/send").status_code == 409
    assert len(draft_of(session, contest).statement.split()) == 501


def test_a_name_that_is_too_long_is_shown_again(ann: FlaskClient, contest: Contest) -> None:
    answer = save(ann, name="A" * 121, statement="Kept on the page.")
    assert answer.status_code == 422
    assert "Use 120 characters or fewer." in page(answer)
    assert "Kept on the page." in page(answer)


def test_a_late_post_is_kept_as_a_draft_and_not_sent(
    ann: FlaskClient, session: Session, contest: Contest, clock: SetClock
) -> None:
    save(ann)
    ann.post(f"{HERE}/send")
    clock.at = INTEREST_CLOSES
    answer = save(ann, "check", statement="Too late by no time at all.")
    assert answer.status_code == 409
    assert "This came after the deadline" in page(answer)
    assert "Too late by no time at all." in page(answer)
    draft = draft_of(session, contest)
    assert draft.statement == "Too late by no time at all."
    assert standing_statement(session, draft) == "I will **listen**."
    closed = page(ann.get(HERE))
    assert "Your expression of interest is with the organisers" in closed
    assert "The shortlist is published on Monday 23 February, noon (London)" in closed
    assert "Your later draft, which was not sent" in closed
    assert "<form" not in closed.split("<main")[1].split("</main>")[0]


def test_a_late_first_post_is_kept_too(
    ann: FlaskClient, session: Session, contest: Contest, clock: SetClock
) -> None:
    clock.at = INTEREST_CLOSES
    assert save(ann).status_code == 409
    assert draft_of(session, contest).state == "draft"
    assert "You did not send your draft, so you are not standing." in page(ann.get(HERE))


def test_the_last_second_is_in_time_and_the_next_is_not(
    ann: FlaskClient, session: Session, contest: Contest, clock: SetClock
) -> None:
    save(ann)
    clock.at = INTEREST_CLOSES
    assert ann.post(f"{HERE}/send").status_code == 409
    assert draft_of(session, contest).state == "draft"
    clock.at = INTEREST_CLOSES - timedelta(seconds=1)
    assert ann.post(f"{HERE}/send").status_code == 303
    assert draft_of(session, contest).state == "sent"
    clock.at = INTEREST_CLOSES
    assert ann.get(f"{HERE}/withdraw").status_code == 409
    assert ann.post(f"{HERE}/withdraw").status_code == 409
    assert ann.get(f"{HERE}/check").status_code == 409


def test_nothing_is_kept_once_the_shortlist_is_out(
    contest: Contest, sign_in: SignIn, clock: SetClock
) -> None:
    clock.at = SHORTLIST
    ann = sign_in("ann@example.org")
    assert save(ann).status_code == 409
    assert "You did not offer to stand" in page(ann.get(HERE))


def test_before_interest_opens_the_page_says_when(
    contest: Contest, sign_in: SignIn, clock: SetClock
) -> None:
    clock.at = BEFORE
    ann = sign_in("ann@example.org")
    assert "from Saturday 31 January, 9 am (London)" in page(ann.get(HERE))
    assert save(ann).status_code == 409


@pytest.mark.parametrize("edge", CANDIDATE_EDGES)
def test_another_members_draft_is_never_reachable(
    ann: FlaskClient, contest: Contest, sign_in: SignIn, edge: str
) -> None:
    save(ann, photo=picture(), statement="Nobody else may read this.")
    answer = sign_in("bob@example.org").get(HERE + edge)
    assert answer.status_code == (200 if edge == "" else 404)
    assert "Nobody else may read this." not in page(answer)


def test_another_members_photo_is_not_reachable_by_its_number(
    ann: FlaskClient, contest: Contest, sign_in: SignIn, session: Session
) -> None:
    save(ann, photo=picture())
    bob = sign_in("bob@example.org")
    save(bob)
    photo_id = draft_of(session, contest).photo_id
    assert ann.get(f"{HERE}/photo?v={photo_id}").status_code == 200
    assert bob.get(f"{HERE}/photo?v={photo_id}").status_code == 404


def test_who_is_not_on_the_roll_is_told_so(contest: Contest, sign_in: SignIn) -> None:
    stranger = sign_in("stranger@example.org")
    for answer in (stranger.get(HERE), save(stranger), stranger.get(HERE[:-2])):
        assert answer.status_code == 403
    assert stranger.post(f"{HERE}/send").status_code == 403


def test_a_contest_of_another_region_is_refused(
    session: Session, sign_in: SignIn, clock: SetClock
) -> None:
    add_poll(session, "Wales", "London")
    add_roll_entry(session, clock, "ann@example.org", region="London")
    session.commit()
    ann = sign_in("ann@example.org")
    assert ann.get(HERE).status_code == 403
    assert ann.get(HERE[:-2]).location.endswith("/polls/national-executive/interest/2")


def test_several_contests_are_offered(session: Session, sign_in: SignIn, clock: SetClock) -> None:
    add_poll(session, None, "London")
    add_roll_entry(session, clock, "ann@example.org", region="London")
    session.commit()
    assert "Where would you like to stand?" in page(sign_in("ann@example.org").get(HERE[:-2]))


def test_a_draft_poll_is_not_there(session: Session, sign_in: SignIn) -> None:
    add_draft(session)
    session.commit()
    assert sign_in("ann@example.org").get(HERE).status_code == 404


def test_one_must_be_signed_in(contest: Contest, client: FlaskClient) -> None:
    assert client.get(HERE).status_code == 302
    lost = client.post(
        HERE, data=OFFER | {"then": "save"}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert lost.status_code == 403
    assert "I will **listen**." in page(lost)


def test_a_photo_loses_what_it_tells(ann: FlaskClient, session: Session, contest: Contest) -> None:
    assert save(ann, photo=with_metadata()).status_code == 303
    answer = ann.get(f"{HERE}/photo")
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert b"Secret" not in answer.data
    assert Image.open(BytesIO(answer.data)).size == (40, 60)


def test_the_photo_stays_until_it_is_removed(
    ann: FlaskClient, session: Session, contest: Contest
) -> None:
    save(ann, photo=picture())
    first = draft_of(session, contest).photo_id
    save(ann, photo=None, statement="New words.")
    assert draft_of(session, contest).photo_id == first
    save(ann, "remove-photo", statement="Newer words.")
    assert (draft_of(session, contest).photo_id, draft_of(session, contest).statement) == (
        None,
        "Newer words.",
    )
    assert ann.get(f"{HERE}/photo").status_code == 404


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (b"GIF89a", "This file is no photo that we can read."),
        (bomb(), "The photo is too large."),
        (bytes(9 * 1024 * 1024), "The photo is too large."),
    ],
)
def test_a_bad_photo_is_refused_and_the_words_are_kept(
    ann: FlaskClient, session: Session, contest: Contest, file: bytes, sentence: str
) -> None:
    save(ann, photo=picture())
    before = draft_of(session, contest).photo_id
    answer = save(ann, photo=file, statement="These words are kept.")
    assert answer.status_code == 422
    assert sentence in page(answer)
    assert "These words are kept." in page(answer)
    draft = draft_of(session, contest)
    assert (draft.statement, draft.photo_id) == ("These words are kept.", before)


def test_a_photo_is_read_only_for_those_who_may_stand_while_it_is_kept(
    contest: Contest, sign_in: SignIn, clock: SetClock
) -> None:
    assert save(sign_in("stranger@example.org"), photo=bomb()).status_code == 403
    clock.at = SHORTLIST
    assert save(sign_in("ann@example.org"), photo=bomb()).status_code == 409


def test_no_transaction_is_open_while_a_photo_is_read(
    ann: FlaskClient, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def elsewhere(file: bytes) -> Portrait:
        with open_session(engine) as session:  # waits for whoever writes on SQLite
            session.execute(text("SET LOCAL lock_timeout = 1000" if on_postgresql else "SELECT 1"))
            session.scalars(select(Member).with_for_update()).all()
        return make_portrait(file)

    on_postgresql = engine.dialect.name == "postgresql"
    monkeypatch.setattr("shortlist.interest.views.make_portrait", elsewhere)
    assert save(ann, photo=picture()).status_code == 303


def test_many_photos_are_put_off_and_the_words_are_kept(
    ann: FlaskClient, session: Session, contest: Contest
) -> None:
    limiter.enabled = True
    limiter.reset()
    for _ in range(30):
        assert save(ann, photo=b"no photo").status_code == 422
    answer = save(ann, photo=picture(), statement="Kept all the same.")
    limiter.reset()
    limiter.enabled = False
    assert "You have sent many photos in a short time." in page(answer)
    draft = draft_of(session, contest)
    assert (draft.statement, draft.photo_id) == ("Kept all the same.", None)


def base_of(client: FlaskClient) -> str:
    found = re.search(r'name="base"[^>]* value="([^"]*)"', page(client.get(HERE)))
    assert found is not None
    return found[1]


def test_an_older_page_overwrites_a_newer_draft_only_when_asked_twice(
    ann: FlaskClient, session: Session, contest: Contest, clock: SetClock
) -> None:
    older = base_of(ann)
    assert save(ann, base=base_of(ann), statement="Newer.").status_code == 303
    clock.move(timedelta(minutes=1))
    answer = save(ann, base=older, statement="Older.")
    assert answer.status_code == 409
    assert "There is another version of this draft" in page(answer)
    assert "Older." in page(answer)
    assert draft_of(session, contest).statement == "Newer."
    now_shown = re.search(r'name="base"[^>]* value="([^"]*)"', page(answer))
    assert now_shown is not None
    assert save(ann, base=now_shown[1], statement="Older.").status_code == 303
    assert draft_of(session, contest).statement == "Older."


def test_the_same_words_sent_twice_are_no_other_version(
    ann: FlaskClient, contest: Contest, clock: SetClock
) -> None:
    base = base_of(ann)
    save(ann, base=base)
    clock.move(timedelta(minutes=1))
    assert save(ann, base=base).status_code == 303


def test_a_statement_cannot_carry_a_script(ann: FlaskClient, contest: Contest) -> None:
    save(
        ann,
        name="<b>Ann</b>",
        statement="<script>alert(1)</script> [x](javascript:alert(1)) ![y](https://z.example/y)\n\n"
        "<img src=x onerror=alert(1)> <https://z.example>",
    )
    raw = ann.get(f"{HERE}/check").get_data(as_text=True)
    shown = raw.split("<main")[1].split("</main>")[0]
    assert "<script" not in shown
    assert 'href="javascript:' not in shown
    assert "<img" not in shown
    assert "<b>Ann" not in shown
