"""`shortlist trustee open`: what it opens, and everything it refuses."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from shortlist.ballot_box.plaintext import decode, encode
from shortlist.ballot_box.sealing import Mode, seal
from shortlist.trustees import refusals
from shortlist.trustees.commands import trustee
from shortlist.trustees.keys import new_keys
from shortlist.trustees.opening import check_parcel, open_parcel
from shortlist.trustees.words import log_words
from shortlist.voting.leaves import live_hashes
from shortlist.voting.parcels import NotAParcel, Piece, read_parcel
from shortlist.voting.statements import (
    BrokenChain,
    Sealed,
    read_chain,
    set_of,
    sign_manifest,
)
from shortlist.voting.tree import Tree
from tests.trustees.conftest import Run
from tests.trustees.office import (
    CANDIDATES,
    ORDERS,
    Office,
    make_office,
    parcel_of,
    tracker,
    write_file,
)


@pytest.fixture(scope="module")
def office() -> Office:
    return make_office(2)


@pytest.fixture(scope="module")
def envelopes(office: Office) -> list[bytes]:
    return office.envelopes(21)


def logged(piece: Piece) -> Sealed:
    """What counts by the log of a piece."""
    fixed = piece.fixed
    live = live_hashes(piece.log, fixed.terms.manifest_sha256, fixed.closes_at)
    return set_of(live.elements())


def opened_by(office: Office, piece: Piece, *layers: int) -> Piece:
    """The piece after these trustees have opened their layers."""
    parcel = parcel_of(piece)
    for layer in layers:
        check_parcel(parcel, office.trustees[layer])
        parcel = open_parcel(parcel, office.trustees[layer])
    return parcel.pieces[0]


def test_layer_by_layer_the_papers_come_out(office: Office, envelopes: list[bytes]) -> None:
    piece = opened_by(office, office.piece(envelopes), 0, 1)
    papers = [decode(paper, CANDIDATES) for paper in piece.envelopes]
    expected = sorted((tracker(n), bytes(ORDERS[n % 4])) for n in range(21))
    assert [(paper.tracker, paper.preferences) for paper in papers] == expected
    live = logged(piece)
    chain = read_chain(piece.statements, office.fixed, live)
    assert [(one.before.count, one.after.count, one.undecryptable) for one in chain] == [
        (21, 21, 0)
    ] * 2


def test_the_same_envelopes_give_the_same_bytes(
    office: Office, envelopes: list[bytes], tmp_path: Path
) -> None:
    piece = office.piece(envelopes)
    shuffled = replace(piece, envelopes=envelopes[::-1])
    files = [
        write_file(tmp_path / f"{number}.zip", parcel_of(opened_by(office, one, 0)))
        for number, one in enumerate((piece, shuffled))
    ]
    assert files[0].read_bytes() == files[1].read_bytes()


def test_voting_that_was_extended_is_opened_and_the_trustee_is_told(
    office: Office, envelopes: list[bytes]
) -> None:
    times = ("2026-02-03T13:00:00Z", "2026-02-03T15:00:00Z", "2026-02-04T13:00:00Z")
    first, second = (f"X {before} {after}" for before, after in pairwise(times))
    piece = with_extensions(office, office.piece(envelopes), first, second)
    opened = opened_by(office, piece, 0, 1)
    assert len(list(opened.envelopes)) == 21
    assert f"extended: from {times[1]} to {times[2]}\n" in log_words(piece)


def test_what_cannot_be_used_is_dropped_and_counted(office: Office, envelopes: list[bytes]) -> None:
    fixed, terms = office.fixed, office.terms(Mode.LIVE)
    twice = office.seal(0, [3])
    no_ballot = seal(b"\x01" + bytes(11 + CANDIDATES), terms, fixed.keys)
    longer = seal(bytes(13 + CANDIDATES), terms, fixed.keys)[: len(envelopes[0])]
    inner_too_long = seal(encode(tracker(99), [1], CANDIDATES) + b"\0", terms, fixed.keys)
    rehearsed = seal(encode(tracker(98), [1], CANDIDATES), office.terms(Mode.REHEARSAL), fixed.keys)
    bad = [twice, no_ballot, longer, rehearsed]
    piece = opened_by(office, office.piece([*envelopes, *bad]), 0, 1)
    assert len(list(piece.envelopes)) == 21
    live = logged(piece)
    chain = read_chain(piece.statements, fixed, live)
    dropped = [(one.undecryptable, one.duplicate) for one in chain]
    assert dropped == [(2, 0), (1, 1)]
    assert len(inner_too_long) != len(envelopes[0])


def open_log(office: Office, piece: Piece, envelopes: Sequence[bytes]) -> Piece:
    return office.piece(envelopes, is_closed=False)


def other_signature(office: Office, piece: Piece, envelopes: Sequence[bytes]) -> Piece:
    return replace(piece, signatures=[sign_manifest(office.trustees[0].signing, bytes(32))])


def no_signature(office: Office, piece: Piece, envelopes: Sequence[bytes]) -> Piece:
    return replace(piece, signatures=[])


def unsigned_log(office: Office, piece: Piece, envelopes: Sequence[bytes]) -> Piece:
    return replace(piece, checkpoint="")


def checkpoint_of_less(office: Office, piece: Piece, envelopes: Sequence[bytes]) -> Piece:
    return replace(piece, checkpoint=office.checkpoint_of(list(piece.log)[:-1]))


def log_by_another_key(office: Office, piece: Piece, envelopes: Sequence[bytes]) -> Piece:
    other = replace(office, log_key=make_office().log_key)
    return replace(piece, checkpoint=other.checkpoint_of(list(piece.log)))


def one_left_out(office: Office, piece: Piece, envelopes: Sequence[bytes]) -> Piece:
    return replace(piece, envelopes=list(piece.envelopes)[1:])


def one_twice(office: Office, piece: Piece, envelopes: Sequence[bytes]) -> Piece:
    first, *rest = piece.envelopes
    return replace(piece, envelopes=[first, first, *rest[1:]])


def one_of_another(office: Office, piece: Piece, envelopes: Sequence[bytes]) -> Piece:
    return replace(piece, envelopes=[*list(piece.envelopes)[1:], office.seal(77, [1])])


def too_few(office: Office, piece: Piece, envelopes: Sequence[bytes]) -> Piece:
    return office.piece(envelopes[:19])


def close_of_another_number(office: Office, piece: Piece, envelopes: Sequence[bytes]) -> Piece:
    log = [*list(piece.log)[:-1], "C 20 0"]
    return replace(piece, log=log, checkpoint=office.checkpoint_of(log))


def with_extensions(office: Office, piece: Piece, *lines: str) -> Piece:
    log = [*list(piece.log)[:9], *lines, *list(piece.log)[9:]]
    return replace(piece, log=log, checkpoint=office.checkpoint_of(log))


def extension_of_another_close(office: Office, piece: Piece, envelopes: Sequence[bytes]) -> Piece:
    return with_extensions(office, piece, "X 2026-02-03T14:00:00Z 2026-02-03T15:00:00Z")


def extension_to_an_earlier_time(office: Office, piece: Piece, envelopes: Sequence[bytes]) -> Piece:
    return with_extensions(office, piece, "X 2026-02-03T13:00:00Z 2026-02-03T12:00:00Z")


REFUSED = [
    (extension_of_another_close, refusals.LogNotClosed),
    (extension_to_an_earlier_time, refusals.LogNotClosed),
    (open_log, refusals.LogNotClosed),
    (close_of_another_number, refusals.LogNotClosed),
    (other_signature, refusals.OtherManifest),
    (no_signature, refusals.OtherManifest),
    (unsigned_log, refusals.LogNotSigned),
    (checkpoint_of_less, refusals.LogNotSigned),
    (log_by_another_key, refusals.LogNotSigned),
    (one_left_out, refusals.SetIncomplete),
    (one_twice, refusals.SetIncomplete),
    (one_of_another, refusals.SetIncomplete),
    (too_few, refusals.TooFewEnvelopes),
]


@pytest.mark.parametrize(("change", "refusal"), REFUSED)
def test_what_is_not_the_closed_signed_whole_is_refused(
    office: Office,
    envelopes: list[bytes],
    change: Callable[..., Piece],
    refusal: type[Exception],
) -> None:
    piece = change(office, office.piece(envelopes), envelopes)
    with pytest.raises(refusal):
        check_parcel(parcel_of(piece), office.trustees[0])


def test_the_layers_are_opened_in_their_order(office: Office, envelopes: list[bytes]) -> None:
    piece = office.piece(envelopes)
    with pytest.raises(refusals.NotYourTurn):
        check_parcel(parcel_of(piece), office.trustees[1])
    with pytest.raises(refusals.NotYourTurn):
        check_parcel(parcel_of(opened_by(office, piece, 0)), office.trustees[0])


def test_a_key_that_the_manifest_does_not_name_opens_nothing(
    office: Office, envelopes: list[bytes]
) -> None:
    with pytest.raises(refusals.NotYourPoll):
        check_parcel(parcel_of(office.piece(envelopes)), new_keys())


def test_the_second_trustee_takes_only_what_the_first_has_signed(
    office: Office, envelopes: list[bytes]
) -> None:
    piece = opened_by(office, office.piece(envelopes), 0)
    changed = replace(piece, envelopes=list(piece.envelopes)[1:])
    with pytest.raises(refusals.SetIncomplete):
        check_parcel(parcel_of(changed), office.trustees[1])
    forged = replace(piece, statements=[piece.statements[0].replace(" 21 ", " 20 ", 1)])
    with pytest.raises(refusals.StatementsDoNotLead):
        check_parcel(parcel_of(forged), office.trustees[1])
    of_fewer = opened_by(office, office.piece(envelopes[:20]), 0)
    swapped = replace(piece, statements=of_fewer.statements, envelopes=of_fewer.envelopes)
    with pytest.raises(refusals.StatementsDoNotLead):
        check_parcel(parcel_of(swapped), office.trustees[1])


def test_more_statements_than_trustees_lead_nowhere(office: Office, envelopes: list[bytes]) -> None:
    piece = opened_by(office, office.piece(envelopes), 0)
    live = logged(piece)
    with pytest.raises(BrokenChain):
        read_chain([*piece.statements] * 3, office.fixed, live)


class TestCommand:
    """What the command itself adds: files, the note of what was opened, and words."""

    @pytest.fixture
    def files(self, office: Office, envelopes: list[bytes], tmp_path: Path) -> tuple[Path, Path]:
        key, _ = office.write_keys(tmp_path)
        file = write_file(tmp_path / "envelopes.zip", parcel_of(office.piece(envelopes)))
        return key, file

    def test_it_says_what_came_out_and_for_whom(self, run: Run, files, tmp_path: Path) -> None:
        key, file = files
        result = run("open", "--yes", key, file)
        assert "21 envelopes went in, 21 came out, 0 could not be used" in result.output
        assert "to the next trustee" in result.output
        with (tmp_path / "executive-opened-1.zip").open("rb") as opened:
            assert len(read_parcel(opened).pieces[0].statements) == 1
        assert sorted(path.name for path in tmp_path.glob("trustee0*")) == [
            "trustee0.key",
            "trustee0.opened.json",
        ]

    def test_it_shows_the_log_and_opens_nothing_if_that_is_another(
        self, run: Run, office: Office, envelopes: list[bytes], files, tmp_path: Path
    ) -> None:
        before = set(tmp_path.iterdir())
        words = ["open", *map(str, files)]
        result = CliRunner().invoke(trustee, words, input="n\n")
        root = Tree.of(office.log_of(envelopes)).root().hex()
        assert f"The log of Members: 23 lines\nRoot: {root}" in result.output
        assert (result.exit_code, set(tmp_path.iterdir())) == (1, before)

    def test_it_opens_a_manifest_once(self, run: Run, files, tmp_path: Path) -> None:
        key, file = files
        run("open", "--yes", key, file)
        (tmp_path / "executive-opened-1.zip").unlink()
        result = run("open", "--yes", key, file, exit_code=2)
        assert "opened the envelopes of this poll before" in result.output
        assert not (tmp_path / "executive-opened-1.zip").exists()

    def test_it_overwrites_nothing(self, run: Run, files, tmp_path: Path) -> None:
        key, file = files
        (tmp_path / "executive-opened-1.zip").write_text("mine")
        assert "nothing is ever overwritten" in run("open", "--yes", key, file, exit_code=2).output
        (tmp_path / "executive-opened-1.zip").unlink()
        run("open", "--yes", key, file)

    def test_a_refusal_ends_it_with_2_and_leaves_nothing(
        self, run: Run, office: Office, envelopes: list[bytes], files, tmp_path: Path
    ) -> None:
        key, _ = files
        file = write_file(tmp_path / "few.zip", parcel_of(office.piece(envelopes[:19])))
        before = set(tmp_path.iterdir())
        assert "fewer than 20 envelopes" in run("open", "--yes", key, file, exit_code=2).output
        assert set(tmp_path.iterdir()) == before

    def test_a_file_that_is_none_of_ours_is_refused(self, run: Run, files, tmp_path: Path) -> None:
        key, file = files
        file.write_bytes(file.read_bytes()[:-40])
        assert "not a file of envelopes" in run("open", "--yes", key, file, exit_code=2).output
        assert (
            "There is no file" in run("open", "--yes", key, tmp_path / "none", exit_code=2).output
        )


def test_a_packed_or_torn_parcel_is_refused(
    office: Office, envelopes: list[bytes], tmp_path: Path
) -> None:
    piece = office.piece(envelopes)
    torn = replace(piece, envelopes=[b"".join(piece.envelopes)[:-1]])
    for number, bad in enumerate((torn, replace(piece, manifest="{}"))):
        path = write_file(tmp_path / f"{number}.zip", parcel_of(bad))
        with path.open("rb") as file, pytest.raises(NotAParcel):
            read_parcel(file)
