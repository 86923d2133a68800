"""When an account is deleted, and why not yet."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from shortlist.errors import Refusal
from shortlist.language import later, listed, say
from shortlist.members.rules import UNUSED_YEARS

YEAR = timedelta(days=365)


class PollsRunning(Refusal):
    """An officer would leave polls behind that somebody has to answer for."""

    sentence = later("You hold an office, and polls are running. Lay the office down first.")

    def __init__(self, offices: Sequence[str], polls: Sequence[str]) -> None:
        held, running = listed(offices), listed([f"“{title}”" for title in polls])
        super().__init__(
            say(
                "You are %(held)s, and these polls are running: %(running)s. Lay the office "
                "down on the page of your account, or wait until their slates are published; "
                "then you can delete it.",
                held=held,
                running=running,
            )
        )


class LastReader(Refusal):
    """With the account the key would go that alone opens what somebody has told in confidence."""

    sentence = later(
        "There are open reports that only you can read. Hand them to another safeguarding officer "
        "or close them; then you can delete your account."
    )


class NotTyped(Refusal):
    """The address was not typed as the account has it."""

    sentence = later("This is not the address of your account. Type it as it stands above.")
    status = 422


def unused_since(now: datetime) -> datetime:
    """Return the moment after which somebody must have signed in for the account to be used."""
    return now - UNUSED_YEARS * YEAR


def is_typed(typed: str, email: str) -> bool:
    """Say whether somebody has typed an account's address, whatever its case."""
    return typed.strip().lower() == email
