"""The feed of a poll's announcements (RSS 2.0), for readers that look for what is new."""

from collections.abc import Sequence
from datetime import datetime

from feedgenerator import Rss201rev2Feed
from flask import Response, request, url_for

from shortlist.announcements.telling import Told
from shortlist.extensions import settings
from shortlist.polls.models import Poll
from shortlist.web.filters import markdown

MIMETYPE = "application/rss+xml"
MOST_ITEMS = 50
SECONDS = 300  # after which a reader may ask again


def send_feed(poll: Poll, told: Sequence[Told]) -> Response:
    """Answer with the newest of what was told, newest first."""
    page = settings().base_url + url_for("call.announcements", slug=poll.slug)
    feed = Rss201rev2Feed(
        title=poll.title,
        link=page,
        description=f"What is new about “{poll.title}”",
        language="en-gb",
        feed_url=settings().base_url + url_for("call.feed", slug=poll.slug),
    )
    for one in told[:MOST_ITEMS]:
        feed.add_item(
            title=one.title,
            link=f"{page}#{one.key}",
            description=str(markdown(_text_of(one, page))),
            pubdate=one.at,
            unique_id=f"{page}#{one.key}",
            unique_id_is_permalink=True,
        )
    response = Response(feed.writeString("utf-8"), mimetype=MIMETYPE)
    response.last_modified = _last_change(told)
    response.cache_control.public = True
    response.cache_control.max_age = SECONDS
    response.add_etag()
    response.make_conditional(request)
    return response


def _text_of(one: Told, page: str) -> str:
    if one.corrects:
        return f"{one.text}\n\n[What this corrects]({page}#{one.corrects})"
    if one.corrected_by:
        return f"{one.text}\n\n[This was corrected later]({page}#{one.corrected_by})"
    return one.text


def _last_change(told: Sequence[Told]) -> datetime | None:
    return told[0].at if told else None
