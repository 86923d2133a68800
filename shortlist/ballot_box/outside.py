"""Papers from outside: read a BLT file and hold it against the paper of a contest."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import normalize

from shortlist.ballot_box import rules
from shortlist.candidates.models import Candidate
from shortlist.candidates.rules import State
from shortlist.language import say
from shortlist.stv import InputError, Profile, read_blt


@dataclass(frozen=True, kw_only=True)
class PaperFile:
    """A BLT file as it was handed in, what it is called, and where its papers come from."""

    blt: bytes
    file_name: str
    title: str
    source: str

    @property
    def sha256(self) -> bytes:
        """Return the hash by which the same file is known again."""
        return hashlib.sha256(self.blt).digest()


def read_file(blt: bytes) -> Profile:
    """Return the papers of a BLT file; raise `CannotRead` (with line and column) or `NoPapers`."""
    try:
        profile = read_blt(blt)
    except InputError as wrong:
        raise rules.CannotRead(say("The file cannot be read: %(wrong)s", wrong=wrong)) from None
    if profile.total == 0:
        raise rules.NoPapers
    return profile


def check_against(profile: Profile, blt: bytes, paper: Sequence[Candidate], seats: int) -> None:
    """Refuse papers that are not about these candidates, in this order, and these seats."""
    if profile.candidates != len(paper):
        raise rules.OtherCandidates(
            say(
                "line 1, column 1: the file has %(found)s candidates, this contest has %(wanted)s.",
                found=profile.candidates,
                wanted=len(paper),
            )
        )
    if profile.seats != seats:
        raise rules.OtherSeats(
            say(
                "line 1, column %(column)s: the file is for %(found)s seats, this contest has "
                "%(wanted)s.",
                column=_seats_column(blt),
                found=profile.seats,
                wanted=seats,
            )
        )
    if set(profile.withdrawn) - {one.number for one in paper if one.state == State.WITHDRAWN}:
        raise rules.SomebodyWithdrawn
    for number, (name, candidate) in enumerate(zip(profile.names, paper, strict=True), start=1):
        if _plain(name) != _plain(candidate.name):
            raise rules.OtherCandidates(
                say(
                    "line %(line)s, column 1: candidate %(number)s is %(name)s in the file and "
                    "%(wanted)s in this contest. The order must be the same, too.",
                    line=_line_of_name(blt, number),
                    number=number,
                    name=name,
                    wanted=candidate.name,
                )
            )


def _plain(name: str) -> str:
    return " ".join(normalize("NFC", name).split())


def _says_something(line: bytes) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith(b"#")


def _line_of_name(blt: bytes, number: int) -> int:
    """Return the line (from 1) on which the name of a candidate (from 1) stands."""
    quoted = (
        line
        for line, text in enumerate(blt.split(b"\n"), start=1)
        if text.lstrip(b"\xef\xbb\xbf \t").startswith(b'"')
    )
    return [line for _, line in zip(range(number), quoted, strict=False)][-1]


def _seats_column(blt: bytes) -> int:
    """Return the column (from 1) of the second number of the first line that says something."""
    heading = next(line for line in blt.split(b"\n") if _says_something(line)).decode()
    candidates, seats = heading.removeprefix("\ufeff").split()[:2]
    return heading.index(seats, heading.index(candidates) + len(candidates)) + 1
