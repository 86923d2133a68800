"""Turnout by the hour as a picture: a column for each cell, whose area is how many voted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.language import say, thousands
from shortlist.polls.models import Contest
from shortlist.voting.queries import turnout_by_hour
from shortlist.voting.turnout_rules import Cell
from shortlist.web.moments import in_words

WIDTH, HEIGHT = 600, 200


@dataclass(frozen=True, kw_only=True)
class Column:
    """A cell as a column of the picture, in its units, and in words."""

    x: str
    y: str
    width: str
    height: str
    words: tuple[str, str, str]  # from, to, how many


@dataclass(frozen=True, kw_only=True)
class HoursChart:
    """A contest's picture, with the sentence before it."""

    position: int
    title: str
    sentence: str
    columns: Sequence[Column]


def chart_of(session: Session, contest: Contest, now: datetime) -> HoursChart | None:
    """Return a contest's turnout by the hour; None while there is no cell to be shown."""
    cells = turnout_by_hour(session, contest)
    if not cells:
        return None
    zone, today = contest.poll.time_zone, now.date()
    fastest = max(cells, key=_rate)
    begins, length = cells[0].begins_at, _hours(cells[0].begins_at, cells[-1].ends_at)
    return HoursChart(
        position=contest.position,
        title=contest.title,
        sentence=say(
            "Most voted in the hours from %(in_words)s, to %(in_words2)s: %(voted)s.",
            in_words=in_words(fastest.begins_at, zone, today=today),
            in_words2=in_words(fastest.ends_at, zone, today=today),
            voted=thousands(fastest.voted),
        ),
        columns=[
            Column(
                x=f"{_hours(begins, cell.begins_at) / length * WIDTH:.1f}",
                y=f"{HEIGHT - _rate(cell) / _rate(fastest) * HEIGHT:.1f}",
                width=f"{max(_hours(cell.begins_at, cell.ends_at) / length * WIDTH - 1, 1):.1f}",
                height=f"{_rate(cell) / _rate(fastest) * HEIGHT:.1f}",
                words=(
                    in_words(cell.begins_at, zone, today=today),
                    in_words(cell.ends_at, zone, today=today),
                    thousands(cell.voted),
                ),
            )
            for cell in cells
        ],
    )


def _hours(begins: datetime, ends: datetime) -> float:
    return (ends - begins).total_seconds() / 3600


def _rate(cell: Cell) -> float:
    return cell.voted / max(_hours(cell.begins_at, cell.ends_at), 1 / 60)
