"""A letter: what goes to one address, as a message for SMTP. Plain text, no tracking."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid, parseaddr

from shortlist.config import MailSettings


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One message to one address.

    `reference` names it in the Message-ID, the same whenever it is sent, and in the return path.
    Without one the message is called at random and no report of a failed delivery leads back to it.
    `unsubscribe_url` is where one click ends such mail (RFC 8058).
    """

    to_address: str
    subject: str
    body: str
    reference: str | None = None
    unsubscribe_url: str | None = None
    is_bulk: bool = False


def message_of(letter: Letter, mail: MailSettings, now: datetime) -> EmailMessage:
    """Return the letter as a message that any server can pass on unchanged."""
    message = EmailMessage(policy=SMTP)
    message["From"] = mail.sender
    message["To"] = letter.to_address
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = _message_id(letter, mail)
    message["Auto-Submitted"] = "auto-generated"
    if letter.is_bulk:
        message["Precedence"] = "bulk"
    if letter.unsubscribe_url:
        message["List-Unsubscribe"] = f"<{letter.unsubscribe_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(letter.body, cte="quoted-printable")
    return message


def return_path_of(letter: Letter, mail: MailSettings) -> str:
    """Return the address that failures are reported to: the letter's own where one is set."""
    if mail.returns_to is None:
        return parseaddr(mail.sender)[1]
    name, _, domain = mail.returns_to.rpartition("@")
    return f"{name}+{letter.reference}@{domain}" if letter.reference else mail.returns_to


def _message_id(letter: Letter, mail: MailSettings) -> str:
    domain = parseaddr(mail.sender)[1].rpartition("@")[2] or "localhost"
    return f"<{letter.reference}@{domain}>" if letter.reference else make_msgid(domain=domain)
