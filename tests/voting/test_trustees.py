"""Trustees of a poll on the server: their list, what voting waits for, the opening by them."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from shortlist.audit.actions import PLATFORM
from shortlist.audit.models import Event
from shortlist.ballot_box.models import Opening, Paper
from shortlist.clock import SetClock
from shortlist.polls.models import Poll
from shortlist.polls.policy import facts_of, phase_of, timetable_of
from shortlist.polls.rules import Phase
from shortlist.proposals.rules import Change
from shortlist.trustees.keys import TrusteeKeys, new_keys
from shortlist.trustees.opening import open_parcel
from shortlist.trustees.preparing import rehearse, sign
from shortlist.voting import actions, rules
from shortlist.voting import trustee_rules as refusals
from shortlist.voting.actions import add_trustee, remove_trustee, take_answer
from shortlist.voting.models import Envelope
from shortlist.voting.parcels import write_parcel
from shortlist.voting.queries import fixed_for
from shortlist.voting.tasks import Kind
from shortlist.voting.trustee_queries import (
    contests_to_open,
    duties_of,
    opening_notes,
    statements_of,
    task_of,
    trustee_at,
    trustees_of,
)
from tests.voting.booth import NAMES, Booth, add_poll
from tests.voting.conftest import MakeHall
from tests.voting.hall import card_of


class TestTheList:
    @pytest.fixture
    def poll(self, session, clock: SetClock) -> Poll:
        return add_poll(session, clock)

    def add(self, session, poll: Poll, keys: TrusteeKeys, name: str = NAMES[0]) -> None:
        add_trustee(session, poll, card_of(keys, name), now=poll.created_at, actor=PLATFORM)

    def test_trustees_are_listed_in_order_and_close_up(self, session, poll: Poll) -> None:
        for name in NAMES[:3]:
            self.add(session, poll, new_keys(), name)
        first = trustee_at(session, poll, 1)
        remove_trustee(session, poll, first, now=poll.created_at, actor=PLATFORM)
        listed = [(one.position, one.name) for one in trustees_of(session, poll)]
        assert listed == [(1, "Bryn Hughes"), (2, "Ciara Byrne")]
        assert poll.trustees == 2
        actions_taken = session.scalars(select(Event.action).order_by(Event.number)).all()
        assert actions_taken == ["trustee added"] * 3 + ["trustee removed"]
        assert "Amina" not in "".join(session.scalars(select(Event.details)))

    def test_there_are_four_at_the_most(self, session, poll: Poll) -> None:
        for name in NAMES[:4]:
            self.add(session, poll, new_keys(), name)
        with pytest.raises(refusals.TooManyTrustees):
            self.add(session, poll, new_keys(), NAMES[4])

    def test_nobody_is_two_trustees(self, session, poll: Poll) -> None:
        one, two = new_keys(), new_keys()
        self.add(session, poll, one)
        again = (
            (one, "Bryn Hughes"),
            (two, "amina okafor"),
            (replace(two, signing=one.signing), "Bryn Hughes"),
            (replace(two, sealing=one.sealing), "Bryn Hughes"),
        )
        for keys, name in again:
            with pytest.raises(refusals.TrusteeThere):
                self.add(session, poll, keys, name)

    def test_a_trustee_who_is_not_there_is_not_found(self, session, poll: Poll) -> None:
        with pytest.raises(refusals.NoSuchTrustee):
            trustee_at(session, poll, 1)

    def test_the_list_is_fixed_when_the_poll_is_ready(self, make_hall: MakeHall) -> None:
        hall = make_hall()
        with hall.session() as session:
            poll = hall.poll(session)
            with pytest.raises(rules.AlreadyReady):
                self.add(session, poll, new_keys(), NAMES[3])
            trustee = trustee_at(session, poll, 1)
            with pytest.raises(rules.AlreadyReady):
                remove_trustee(session, poll, trustee, now=hall.clock.now(), actor=PLATFORM)


class TestBeforeVoting:
    def test_the_manifest_names_them_and_the_operator_has_no_key(self, make_hall) -> None:
        hall = make_hall()
        with hall.reading() as session:
            fixed = fixed_for(session, hall.poll(session).contests[0].id)
        assert fixed.trustees == 2
        assert list(fixed.keys) == [keys.sealing.public_key() for keys in hall.trustees]
        assert list(fixed.signers) == [keys.signing.public_key() for keys in hall.trustees]
        assert sorted(path.name for path in hall.keys_path.iterdir()) == ["1-log.pem"]

    def test_voting_waits_until_each_has_rehearsed_and_signed(self, make_hall: MakeHall) -> None:
        hall = make_hall()
        hall.open_voting()
        steps = [(0, Kind.REHEARSED), (1, Kind.SIGNED), (1, Kind.REHEARSED), (0, Kind.SIGNED)]
        for number, kind in steps:
            with hall.reading() as session:
                poll = hall.poll(session)
                assert poll.waits_for_trustees
                assert phase_of(poll, hall.clock.now()) is Phase.SHORTLIST_PUBLISHED
            with pytest.raises(rules.VotingNotOpen):
                hall.cast(0)
            hall.answer(number, kind)
        with hall.reading() as session:
            poll = hall.poll(session)
            assert not poll.waits_for_trustees
            assert all(duty.is_done for duty in duties_of(session, poll))
            assert phase_of(poll, hall.clock.now()) is Phase.POLL_OPEN
            events = session.scalars(select(Event.action).order_by(Event.number)).all()
        assert events[-3:] == ["layer rehearsed", "manifest signed", "poll entrusted"]
        hall.cast(0)

    def test_a_poll_whose_trustees_never_answer_closes_empty(self, make_hall: MakeHall) -> None:
        hall = make_hall()
        hall.end_voting()
        hall.close()
        with pytest.raises(rules.ClosedAlready):
            hall.answer(0, Kind.SIGNED)

    def test_a_wrong_answer_is_not_taken(self, make_hall: MakeHall) -> None:
        hall = make_hall()
        with hall.session() as session:
            poll, (one, two) = hall.poll(session), hall.trustees
            task = task_of(session, poll, trustee_at(session, poll, 1))
            rehearsed, signed = rehearse(task, one), sign(task, one)
            of_two = sign(task_of(session, poll, trustee_at(session, poll, 2)), two)
            [sha256] = signed.contests
            wrong = (
                replace(rehearsed, contests={sha256: b"something else"}),
                replace(signed, contests={bytes(32): signed.contests[sha256]}),
                replace(signed, contests={}),
                replace(signed, contests={sha256: b"\xff"}),
                replace(signed, contests=of_two.contests),
                replace(of_two, signing_key=signed.signing_key),
                replace(signed, kind=Kind.REHEARSED),
            )
            for answer in wrong:
                with pytest.raises(refusals.WrongAnswer):
                    take_answer(session, poll, answer, now=hall.clock.now(), actor=PLATFORM)
            answer = replace(signed, signing_key="bm9ib2R5")
            with pytest.raises(refusals.SomebodyElsesAnswer):
                take_answer(session, poll, answer, now=hall.clock.now(), actor=PLATFORM)
            assert not any(duty.rehearsed or duty.signed for duty in duties_of(session, poll))

    def test_a_poll_without_trustees_has_nothing_to_answer(self, booth: Booth) -> None:
        with booth.session() as session:
            assert refusals.why_not_answer(facts_of(booth.poll(session))) is not None
            assert isinstance(
                refusals.why_not_by_trustees(facts_of(booth.poll(session))), refusals.NoTrustees
            )


class TestOpening:
    @pytest.mark.parametrize("trustees", [1, 2, 4])
    def test_layer_by_layer_the_papers_come_into_the_box(
        self, make_hall: MakeHall, trustees: int
    ) -> None:
        hall = make_hall(trustees)
        hall.vote_and_close(21)
        [opening] = hall.take(hall.opened(hall.parcel()))
        assert (opening.envelopes, opening.by_server, opening.papers) == (21, 21, 21)
        with hall.reading() as session:
            papers = list(session.scalars(select(Paper.preferences)))
            assert sorted(papers) == sorted(bytes([1 + number % 3, 4]) for number in range(21))
            chain = statements_of(session, opening.contest_id)
            assert [one.after.count for one in chain] == [21] * trustees
            assert hall.poll(session).opened_at == hall.clock.now()
            events = session.scalars(select(Event.action).order_by(Event.number)).all()
        assert events[-1] == "ballot box opened"

    def test_a_parcel_is_the_same_bytes_each_time(self, make_hall: MakeHall) -> None:
        hall = make_hall()
        hall.vote_and_close()
        files = [io.BytesIO(), io.BytesIO()]
        for file in files:
            with hall.reading() as session:
                poll = hall.poll(session)
                write_parcel(file, actions.parcel_for_trustees(session, poll, hall.keys_path))
        assert files[0].getvalue() == files[1].getvalue()

    def test_a_box_is_opened_once_and_only_when_closed(self, make_hall: MakeHall) -> None:
        hall = make_hall()
        with pytest.raises(rules.NotClosed):
            hall.parcel()
        hall.vote_and_close()
        opened = hall.opened(hall.parcel())
        hall.take(opened)
        with pytest.raises(rules.OpenedAlready):
            hall.take(opened)
        with pytest.raises(rules.OpenedAlready):
            hall.parcel()

    def test_the_server_cannot_open_what_trustees_hold(self, make_hall: MakeHall) -> None:
        hall = make_hall()
        hall.vote_and_close()
        with pytest.raises(refusals.TrusteesOpen):
            hall.open()

    def test_papers_that_do_not_follow_are_not_taken(self, make_hall: MakeHall) -> None:
        hall = make_hall()
        hall.vote_and_close(21)
        parcel = hall.parcel()
        [piece] = hall.opened(parcel).pieces
        [half] = open_parcel(parcel, hall.trustees[0]).pieces
        papers, notes = list(piece.envelopes), list(piece.statements)
        other = papers[0][:-1] + bytes([papers[0][-1] ^ 5])
        wrong = (
            half,
            replace(piece, envelopes=papers[1:]),
            replace(piece, envelopes=[other, *papers[1:]]),
            replace(piece, envelopes=[papers[1], *papers[1:]]),
            replace(piece, statements=notes[:1]),
            replace(piece, statements=notes[::-1]),
            replace(piece, statements=[*notes, notes[0]]),
            replace(piece, statements=[notes[0], notes[1].replace(" 21 ", " 20 ")]),
            replace(piece, manifest=piece.manifest.replace("Amina", "Anima")),
        )
        for one in wrong:
            with pytest.raises(refusals.WrongPapers):
                hall.take(replace(parcel, pieces=[one]))
        with hall.reading() as session:
            assert session.scalars(select(Paper.tracker)).all() == []
            assert session.scalars(select(Opening.contest_id)).all() == []
            assert opening_notes(session, piece.fixed.terms.contest_id) == []

    def test_a_contest_with_too_few_ballots_is_left_sealed(self, make_hall: MakeHall) -> None:
        hall = make_hall(regions=(None, None))
        hall.answer_all()
        hall.open_voting()
        for number in range(20):
            hall.cast(number, (2,))
        hall.cast(0, (3,), position=2)
        hall.end_voting()
        hall.close()
        hall.agree(Change.OPEN)
        parcel = hall.parcel()
        assert [piece.position for piece in parcel.pieces] == [1]
        openings = hall.take(hall.opened(parcel))
        assert [(one.envelopes, one.papers) for one in openings] == [(20, 20), (1, 0)]

    def test_a_poll_with_too_few_ballots_ends_without_opening_any(
        self, make_hall: MakeHall
    ) -> None:
        hall = make_hall()
        hall.vote_and_close(19)
        with pytest.raises(refusals.NothingToOpen):
            hall.parcel()
        hall.open()
        with hall.reading() as session:
            opening = session.scalars(select(Opening)).one()
            assert (opening.envelopes, opening.papers) == (19, 0)
            assert contests_to_open(session, hall.poll(session)) == []

    def test_an_envelope_that_was_swapped_stops_the_parcel(self, make_hall: MakeHall) -> None:
        hall = make_hall()
        hall.vote_and_close()
        with hall.session() as session:
            envelope = session.scalars(select(Envelope).limit(1)).one()
            envelope.sealed = envelope.sealed[:-1] + bytes([envelope.sealed[-1] ^ 1])
            session.commit()
        with pytest.raises(rules.BoxAndLogDisagree):
            hall.parcel()


def test_the_deadline_stays_when_trustees_are_late(make_hall: MakeHall) -> None:
    hall = make_hall()
    with hall.reading() as session:
        closes = timetable_of(hall.poll(session)).box_closes_at
    hall.clock.move(closes - hall.clock.now() - timedelta(seconds=1))
    hall.answer_all()
    hall.cast(0)
    hall.clock.move(timedelta(seconds=1))
    with pytest.raises(rules.VotingClosed):
        hall.cast(1)
