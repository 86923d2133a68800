"""Handing messages to a mail server, and what is known of each afterwards."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage

from shortlist.config import MailSettings
from shortlist.notices.rules import Fate, fate_of_recipient

TIMEOUT_SECONDS = 30
CLOSING = 421  # "service not available, closing transmission channel"


class ConnectionLost(Exception):  # noqa: N818 - it names a state, as our refusals do
    """The server went away before it had the message in hand: it did not take it."""


class FateUnknown(ConnectionLost):
    """The server went away after it had the whole message and before it said what of it."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the server said of a message: its fate, and the server's code as a word."""

    fate: Fate
    said: str = ""


@contextmanager
def connect(mail: MailSettings) -> Iterator[smtplib.SMTP]:
    """Open a connection to the mail server, encrypted and signed in as the settings say."""
    context = ssl.create_default_context()
    host = mail.host or ""
    server = (
        smtplib.SMTP_SSL(host, mail.port, timeout=TIMEOUT_SECONDS, context=context)
        if mail.security == "tls"
        else smtplib.SMTP(host, mail.port, timeout=TIMEOUT_SECONDS)
    )
    try:
        if mail.security == "starttls":
            server.starttls(context=context)
        if mail.user:
            server.login(mail.user, mail.password or "")
        server.ehlo_or_helo_if_needed()
        yield server
        with suppress(OSError):  # what was handed over stays so, however the server takes leave
            server.quit()
    finally:
        server.close()


def hand_over(server: smtplib.SMTP, message: EmailMessage, return_path: str) -> Answer:
    """Hand a message to the server, step by step, so that it is known how far it came.

    Raises `ConnectionLost` while nothing can have been taken, `FateUnknown` once it may have been.
    """
    try:
        answer = _announce(server, message, return_path)
        if answer is not None:
            return answer
        code, said = server.docmd("DATA")
        if code != 354:
            return _turned_away(server, code, said)
    except (OSError, smtplib.SMTPServerDisconnected) as error:
        raise ConnectionLost from error
    try:
        server.send(_on_the_wire(message))
        code, said = server.getreply()
    except (OSError, smtplib.SMTPServerDisconnected) as error:
        raise FateUnknown from error
    return Answer(fate=Fate.SENT) if code == 250 else _turned_away(server, code, said)


def _announce(server: smtplib.SMTP, message: EmailMessage, return_path: str) -> Answer | None:
    """Name sender and recipient; return the server's no, or None to go on."""
    to_address = str(message["To"])
    options = []
    if not (to_address + return_path).isascii():
        if not server.has_extn("smtputf8"):
            return Answer(fate=Fate.FAILED, said="needs SMTPUTF8")
        options = ["SMTPUTF8"]
    code, said = server.mail(return_path, options)
    if code != 250:
        return _turned_away(server, code, said)
    code, said = server.rcpt(to_address)
    if code in {250, 251}:
        return None
    return _turned_away(server, code, said, of_recipient=True)


def _turned_away(
    server: smtplib.SMTP, code: int, said: bytes, *, of_recipient: bool = False
) -> Answer:
    if code in {CLOSING, -1}:
        server.close()
        raise ConnectionLost
    with suppress(OSError):  # what it said of this message stands; the next one finds it gone
        server.rset()
    text = said.decode("ascii", "replace")
    fate = fate_of_recipient(code, text) if of_recipient else Fate.PUT_OFF
    return Answer(fate=fate, said=f"{code}")


def _on_the_wire(message: EmailMessage) -> bytes:
    """Return the message with its dots doubled and the end of data behind it."""
    text = message.as_bytes()
    lines = text if text.endswith(b"\r\n") else text + b"\r\n"
    return (
        b"\r\n".join(
            b"." + line if line.startswith(b".") else line for line in lines.split(b"\r\n")
        )
        + b".\r\n"
    )
