"""A real SMTP server on the loopback, which refuses whom it is told to."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from shortlist.config import MailSettings


@dataclass
class Mailbox:
    """What arrived, and how the server behaves."""

    received: list[EmailMessage] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    refusal: str = "550 no such mailbox"
    answers: list[str] = field(default_factory=list)  # to the next messages; then "250"
    most_each: int | None = None  # then the connection ends, without a word or with "421"
    says_goodbye: bool = False
    carried: int = 0
    return_paths: list[str] = field(default_factory=list)
    meanwhile: Callable[[], object] | None = None  # done once while the sender waits

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's own name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[Any]
    ) -> str:
        if self.carried == self.most_each:
            self.carried = 0
            if self.says_goodbye:
                return "421 closing"
            assert server.transport is not None
            server.transport.abort()
        envelope.mail_from = address
        self.return_paths.append(address)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's own name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[Any]
    ) -> str:
        if address in self.refused:
            return self.refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's own name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.meanwhile is not None:
            happening, self.meanwhile = self.meanwhile, None
            await asyncio.to_thread(happening)
        if self.answers:
            return self.answers.pop(0)
        content = envelope.content
        assert isinstance(content, bytes)
        message = message_from_bytes(content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.received.append(message)
        self.carried += 1
        return "250 OK"


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def mail(mailbox: Mailbox) -> Iterator[MailSettings]:
    """Settings that lead to a running server."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    yield MailSettings(
        host="127.0.0.1", port=port, security="none", sender="Polls <polls@example.org>"
    )
    controller.stop()
