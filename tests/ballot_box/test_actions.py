"""Papers in the box, and papers brought in from outside."""

import numpy as np
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.audit.models import Event
from shortlist.ballot_box import rules
from shortlist.ballot_box.actions import (
    check_papers,
    confirm_papers,
    discard_papers,
    hand_in_papers,
    import_papers,
    make_contest_from_blt,
    put_papers,
)
from shortlist.ballot_box.models import Opening, Paper
from shortlist.ballot_box.outside import PaperFile
from shortlist.ballot_box.plaintext import Ballot
from shortlist.ballot_box.queries import (
    batch_list,
    batches,
    papers_matrix,
    waiting_batch,
)
from shortlist.candidates.models import Candidate
from shortlist.clock import SetClock
from shortlist.polls.models import Contest
from shortlist.stv import read_blt
from tests.conftest import NOON
from tests.voting.booth import NAMES, add_poll

BLT = b"""5 2
# papers that somebody keyed in
3 1 2 0
1 5 0
0
"Amina Okafor"
"Bryn Hughes"
"Ciara Byrne"
"Dev Patel"
"Ewa Nowak"
"Paper votes"
"""


@pytest.fixture
def contest(session: Session, clock: SetClock) -> Contest:
    """A contest whose five candidates have their numbers."""
    contest = add_poll(session, clock).contests[0]
    for number, name in enumerate(NAMES, start=1):
        candidate = session.scalars(select(Candidate).where(Candidate.name == name)).one()
        candidate.number = number
    session.flush()
    return contest


def file_of(blt: bytes = BLT) -> PaperFile:
    return PaperFile(blt=blt, file_name="votes.blt", title="Paper votes", source="The hall")


def opening_of(contest: Contest) -> Opening:
    return Opening(
        contest_id=contest.id,
        envelopes=3,
        by_server=3,
        papers=3,
        undecryptable=0,
        duplicate=0,
        opened_at=NOON,
    )


BALLOTS = [
    Ballot(tracker=b"c" * 10, preferences=bytes([1, 2, 3])),
    Ballot(tracker=b"a" * 10, preferences=bytes([5])),
    Ballot(tracker=b"b" * 10, preferences=bytes([4, 1])),
]


def test_papers_are_written_in_tracker_order(session: Session, contest: Contest) -> None:
    put_papers(session, opening_of(contest), BALLOTS)
    assert session.scalars(select(Paper.tracker)).all() == [b"a" * 10, b"b" * 10, b"c" * 10]


def test_a_box_is_filled_with_papers_once(session: Session, contest: Contest) -> None:
    put_papers(session, opening_of(contest), [])
    with pytest.raises(rules.OpenedBefore):
        put_papers(session, opening_of(contest), BALLOTS)


def test_papers_are_read_as_a_matrix(session: Session, contest: Contest) -> None:
    put_papers(session, opening_of(contest), BALLOTS)
    expected = np.array([[5, 0, 0], [4, 1, 0], [1, 2, 3]], dtype=np.uint8)
    matrix = papers_matrix(session, contest.id)
    assert matrix.dtype == np.uint8
    np.testing.assert_array_equal(matrix, expected)


def test_no_papers_are_an_empty_matrix(session: Session, contest: Contest) -> None:
    assert papers_matrix(session, contest.id).shape == (0, 0)


def test_a_file_is_imported_and_kept_as_it_came(session: Session, contest: Contest) -> None:
    import_papers(session, contest, file_of(), now=NOON, actor=PLATFORM)
    session.commit()
    session.expire_all()
    [batch] = batches(session, contest.id)
    assert (batch.blt, batch.papers, batch.imported_at) == (BLT, 4, NOON)
    assert (batch.title, batch.source, batch.file_name) == ("Paper votes", "The hall", "votes.blt")
    assert session.scalars(select(Event.action)).all() == ["papers imported"]


def test_a_checked_file_counts_only_when_confirmed(session: Session, contest: Contest) -> None:
    batch = check_papers(session, contest, file_of())
    assert batches(session, contest.id) == []
    assert batch_list(session, [contest.id]) == [batch]
    confirm_papers(session, contest, batch, now=NOON, actor=PLATFORM)
    assert batches(session, contest.id) == [batch]


def test_a_file_that_waits_is_taken_once_more(session: Session, contest: Contest) -> None:
    assert check_papers(session, contest, file_of()) is check_papers(session, contest, file_of())


def test_a_waiting_file_is_forgotten(session: Session, contest: Contest) -> None:
    batch = hand_in_papers(session, contest, file_of(), now=NOON, actor=PLATFORM)
    discard_papers(session, contest, batch, now=NOON, actor=PLATFORM)
    assert batch_list(session, [contest.id]) == []
    said = session.scalars(select(Event.action).order_by(Event.number)).all()
    assert said == ["papers handed in", "papers discarded"]


def test_a_confirmed_batch_waits_no_more(session: Session, contest: Contest) -> None:
    batch = import_papers(session, contest, file_of(), now=NOON, actor=PLATFORM)
    with pytest.raises(rules.NoSuchBatch):
        waiting_batch(session, [contest.id], batch.id)


def test_a_batch_of_another_contest_is_not_found(session: Session, contest: Contest) -> None:
    batch = check_papers(session, contest, file_of())
    with pytest.raises(rules.NoSuchBatch):
        waiting_batch(session, [contest.id + 1], batch.id)


@pytest.mark.parametrize(
    ("blt", "refusal", "sentence"),
    [
        (b"", rules.CannotRead, "line 1, column 1"),
        (BLT.replace(b"1 5 0", b"1 9 0"), rules.CannotRead, "line 4, column 3"),
        (b"5 2\n0\n" + BLT.split(b"0\n", 3)[3], rules.NoPapers, "no papers"),
        (
            b'1 2\n1 1 0\n0\n"Amina Okafor"\n',
            rules.OtherCandidates,
            "line 1, column 1: the file has 1 candidates, this contest has 5",
        ),
        (
            BLT.replace(b"5 2", b"5  3"),
            rules.OtherSeats,
            "line 1, column 4: the file is for 3 seats, this contest has 2",
        ),
        (
            BLT.replace(b"Ciara Byrne", b"Ciara Burn"),
            rules.OtherCandidates,
            "line 8, column 1: candidate 3 is Ciara Burn",
        ),
        (BLT.replace(b"5 2\n", b"5 2\n-3\n"), rules.SomebodyWithdrawn, "withdraws"),
    ],
)
def test_a_file_that_does_not_fit_is_refused(
    session: Session,
    contest: Contest,
    blt: bytes,
    refusal: type[Exception],
    sentence: str,
) -> None:
    with pytest.raises(refusal, match=sentence):
        import_papers(session, contest, file_of(blt), now=NOON, actor=PLATFORM)


def test_the_same_file_twice_is_refused(session: Session, contest: Contest) -> None:
    import_papers(session, contest, file_of(), now=NOON, actor=PLATFORM)
    with pytest.raises(rules.SameFile):
        import_papers(session, contest, file_of(), now=NOON, actor=PLATFORM)


def test_papers_for_a_contest_without_numbers_are_refused(
    session: Session, clock: SetClock
) -> None:
    contest = add_poll(session, clock).contests[0]
    with pytest.raises(rules.NoPaperYet):
        import_papers(session, contest, file_of(), now=NOON, actor=PLATFORM)


def test_a_contest_is_made_of_a_file_and_takes_its_papers(
    session: Session, clock: SetClock
) -> None:
    poll = add_poll(session, clock, regions=())
    file = file_of(BLT.replace(b"5 2\n", b"5 2\n-3\n"))
    contest = make_contest_from_blt(session, poll, file, rule="meek-prf", now=NOON)
    import_papers(session, contest, file, now=NOON, actor=PLATFORM)
    query = select(Candidate.number, Candidate.name, Candidate.state)
    rows = session.execute(query.order_by(Candidate.number)).all()
    assert (contest.seats, contest.position, contest.rule) == (2, 1, "meek-prf")
    assert [row.name for row in rows] == list(NAMES)
    assert [row.state for row in rows].index("withdrawn") == 2
    assert read_blt(batches(session, contest.id)[0].blt).total == 4
