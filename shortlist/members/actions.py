"""What members do and what is done about them: prove an address, hold an office, register."""

import hmac
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, member_actor, record_event
from shortlist.crockford import as_typed
from shortlist.language import language, say, say_many
from shortlist.members.models import Member, Registration, RoleGrant, SignInChallenge
from shortlist.members.queries import (
    challenge_of_browser,
    is_replaced,
    latest_registration,
    live_grants,
    member_by_email,
    poll_id_at,
)
from shortlist.members.rules import (
    LIFETIME,
    TRIES,
    AddressReplaced,
    AlreadyDecided,
    AlreadyWaiting,
    NotDeclined,
    OtherBrowser,
    ProofExpired,
    RegistrationState,
    WrongCode,
    code_hash,
    code_in_words,
    lasts_until,
    new_code,
    new_secret,
    refuse_scope,
    secret_hash,
)
from shortlist.notices.actions import note_reached, send_notice
from shortlist.permissions import Role


def keep_language(session: Session, member_id: int, code: str) -> None:
    """Keep the language that a member chose: pages and letters are in it from now on."""
    session.execute(update(Member).where(Member.id == member_id).values(language=code))


def ask_for_proof(
    session: Session, *, key: str, email: str, browser: str, link_page: str, now: datetime
) -> SignInChallenge:
    """Mail a code and a link to an address, whoever owns it, and void the browser's last ones.

    `browser` is the asking browser's secret; `link_page` the page whose fragment will carry
    the link's.
    """
    browser_hash = secret_hash(browser)
    _forget_challenges(session, browser_hash, now)
    code, link = new_code(), new_secret()
    challenge = SignInChallenge(
        email=email,
        code_hash=code_hash(key, browser_hash, code),
        link_hash=secret_hash(link),
        browser_hash=browser_hash,
        tries_left=TRIES,
        created_at=now,
        expires_at=now + LIFETIME,
    )
    session.add(challenge)
    send_notice(
        session,
        now=now,
        kind="sign_in",
        to_address=email,
        expires_at=challenge.expires_at,
        is_secret=True,
        in_language=language(),  # whoever asks for it is whom it goes to
        code=code_in_words(code),
        link=f"{link_page}#{link}",
    )
    return challenge


def _forget_challenges(session: Session, browser_hash: bytes, now: datetime) -> None:
    """Delete the browser's challenge, and some expired ones that nobody else has in hand."""
    expired = (
        select(SignInChallenge.id)
        .where(SignInChallenge.expires_at <= now)
        .limit(100)
        .with_for_update(skip_locked=True)
    )
    session.execute(delete(SignInChallenge).where(SignInChallenge.browser_hash == browser_hash))
    session.execute(
        delete(SignInChallenge).where(SignInChallenge.id.in_(session.scalars(expired).all()))
    )


def prove_by_code(session: Session, *, key: str, browser: str, code: str, now: datetime) -> Member:
    """Return the member whose address the code proves; made at the first proof.

    Raises `WrongCode`, having taken one of the tries (commit that too), and `ProofExpired`.
    """
    challenge = _live_challenge(session, browser, now)
    given = code_hash(key, challenge.browser_hash, as_typed(code))
    if not hmac.compare_digest(given, challenge.code_hash):
        challenge.tries_left -= 1
        if challenge.tries_left:
            said = str(WrongCode.sentence)
            raise WrongCode(f"{said} {_tries_in_words(challenge.tries_left)}")
        raise ProofExpired
    return _use_up(session, challenge, now)


def prove_by_link(session: Session, *, browser: str | None, link: str, now: datetime) -> Member:
    """Return the member whose address the link's secret proves; made at the first proof.

    Raises `OtherBrowser` in any browser but the one that asked, and `ProofExpired`.
    """
    if browser is None:
        raise OtherBrowser
    challenge = _live_challenge(session, browser, now)
    if not hmac.compare_digest(secret_hash(link), challenge.link_hash):
        raise ProofExpired
    return _use_up(session, challenge, now)


def _live_challenge(session: Session, browser: str, now: datetime) -> SignInChallenge:
    challenge = challenge_of_browser(session, secret_hash(browser))
    if challenge is None or challenge.used_at is not None:
        raise ProofExpired
    if challenge.expires_at <= now or challenge.tries_left <= 0:
        raise ProofExpired
    return challenge


def _tries_in_words(left: int) -> str:
    return say_many("You have one more try.", "You have %(n)s more tries.", left)


def _use_up(session: Session, challenge: SignInChallenge, now: datetime) -> Member:
    challenge.used_at = now
    if is_replaced(session, challenge.email, now):
        raise AddressReplaced
    note_reached(session, challenge.email)
    member = member_with(session, challenge.email, now)
    member.last_seen_on = now.date()
    return member


def member_with(session: Session, email: str, now: datetime) -> Member:
    """Return the member with an address, made if there is none yet."""
    found = member_by_email(session, email)
    if found is not None:
        return found
    member = Member(email=email, created_at=now)
    try:
        with session.begin_nested():
            session.add(member)
    except IntegrityError:  # another request made it a moment ago
        found = member_by_email(session, email)
        if found is None:
            raise
        return found
    return member


def grant_office(
    session: Session,
    *,
    email: str,
    role: Role,
    actor: Actor,
    now: datetime,
    poll: str | None = None,
    expires_at: datetime | None = None,
) -> RoleGrant | None:
    """Grant an office for the poll at an address, or for all; None if it was held that long."""
    return grant_to(
        session,
        member_with(session, email, now),
        role=role,
        actor=actor,
        now=now,
        poll=poll,
        expires_at=expires_at,
    )


def grant_to(
    session: Session,
    member: Member,
    *,
    role: Role,
    actor: Actor,
    now: datetime,
    poll: str | None,
    expires_at: datetime | None,
) -> RoleGrant | None:
    """Grant a member an office for a poll, or for all; None if it was held that long.

    Raises `ForAllPollsOnly`.
    """
    refuse_scope(role, is_for_one_poll=poll is not None)
    poll_id = None if poll is None else poll_id_at(session, poll)
    held = [
        grant
        for grant in live_grants(session, member.id, now, poll_id=poll_id)
        if grant.role == role
    ]
    if any(lasts_until(grant.expires_at, expires_at) for grant in held):
        return None
    grant = RoleGrant(
        member_id=member.id, role=role, poll_id=poll_id, granted_at=now, expires_at=expires_at
    )
    session.add(grant)
    _record_office(session, now, actor, "office granted", member, role, poll)
    return grant


def revoke_office(
    session: Session,
    *,
    email: str,
    role: Role,
    actor: Actor,
    now: datetime,
    poll: str | None = None,
) -> bool:
    """Revoke an office for the poll at an address, or for all; say whether the member held it."""
    member = member_by_email(session, email)
    return member is not None and revoke(
        session, member, role=role, actor=actor, now=now, poll=poll
    )


def revoke(
    session: Session, member: Member, *, role: Role, actor: Actor, now: datetime, poll: str | None
) -> bool:
    """End a member's office for a poll, or for all; say whether they held it."""
    poll_id = None if poll is None else poll_id_at(session, poll)
    held = [
        grant
        for grant in live_grants(session, member.id, now, poll_id=poll_id)
        if grant.role == role
    ]
    for grant in held:
        grant.revoked_at = now
    if held:
        _record_office(session, now, actor, "office revoked", member, role, poll)
    return bool(held)


def _record_office(
    session: Session,
    now: datetime,
    actor: Actor,
    action: str,
    member: Member,
    role: Role,
    poll: str | None,
) -> None:
    """Write it into the log: of the poll that it is about, or else of the member."""
    record_event(
        session,
        now=now,
        actor=actor,
        action=action,
        subject=f"poll:{poll}" if poll else f"member:{member.id}",
        office=role,
        **({"member": member.id} if poll else {}),
    )


def send_registration(
    session: Session,
    *,
    member_id: int,
    name: str,
    local_party: str,
    region: str,
    membership_number: str | None = None,
    now: datetime,
) -> Registration:
    """Ask to be put on the roll, declaring to be eligible; raise `AlreadyWaiting`."""
    member = session.get_one(Member, member_id, with_for_update=True)
    latest = latest_registration(session, member_id)
    if latest is not None and latest.state == RegistrationState.SENT:
        raise AlreadyWaiting
    member.name = name
    registration = Registration(
        member_id=member_id,
        name=name,
        local_party=local_party,
        region=region,
        membership_number=membership_number,
        declared_at=now,
        state=RegistrationState.SENT,
        sent_at=now,
    )
    session.add(registration)
    session.flush()
    return registration


def reopen_registration(
    session: Session, registration: Registration, *, by_member_id: int, now: datetime
) -> None:
    """Take back that a locked registration was declined: it waits again.

    Raises `NotDeclined`, or `AlreadyWaiting` where the member has sent another since.
    """
    if registration.state != RegistrationState.DECLINED:
        raise NotDeclined
    latest = latest_registration(session, registration.member_id)
    if latest is not None and latest.state == RegistrationState.SENT:
        raise AlreadyWaiting(say("The member has registered again since, and that is waiting."))
    registration.state = RegistrationState.SENT
    registration.reason = registration.decided_at = registration.decided_by_id = None
    session.flush()
    record_event(
        session,
        now=now,
        actor=member_actor(by_member_id),
        action="registration taken up again",
        subject=f"registration:{registration.id}",
    )


def refuse_decided(registration: Registration) -> None:
    """Raise `AlreadyDecided` for a registration that no longer waits."""
    if registration.state != RegistrationState.SENT:
        raise AlreadyDecided


def decide_registration(
    session: Session,
    registration: Registration,
    *,
    state: RegistrationState,
    reason: str | None,
    by_member_id: int,
    now: datetime,
) -> None:
    """Note an organiser's decision on a locked registration; raise `AlreadyDecided`."""
    refuse_decided(registration)
    registration.state = state
    registration.reason = reason
    registration.decided_at = now
    registration.decided_by_id = by_member_id
    session.flush()
    record_event(
        session,
        now=now,
        actor=member_actor(by_member_id),
        action="registration approved"
        if state == RegistrationState.APPROVED
        else "registration declined",
        subject=f"registration:{registration.id}",
    )
