"""A poll with five electors and a mail server that listens."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from shortlist.clock import SetClock
from shortlist.config import MailSettings, Settings
from tests.mailings.post import Post
from tests.notices.conftest import Mailbox, mail, mailbox
from tests.voting.booth import make_booth

__all__ = ("mail", "mailbox")


@pytest.fixture
def post(
    engine: Engine, clock: SetClock, settings: Settings, mail: MailSettings, mailbox: Mailbox
) -> Post:
    """The booth's poll is ready; voting opens in an hour and closes a day later."""
    mail = replace(mail, key=settings.secret_key, returns_to="bounces@example.org")
    return Post(
        booth=make_booth(engine, clock, settings.keys_path, electors=5),
        settings=replace(settings, mail=mail),
        mailbox=mailbox,
    )
