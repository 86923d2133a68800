"""The public's edge: what everybody was asked, and the answers side by side."""

from collections.abc import Sequence

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from shortlist.candidates.consent_queries import shown as shown_on_shortlist
from shortlist.candidates.policy import shortlist_is_public
from shortlist.candidates.queries import shuffled
from shortlist.extensions import db_session, now
from shortlist.language import say
from shortlist.permissions import Permission
from shortlist.polls.models import Poll
from shortlist.polls.queries import contest_at, public_poll
from shortlist.questions import policy, queries, rules
from shortlist.questions.models import Question
from shortlist.questions.reading import parts_of
from shortlist.web.access import requires
from shortlist.web.converters import clamped
from shortlist.web.links import host_of
from shortlist.web.moments import in_words, zone_in_words
from shortlist.web.shuffling import visitor_seed

blueprint = Blueprint("answers", __name__, url_prefix="/polls/<slug>")


@blueprint.get("/answers")
@requires(Permission.PUBLIC)
def answers(slug: str) -> ResponseReturnValue:
    """Show one question with every answer, or all questions for the candidates chosen."""
    poll = public_poll(db_session(), slug)
    questions = _questions(poll)
    if not shortlist_is_public(poll, now()):
        return render_template("questions/asked.html", poll=poll, questions=questions)
    contest = contest_at(poll, _number("contest", 1))
    candidates = shuffled(shown_on_shortlist(db_session(), contest), visitor_seed())
    chosen = [one for one in candidates if str(one.id) in request.args.getlist("with")]
    at = max(1, min(_number("question", 1), len(questions)))
    shown = questions if chosen else questions[at - 1 : at]
    return render_template(
        "questions/side_by_side.html",
        poll=poll,
        contest=contest,
        questions=questions,
        at=at,
        candidates=candidates,
        chosen=chosen,
        parts=parts_of(db_session(), poll, shown, chosen or candidates),
        replaced={one.id: one for one in queries.ended_questions(db_session(), poll)},
        host_of=host_of,
    )


def _questions(poll: Poll) -> Sequence[Question]:
    """Return what is asked; raise `NothingAsked`, or `NotAskedYet` with the day."""
    questions = queries.questions_of(db_session(), poll)
    opens_at = poll.information_opens_at
    if opens_at is None or (not questions and policy.is_asked(poll, now())):
        raise rules.NothingAsked
    if not policy.is_asked(poll, now()):
        when = in_words(opens_at, poll.time_zone, today=now().date())
        zone = zone_in_words(poll.time_zone)
        raise rules.NotAskedYet(
            say(
                "The questions to candidates are published on %(when)s (%(zone)s).",
                when=when,
                zone=zone,
            )
        )
    return questions


def _number(name: str, usual: int) -> int:
    return clamped(request.args.get(name, usual, type=int)) or usual
