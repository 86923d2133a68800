"""Why a trustee's command does not do what it was asked to: a named "no", one sentence each."""

from shortlist.errors import Refusal


class WeakPassphrase(Refusal):
    """The passphrase is too short to keep a key safe."""

    sentence = (
        "A passphrase needs at least 16 characters. Five words picked at random are easy to keep "
        "in mind: write them down and keep them apart from the key."
    )


class WrongPassphrase(Refusal):
    """The passphrase does not open the key file."""

    sentence = "That is not the passphrase of this key. Try again; nothing was done."


class NotAKeyFile(Refusal):
    """The file holds no trustee's keys."""

    sentence = "This is not a trustee’s key file. It is the one that keygen wrote, called .key."


class NotThere(Refusal):
    """A file that was named is not there."""

    sentence = "There is no such file."


class FileThere(Refusal):
    """A file would be overwritten."""

    sentence = "There is a file of that name already, and nothing is ever overwritten."


class NotAName(Refusal):
    """A name that cannot stand in a manifest."""

    sentence = "Give your name as voters will read it: one line, 120 characters at most."


class NotYourPoll(Refusal):
    """The manifest does not name this key."""

    sentence = (
        "Your key is not in the manifest of this poll. Either this is another trustee’s file or "
        "you have chosen another key of yours."
    )


class DoesNotOpen(Refusal):
    """The rehearsal's envelope does not open with this key."""

    sentence = (
        "The envelope of the rehearsal does not open with your key. Tell the returning officer: "
        "this poll must not open for voting as it is."
    )


class OtherManifest(Refusal):
    """The envelopes are of a manifest that this trustee has not signed."""

    sentence = (
        "You have not signed the manifest that these envelopes belong to. Do not go on; tell the "
        "other trustees."
    )


class LogNotSigned(Refusal):
    """The log does not have the root and size that its key has signed."""

    sentence = (
        "The log in this file is not the one that its key has signed. Do not go on; tell the "
        "other trustees."
    )


class LogNotClosed(Refusal):
    """The log has no close leaf, or does not add up."""

    sentence = (
        "The log in this file is not closed, or does not add up, so voting may still be going on. "
        "Nothing was opened."
    )


class NotYourTurn(Refusal):
    """Another layer is opened first."""

    sentence = "It is not your turn: another trustee’s layer comes before yours, or yours is open."


class StatementsDoNotLead(Refusal):
    """The statements of the trustees before do not lead from the log to these envelopes."""

    sentence = (
        "What the trustees before you have signed does not lead from the log to these envelopes. "
        "Do not go on; tell the other trustees."
    )


class SetIncomplete(Refusal):
    """The envelopes are not all of those that count, or others."""

    sentence = (
        "The envelopes in this file are not exactly those that the log says count. Nothing was "
        "opened. Tell the other trustees."
    )


class TooFewEnvelopes(Refusal):
    """So few envelopes that a paper could point to its voter."""

    sentence = (
        "A contest in this file has fewer than 20 envelopes. From so few, a paper could point to "
        "its voter, so they are never opened."
    )


class OpenedBefore(Refusal):
    """This key has opened envelopes of this manifest."""

    sentence = (
        "You have opened the envelopes of this poll before. They are opened once: two openings "
        "that differ by one envelope would show what is in it."
    )


class ExtraMissing(Refusal):
    """A library is not installed that only writing keys and cards needs."""

    sentence = (
        "This needs the library pycryptodome, which is not installed here. Install it beside this "
        "program, with “pip install pycryptodome”, and try again; nothing was done."
    )


class NotYourCard(Refusal):
    """The public card is of another key."""

    sentence = (
        "The public card is not of this key, so the backup cards would have the wrong name on "
        "them. Name the right one with --card; nothing was done."
    )


class NotABackupCard(Refusal):
    """A text that is no backup card."""

    sentence = (
        "This is not a backup card: it has three lines of 16 characters, numbered from 1 to 3."
    )


class LineMistyped(Refusal):
    """A line of a backup card does not fit its own check characters."""

    sentence = "A line of a backup card is mistyped. Compare it with the card."


class OtherSet(Refusal):
    """Two cards that were not made together."""

    sentence = (
        "These two cards were not made at the same time, so they do not fit each other. Look for "
        "two cards on which the word “Set” is followed by the same characters."
    )


class SameCard(Refusal):
    """One card given twice."""

    sentence = "This is the same card twice. Two different ones are needed."


class NotTwoCards(Refusal):
    """Fewer or more cards than two."""

    sentence = "Give two cards, no more and no fewer, or none at all to type them in."


class BackupDoesNotOpen(Refusal):
    """The backup file belongs to another set of cards."""

    sentence = (
        "These cards do not open this backup file. It belongs to cards that were made at another "
        "time, or it is damaged."
    )
