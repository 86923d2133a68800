"""Make ready, cast, close and open, on both databases."""

from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.ballot_box.keys import make_key
from shortlist.ballot_box.models import Opening, Paper
from shortlist.ballot_box.plaintext import encode
from shortlist.ballot_box.rules import KeyMissing, KeyUnfit
from shortlist.ballot_box.sealing import seal
from shortlist.candidates.models import Candidate
from shortlist.candidates.rules import NoCandidates
from shortlist.clock import SetClock
from shortlist.config import Settings
from shortlist.roll.rules import EmptyRoll
from shortlist.voting import rules
from shortlist.voting.actions import cast_ballot, cast_many, make_ready
from shortlist.voting.ballots import SealedBallot, new_nonce, seal_order
from shortlist.voting.manifest import manifest_hash, read_manifest
from shortlist.voting.models import Envelope, LogHead, Manifest
from shortlist.voting.queries import fixed_for, log_lines, receipt_of, turnout, turnout_by_contest
from shortlist.voting.tree import Tree
from tests.voting.booth import NAMES, Booth, add_electors, add_poll, make_booth


def lines_of(booth: Booth, position: int = 1) -> list[str]:
    with booth.reading() as session:
        return list(log_lines(session, booth.poll(session).contests[position - 1].id))


def let_it_be_changed(session: Session, table: str) -> None:
    """Take the database's refusal away, as somebody who owns it can."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text(f"DROP TRIGGER {table}_no_update"))
    else:
        session.execute(text(f"DROP TRIGGER {table}_append_only ON {table}"))


def head_of(booth: Booth) -> LogHead:
    with booth.reading() as session:
        head = session.get(LogHead, booth.poll(session).contests[0].id)
        assert head is not None
        return head


class TestReady:
    def test_a_poll_made_ready_has_numbers_key_manifest_and_log(self, booth: Booth) -> None:
        with booth.session() as session:
            poll = booth.poll(session)
            contest = poll.contests[0]
            manifest = session.get_one(Manifest, contest.id)
            numbers = session.execute(select(Candidate.number, Candidate.name)).all()
            assert poll.ready_at == booth.clock.now()
            assert sorted(map(tuple, numbers)) == list(enumerate(NAMES, start=1))
            assert manifest.sha256 == manifest_hash(manifest.body)
            assert lines_of(booth) == [f"M {manifest.sha256.hex()}"]
            assert read_manifest(manifest.body).candidates == len(NAMES)
            assert (booth.keys_path / f"{contest.id}.pem").stat().st_mode & 0o777 == 0o600

    def test_no_key_is_in_the_database(self, booth: Booth) -> None:
        with booth.session() as session:
            body = session.scalars(select(Manifest.body)).one()
        assert "PRIVATE" not in body

    def test_a_manifest_is_canonical(self, booth: Booth) -> None:
        with booth.session() as session:
            body = session.scalars(select(Manifest.body)).one()
        keys = [
            *("candidates", "closes_at", "contest", "grace_seconds", "mode", "opens_at"),
            *("operator", "poll", "publication", "register", "rule", "schema", "software"),
            *("suite", "tables_below", "trustees"),
        ]
        places = [body.index(f'"{key}":') for key in keys]
        assert places == sorted(places)
        assert ": " not in body.replace("Fictional executive", "")

    def test_an_empty_roll_is_refused(
        self, session: Session, clock: SetClock, settings: Settings
    ) -> None:
        poll = add_poll(session, clock)
        with pytest.raises(EmptyRoll):
            make_ready(session, poll, now=clock.now(), keys_path=settings.keys_path, actor=PLATFORM)

    def test_a_contest_without_candidates_is_refused(
        self, session: Session, clock: SetClock, settings: Settings
    ) -> None:
        add_electors(session, clock, 1)
        poll = add_poll(session, clock, names=())
        with pytest.raises(NoCandidates):
            make_ready(session, poll, now=clock.now(), keys_path=settings.keys_path, actor=PLATFORM)

    def test_a_poll_without_contests_is_refused(
        self, session: Session, clock: SetClock, settings: Settings
    ) -> None:
        poll = add_poll(session, clock, regions=())
        with pytest.raises(rules.NoContests):
            make_ready(session, poll, now=clock.now(), keys_path=settings.keys_path, actor=PLATFORM)

    def test_an_unknown_rule_is_refused(
        self, session: Session, clock: SetClock, settings: Settings
    ) -> None:
        add_electors(session, clock, 1)
        poll = add_poll(session, clock, rule="borda")
        with pytest.raises(rules.UnknownRule):
            make_ready(session, poll, now=clock.now(), keys_path=settings.keys_path, actor=PLATFORM)

    def test_a_second_time_is_refused(self, booth: Booth) -> None:
        with booth.session() as session, pytest.raises(rules.AlreadyReady):
            make_ready(
                session,
                booth.poll(session),
                now=booth.clock.now(),
                keys_path=booth.keys_path,
                actor=PLATFORM,
            )


class TestCast:
    def test_a_ballot_becomes_an_envelope_and_a_leaf(self, booth: Booth) -> None:
        booth.open_voting()
        receipt = booth.cast(0)
        lines = lines_of(booth)
        with booth.session() as session:
            envelope = session.scalars(select(Envelope)).one()
        assert lines[1:] == [f"E {sha256(envelope.sealed).hexdigest()} -"]
        assert (receipt.leaf, receipt.index, receipt.size) == (lines[1], 1, 2)
        assert receipt.root == Tree.of(lines).root()
        assert (head_of(booth).live, head_of(booth).by_server) == (1, 1)

    def test_voting_again_replaces_the_envelope(self, booth: Booth) -> None:
        booth.open_voting()
        first, other, second = booth.cast(0), booth.cast(1), booth.cast(0, (3,))
        assert second.leaf.endswith(f" {first.index}")
        assert other.leaf.endswith(" -")
        with booth.session() as session:
            assert session.scalar(select(func.count()).select_from(Envelope)) == 2
        head = head_of(booth)
        assert (head.size, head.live, head.by_server) == (4, 2, 2)

    def test_a_retry_returns_the_same_receipt(self, booth: Booth) -> None:
        booth.open_voting()
        nonce = new_nonce()
        assert booth.cast(0, nonce=nonce) == booth.cast(0, nonce=nonce)
        assert len(lines_of(booth)) == 2

    def test_a_retry_after_the_close_returns_the_receipt(self, booth: Booth) -> None:
        booth.open_voting()
        nonce = new_nonce()
        receipt = booth.cast(0, nonce=nonce)
        booth.end_voting()
        assert booth.cast(0, nonce=nonce) == receipt
        booth.close()
        assert booth.cast(0, nonce=nonce) == receipt
        with pytest.raises(rules.VotingClosed):
            booth.cast(0, (2,), nonce)

    def test_the_same_nonce_with_another_order_is_another_cast(self, booth: Booth) -> None:
        booth.open_voting()
        nonce = new_nonce()
        first = booth.cast(0, (1, 2), nonce)
        assert booth.cast(0, (2, 1), nonce).leaf.endswith(f" {first.index}")

    @pytest.mark.parametrize("replaces", [None, 2, 99])
    def test_a_cast_in_the_place_of_what_is_not_live_is_refused(
        self, booth: Booth, replaces: int | None
    ) -> None:
        booth.open_voting()
        booth.cast(0)
        with booth.session() as session:
            contest = booth.poll(session).contests[0]
            elector_id = booth.elector_id(session, 0)
            fixed = fixed_for(session, contest.id)
            ballot = seal_order(fixed, elector_id, (3,), new_nonce())
            with pytest.raises(rules.ChangedMeanwhile):
                cast_ballot(session, contest, ballot, replaces=replaces, now=booth.clock.now())
        assert len(lines_of(booth)) == 2

    def test_the_same_envelope_returns_the_same_receipt(self, booth: Booth) -> None:
        booth.open_voting()
        with booth.session() as session:
            contest = booth.poll(session).contests[0]
            elector_id = booth.elector_id(session, 0)
            ballots = [
                SealedBallot(
                    elector_id=elector_id, sealed=b"same", request_id=request, by_server=False
                )
                for request in (bytes(32), bytes([1]) * 32)
            ]
            receipts = [
                cast_ballot(session, contest, ballot, replaces=None, now=booth.clock.now())
                for ballot in ballots
            ]
        assert receipts[0] == receipts[1]

    def test_the_same_nonce_of_another_elector_is_another_cast(self, booth: Booth) -> None:
        booth.open_voting()
        nonce = new_nonce()
        booth.cast(0, nonce=nonce)
        booth.cast(1, nonce=nonce)
        assert head_of(booth).live == 2

    def test_a_browser_sealed_ballot_that_follows_a_server_sealed_one_is_counted_so(
        self, booth: Booth
    ) -> None:
        booth.open_voting()
        booth.cast(0)
        with booth.session() as session:
            ballot = SealedBallot(
                elector_id=booth.elector_id(session, 0),
                sealed=b"sealed elsewhere",
                request_id=bytes(32),
                by_server=False,
            )
            contest = booth.poll(session).contests[0]
            cast_ballot(session, contest, ballot, replaces=1, now=booth.clock.now())
            session.commit()
        assert (head_of(booth).live, head_of(booth).by_server) == (1, 0)

    def test_a_ballot_within_the_grace_is_taken(self, booth: Booth) -> None:
        booth.clock.move(timedelta(hours=25, minutes=9, seconds=59))
        assert booth.cast(0).index == 1

    def test_a_ballot_before_the_opening_is_refused(self, booth: Booth) -> None:
        with pytest.raises(rules.VotingNotOpen):
            booth.cast(0)

    def test_a_ballot_after_the_grace_is_refused(self, booth: Booth) -> None:
        booth.clock.move(timedelta(hours=25, minutes=10))
        with pytest.raises(rules.VotingClosed):
            booth.cast(0)
        assert len(lines_of(booth)) == 1

    def test_nothing_follows_the_close_whatever_the_clock_says(self, booth: Booth) -> None:
        booth.end_voting()
        booth.close()
        booth.clock.move(-timedelta(days=1, hours=20))
        with pytest.raises(rules.VotingClosed):
            booth.cast(0)

    def test_an_elector_of_another_poll_is_refused(self, booth: Booth, session: Session) -> None:
        other = add_poll(session, booth.clock, slug="other")
        make_ready(session, other, now=booth.clock.now(), keys_path=booth.keys_path, actor=PLATFORM)
        contest = other.contests[0]
        booth.open_voting()
        ballot = seal_order(
            fixed_for(session, contest.id), booth.elector_id(session, 0), (1,), new_nonce()
        )
        with pytest.raises(rules.NotOnRegister):
            cast_ballot(session, contest, ballot, replaces=None, now=booth.clock.now())

    def test_a_contest_of_another_region_is_refused(
        self, engine, clock: SetClock, settings: Settings
    ) -> None:
        booth = make_booth(engine, clock, settings.keys_path, regions=("London", "Wales"))
        booth.open_voting()
        assert booth.cast(0, position=1).index == 1
        with pytest.raises(rules.OtherRegion):
            booth.cast(0, position=2)

    def test_a_contest_that_is_not_ready_is_refused(
        self, session: Session, clock: SetClock
    ) -> None:
        contest = add_poll(session, clock).contests[0]
        ballot = SealedBallot(elector_id=1, sealed=b"", request_id=bytes(32), by_server=True)
        with pytest.raises(rules.NotReady):
            cast_ballot(session, contest, ballot, replaces=None, now=clock.now())

    def test_many_ballots_make_the_log_that_single_casts_make(self, booth: Booth) -> None:
        booth.open_voting()
        booth.cast(1)
        with booth.session() as session:
            contest = booth.poll(session).contests[0]
            fixed = fixed_for(session, contest.id)
            electors = [booth.elector_id(session, number) for number in (0, 1, 2, 0)]
            ballots = [seal_order(fixed, one, (1,), new_nonce()) for one in electors]
            assert cast_many(session, contest, ballots, now=booth.clock.now()) == 4
            assert cast_many(session, contest, ballots[1:], now=booth.clock.now()) == 0
            session.commit()
            lines = lines_of(booth)
            receipts = [receipt_of(session, contest.id, elector) for elector in electors]
        assert [line.rpartition(" ")[2] for line in lines[1:]] == ["-", "-", "1", "-", "2"]
        assert [receipt.index for receipt in receipts] == [5, 3, 4, 5]
        assert [receipt.root for receipt in receipts] == [
            Tree.of(lines[: receipt.size]).root() for receipt in receipts
        ]
        assert (head_of(booth).live, head_of(booth).size) == (3, 6)

    def test_one_refused_ballot_keeps_all_of_a_batch_out(self, booth: Booth) -> None:
        booth.open_voting()
        with booth.session() as session:
            contest = booth.poll(session).contests[0]
            fixed = fixed_for(session, contest.id)
            electors = [booth.elector_id(session, 0), 99_999]
            ballots = [seal_order(fixed, one, (1,), new_nonce()) for one in electors]
            with pytest.raises(rules.NotOnRegister):
                cast_many(session, contest, ballots, now=booth.clock.now())
            session.commit()
        assert len(lines_of(booth)) == 1


class TestTurnout:
    def test_an_elector_counts_once_whatever_the_number_of_contests(
        self, engine, clock: SetClock, settings: Settings
    ) -> None:
        booth = make_booth(engine, clock, settings.keys_path, regions=(None, "London", "Wales"))
        booth.open_voting()
        booth.cast(0, position=1)
        booth.cast(0, position=2)
        booth.cast(1, position=2)
        with booth.session() as session:
            poll = booth.poll(session)
            assert turnout(session, poll) == 2
            by_contest = [(one.cast, one.electors) for one in turnout_by_contest(session, poll)]
        assert by_contest == [(1, 3), (2, 3), (0, 0)]


class TestClose:
    def test_the_close_is_the_last_leaf(self, booth: Booth) -> None:
        booth.open_voting()
        booth.cast(0)
        booth.cast(0)
        booth.cast(1)
        booth.end_voting()
        booth.close()
        assert lines_of(booth)[-1] == "C 2 2"
        assert head_of(booth).closed
        with booth.session() as session:
            assert booth.poll(session).closed_at == booth.clock.now()

    def test_before_the_end_of_the_grace_is_refused(self, booth: Booth) -> None:
        booth.clock.move(timedelta(hours=25))
        with pytest.raises(rules.TooEarlyToClose):
            booth.close()

    @pytest.mark.parametrize(
        "statement",
        [
            "INSERT INTO leaves SELECT contest_id, 3, 'C 1 0' FROM log_heads",
            "UPDATE log_heads SET closed = false",
            "UPDATE log_heads SET size = size + 1",
            "DELETE FROM log_heads",
        ],
    )
    def test_the_database_lets_nothing_follow_the_close(self, booth: Booth, statement: str) -> None:
        booth.open_voting()
        booth.cast(0, (1,))
        booth.end_voting()
        booth.close()
        with booth.session() as session, pytest.raises(DatabaseError, match="nothing follows"):
            session.execute(text(statement))

    @pytest.mark.parametrize("change", ["grace_seconds = 86400", "ready_at = NULL"])
    def test_the_database_keeps_the_grace_of_a_ready_poll(self, booth: Booth, change: str) -> None:
        with booth.session() as session, pytest.raises(DatabaseError, match="of the time stays"):
            session.execute(text(f"UPDATE polls SET {change}"))

    def test_a_second_close_is_refused(self, booth: Booth) -> None:
        booth.end_voting()
        booth.close()
        with pytest.raises(rules.ClosedAlready):
            booth.close()


class TestOpen:
    def test_papers_come_out_in_tracker_order(self, booth: Booth) -> None:
        booth.open_voting()
        orders = [(1, 2, 3), (5,), (4, 2)]
        for number, order in enumerate(orders):
            booth.cast(number, order)
        booth.end_voting()
        booth.close()
        booth.open()
        with booth.session() as session:
            papers = session.execute(select(Paper.tracker, Paper.preferences)).all()
            opening = session.scalars(select(Opening)).one()
        assert sorted(preferences for _, preferences in papers) == sorted(map(bytes, orders))
        assert [tracker for tracker, _ in papers] == sorted(tracker for tracker, _ in papers)
        assert (opening.envelopes, opening.by_server, opening.papers) == (3, 3, 3)
        assert (opening.undecryptable, opening.duplicate) == (0, 0)

    def test_a_replaced_ballot_does_not_come_out(self, booth: Booth) -> None:
        booth.open_voting()
        booth.cast(0, (1,))
        booth.cast(0, (2,))
        booth.end_voting()
        booth.close()
        booth.open()
        with booth.session() as session:
            assert session.scalars(select(Paper.preferences)).all() == [bytes([2])]

    def test_what_does_not_open_is_dropped_and_counted(self, booth: Booth) -> None:
        booth.open_voting()
        nonce = new_nonce()
        booth.cast(0, (1,), nonce)
        booth.cast(1, (2,), nonce)  # the same tracker
        with booth.session() as session:
            contest = booth.poll(session).contests[0]
            ballot = SealedBallot(
                elector_id=booth.elector_id(session, 2),
                sealed=b"not an envelope",
                request_id=bytes(32),
                by_server=False,
            )
            cast_ballot(session, contest, ballot, replaces=None, now=booth.clock.now())
            session.commit()
        booth.end_voting()
        booth.close()
        booth.open()
        with booth.session() as session:
            opening = session.scalars(select(Opening)).one()
        assert (opening.envelopes, opening.by_server, opening.papers) == (3, 2, 1)
        assert (opening.undecryptable, opening.duplicate) == (1, 1)

    def test_a_sealed_text_that_is_no_ballot_is_dropped(self, booth: Booth) -> None:
        booth.open_voting()
        with booth.session() as session:
            contest = booth.poll(session).contests[0]
            fixed = fixed_for(session, contest.id)
            broken = bytearray(encode(bytes(10), (1, 2), fixed.candidates))
            broken[13] = 1  # the first preference twice
            ballot = SealedBallot(
                elector_id=booth.elector_id(session, 0),
                sealed=seal(bytes(broken), fixed.terms, fixed.keys),
                request_id=bytes(32),
                by_server=False,
            )
            cast_ballot(session, contest, ballot, replaces=None, now=booth.clock.now())
            session.commit()
        booth.end_voting()
        booth.close()
        booth.open()
        with booth.session() as session:
            assert session.scalars(select(Opening.undecryptable)).one() == 1

    def test_an_open_box_is_refused(self, booth: Booth) -> None:
        with pytest.raises(rules.NotClosed):
            booth.open()

    def test_a_second_opening_is_refused(self, booth: Booth) -> None:
        booth.end_voting()
        booth.close()
        booth.open()
        with pytest.raises(rules.OpenedAlready):
            booth.open()

    def test_a_missing_key_is_named(self, booth: Booth) -> None:
        booth.end_voting()
        booth.close()
        for path in booth.keys_path.glob("*.pem"):
            path.unlink()
        with pytest.raises(KeyMissing):
            booth.open()

    def test_another_key_is_refused_before_anything_is_dropped(self, booth: Booth) -> None:
        booth.end_voting()
        booth.close()
        path = next(booth.keys_path.glob("*.pem"))
        path.unlink()
        make_key(booth.keys_path, int(path.stem))
        with pytest.raises(KeyUnfit):
            booth.open()

    def test_an_envelope_changed_behind_the_log_is_found(self, booth: Booth) -> None:
        booth.open_voting()
        booth.cast(0)
        booth.end_voting()
        booth.close()
        with booth.session() as session:
            session.execute(update(Envelope).values(sealed=b"another"))
            session.commit()
        with pytest.raises(rules.BoxAndLogDisagree):
            booth.open()

    def test_an_envelope_taken_out_behind_the_log_is_found(self, booth: Booth) -> None:
        booth.open_voting()
        booth.cast(0)
        booth.cast(1)
        booth.end_voting()
        booth.close()
        with booth.session() as session:
            first = session.scalars(select(Envelope)).first()
            session.delete(first)
            session.commit()
        with pytest.raises(rules.BoxAndLogDisagree):
            booth.open()

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE manifests SET body = '{}'",
            "DELETE FROM manifests",
            "UPDATE openings SET papers = 0",
            "DELETE FROM openings",
        ],
    )
    def test_the_database_keeps_manifests_and_openings(self, booth: Booth, statement: str) -> None:
        booth.end_voting()
        booth.close()
        booth.open()
        with booth.session() as session, pytest.raises(DatabaseError, match="append-only"):
            session.execute(text(statement))

    def test_a_manifest_changed_afterwards_is_found(self, booth: Booth) -> None:
        booth.end_voting()
        booth.close()
        with booth.session() as session:
            let_it_be_changed(session, "manifests")
            body = session.scalars(select(Manifest.body)).one()
            session.execute(update(Manifest).values(body=body.replace("Amina", "Amira")))
            session.commit()
        with pytest.raises(rules.BoxAndLogDisagree):
            booth.open()
