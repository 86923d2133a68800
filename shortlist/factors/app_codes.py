"""Codes of an authenticator app (RFC 6238): six digits, 30 seconds, each of them once."""

from datetime import datetime

import pyotp
from pyotp.utils import strings_equal

STEP_SECONDS = 30
AROUND = (0, -1, 1)  # steps: a phone's clock may be half a minute off


def new_secret() -> str:
    """Return a secret of 160 bits in base 32."""
    return pyotp.random_base32(32)


def address_for_app(secret: str, account: str) -> str:
    """Return what the QR code holds: `otpauth://…` with the secret and the account's address."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name="Shortlist")


def in_groups(secret: str) -> str:
    """Return a secret as it is typed by hand: in groups of four."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def matching_step(secret: str, code: str, now: datetime) -> int | None:
    """Return the number of the 30 seconds whose code this is, or None."""
    app, digits = pyotp.TOTP(secret), "".join(code.split())
    present = int(now.timestamp()) // STEP_SECONDS
    steps = [present + offset for offset in AROUND]
    matching = [step for step in steps if strings_equal(app.generate_otp(step), digits)]
    return matching[0] if matching else None
