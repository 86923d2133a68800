"""The public's edge: the register of spending, as a page and as files."""

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from shortlist.candidates.policy import shortlist_is_public
from shortlist.candidates.rules import NotPublishedYet
from shortlist.declarations import queries, reading, rules
from shortlist.declarations.reading import Entered
from shortlist.extensions import db_session, now
from shortlist.language import say
from shortlist.permissions import Permission
from shortlist.polls.models import Poll
from shortlist.polls.queries import public_poll
from shortlist.web.access import requires
from shortlist.web.moments import in_words, zone_in_words

blueprint = Blueprint("spending", __name__, url_prefix="/polls/<slug>")


@blueprint.get("/spending")
@requires(Permission.PUBLIC)
def register(slug: str) -> ResponseReturnValue:
    """Show what each candidate declares to have spent, with every correction."""
    poll, entered = _register(slug)
    return render_template(
        "declarations/register.html",
        poll=poll,
        asks=queries.asks_in(db_session(), poll),
        entered=entered,
        money=rules.money,
        now=now(),
    )


@blueprint.get("/spending.csv")
@requires(Permission.PUBLIC)
def as_csv(slug: str) -> ResponseReturnValue:
    """Every version of every item, for a spreadsheet."""
    _, entered = _register(slug)
    return Response(reading.register_csv(entered), mimetype="text/csv")


@blueprint.get("/spending.json")
@requires(Permission.PUBLIC)
def as_json(slug: str) -> ResponseReturnValue:
    """The whole register, for other programs."""
    poll, entered = _register(slug)
    return Response(reading.register_json(poll, entered), mimetype="application/json")


def _register(slug: str) -> tuple[Poll, list[Entered]]:
    poll = public_poll(db_session(), slug)
    if queries.asks_in(db_session(), poll).spending_limit is None:
        raise rules.SpendingNotAsked
    if not shortlist_is_public(poll, now()):
        when = in_words(poll.shortlist_at, poll.time_zone, today=now().date())
        zone = zone_in_words(poll.time_zone)
        raise NotPublishedYet(
            say("Spending is published from %(when)s (%(zone)s) on.", when=when, zone=zone)
        )
    return poll, reading.register_of(db_session(), poll)
