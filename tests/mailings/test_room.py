"""The mail room: what goes out and to whom, its pace, and what a crash leaves, over real SMTP."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from shortlist.announcements.models import Call
from shortlist.audit.models import Event
from shortlist.mailings import sending
from shortlist.mailings.audience_queries import audience_size
from shortlist.mailings.models import Mailing, Parcel, Straggler
from shortlist.mailings.preferences import set_wanted
from shortlist.mailings.rules import Occasion, Trouble
from shortlist.mailings.stragglers import count_as_sent, send_uncertain_again
from shortlist.notices import references
from shortlist.notices.actions import note_bounce
from shortlist.notices.queries import is_bouncing
from shortlist.notices.rules import ATTEMPTS, HELD
from shortlist.roll.models import Elector
from shortlist.roll.queries import entry_for
from tests.faults.crowd import rows_of
from tests.mailings.post import Post
from tests.voting.booth import email_of

EVERYBODY = [email_of(number) for number in range(5)]


def decline(post: Post, number: int) -> None:
    with post.booth.session() as session:
        entry = entry_for(session, email_of(number))
        set_wanted(session, entry, wanted=False, now=post.clock.now())
        session.commit()


def test_an_invitation_reaches_each_elector_once(post: Post) -> None:
    decline(post, 1)  # which is about announcements, not about the right to vote
    number = post.start(Occasion.INVITATION)
    post.room().work()
    post.room().work()
    assert post.arrived_at() == EVERYBODY
    assert post.state(number) == "done"
    counts = post.counts(number)
    assert (counts.audience, counts.settled, counts.sent) == (5, 5, 5)
    message = post.mailbox.received[0]
    assert message["Subject"] == (
        "Fictional executive: vote until Tuesday 3 February, 1 pm (London)"
    )
    assert message["List-Unsubscribe"] is None
    assert message["Precedence"] == "bulk"
    assert re.findall(r"https?://\S+", post.text()) == ["http://localhost/polls/executive"]
    assert "Dear Elector" in post.text()
    assert re.fullmatch(rf"<m{number}-\d+-\w{{16}}@example.org>", message["Message-ID"])


def change_elector(post: Post, number: int, **columns: object) -> None:
    with post.booth.session() as session:
        elector = session.get(Elector, post.booth.elector_id(session, number))
        for name, value in columns.items():
            setattr(elector, name, value)
        session.commit()


def test_who_cannot_vote_is_neither_invited_nor_reminded(post: Post) -> None:
    with post.booth.session() as session:
        post.booth.poll(session).contests[0].region = "London"
        session.commit()
    change_elector(post, 1, barred=True)
    change_elector(post, 2, region="Wales")  # where no contest is
    able = [email_of(number) for number in (0, 3, 4)]
    invitation = post.start(Occasion.INVITATION)
    post.room().work()
    assert (post.arrived_at(), post.counts(invitation).audience) == (able, 3)
    post.mailbox.received.clear()
    reminder = remind(post, (3,))
    post.room().begin_due()
    assert post.counts(reminder).audience == 4  # in memory alone is the barred one left out
    post.room().work()
    assert post.arrived_at() == [email_of(0), email_of(4)]


def test_how_many_are_reminded_does_not_tell_whether_the_barred_have_voted(post: Post) -> None:
    remind(post, (1,))
    with post.booth.reading() as session:
        before = audience_size(session, post.booth.poll(session), Occasion.VOTE_REMINDER)
    for elector in (1, 2):
        change_elector(post, elector, barred=True)
    with post.booth.reading() as session:
        after = audience_size(session, post.booth.poll(session), Occasion.VOTE_REMINDER)
    assert before == after == 4


def test_an_announcement_goes_to_those_who_want_it_and_offers_to_end_it(post: Post) -> None:
    decline(post, 1)
    post.start(Occasion.SHORTLIST)
    post.room().work()
    assert post.arrived_at() == [one for one in EVERYBODY if one != email_of(1)]
    message = post.mailbox.received[0]
    url = message["List-Unsubscribe"].strip("<>")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert url.startswith("http://localhost/unsubscribe/e")
    assert url in post.text()


def test_a_call_leads_to_its_page_once_there_is_one(post: Post) -> None:
    closes_at = post.clock.now() + timedelta(minutes=30)
    with post.booth.session() as session:
        poll = post.booth.poll(session)
        poll.interest_closes_at = poll.shortlist_at = closes_at
        session.commit()
    first = post.start(Occasion.CALL)
    post.room().work()
    with post.booth.session() as session:
        now = post.clock.now()
        session.add(Call(poll_id=post.booth.poll_id, saved_at=now, published_at=now))
        session.commit()
    second = post.start(Occasion.CALL)
    post.room().work()
    assert (post.counts(first).sent, post.counts(second).sent) == (5, 5)
    texts = [one.get_content() for one in post.mailbox.received]
    links = [re.findall(r"http://localhost/polls\S+", text) for text in texts]
    assert links == 5 * [["http://localhost/polls/executive"]] + 5 * [
        ["http://localhost/polls/executive/call"]
    ]


def test_the_rate_is_kept_by_all_senders_together(post: Post) -> None:
    post.start(Occasion.INVITATION, rate=60)
    began = post.clock.now()
    post.room().work()
    assert post.clock.now() - began >= timedelta(seconds=4)
    assert [seconds for seconds in post.sleeps if seconds > 0.5] == [1.0] * 4


def test_a_mailing_begins_by_itself_at_its_moment(post: Post) -> None:
    number = post.start(Occasion.INVITATION, wait=timedelta(hours=1))
    post.room().work()
    assert (post.state(number), post.mailbox.received) == ("waiting", [])
    post.clock.move(timedelta(hours=1))
    post.room().work()
    assert (post.state(number), len(post.mailbox.received)) == ("done", 5)


def test_what_comes_too_late_is_not_sent(post: Post) -> None:
    waiting = post.start(Occasion.INVITATION, wait=timedelta(hours=20))
    paused = post.start(Occasion.INVITATION, rate=1)
    post.meanwhile = lambda: post.clock.move(timedelta(days=2))
    post.room().work()
    assert (post.state(waiting), post.state(paused)) == ("late", "late")
    assert len(post.mailbox.received) < 5


def test_a_pause_holds_after_the_message_in_hand_and_a_resume_goes_on(post: Post) -> None:
    number = post.start(Occasion.INVITATION, rate=60)
    post.meanwhile = lambda: post.pause(number)
    post.room().work()
    assert (post.state(number), len(post.mailbox.received)) == ("paused", 1)
    assert post.counts(number).settled == 1
    post.resume(number)
    post.room().work()
    assert (post.state(number), post.arrived_at()) == ("done", EVERYBODY)


def test_what_remains_can_be_cancelled(post: Post) -> None:
    number = post.start(Occasion.INVITATION, rate=60)
    post.meanwhile = lambda: post.cancel(number)
    post.room().work()
    assert (post.state(number), len(post.mailbox.received)) == ("cancelled", 1)


def test_a_sender_that_stops_gives_its_parcel_back(post: Post) -> None:
    number = post.start(Occasion.INVITATION, rate=60)
    room = post.room()
    post.meanwhile = room.stopping.set
    room.work()
    assert len(post.mailbox.received) == 1
    post.room().work()
    assert (post.arrived_at(), post.counts(number).uncertain) == (EVERYBODY, 0)


class Killed(BaseException):
    """What ends a sender on the spot, as SIGKILL does, with no time to note anything."""


def kill_at(post: Post, number_of_messages: int, *, arrives: bool) -> None:
    """Let a sender die with a message in hand, before or after the server has it."""
    room, carried = post.room(), 0

    class Deadly:
        def carry(self, letter, batch):
            nonlocal carried
            carried += 1
            if carried < number_of_messages:
                return room_carrier.carry(letter, batch)
            if arrives:
                room_carrier.carry(letter, batch)
            raise Killed

        def hang_up(self):
            room_carrier.hang_up()

    room_carrier = room._carry_with
    room.carrier = Deadly()
    with pytest.raises(Killed):
        room.work()


@pytest.mark.parametrize("arrives", [True, False])
def test_a_killed_sender_leaves_one_message_of_unknown_fate_and_none_twice(
    post: Post, arrives: bool
) -> None:
    number = post.start(Occasion.INVITATION)
    kill_at(post, 3, arrives=arrives)
    post.room().work()
    assert post.state(number) == "sending"  # its parcel is held until it is surely dead
    post.clock.move(HELD)
    post.room().work()
    counts = post.counts(number)
    assert (post.state(number), counts.sent, counts.uncertain) == ("done", 4, 1)
    arrived = post.arrived_at()
    assert arrived == (EVERYBODY if arrives else sorted(set(EVERYBODY) - {email_of(2)}))
    log = "\n".join(message["Message-ID"] for message in post.mailbox.received).encode()
    taken = {numbers[1] for _, numbers in references.every_in(post.settings.secret_key, log)}
    with post.booth.session() as session:  # as `shortlist mailings settle --send-others` does
        assert count_as_sent(session, number, taken) == arrives
        assert send_uncertain_again(session, number, now=post.clock.now()) == (not arrives)
        session.commit()
    post.room().work()
    assert (post.arrived_at(), post.state(number)) == (EVERYBODY, "done")
    assert post.counts(number).sent == 5


def test_a_sender_that_was_only_asleep_does_not_go_on(post: Post) -> None:
    post.start(Occasion.INVITATION)
    post.room().begin_due()
    with post.booth.session() as session:
        asleep = sending.take(session, now=post.clock.now())
        session.commit()
    post.clock.move(HELD)
    post.room().work()
    assert post.arrived_at() == EVERYBODY
    who, now, key = asleep.recipients[0], post.clock.now(), post.settings.secret_key
    with post.booth.session() as session:
        assert not sending.mark(session, asleep, who, None, now=now, key=key)


def test_two_senders_never_take_the_same_parcel(post: Post) -> None:
    post.start(Occasion.INVITATION, rate=60_000)
    post.room().begin_due()
    if post.booth.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has one writer")
    with post.booth.session() as one, post.booth.session() as other:
        assert sending.take(one, now=post.clock.now()) is not None
        assert sending.take(other, now=post.clock.now()) is None


def test_a_server_that_goes_away_holds_up_and_loses_nothing(post: Post) -> None:
    number = post.start(Occasion.INVITATION)
    room = post.room()
    room.settings = post.settings.__class__(
        **{**vars(post.settings), "mail": post.settings.mail.__class__(host="127.0.0.1", port=1)}
    )
    room.begin_due()
    room.work_parcel()
    assert (post.mailing(number).trouble, post.state(number)) == (Trouble.SERVER_AWAY, "sending")
    post.clock.move(timedelta(seconds=30))
    post.room().work()
    assert (post.arrived_at(), post.mailing(number).trouble) == (EVERYBODY, None)


@pytest.mark.parametrize("says_goodbye", [False, True])
def test_a_server_that_takes_two_at_a_time_gets_them_all(post: Post, says_goodbye: bool) -> None:
    post.mailbox.most_each, post.mailbox.says_goodbye = 2, says_goodbye
    number = post.start(Occasion.INVITATION)
    post.room().work()
    assert (post.arrived_at(), post.counts(number).sent) == (EVERYBODY, 5)


def test_a_message_put_off_is_tried_again_and_given_up_in_the_end(post: Post) -> None:
    post.mailbox.refused, post.mailbox.refusal = {email_of(1)}, "451 later"
    number = post.start(Occasion.INVITATION)
    post.work_one_parcel()
    assert post.counts(number).put_off == 1
    for _ in range(ATTEMPTS):
        post.room().work()
        post.clock.move(timedelta(minutes=10))
    counts = post.counts(number)
    assert (post.state(number), counts.failed, counts.sent, counts.put_off) == ("done", 1, 4, 0)
    post.mailbox.refused = {email_of(2)}
    number = post.start(Occasion.INVITATION)
    post.work_one_parcel()
    post.mailbox.refused = set()
    post.room().work()
    assert post.counts(number).sent == 5


def test_an_address_that_is_gone_counts_against_it_and_is_left_out_in_the_end(post: Post) -> None:
    post.mailbox.refused = {email_of(1)}
    first = post.start(Occasion.INVITATION)
    post.room().work()
    counts = post.counts(first)
    assert (counts.failed, counts.bounced, counts.sent) == (1, 1, 4)
    second = post.start(Occasion.INVITATION)
    post.room().work()
    with post.booth.reading() as session:
        assert is_bouncing(session, email_of(1), post.clock.now())
    third = post.start(Occasion.INVITATION)
    post.room().work()
    assert (post.counts(second).failed, post.counts(third).passed_over) == (1, 1)


def test_a_server_that_turns_everything_away_pauses_the_mailing(post: Post) -> None:
    post.mailbox.answers = ["554 no"] * 100
    for _ in range(6):
        number = post.start(Occasion.INVITATION)
        post.room().begin_due()
    room = post.room()
    while room.work_parcel():
        pass
    room.hang_up()
    halted = [one for one in range(1, number + 1) if post.state(one) == "paused"]
    assert [post.mailing(one).trouble for one in halted] == [Trouble.TURNED_AWAY]


def test_whoever_changes_the_address_meanwhile_is_written_to_once(post: Post) -> None:
    def move() -> None:
        with post.booth.session() as session:
            entry_for(session, email_of(0)).email = "moved@example.org"
            session.commit()

    number = post.start(Occasion.INVITATION, rate=60)
    room = post.room()
    post.meanwhile = lambda: (move(), room.stopping.set())
    room.work()
    post.room().work()
    assert post.arrived_at() == EVERYBODY
    assert post.counts(number).sent == 5


def remind(post: Post, voted: tuple[int, ...]) -> int:
    post.booth.open_voting()
    for number in voted:
        post.booth.cast(number)
    return post.start(Occasion.VOTE_REMINDER)


def test_a_reminder_reaches_those_who_have_not_voted_and_no_row_tells_them_from_others(
    post: Post,
) -> None:
    number = remind(post, (1, 3))
    before = rows_of(post.booth.engine)
    steps = []
    room = post.room()
    carrier = room._carry_with
    plain_carry = carrier.carry

    def watched(letter, batch):
        steps.append(rows_of(post.booth.engine))
        return plain_carry(letter, batch)

    carrier.carry = watched
    room.work()
    assert post.arrived_at() == [email_of(0), email_of(2), email_of(4)]
    # While letters go, nothing moves: each of them sees the database as the one before.
    assert len(steps) == 3
    assert steps[0] == steps[1] == steps[2]
    after = rows_of(post.booth.engine)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"mailings", "events", "audit_head"}
    message = post.mailbox.received[0]
    assert "List-Unsubscribe" not in message
    assert references.first_in(post.settings.secret_key, message.as_bytes()) is None
    assert set(post.mailbox.return_paths) == {"bounces@example.org"}
    assert post.state(number) == "done"
    with post.booth.reading() as session:
        (told,) = session.scalars(select(Event.details).where(Event.action == "notice sent"))
    assert '"sent":"fewer than ten"' in told


def test_who_votes_meanwhile_is_not_reminded(post: Post) -> None:
    number = remind(post, ())
    with post.changing(number) as (_, mailing):
        mailing.rate = 60
    post.meanwhile = lambda: post.booth.cast(4)
    post.room().work()
    assert post.arrived_at() == EVERYBODY[:4]


def test_a_blind_parcel_whose_sender_died_is_given_up_and_nobody_is_reminded_twice(
    post: Post,
) -> None:
    number = remind(post, (1,))
    kill_at(post, 2, arrives=True)
    post.clock.move(timedelta(hours=1))
    post.room().work()
    assert post.arrived_at() == [email_of(0), email_of(2)]
    counts = post.counts(number)
    assert (post.state(number), counts.uncertain, counts.sent) == ("done", 5, 0)
    with post.booth.reading() as session:
        assert session.scalars(select(Parcel)).all() == []
        assert session.scalars(select(Straggler)).all() == []


def test_what_a_server_puts_off_of_a_blind_parcel_is_tried_again_from_memory(post: Post) -> None:
    post.mailbox.answers = ["451 later"]
    number = remind(post, (1,))
    post.room().work()
    assert post.arrived_at() == [one for one in EVERYBODY if one != email_of(1)]
    assert post.mailing(number).sent == 4


def test_a_bounce_of_one_message_counts_for_its_mailing(post: Post) -> None:
    number = post.start(Occasion.INVITATION)
    post.room().work()
    with post.booth.session() as session:
        note_bounce(
            session,
            reference=references.signed(post.settings.secret_key, "m", number, 1),
            address=email_of(0),
            batch=number,
            status="5.1.1",
            now=post.clock.now(),
        )
        session.commit()
    assert post.counts(number).bounced == 1
    with post.booth.reading() as session:
        assert session.scalar(select(Mailing.id).where(Mailing.id == number)) == number
