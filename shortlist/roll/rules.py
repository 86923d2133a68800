"""What the roll and its registers allow."""

from enum import StrEnum

from shortlist.errors import Refusal


class EntryState(StrEnum):
    """Whether an entry of the roll may vote."""

    CURRENT = "current"
    GONE = "gone"


class EntrySource(StrEnum):
    """How an entry came onto the roll."""

    IMPORT = "import"
    REGISTRATION = "registration"


class EmptyRoll(Refusal):
    """A register was to be frozen while nobody is on the roll."""

    sentence = "There is nobody on the roll yet, so there is no register to freeze."


class AlreadyFrozen(Refusal):
    """The poll has its register."""

    sentence = "The register of this poll is frozen already."


def register_line(membership_number: str, local_party: str, region: str) -> bytes:
    """Return one elector as the canonical line that a register's hash is taken over."""
    return f"{membership_number}\t{local_party}\t{region}\n".encode()
