"""The visitor's seed: a cookie of its own, so that a shuffled list keeps its order for one visitor.

It says nothing about anybody and makes no row in the database; it ends with the browser's session.
"""

import re
import secrets

from flask import after_this_request, g, request
from werkzeug.wrappers import Response

from shortlist.extensions import settings

_SEED = re.compile(r"[A-Za-z0-9_-]{16}")


def visitor_seed() -> str:
    """Return this visitor's seed; a visitor without one gets it with this answer."""
    if "visitor_seed" not in g:
        given = request.cookies.get(_cookie_name(), "")
        g.visitor_seed = given if _SEED.fullmatch(given) else _new_seed()
    seed: str = g.visitor_seed
    return seed


def _cookie_name() -> str:
    return "__Host-order" if settings().is_production else "order"


def _new_seed() -> str:
    seed = secrets.token_urlsafe(12)

    def keep(response: Response) -> Response:
        response.set_cookie(
            _cookie_name(),
            seed,
            path="/",
            secure=settings().is_production,
            httponly=True,
            samesite="Lax",
        )
        return response

    after_this_request(keep)
    return seed
