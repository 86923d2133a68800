"""Files of a report made safe: pictures drawn anew without metadata, plain text as plain text."""

from dataclasses import dataclass

from shortlist.interest.portraits import clean_picture
from shortlist.interest.rules import PhotoRefused, PhotoTooLarge
from shortlist.reports.rules import (
    MOST_FILE_BYTES,
    MOST_TEXT_BYTES,
    FileRefused,
    FileTooLarge,
)
from shortlist.web.typed import prose

LONGEST_SIDE = 1_600
PICTURE, TEXT = "image/jpeg", "text/plain"


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file as it is kept: its kind, and nothing but its picture points or words."""

    kind: str
    content: bytes


def clean(file: bytes) -> Attachment:
    """Return a file without anything that it tells of its maker; its name is not kept either.

    Raises `FileRefused` or `FileTooLarge`.
    """
    if len(file) > MOST_FILE_BYTES:
        raise FileTooLarge
    try:
        return Attachment(kind=PICTURE, content=clean_picture(file, LONGEST_SIDE))
    except PhotoTooLarge:
        raise FileTooLarge from None
    except PhotoRefused:
        return _text(file)


def _text(file: bytes) -> Attachment:
    if len(file) > MOST_TEXT_BYTES:
        raise FileRefused if b"\0" in file else FileTooLarge
    try:
        text = file.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileRefused from None
    if "\0" in text or text.startswith(("%PDF", "{\\rtf", "<?xml", "<svg")):
        raise FileRefused
    return Attachment(kind=TEXT, content=prose(text).encode())
