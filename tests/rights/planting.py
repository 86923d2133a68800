"""A made-up member about whom everything is kept, with a word of its own in each kind of data."""

import os
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from shortlist.audit.actions import member_actor, record_event
from shortlist.candidates.models import Candidate, Decision
from shortlist.interest.models import Expression, Photo, SentVersion
from shortlist.members.models import Member, Registration, RoleGrant, SignInChallenge
from shortlist.notices.models import Notice
from shortlist.polls.models import Contest, Poll
from shortlist.proposals.models import Proposal
from shortlist.roll.models import Elector, Register, RollEntry, RollImport
from shortlist.voting.models import Envelope
from shortlist.web.models import WebSession
from tests.timetables import RESULTS, add_poll

ADDRESS = "planted.address@example.org"
# The word that is planted in each kind, to be looked for wherever bytes are kept.
WORDS = {
    kind: f"planted-{kind}-{number * 7919:05}"
    for number, kind in enumerate(
        ("registrations notices drafts interest decision photos register roll imports").split(),
        start=1,
    )
} | {"account": ADDRESS, "codes": "planted.code@example.org"}
SEALED = os.urandom(120)


def plant(session: Session, *, now: datetime = RESULTS) -> int:
    """Plant a member on no roll, whose poll has published its results now; return the number."""
    officers = [Member(email=f"officer{one}@example.org", created_at=now) for one in (1, 2)]
    session.add_all(officers)
    session.flush()
    poll, *others = (_published(session, title, officers, now) for title in ("One", "Two", "Three"))
    member = Member(
        email=ADDRESS, name="Pla Nted", created_at=now - timedelta(days=60), last_seen_on=now.date()
    )
    session.add(member)
    session.flush()
    _plant_account(session, member, now)
    _plant_roll(session, poll, member, now)
    _plant_offers(session, [one.contests[0] for one in (poll, *others)], member, now)
    record_event(
        session, now=now, actor=member_actor(member.id), action="expression sent", subject="poll:x"
    )
    session.commit()
    return member.id


def _published(session: Session, title: str, officers: Sequence[Member], now: datetime) -> Poll:
    """Make a poll whose results two officers have agreed to publish now."""
    poll = add_poll(session, title=title)
    proposal = Proposal(
        poll_id=poll.id,
        change="publish results",
        terms="{}",
        proposed_by_id=officers[0].id,
        proposed_at=now,
    )
    session.add(proposal)
    session.flush()
    proposal.approved_by_id, proposal.approved_at = officers[1].id, now
    session.flush()
    poll.results_published_at = now
    session.flush()
    proposal.done_at = now
    return poll


def _plant_account(session: Session, member: Member, now: datetime) -> None:
    session.add_all(
        [
            WebSession(
                token_hash=os.urandom(32),
                member_id=member.id,
                data="{}",
                created_at=now - timedelta(days=20),
                expires_at=now,
                last_seen_at=now - timedelta(days=15),
                device="Firefox on Linux",
            ),
            SignInChallenge(
                email=WORDS["codes"],
                code_hash=os.urandom(32),
                link_hash=os.urandom(32),
                browser_hash=os.urandom(32),
                tries_left=5,
                created_at=now - timedelta(minutes=10),
                expires_at=now,
            ),
            Registration(
                member_id=member.id,
                name="Pla Nted",
                local_party="Anyborough",
                region="London",
                declared_at=now,
                state="declined",
                sent_at=now,
                reason=WORDS["registrations"],
                decided_at=now,
            ),
            RoleGrant(
                member_id=member.id,
                role="scrutineer",
                granted_at=now - timedelta(days=9),
                revoked_at=now,
            ),
            Notice(
                kind="registration_declined",
                to_address=ADDRESS,
                subject="Declined",
                body=WORDS["notices"],
                is_secret=False,
                created_at=now,
                due_at=now,
                sent_at=now,
            ),
        ]
    )


def _plant_roll(session: Session, poll: Poll, member: Member, now: datetime) -> None:
    entry = RollEntry(
        membership_number="M-1",
        name=WORDS["roll"],
        email=ADDRESS,
        local_party="Anyborough",
        region="London",
        joined_on=now.date(),
        state="gone",
        source="import",
        updated_at=now,
    )
    session.add_all([entry, Register(poll_id=poll.id, size=1, sha256=bytes(32), frozen_at=now)])
    session.add(
        RollImport(
            file_name=WORDS["imports"],
            sha256=bytes(32),
            state="applied",
            by_member_id=member.id,
            started_at=now,
            progressed_at=now,
            finished_at=now,
            report="{}",
            **dict.fromkeys(
                "bytes_total bytes_done rows added changed gone unchanged faults".split(), 0
            ),
        )
    )
    session.flush()
    elector = Elector(
        poll_id=poll.id,
        roll_entry_id=entry.id,
        membership_number="M-1",
        name=WORDS["register"],
        local_party="Anyborough",
        region="London",
    )
    session.add(elector)
    session.flush()
    session.add(
        Envelope(
            contest_id=poll.contests[0].id,
            elector_id=elector.id,
            sealed=SEALED,
            request_id=os.urandom(32),
            leaf_index=1,
            root=bytes(32),
            path=bytes(64),
            by_server=False,
        )
    )


def _plant_offers(
    session: Session, contests: Sequence[Contest], member: Member, now: datetime
) -> None:
    """Plant a draft, an offer that was declined, and one that has made a candidate."""
    declined, draft, accepted = (
        Expression(
            contest_id=contest.id,
            member_id=member.id,
            state=state,
            name="Pla Nted",
            statement=statement,
            consents=True,
            saved_at=now,
        )
        for contest, state, statement in (
            (contests[0], "sent", WORDS["interest"]),
            (contests[1], "draft", WORDS["drafts"]),
            (contests[2], "sent", "Elect me."),
        )
    )
    photo = _photo(member, WORDS["photos"], now)
    shown = _photo(member, "shown to everybody", now)
    session.add_all([declined, draft, accepted, photo, shown])
    session.flush()
    draft.photo_id = photo.id
    for expression, outcome in ((declined, "declined"), (accepted, "accepted")):
        session.add(
            SentVersion(
                expression_id=expression.id,
                number=1,
                name="Pla Nted",
                local_party="Anyborough",
                region="London",
                statement=f"{WORDS['interest']} {outcome}",
                photo_id=shown.id,
                sent_at=now,
            )
        )
        session.add(
            Decision(
                expression_id=expression.id,
                outcome=outcome,
                reason=WORDS["decision"],
                decided_at=now,
            )
        )
    session.add(
        Candidate(
            contest_id=accepted.contest_id,
            expression_id=accepted.id,
            name="Pla Nted",
            local_party="Anyborough",
            region="London",
            statement="Elect me.",
            photo_id=shown.id,
            state="standing",
            created_at=now,
        )
    )


def _photo(member: Member, picture: str, now: datetime) -> Photo:
    return Photo(
        sha256="0" * 40,
        jpeg=picture.encode(),
        face=b"face",
        width=1,
        height=1,
        member_id=member.id,
        made_at=now,
    )
