"""The changes that two officers agree on, joined to the actions that carry them out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor
from shortlist.language import say, thousands
from shortlist.polls.models import Poll
from shortlist.proposals.models import Proposal
from shortlist.proposals.rules import Change, NotAgreed
from shortlist.publication import actions as results
from shortlist.publication.telling import tell_of_extension
from shortlist.slates import actions as slates
from shortlist.slates.asking import ask_elected
from shortlist.voting.actions import closing, extending, opening
from shortlist.voting.queries import envelope_count
from shortlist.voting.rules import is_for_command
from shortlist.voting.trustee_queries import contests_to_open


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """When and by whom a change is carried out, where the keys lie, and where mail leads to."""

    now: datetime
    actor: Actor
    keys_path: Path
    base_url: str


def why_it_waits(session: Session, poll: Poll, change: Change) -> str | None:
    """Say what an approved change still waits for; None where approving it carries it out."""
    if change is not Change.OPEN:
        return None
    if poll.trustees and contests_to_open(session, poll):
        return say("Now the trustees open the box, one after another.")
    if is_for_command(envelope_count(session, poll)):
        return say(
            "So large a box is opened on the server, with the command shortlist box open "
            "%(slug)s, which shows how far it is.",
            slug=poll.slug,
        )
    return None


def terms_of(session: Session, poll: Poll, proposal: Proposal, at: datetime) -> str:
    """Return the terms on which a proposal would be carried out now, to hold against its own.

    Of one that is over they are its own: why it is over is said instead.
    """
    if proposal.done_at is not None or proposal.called_off_at is not None:
        return proposal.terms
    return terms_now(session, poll, Change(proposal.change), at, proposal.closes_at)


def terms_now(
    session: Session, poll: Poll, change: Change, at: datetime, closes_at: datetime | None = None
) -> str:
    """Return what exactly a change would do at a moment, or raise why it cannot be done.

    `closes_at` is the new closing time of an extension.
    """
    if closes_at is not None:
        extending.check_may_extend(poll, closes_at, at)
        return extending.extension_terms(poll, closes_at)
    return _TERMS[change](session, poll, at)


def carry_out(session: Session, poll: Poll, proposal: Proposal, occasion: Occasion) -> str:
    """Carry out an approved change, and say in a sentence what has happened.

    Raises the refusals of the action that it is.
    """
    return _CARRY_OUT[Change(proposal.change)](session, poll, proposal, occasion)


def _closing(_session: Session, poll: Poll, at: datetime) -> str:
    closing.check_may_close(poll, at)
    return closing.closing_terms(poll)


def _opening(session: Session, poll: Poll, _at: datetime) -> str:
    opening.check_may_open(poll)
    return opening.opening_terms(session, poll)


def _results(session: Session, poll: Poll, _at: datetime) -> str:
    results.check_may_publish(poll)
    return results.results_terms(session, poll)


def _slate(session: Session, poll: Poll, _at: datetime) -> str:
    slates.check_may_publish(session, poll)
    return slates.slate_terms(session, poll)


def _close(session: Session, poll: Poll, _proposal: Proposal, at: Occasion) -> str:
    closing.close_boxes(session, poll, now=at.now, actor=at.actor)
    return say("The ballot box is closed. Nothing can be added any more.")


def _extend(session: Session, poll: Poll, proposal: Proposal, at: Occasion) -> str:
    if proposal.closes_at is None:
        raise NotAgreed
    extending.extend_voting(session, poll, proposal.closes_at, now=at.now, actor=at.actor)
    tell_of_extension(session, poll, now=at.now, base_url=at.base_url)
    return say(
        "Voting is extended. The log of each contest and the announcements say so, and the "
        "candidates are told by mail. Write to the register under “Notices by mail”."
    )


def _open(session: Session, poll: Poll, _proposal: Proposal, at: Occasion) -> str:
    made = opening.open_boxes(session, poll, now=at.now, keys_path=at.keys_path, actor=at.actor)
    if poll.trustees:
        return say("The ballots stay sealed. What papers there are can be counted.")
    return say(
        "The box is open: %(papers)s papers. Now they can be counted.",
        papers=thousands(sum(one.papers for one in made)),
    )


def _publish_results(session: Session, poll: Poll, _proposal: Proposal, at: Occasion) -> str:
    results.publish_results(session, poll, now=at.now, actor=at.actor)
    asked = ask_elected(session, poll, now=at.now, actor=at.actor, base_url=at.base_url)
    said = say("The results are published.")
    if not asked:
        return said
    return f"{said} {say('Those elected are asked by mail to countersign the slate.')}"


def _publish_slate(session: Session, poll: Poll, _proposal: Proposal, at: Occasion) -> str:
    slates.publish_slate(session, poll, now=at.now, actor=at.actor)
    return say("The slate is published.")


_TERMS: Mapping[Change, Callable[[Session, Poll, datetime], str]] = MappingProxyType(
    {
        Change.CLOSE: _closing,
        Change.OPEN: _opening,
        Change.PUBLISH_RESULTS: _results,
        Change.PUBLISH_SLATE: _slate,
    }
)
_CARRY_OUT: Mapping[Change, Callable[[Session, Poll, Proposal, Occasion], str]] = MappingProxyType(
    {
        Change.CLOSE: _close,
        Change.EXTEND: _extend,
        Change.OPEN: _open,
        Change.PUBLISH_RESULTS: _publish_results,
        Change.PUBLISH_SLATE: _publish_slate,
    }
)
