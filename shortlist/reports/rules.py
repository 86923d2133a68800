"""What a report, a case code and a passphrase are, and the refusals around them."""

import secrets
from datetime import date, timedelta

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from shortlist.crockford import ALPHABET, as_typed, in_groups, text_of
from shortlist.errors import NotFound, Refusal
from shortlist.language import later

CODE_BYTES = 15  # 120 bits, 24 characters
MOST_CHARACTERS = 20_000
MOST_FILES = 3
MOST_FILE_BYTES = 8 * 1024 * 1024
MOST_TEXT_BYTES = 200_000
SHORTEST_PASSPHRASE = 15
KEPT_DAYS = 365  # after a case is closed
OPEN_DAYS = 3 * 365  # after the last message of a case that nobody closes
OPENED_AGAIN = "opened again"


DOINGS = {  # as they are kept
    "read": later("read"),
    "answered": later("answered it"),
    "handed over": later("handed over"),
    "took it on": later("took it on"),
    "closed": later("closed it"),
    OPENED_AGAIN: later("opened it again"),
}


def erased_on(closed_on: date | None, last_touched_on: date) -> date:
    """Return the day from which the nightly erasure takes a case, unless it is written in again."""
    if closed_on is not None:
        return closed_on + timedelta(days=KEPT_DAYS)
    return last_touched_on + timedelta(days=OPEN_DAYS)


def doing_words(kept: str) -> str:
    """Say what an officer has done with a case."""
    return DOINGS.get(kept, kept)


class NobodyToRead(Refusal):
    """No safeguarding officer has made a key, so that nothing could be sealed."""

    sentence = later("No safeguarding officer can read reports here yet, so none is taken.")


class EverybodyLeftOut(Refusal):
    """A report has to be for somebody."""

    sentence = later("Leave at least one safeguarding officer who may read it.")
    status = 422


class WrongCode(NotFound):
    """The code opens nothing: mistyped, never given, or its case is erased."""

    sentence = later(
        "This code opens no case. Look at each character; a case is erased a year after it "
        "was closed, and an open one three years after its last message."
    )


class WrongPassphrase(Refusal):
    """The passphrase opens no key of the officer."""

    sentence = later("This is not the passphrase of your key.")
    status = 422


class NoSuchCase(NotFound):
    """There is no such case, or it was not sealed to this officer: the two look the same."""

    sentence = later("There is no such case.")


class NoKeyYet(Refusal):
    """The officer has made no key."""

    sentence = later("You have no key yet. Make one first.")


class KeyAlready(Refusal):
    """An officer has one key; a second would be forgotten."""

    sentence = later("You have a key already.")


class CaseClosed(Refusal):
    """Nothing is added to a closed case by officers."""

    sentence = later("This case is closed. Open it again first.")


class NotForThem(Refusal):
    """The reporter has left this officer out, or they can read the case already."""

    sentence = later(
        "This case cannot be handed to them: they have no key, can read it already, or the "
        "reporter has left them out."
    )


class FileRefused(Refusal):
    """A file of a kind in which traces of its maker cannot be found and taken out."""

    sentence = later(
        "Only pictures (JPEG, PNG, WebP) and plain text can be added, for in other files we cannot "
        "take out what they tell of you. Make a picture of it: a screenshot, or a photo of the "
        "screen or the page."
    )
    status = 422


class FileTooLarge(FileRefused):
    """A file or the picture in it is too large."""

    sentence = later(
        "A file may have 8 megabytes, a text 200 kilobytes. Make it smaller or send a part."
    )


def new_code() -> str:
    """Return a new case code: 24 characters without any that look alike."""
    return text_of(secrets.token_bytes(CODE_BYTES))


def code_in_words(code: str) -> str:
    """Return a code as it is written down: six groups of four."""
    return in_groups(code)


def read_code(typed: str) -> str:
    """Return a code as it was given, however it was typed; raise `WrongCode`."""
    code = as_typed(typed)
    if len(code) != CODE_BYTES * 8 // 5 or not set(code) <= set(ALPHABET):
        raise WrongCode
    return code


def lookup_of(code: str) -> bytes:
    """Return by what a case is found: 16 bytes that say nothing of the code's key."""
    return _derived(code, b"lookup", 16)


def key_passphrase_of(code: str) -> bytes:
    """Return what the reporter's key is encrypted under: 32 bytes that the lookup tells nothing of.

    The code has 120 random bits, so that it need not be stretched.
    """
    return _derived(code, b"key", 32).hex().encode()


def _derived(code: str, purpose: bytes, length: int) -> bytes:
    info = b"shortlist/report/code/" + purpose
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(code.encode())
