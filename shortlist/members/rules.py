"""What a proof of an address is: codes, links, how long they hold, and how often one may try."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from email_validator import EmailNotValidError, validate_email

from shortlist.crockford import ALPHABET
from shortlist.errors import NotFound, Refusal, TooOften
from shortlist.language import later
from shortlist.permissions import Role

CODE_LENGTH = 8
TRIES = 5
LIFETIME = timedelta(minutes=10)
UNUSED_YEARS = 2  # without a sign-in, before an account that nothing needs is erased
LONGEST_ADDRESS = 254

# Plain addresses, most of any roll: decided here, 30 times faster than by the whole grammar.
_PLAIN = re.compile(
    r"(?=.{6,64}\Z)[a-z0-9]+(?:[._+-][a-z0-9]+)*@"
    r"(?:[a-z0-9]{1,40}\.)+(?:com|org|net|uk|example)\Z"
)


# How long whoever reads at the old address can take a changed account back.
OBJECTION = timedelta(days=7)
# What these officers read belongs to no poll, so the office opens nothing in one alone.
FOR_ALL_POLLS_ALONE = frozenset({Role.SAFEGUARDING_OFFICER})


class NoSuchLanguage(NotFound):
    """There is no catalogue of this language."""

    sentence = later("There are no pages in this language.")


class SameAddress(Refusal):
    """The address is the account's own already."""

    sentence = later("This is your address already.")


class AddressTaken(Refusal):
    """The address is another account's, or another entry's on the roll."""

    sentence = later(
        "This address belongs to another account or to another entry on the roll, "
        "so yours cannot have it. If that account is yours too, sign in with it "
        "and delete it first."
    )


class AddressReplaced(Refusal):
    """The account moved away from this address a short time ago."""

    sentence = later(
        "The account of this address was given another one a short time ago. If "
        "that was not you, take it back by the link in the mail that we sent here "
        "then."
    )


class TooLateToObject(Refusal):
    """The link was used, is over, or is none of ours."""

    sentence = later(
        "This link no longer works: it was used, or more than seven days have gone "
        "by. Write to the organisers if your address was changed against your will."
    )


class RegistrationState(StrEnum):
    """How far a request to be put on the roll has come."""

    SENT = "sent"
    APPROVED = "approved"
    DECLINED = "declined"


@dataclass(frozen=True, kw_only=True)
class RegistrationFilter:
    """Which registrations are wanted; `is_alike`: those that seem to repeat somebody, or not."""

    state: RegistrationState = RegistrationState.SENT
    region: str = ""
    local_party: str = ""
    is_alike: bool | None = None


class BadAddress(Refusal):
    """The text is no e-mail address."""

    sentence = later("This is not an e-mail address. Write it like name@example.org.")


class CodesSent(TooOften):
    """Codes for one address are asked for faster than anybody can read them."""

    sentence = later(
        "Several codes were sent to this address a short time ago. Use the newest "
        "one, or wait a few minutes and ask for another."
    )


class WrongCode(Refusal):
    """The code is not the one that was sent."""

    sentence = later("This is not the code that we sent.")


class ProofExpired(Refusal):
    """The code or link is too old, used up, replaced by a newer one, or was tried too often."""

    sentence = later(
        "This code and its link no longer work. Ask for a new one; it takes a few seconds."
    )


class OtherBrowser(Refusal):
    """The link was opened in another browser than the one that asked for it."""

    sentence = later(
        "This link works only in the browser that asked for it. Go back to that "
        "browser and type the code from the mail there."
    )


class AlreadyWaiting(Refusal):
    """The member's registration waits for a decision."""

    sentence = later(
        "Your registration is waiting for an organiser already. You need not send it again."
    )


class AlreadyDecided(Refusal):
    """The registration was approved or declined before."""

    sentence = later("This registration has been decided already.")


class ForAllPollsOnly(Refusal):
    """An office for one poll would open nothing."""

    sentence = later(
        "Reports in confidence belong to no poll, so a safeguarding officer is one for all polls. "
        "Propose it on the page “Officers of all polls”."
    )


def refuse_scope(role: Role, *, is_for_one_poll: bool) -> None:
    """Raise `ForAllPollsOnly` for an office that is not held for one poll."""
    if is_for_one_poll and role in FOR_ALL_POLLS_ALONE:
        raise ForAllPollsOnly


def lasts_until(expires_at: datetime | None, wanted: datetime | None) -> bool:
    """Say whether an office that ends at one moment, or never, lasts until another, or for ever."""
    if expires_at is None:
        return True
    return wanted is not None and expires_at >= wanted


class NotDeclined(Refusal):
    """Only what was declined can be taken up again; an entry is taken off the roll instead."""

    sentence = later("This registration was not declined, so there is nothing to take back.")


def clean_address(text: str) -> str:
    """Return an address in lower case; raise `BadAddress`. Whether it exists is not asked."""
    address = text.strip().lower()
    if _PLAIN.match(address):
        return address
    if len(address) > LONGEST_ADDRESS:
        raise BadAddress
    try:
        return validate_email(address, check_deliverability=False).normalized.lower()
    except EmailNotValidError as error:
        raise BadAddress from error


def new_code() -> str:
    """Return a code of 8 characters (40 bits), to be typed."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def code_in_words(code: str) -> str:
    """Return a code as it is read: two groups of four."""
    return f"{code[:4]}-{code[4:]}"


def new_secret() -> str:
    """Return a secret of 192 bits for a link or for a browser."""
    return secrets.token_urlsafe(24)


def secret_hash(secret: str) -> bytes:
    """Return SHA-256 of a long secret; it cannot be guessed, so no key is needed."""
    return hashlib.sha256(secret.encode()).digest()


def code_hash(key: str, browser_hash: bytes, code: str) -> bytes:
    """Return HMAC-SHA256 of a short code under the platform's key, bound to the browser."""
    return hmac.digest(key.encode(), b"sign-in code\0" + browser_hash + code.encode(), "sha256")


def address_key(key: str, address: str) -> str:
    """Return a keyed hash of an address, to count attempts without keeping the address."""
    return hmac.digest(key.encode(), b"address\0" + address.encode(), "sha256").hex()
