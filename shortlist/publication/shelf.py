"""Published files: they never change, so they are made once and known again by their tag."""

from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from importlib.metadata import version
from threading import Lock

from flask import Response, request
from sqlalchemy.orm import Session

from shortlist.counts.queries import digest_of
from shortlist.language import ENGLISH, speaking
from shortlist.polls.models import Contest, Poll

MOST_BYTES = 64 * 1024 * 1024  # of one process
SECONDS = 300  # for which a browser need not ask again


class Shelf:
    """Files by their tags; those not asked for longest make room for new ones."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._files: OrderedDict[str, bytes] = OrderedDict()
        self._sizes: dict[str, int] = {}
        self._lock = Lock()

    def file(self, tag: str, make: Callable[[], bytes]) -> bytes:
        """Return the file with this tag, made now if it is not on the shelf."""
        with self._lock:
            if tag in self._files:
                self._files.move_to_end(tag)
                return self._files[tag]
        with speaking(ENGLISH):  # a file is the same for everybody
            body = make()
        with self._lock:
            self._files[tag] = body
            self._sizes[tag] = len(body)
            while sum(map(len, self._files.values())) > self._most_bytes:
                self._files.popitem(last=False)
        return body

    def size(self, tag: str, make: Callable[[], bytes]) -> int:
        """Return how many bytes the file with this tag has; known even when it is put away."""
        known = self._sizes.get(tag)
        return len(self.file(tag, make)) if known is None else known


SHELF = Shelf(MOST_BYTES)


def tag_of(session: Session, kind: str, poll: Poll, contests: list[Contest]) -> str:
    """Return the tag of a published file: a hash over the records, what it is, and our version."""
    about = [kind, poll.slug, version("shortlist")]
    for contest in contests:
        about += [str(contest.id), digest_of(session, contest.id)]
    return sha256("\n".join(about).encode()).hexdigest()


def send(tag: str, mimetype: str, make: Callable[[], bytes]) -> Response:
    """Answer with a published file, or with 304 to whoever has it; only then nothing is made."""
    if request.if_none_match.contains(tag):
        response = Response(status=304)
    else:
        response = Response(SHELF.file(tag, make), mimetype=mimetype)
    response.set_etag(tag)
    response.cache_control.public = True
    response.cache_control.max_age = SECONDS
    return response
