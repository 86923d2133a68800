"""What is refused about elections, contenders, local parties, secretaries and files."""

from shortlist.errors import NotAllowed, NotFound, Refusal
from shortlist.language import later

MOST_CONTENDERS = 400


class NoSuchElection(NotFound):
    """No election has this address, or this person may not know that one does."""

    sentence = later("There is no election at this address.")


class NoSuchContender(NotFound):
    """The election has no candidate of this number."""

    sentence = later("There is no such candidate in this election.")


class NoSuchLocalParty(NotFound):
    """No local party has this number."""

    sentence = later("There is no such local party.")


class NoSuchFile(NotFound):
    """No file of nominations was handed in under this number."""

    sentence = later("There is no such file of nominations.")


class NoSuchGrant(NotFound):
    """The member is not a secretary of this local party."""

    sentence = later("This member is not a secretary of this local party.")


class NotTheirs(NotAllowed):
    """A secretary enters for local parties that were granted to them, and for no other."""

    sentence = later("You can enter nominations only for a local party whose secretary you are.")


class SlateNotOut(Refusal):
    """An election is made from a slate that everybody can see."""

    sentence = later("Publish the slate first; then its nominations can be followed.")


class MadeAlready(Refusal):
    """Each slate has one election."""

    sentence = later("The nominations of this slate are followed already.")


class PublishedAlready(Refusal):
    """Everybody sees the election."""

    sentence = later("This election is public already.")


class NoContenders(Refusal):
    """An election without candidates says nothing."""

    sentence = later("Add the candidates first.")


class HasEntries(Refusal):
    """What was entered stays, and so does what it is about."""

    sentence = later("Nominations were entered already, so this has to stay.")


class FewerThanEntered(Refusal):
    """Fewer nominations were to be allowed than a local party has made."""

    sentence = later("A local party has nominated more than that already.")
    status = 422


class ClosedAlready(Refusal):
    """The nominations were closed before."""

    sentence = later("Nominations are closed already.")


class StillPrivate(Refusal):
    """Nominations that nobody sees need not be closed."""

    sentence = later("Only organisers see this election yet. Publish it first.")


class StillOpen(Refusal):
    """Nominations that are open cannot be opened again."""

    sentence = later("Nominations are open.")


class NameTaken(Refusal):
    """A name stands for one candidate, or one local party."""

    sentence = later("There is one of this name already.")
    status = 422


class TooManyContenders(Refusal):
    """There are more candidates than an election takes."""

    sentence = later(
        "An election takes %(MOST_CONTENDERS)s candidates at most.", MOST_CONTENDERS=MOST_CONTENDERS
    )
    status = 422


class NoRegion(Refusal):
    """A text names no nation or region."""

    sentence = later("There is no such nation or region.")
    status = 422


class RollIsEmpty(Refusal):
    """There is no roll to take local parties from."""

    sentence = later("Nobody is on the roll, so there are no local parties to take from it.")


class SecretaryAlready(Refusal):
    """The member is a secretary of this local party."""

    sentence = later("This member is a secretary of this local party already.")


class FileSettled(Refusal):
    """The file has faults, or was applied or put aside."""

    sentence = later("This file cannot be applied. Hand in another.")


class NominationsMoved(Refusal):
    """Something was entered since the figures on the page were worked out."""

    sentence = later(
        "Nominations were entered meanwhile. Look at the figures again, then apply the file."
    )
