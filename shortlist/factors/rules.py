"""When a second factor is asked for, what a recovery code is, and why one is refused."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from shortlist.crockford import ALPHABET, as_typed
from shortlist.errors import NotFound, Refusal, TooOften
from shortlist.language import later

LASTS = timedelta(hours=12)  # in which an office opens its pages without being asked again
FRESH = timedelta(minutes=5)  # in which what is hard to take back can be done
LATELY = timedelta(minutes=15)  # after signing in, in which a first factor can be set up
CHALLENGE_LASTS = timedelta(minutes=5)
RECOVERY_CODES = 10
RECOVERY_LENGTH = 16  # characters of 5 bits: 80 bits, which no hash gives away
MOST_PASSKEYS = 10
APP_TRIES = ("10 per 10 minutes", "60 per day")  # wrong codes for one account


class Step(StrEnum):
    """What an officer has to do before an office opens anything."""

    SET_UP = "set up a second factor"
    PROVE = "show the second factor"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What a session has shown so far: the address, and the second factor, each when last."""

    address_at: datetime | None = None
    factor_at: datetime | None = None


def step_wanted(shown: Shown, now: datetime, *, has_factor: bool, may_skip: bool) -> Step | None:
    """Return what an officer has to do before the office counts, or None."""
    if has_factor:
        lasts = shown.factor_at is not None and now - shown.factor_at < LASTS
        return None if lasts else Step.PROVE
    return None if may_skip else Step.SET_UP


def is_fresh(
    shown: Shown, now: datetime, *, is_officer: bool, has_factor: bool, may_skip: bool
) -> bool:
    """Say whether a session has shown lately enough whose it is, for what is hard to take back.

    An officer shows the second factor. Who has none yet, or is no officer, has signed in lately.
    """
    if shown.factor_at is not None and now - shown.factor_at < FRESH:
        return True
    if is_officer and has_factor:
        return False
    signed_in_lately = shown.address_at is not None and now - shown.address_at < LATELY
    return signed_in_lately or (is_officer and may_skip)


class NotTheCode(Refusal):
    """The code is not the one that the app shows."""

    sentence = later(
        "This is not the code that the app shows now. Check that it is the one for "
        "Shortlist, and that the phone’s clock is right."
    )


class CodeUsed(Refusal):
    """A code of the app, or of the list, works once."""

    sentence = later("This code has been used already. Wait for the next one in the app.")


class AppForgotten(Refusal):
    """The platform has another key now, by which no app's secret can be read."""

    sentence = later(
        "The platform’s key has changed since you set up the app, so its codes can "
        "no longer be checked. Use a passkey or a recovery code, and set up the "
        "app anew."
    )


class NotARecoveryCode(Refusal):
    """The recovery code is not on the list, or was used."""

    sentence = later("This is not one of your recovery codes, or it has been used already.")


class NotThePasskey(Refusal):
    """The browser's answer does not prove a passkey of this account."""

    sentence = later("This passkey could not be checked. Try it again, or use another way.")


class PasskeyCopied(Refusal):
    """The passkey's counter went backwards, as it does when a key has been copied."""

    sentence = later(
        "This passkey has been used elsewhere with the same secret: it may have "
        "been copied. Use another way to sign in, and remove it."
    )


class NoSuchPasskey(NotFound):
    """The account has no such passkey."""

    sentence = later("There is no such passkey.")


class TooManyPasskeys(Refusal):
    """Somebody has more passkeys than anybody can look after."""

    sentence = later(
        "You have %(n)s passkeys already. Remove one that you do not use first.", n=MOST_PASSKEYS
    )


class PasskeyKnown(Refusal):
    """The same key is not added twice."""

    sentence = later("This passkey is on your list already.")


class LastFactor(Refusal):
    """An officer keeps one second factor at least."""

    sentence = later(
        "This is your only second factor, and your office needs one. Set up another one first."
    )


class AppThere(Refusal):
    """An account has one app."""

    sentence = later(
        "An authenticator app is set up already. Remove it first if you have another phone."
    )


class AskForCodeFirst(Refusal):
    """There is no secret of an app to confirm."""

    sentence = later("Begin again: there is nothing to confirm, or it was begun in another window.")


class TriedTooOften(TooOften):
    """Wrong codes of the app; the other ways stay open."""

    sentence = later(
        "Several wrong codes were tried. Wait a few minutes, or use a passkey or a "
        "recovery code: those work at once."
    )


def new_recovery_codes() -> list[str]:
    """Return ten codes of 80 bits each, as they are read: four groups of four."""
    return [_grouped(_random_code()) for _ in range(RECOVERY_CODES)]


def _random_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(RECOVERY_LENGTH))


def _grouped(code: str) -> str:
    return "-".join(code[at : at + 4] for at in range(0, RECOVERY_LENGTH, 4))


def recovery_hash(code: str) -> bytes:
    """Return SHA-256 of a recovery code however it was typed: it is too long to be guessed."""
    return hashlib.sha256(b"recovery code\0" + as_typed(code).encode()).digest()
