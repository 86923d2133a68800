"""The words to start from, the words of a poll, and the letter that a recipient gets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from shortlist.announcements.queries import has_published_call
from shortlist.language import ENGLISH, later, say, speaking, whenever
from shortlist.mailings.models import Mailing
from shortlist.mailings.rules import ABOUT, Occasion
from shortlist.mailings.texts import filled
from shortlist.notices.actions import letter_text
from shortlist.notices.letters import Letter
from shortlist.notices.references import BATCH, PERSON, signed
from shortlist.polls.models import Poll
from shortlist.web.moments import TOGETHER, deadline_in_words

MADE_UP_NAME = later("Alex Example")
SEPARATOR = "-- "
TEST_LINK = "test"  # what stands in a test or a preview instead of somebody's reference


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Somebody to write to: the number of the roll entry, the name, and the present address.

    `language` is the one that the member with this address chose, if any.
    """

    entry_id: int
    name: str
    address: str
    language: str | None = None


@dataclass(frozen=True, kw_only=True)
class Wording:
    """Everything of a mailing's letters that is the same for all: words, links and our key."""

    batch: int
    occasion: Occasion
    subject: str
    body: str
    words: Mapping[str, str]
    base_url: str
    key: str

    def letter_to(self, recipient: Recipient) -> Letter:
        """Return the letter to one recipient, with what we say in it in their language."""
        about = ABOUT[self.occasion]
        one_click = unsubscribe_url(self.base_url, self.key, recipient.entry_id)
        reference = signed(self.key, BATCH, self.batch, recipient.entry_id)
        with speaking(recipient.language or ENGLISH):
            subject, body = self.filled_for(recipient.name, one_click)
        return Letter(
            to_address=recipient.address,
            subject=subject,
            body=body,
            reference=None if about.is_blind else reference,
            unsubscribe_url=one_click if about.is_announcement else None,
            is_bulk=True,
        )

    def test_letter(self, name: str, address: str) -> Letter:
        """Return the letter as a test, to whoever tries it."""
        subject, body = self.as_seen_by(name)
        return Letter(
            to_address=address, subject=say("[Test] %(subject)s", subject=subject)[:200], body=body
        )

    def as_seen_by(self, name: str) -> tuple[str, str]:
        """Return subject and text for a name, with a link to unsubscribe that changes nothing."""
        return self.filled_for(name, f"{self.base_url}/unsubscribe/{TEST_LINK}")

    def filled_for(self, name: str, one_click: str) -> tuple[str, str]:
        """Return subject and text as somebody of a name gets them, in the language spoken now."""
        words = {**self.words, "name": name}
        subject = " ".join(filled(self.subject, words).split())[:200]
        kind = "announcement" if ABOUT[self.occasion].is_announcement else "service"
        footer = _template(f"footer_{kind}").replace("{unsubscribe}", one_click)
        return subject, f"{filled(self.body, words).strip()}\n\n{SEPARATOR}\n{footer}"


def wording_of(
    session: Session, mailing: Mailing, poll: Poll, *, base_url: str, key: str, today: date
) -> Wording:
    """Return the wording of a mailing about its poll."""
    return Wording(
        batch=mailing.id,
        occasion=Occasion(mailing.occasion),
        subject=mailing.subject,
        body=mailing.body,
        words=words_of(session, poll, Occasion(mailing.occasion), base_url=base_url, today=today),
        base_url=base_url,
        key=key,
    )


def words_of(
    session: Session, poll: Poll, occasion: Occasion, *, base_url: str, today: date
) -> Mapping[str, str]:
    """Return what each placeholder but the name stands for, in plain letters and spaces.

    Moments are in the language that is spoken when they are filled in.
    """
    about = ABOUT[occasion]

    def moment(field: str) -> str:
        return whenever(_plain_moment, getattr(poll, field), poll.time_zone, today)

    return {
        "poll": poll.title,
        "interest_closes": moment("interest_closes_at"),
        "shortlist": moment("shortlist_at"),
        "opens": moment("opens_at"),
        "closes": moment("closes_at"),
        "link": f"{base_url}/polls/{poll.slug}{_path_of(session, poll, occasion)}",
        **({"deadline": moment(about.deadline)} if about.deadline else {}),
    }


def _path_of(session: Session, poll: Poll, occasion: Occasion) -> str:
    """Return where below a poll's page a notice leads; a call’s to the call once it is out."""
    is_of_call = occasion is Occasion.CALL and has_published_call(session, poll)
    return "/call" if is_of_call else ABOUT[occasion].path


def _plain_moment(moment: datetime, zone: str, today: date) -> str:
    return deadline_in_words(moment, zone, today).replace(TOGETHER, " ")


def text_to_start_from(occasion: Occasion) -> tuple[str, str]:
    """Return subject and body of the template of an occasion."""
    subject, _, body = _template(occasion.replace(" ", "_")).partition("\n")
    return subject, body.strip()


def unsubscribe_url(base_url: str, key: str, entry_id: int) -> str:
    """Return where somebody on the roll declines announcements without signing in."""
    return f"{base_url}/unsubscribe/{signed(key, PERSON, entry_id)}"


def _template(name: str) -> str:
    """Return a text of ours in the language spoken now; placeholders in braces stay in it."""
    return letter_text(f"mailings/{name}")
