"""Messages of a case, as the pages of reporter and officers show them."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shortlist.reports.actions import Opened
from shortlist.reports.attachments import PICTURE


@dataclass(frozen=True, kw_only=True)
class MessageShown:
    """A message: by whom, on which day, its words, its pictures as data addresses, its texts."""

    by_reporter: bool
    signed: str
    written_on: date
    about: str
    text: str | None
    pictures: Sequence[str]
    texts: Sequence[str]


def messages_shown(opened: Sequence[Opened]) -> Sequence[MessageShown]:
    """Return messages as they are shown; one that was not sealed to the reader has no text."""
    return [
        MessageShown(
            by_reporter=one.message.by_reporter,
            signed=one.said.signed if one.said else "",
            written_on=one.message.written_on,
            about=one.said.about if one.said else "",
            text=one.said.text if one.said else None,
            pictures=[
                "data:image/jpeg;base64," + b64encode(file.content).decode()
                for file in one.files
                if file.kind == PICTURE
            ],
            texts=[file.content.decode() for file in one.files if file.kind != PICTURE],
        )
        for one in opened
    ]
