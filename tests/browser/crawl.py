"""Follow every link of a site as one person, as a browser without scripts would."""

import re
from collections import deque
from dataclasses import dataclass

from werkzeug.exceptions import HTTPException

from tests.browser.site import Site
from tests.browser.visitor import Visitor

# What only scripts would copy into a page is not there without them.
TEMPLATE = re.compile(r"<template\b.*?</template>", re.DOTALL)
LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"#]*)')
MOST = 900


@dataclass(frozen=True, kw_only=True)
class Met:
    """A page that a link led to."""

    path: str
    led_from: str
    status: int
    headings: int
    is_page: bool


def crawl(visitor: Visitor, leave_out: re.Pattern[str] | None = None) -> list[Met]:
    """Return everything that links from the start page lead to, however far away."""
    led_from = {"/": "/"}
    waiting, met = deque(["/"]), []
    while waiting and len(met) < MOST:
        path = waiting.popleft()
        answer = visitor.context.request.get(visitor.site.base_url + path)
        is_page = "text/html" in answer.headers.get("content-type", "")
        text = TEMPLATE.sub("", answer.text()) if is_page else ""
        found = Met(
            path=path,
            led_from=led_from[path],
            status=answer.status,
            headings=text.count("<h1"),
            is_page=is_page,
        )
        met.append(found)
        for link in LINK.findall(text):
            target = link.replace("&amp;", "&")
            is_left_out = leave_out is not None and leave_out.search(target)
            if target not in led_from and not is_left_out:
                led_from[target] = path
                waiting.append(target)
    assert not waiting, "there are more pages than the crawler is ready for"
    return met


def endpoint_of(site: Site, path: str) -> str:
    """Return the name of the view that answers a path."""
    try:
        return str(site.app.url_map.bind("").match(path.partition("?")[0])[0])
    except HTTPException:
        return "none"
