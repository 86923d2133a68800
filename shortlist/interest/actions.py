"""Save, send and withdraw an expression of interest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.audit.actions import member_actor, record_event
from shortlist.conduct.queries import is_missing_to_send
from shortlist.errors import Refusal
from shortlist.interest import policy, queries
from shortlist.interest.coming import questions_to_come
from shortlist.interest.models import (
    Expression,
    GroupAnswer,
    Photo,
    SentGroupAnswer,
    SentVersion,
)
from shortlist.interest.portraits import Portrait
from shortlist.interest.rules import CONDUCT, NotSent, Offer, OfferIncomplete, State
from shortlist.language import say, whenever
from shortlist.members.models import Member
from shortlist.notices.actions import send_notice
from shortlist.polls.balance import Asked
from shortlist.polls.balance_queries import asked_of
from shortlist.polls.models import Contest
from shortlist.roll.models import RollEntry
from shortlist.web.moments import deadline_in_words


@dataclass(frozen=True, kw_only=True)
class Author:
    """The member who writes: the account, its proved address, and its entry on the roll if any."""

    member_id: int
    email: str
    entry: RollEntry | None


def save_draft(
    session: Session, contest: Contest, author: Author, offer: Offer, *, now: datetime
) -> Expression:
    """Keep what was typed as the author's draft; a version that was sent stands unchanged.

    Just after the deadline it is still kept, though never sent. Raises `NotOnRoll`, `OtherRegion`,
    `InterestNotOpen`, or `InterestClosed` once the shortlist is out.
    """
    _refuse(policy.why_not_stand(contest, author.entry))
    _refuse(policy.why_not_keep(contest.poll, now))
    session.get(Member, author.member_id, with_for_update=True)  # one first draft, not two
    expression = queries.own_expression(session, contest.id, author.member_id, lock=True)
    if expression is None:
        expression = Expression(
            contest_id=contest.id, member_id=author.member_id, state=State.DRAFT, photo_id=None
        )
        session.add(expression)
    expression.name, expression.statement = offer.name, offer.statement
    expression.consents, expression.saved_at = offer.consents, now
    _keep_answers(expression, offer)
    session.flush()
    return expression


def _keep_answers(expression: Expression, offer: Offer) -> None:
    there = {answer.group_id: answer for answer in expression.answers}
    for group_id, declares in offer.answers.items():
        if group_id in there:
            there[group_id].declares = declares
        else:
            expression.answers.append(GroupAnswer(group_id=group_id, declares=declares))


def put_photo(
    session: Session, expression: Expression, portrait: Portrait, *, now: datetime
) -> None:
    """Show this portrait with the draft instead of the one before."""
    photo = Photo(
        sha256=portrait.sha256,
        jpeg=portrait.jpeg,
        face=portrait.face,
        width=portrait.width,
        height=portrait.height,
        member_id=expression.member_id,
        made_at=now,
    )
    session.add(photo)
    session.flush()
    _show_photo(session, expression, photo.id)


def remove_photo(session: Session, expression: Expression) -> None:
    """Show no photo with the draft."""
    _show_photo(session, expression, None)


def _show_photo(session: Session, expression: Expression, photo_id: int | None) -> None:
    """Put a photo or none into the draft, and forget the one before unless it was ever sent."""
    before = queries.photo_by_id(session, expression.photo_id)
    expression.photo_id = photo_id
    session.flush()
    if before is not None and not queries.photo_was_sent(session, before.id):
        session.delete(before)
        session.flush()


def send_expression(
    session: Session, contest: Contest, author: Author, *, now: datetime, base_url: str
) -> SentVersion:
    """Send the draft as the version that stands, and confirm it by mail.

    Sent again without a change, it stays the version it is. Raises `NotOnRoll`, `OtherRegion`,
    `InterestNotOpen`, `InterestClosed`, `NothingToSend` or `OfferIncomplete`.
    """
    _refuse(policy.why_not_stand(contest, author.entry))
    _refuse(policy.why_not_send(contest.poll, now))
    expression = queries.begun_expression(session, contest.id, author.member_id, lock=True)
    asked = asked_of(session, contest.id)
    if faults := faults_in(session, contest, expression, asked):
        raise OfferIncomplete(faults)
    standing = queries.latest_version(session, expression.id)
    if standing is not None and policy.stands_as_drafted(expression, standing):
        return standing
    version = _new_version(expression, author.entry, (standing.number if standing else 0) + 1, now)
    version.answers = _sent_answers(expression, asked)
    session.add(version)
    expression.state, expression.sent_at = State.SENT, now
    session.flush()
    _record(session, contest, author, now, "expression sent", version.number)
    _confirm(session, contest, author, now, "interest_sent", base_url)
    return version


def faults_in(
    session: Session, contest: Contest, expression: Expression, asked: Sequence[Asked]
) -> list[tuple[str, str]]:
    """Return (field, sentence) for what a draft still needs, the code of conduct included."""
    faults = policy.faults_of(expression, asked)
    if is_missing_to_send(session, contest.poll, expression.member_id):
        faults.append((CONDUCT, say("Read and accept the code of conduct.")))
    return faults


def withdraw_expression(
    session: Session, contest: Contest, author: Author, *, now: datetime, base_url: str
) -> None:
    """Take back what was sent, keep the draft, and confirm it by mail.

    Raises `InterestNotOpen`, `InterestClosed`, `NothingToSend` or `NotSent`.
    """
    _refuse(policy.why_not_send(contest.poll, now))
    expression = queries.begun_expression(session, contest.id, author.member_id, lock=True)
    take_back(session, expression)
    _record(session, contest, author, now, "expression withdrawn", None)
    _confirm(session, contest, author, now, "interest_withdrawn", base_url)


def take_back(session: Session, expression: Expression) -> None:
    """Let what was sent stand no more; its author's draft is kept. Raises `NotSent`."""
    if expression.state != State.SENT:
        raise NotSent
    expression.state = State.WITHDRAWN
    session.flush()


def _new_version(
    expression: Expression, entry: RollEntry | None, number: int, now: datetime
) -> SentVersion:
    return SentVersion(
        expression_id=expression.id,
        number=number,
        name=expression.name,
        local_party=entry.local_party if entry else "",
        region=entry.region if entry else "",
        statement=expression.statement,
        photo_id=expression.photo_id,
        sent_at=now,
    )


def _sent_answers(expression: Expression, asked: Sequence[Asked]) -> list[SentGroupAnswer]:
    """Return what is declared, each with the words that were read."""
    answers = policy.answers_of(expression)
    return [
        SentGroupAnswer(
            group_id=one.id,
            declares=answers[one.id],
            words=one.plan.words,
            words_version=one.version,
        )
        for one in asked
    ]


def _record(
    session: Session,
    contest: Contest,
    author: Author,
    now: datetime,
    action: str,
    version: int | None,
) -> None:
    record_event(
        session,
        now=now,
        actor=member_actor(author.member_id),
        action=action,
        subject=f"poll:{contest.poll.slug}",
        contest=contest.position,
        version=version,
    )


def _confirm(
    session: Session, contest: Contest, author: Author, now: datetime, kind: str, base_url: str
) -> None:
    poll = contest.poll
    send_notice(
        session,
        now=now,
        kind=kind,
        to_address=author.email,
        poll=poll.title,
        contest=contest.title,
        closes=whenever(deadline_in_words, poll.interest_closes_at, poll.time_zone, now.date()),
        shortlist=whenever(deadline_in_words, poll.shortlist_at, poll.time_zone, now.date()),
        link=f"{base_url}/polls/{poll.slug}/interest/{contest.position}",
        **questions_to_come(poll, now, base_url),
    )


def _refuse(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise refusal
