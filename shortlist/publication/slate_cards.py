"""What a slate, an area's order and a candidate look like where a link to them is shared."""

from collections.abc import Sequence
from hashlib import sha256
from importlib.metadata import version

from flask import Response
from sqlalchemy.orm import Session

from shortlist.areas.models import Area
from shortlist.areas.queries import runners_of
from shortlist.areas.reading import title_of
from shortlist.areas.writing import regions_in_words
from shortlist.candidates.models import Candidate
from shortlist.extensions import settings
from shortlist.interest.queries import photo_by_id
from shortlist.language import say
from shortlist.pictures import Card, Group, draw
from shortlist.polls.models import Contest, Poll
from shortlist.publication import shelf
from shortlist.publication.pages import is_from_outside
from shortlist.slates.queries import Standing, standing_of
from shortlist.web.filters import ordinal


def send_card(card: Card) -> Response:
    """Answer with a card as PNG; other sites may show it, for that is what it is for."""
    tag = sha256(f"{version('shortlist')} {card!r}".encode()).hexdigest()
    response = shelf.send(tag, "image/png", lambda: draw(card))
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def slate_title(*, is_from_outside: bool) -> str:
    """Return what a slate is called: nobody's own where the papers came from outside alone."""
    return say("In order of election") if is_from_outside else say("Our slate")


def slate_card(session: Session, poll: Poll) -> Card:
    """Return the card of a poll's slate: every contest's names in order."""
    several = len(poll.contests) > 1
    groups = tuple(
        Group(
            names=tuple(one.shown_name for one in standing_of(session, contest).slate),
            title=contest.title if several else "",
        )
        for contest in poll.contests
    )
    title = slate_title(is_from_outside=is_from_outside(session, poll))
    return Card(title=title, about=poll.title, site=_site(), groups=groups)


def area_card(session: Session, poll: Poll, area: Area) -> Card:
    """Return the card of an area's order."""
    people = runners_of(session, area.plan)
    names = tuple(people[rank.runner.number - 1].shown_name for rank in area.ranks)
    regions = regions_in_words([one.code for one in area.regions], title_of)
    group = Group(names=names)
    return Card(
        title=say("Your order in %(regions)s", regions=regions),
        about=poll.title,
        site=_site(),
        groups=(group,),
    )


def candidate_card(session: Session, poll: Poll, candidate: Candidate) -> Card:
    """Return the card of a candidate: their face, where they come from, their place if any."""
    contest = next(one for one in poll.contests if one.id == candidate.contest_id)
    place = _place(session, contest, candidate)
    photo = photo_by_id(session, candidate.photo_id) if candidate.photo_id else None
    home = " · ".join(part for part in (candidate.region, candidate.local_party) if part)
    withdrawn = say("Has withdrawn") if candidate.has_withdrawn else ""
    notes = (place or say("Candidate for %(title)s", title=contest.title), home, withdrawn)
    title = (
        slate_title(is_from_outside=is_from_outside(session, poll)) if place else say("Candidate")
    )
    return Card(
        title=title,
        about=poll.title,
        site=_site(),
        person=candidate.name,
        notes=tuple(note for note in notes if note),
        photo=photo.jpeg if photo else None,
    )


def slate_says(poll: Poll, standings: Sequence[Standing]) -> str:
    """Return a slate in a line, as its picture's alternative text: "1 Ann Ash, 2 Ben Box"."""
    several = len(poll.contests) > 1
    lines = [
        (f"{contest.title}: " if several else "") + _line([one.shown_name for one in found.slate])
        for contest, found in zip(poll.contests, standings, strict=True)
    ]
    return "; ".join(lines)


def _line(names: Sequence[str]) -> str:
    return ", ".join(f"{place} {name}" for place, name in enumerate(names, 1)) or say("nobody")


def _place(session: Session, contest: Contest, candidate: Candidate) -> str:
    """Return a candidate's place on a published slate in words, or ""."""
    if contest.poll.slate_published_at is None:
        return ""
    ids = [one.id for one in standing_of(session, contest).slate]
    if candidate.id not in ids:
        return ""
    return say(
        "%(ordinal)s of %(count)s for %(title)s",
        ordinal=ordinal(ids.index(candidate.id) + 1),
        count=len(ids),
        title=contest.title,
    )


def _site() -> str:
    return settings().base_url.split("://", 1)[-1]
