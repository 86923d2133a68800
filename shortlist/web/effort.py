"""Proof of work on public forms: a second of a visitor's computer, nothing of the visitor.

By the `altcha` libraries. There is no picture and no puzzle: the page's script works while the form
is filled in. A form that comes without it, as it does without scripts, is taken as well, but only
so many of them from one client: nobody is locked out, and nobody sends thousands.

On a form: `effort = HiddenField()`, `{{ effort(form) }}` (components/effort.html) inside it, and in
the view `ask_for_effort(form.effort.data, "what it is for", without="5 per hour")`.
"""

import base64
import binascii
import hashlib
import hmac
import json
import secrets
from datetime import UTC, datetime, time, timedelta
from typing import Any

import altcha
from flask import current_app
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from shortlist.errors import TooOften
from shortlist.extensions import client_key, db_session, is_too_often, limiter, now, settings
from shortlist.language import later
from shortlist.web.models import SpentEffort

ALGORITHM = "PBKDF2/SHA-256"
COST = 5_000  # rounds for each number that is tried
TRIES = range(80, 161)  # how many numbers a browser tries: at most 800,000 rounds
LASTS = timedelta(minutes=20)
LONGEST_ANSWER = 4_000  # characters
DELETED_AT_ONCE = 100
# For all forms together, so that nothing tells for which of them a client has asked.
challenges_by_client = limiter.shared_limit("300 per 10 minutes", scope="effort")


class SlowDown(TooOften):
    """Forms without proof of work come faster from one client than people send them."""

    sentence = later(
        "Several forms like this one came from your network a short time ago. Wait a few minutes "
        "and send it again. Where scripts are allowed there is no need to wait."
    )


def new_challenge() -> dict[str, Any]:  # as the library writes it, to be sent as JSON
    """Return a challenge, signed, that can be answered once within twenty minutes."""
    work = range(*current_app.config.get("EFFORT_TRIES", (TRIES.start, TRIES.stop)))
    made = altcha.create_challenge(
        ALGORITHM,
        COST,
        counter=secrets.choice(work),
        data={"until": int((now() + LASTS).timestamp())},
        hmac_secret=_key("challenge"),
        hmac_key_secret=_key("answer"),
    )
    return made.to_dict()


def ask_for_effort(answer: str | None, what: str, *, without: str) -> None:
    """Take a form's proof of work; where there is none, count the form and raise `SlowDown`.

    `without` is how many such forms a client may send, as "5 per hour". The caller commits.
    """
    if answer and spend(db_session(), answer, now()):
        return
    if is_too_often(without, "without effort", what, client_key()):
        raise SlowDown


def spend(session: Session, answer: str, moment: datetime) -> bool:
    """Say whether an answer proves the work, is not too old, and was not spent before."""
    challenge = _challenge_in(answer)
    if challenge is None or int(challenge["parameters"]["data"]["until"]) <= moment.timestamp():
        return False
    _forget_spent(session, moment)
    digest = hashlib.sha256(challenge["signature"].encode()).digest()
    try:
        with session.begin_nested():
            session.add(SpentEffort(challenge_hash=digest, expires_at=_end_of_day(moment + LASTS)))
    except IntegrityError:
        return False
    return True


def _challenge_in(answer: str) -> dict[str, Any] | None:
    """Return the challenge that an answer solves, as we have signed it, or None."""
    if len(answer) > LONGEST_ANSWER:
        return None
    found = altcha.verify_solution(answer, _key("challenge"), hmac_key_secret=_key("answer"))
    if not found.verified:
        return None
    try:
        challenge: dict[str, Any] = json.loads(base64.b64decode(answer))["challenge"]
    except (ValueError, binascii.Error):  # the library reads what this does not
        return None
    return challenge


def _forget_spent(session: Session, moment: datetime) -> None:
    over = (
        select(SpentEffort.challenge_hash)
        .where(SpentEffort.expires_at <= moment)
        .limit(DELETED_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    found = session.scalars(over).all()
    session.execute(delete(SpentEffort).where(SpentEffort.challenge_hash.in_(found)))


def _end_of_day(moment: datetime) -> datetime:
    """Return the end of a moment's day: what is kept of a form tells no hour."""
    day = moment.astimezone(UTC).date() + timedelta(days=1)
    return datetime.combine(day, time(), UTC)


def _key(purpose: str) -> bytes:
    """Return a key of its own for each signature, from the platform's."""
    return hmac.digest(settings().secret_key.encode(), b"effort\0" + purpose.encode(), "sha256")
