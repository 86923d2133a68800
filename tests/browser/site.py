"""A site to visit: the app on its own database, a clock that is moved, and mail over real SMTP."""

import re
import socket
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask
from sqlalchemy import Engine
from werkzeug.serving import WSGIRequestHandler, make_server

from shortlist.clock import SetClock
from shortlist.config import Environment, MailSettings, Settings
from shortlist.db import open_session
from shortlist.extensions import Running, limiter
from shortlist.factory import create_app
from shortlist.members.actions import member_with
from shortlist.notices.sender import send_due
from tests.people import client_of

HOST = "127.0.0.1"


class LetterBox:
    """Keeps every message that the mail server takes, in the order of arrival."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd calls it so
        letter = message_from_bytes(envelope.original_content or b"", policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        return "250 kept"

    def newest_to(self, address: str) -> EmailMessage:
        return next(one for one in reversed(self.letters) if one["To"] == address)


@dataclass(kw_only=True)
class Site:
    """A running site: where it is, its app, its clock, and the letters it has sent."""

    base_url: str
    app: Flask
    clock: SetClock
    box: LetterBox = field(default_factory=LetterBox)
    known: set[tuple[str, str]] = field(default_factory=set)

    @property
    def running(self) -> Running:
        return self.app.extensions["shortlist"]

    @property
    def engine(self) -> Engine:
        return self.running.engine

    def letter_to(self, address: str) -> str:
        """Send what is due and return the newest letter to an address: its subject and its text."""
        send_due(self.engine, self.running.settings.mail, self.clock)
        letter = self.box.newest_to(address)
        return f"{letter['Subject']}\n{letter.get_content()}"

    def code_for(self, address: str) -> str:
        """Return the code in the newest letter to an address."""
        return re.search(r"\b\w{4}-\w{4}\b", self.letter_to(address))[0]

    def session_of(self, address: str) -> str:
        """Return the value of the cookie of a new session of the member with an address."""
        with open_session(self.engine) as session:
            member = member_with(session, address, self.clock.now())
            session.commit()
            member_id = member.id
        cookie = client_of(self.app, member_id).get_cookie("session")
        assert cookie is not None
        return cookie.value

    def wait_until(self, moment: datetime) -> None:
        """Move the clock forward to a moment."""
        assert moment >= self.clock.at
        self.clock.at = moment.astimezone(UTC)


class KeptAlive(WSGIRequestHandler):
    """Answers many requests over one connection, as every server in front of members does."""

    protocol_version = "HTTP/1.1"


class SiteServer:
    """Serves a site from threads of this process until it is stopped."""

    def __init__(self, database: Path, now: datetime) -> None:
        self.listening = socket.create_server((HOST, 0))
        port = self.listening.getsockname()[1]
        box = LetterBox()
        self.mail = Controller(box, hostname=HOST, port=free_port())
        self.mail.start()
        settings = Settings(
            environment=Environment.DEMONSTRATION,
            instance_path=database.parent / "instance",
            database_url=f"sqlite:///{database}",
            secret_key="a secret key that only tests have, 32+",
            base_url=f"http://{HOST}:{port}",
            mail=MailSettings(host=HOST, port=self.mail.port, security="none"),
        )
        clock = SetClock(now)
        app = create_app(settings, clock=clock)
        app.config["EFFORT_TRIES"] = (1, 3)  # other tests have to wait for none of it
        limiter.reset()  # limits are counted by the process, and other tests count with it
        self.site = Site(base_url=settings.base_url, app=app, clock=clock, box=box)
        self.server = make_server(
            HOST,
            port,
            app,
            threaded=True,
            request_handler=KeptAlive,
            fd=self.listening.fileno(),
        )
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """Stop answering, and let go of the database and the ports."""
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()
        self.listening.close()
        self.mail.stop()
        self.site.engine.dispose()


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.create_server((HOST, 0)) as found:
        return found.getsockname()[1]
