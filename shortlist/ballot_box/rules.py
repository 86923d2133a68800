"""Why a box is not opened, and why papers from outside are not taken."""

from shortlist.errors import NotFound, Refusal
from shortlist.language import later


class KeyMissing(Refusal):
    """The key file of the contest is not where it was put."""

    sentence = later("The key file of this contest is missing: without it no ballot can be opened.")


class KeyUnfit(Refusal):
    """The key file is damaged, or belongs to something else."""

    sentence = later("The key file of this contest is not the one its ballots were sealed to.")


class OpenedBefore(Refusal):
    """A box is opened once."""

    sentence = later("The box of this contest has been opened already.")


class CannotRead(Refusal):
    """The file of papers is not one; the sentence says where and why."""

    sentence = later("The file cannot be read.")


class OtherCandidates(Refusal):
    """The file is about other candidates than the contest's."""

    sentence = later("The candidates in the file are not those of this contest.")


class OtherSeats(Refusal):
    """The file is about another number of seats than the contest's."""

    sentence = later("The file is for another number of seats.")


class SomebodyWithdrawn(Refusal):
    """A file of papers says that a candidate withdrew; only the contest itself may say so."""

    sentence = later("The file withdraws a candidate. Papers cannot do that: take those lines out.")


class NoPapers(Refusal):
    """The file holds no paper."""

    sentence = later("There are no papers in the file.")


class SameFile(Refusal):
    """The same papers must not be counted twice."""

    sentence = later("This very file has been brought in already.")


class NoPaperYet(Refusal):
    """The contest has no numbered candidates that papers could be about."""

    sentence = later("This contest is not ready: its candidates have no numbers yet.")


class NoSuchBatch(NotFound):
    """No batch with this number waits in this poll."""

    sentence = later("There is no such batch of papers in this poll.")
