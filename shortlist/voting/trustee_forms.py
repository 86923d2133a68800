"""Shape of what a returning officer hands in for the trustees: a card, an answer, the papers."""

from typing import IO

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired

from shortlist.language import later
from shortlist.voting.cards import LARGEST as LARGEST_CARD
from shortlist.voting.tasks import LARGEST_ANSWER


class _OneFile(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form that takes one file."""

    file: FileField

    def data_of_file(self, largest: int) -> bytes:
        """Return what was handed in, or as much of it as no file of its kind is longer than."""
        with self.stream() as stream:
            return stream.read(largest)

    def stream(self) -> IO[bytes]:
        """Return the file that was handed in, to be read."""
        stream: IO[bytes] = self.file.data.stream
        return stream

    def complain(self, sentence: str) -> None:
        """Put a sentence beside the field."""
        self.file.errors = [*self.file.errors, sentence]


class CardForm(_OneFile):
    """A trustee's public card."""

    file = FileField(
        later("Public card"),
        [FileRequired(later("Choose the trustee’s public card."))],
        description=later(
            "The file that the trustee’s “keygen” wrote; its name ends in -card.json."
        ),
    )

    def card_data(self) -> bytes:
        """Return the card's file."""
        return self.data_of_file(LARGEST_CARD)


class AnswerForm(_OneFile):
    """What a trustee answers before voting."""

    file = FileField(
        later("A trustee’s answer"),
        [FileRequired(later("Choose a trustee’s answer."))],
        description=later(
            "The file that “rehearse” or “sign” wrote; "
            "its name ends in -rehearsed.json or -signed.json."
        ),
    )

    def answer_data(self) -> bytes:
        """Return the answer's file."""
        return self.data_of_file(LARGEST_ANSWER)


class OpenedForm(_OneFile):
    """What the last trustee has opened."""

    file = FileField(
        later("The papers"),
        [FileRequired(later("Choose the file of papers."))],
        description=later(
            "The file that the last trustee’s “open” wrote; its name ends in -papers.zip."
        ),
    )
