"""A poll of the demonstration that was voted in here: closed, opened, counted and published."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.counts.actions import count_poll
from shortlist.demonstration.consent import agree_on_slate
from shortlist.demonstration.officers import agree
from shortlist.polls.models import Poll
from shortlist.polls.policy import timetable_of
from shortlist.proposals.rules import Change
from shortlist.publication.actions import publish_results
from shortlist.slates.actions import publish_slate
from shortlist.voting.actions import close_boxes, open_boxes

A_MINUTE = timedelta(minutes=1)


def publish_box(session: Session, poll: Poll, keys_path: Path) -> None:
    """Take a poll whose voting is over to its published slate, at the moments it announced."""
    at = timetable_of(poll)
    closing, opening = at.box_closes_at, at.box_closes_at + A_MINUTE
    agree(session, poll, Change.CLOSE, closing)
    close_boxes(session, poll, now=closing, actor=PLATFORM)
    agree(session, poll, Change.OPEN, opening)
    open_boxes(session, poll, now=opening, keys_path=keys_path, actor=PLATFORM)
    count_poll(session, poll, now=at.results_at, actor=PLATFORM)
    agree(session, poll, Change.PUBLISH_RESULTS, at.results_at)
    publish_results(session, poll, now=at.results_at, actor=PLATFORM)
    agree_on_slate(session, poll, at.results_at)
    agree(session, poll, Change.PUBLISH_SLATE, at.slate_at)
    publish_slate(session, poll, now=at.slate_at, actor=PLATFORM)
