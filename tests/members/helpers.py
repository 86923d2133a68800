"""Reading the outbox as a mailbox would."""

import re

from sqlalchemy import Engine

from shortlist.db import open_session
from shortlist.notices.queries import latest_notices


def mails_to(engine: Engine, address: str) -> list[str]:
    """Return the bodies in the outbox for an address, the newest first."""
    with open_session(engine, read_only=True) as session:
        return [notice.body for notice in latest_notices(session) if notice.to_address == address]


def code_in(body: str) -> str:
    """Return the sign-in code of a mail."""
    found = re.search(r"^ +([0-9A-Z]{4}-[0-9A-Z]{4})$", body, re.MULTILINE)
    assert found is not None
    return found[1]


def link_in(body: str) -> tuple[str, str]:
    """Return the page and the fragment of a mail's one link."""
    found = re.findall(r"https?://\S+", body)
    assert len(found) == 1
    page, _, fragment = found[0].partition("#")
    return page, fragment
