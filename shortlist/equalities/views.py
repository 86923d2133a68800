"""The public's edge: what the form is, and its figures; and the form itself, for who is asked."""

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from shortlist.equalities import actions, policy, queries, rules
from shortlist.equalities.forms import AnswersForm, answers_form
from shortlist.equalities.models import EqualitiesForm
from shortlist.equalities.reading import figures_csv, figures_of
from shortlist.extensions import db_session, now
from shortlist.language import say
from shortlist.permissions import Permission
from shortlist.polls.models import Poll
from shortlist.polls.queries import public_poll
from shortlist.web.access import identity, requires, signed_in

blueprint = Blueprint("equalities", __name__, url_prefix="/polls/<slug>")


@blueprint.get("/equalities")
@requires(Permission.PUBLIC)
def figures(slug: str) -> ResponseReturnValue:
    """Show what is asked and how it is kept, and once the form has closed its figures."""
    poll, form = _form(slug)
    session, person = db_session(), identity()
    tallies = queries.tallies_of(session, poll)
    return render_template(
        "equalities/figures.html",
        poll=poll,
        form=form,
        questions=[rules.QUESTIONS[one.key] for one in tallies],
        figures=figures_of(tallies) if now() >= form.closes_at else None,
        may_fill=person is not None and queries.may_fill(session, poll, person.id, now()),
        has_sent=person is not None and queries.has_sent(session, poll, person.id),
    )


@blueprint.get("/equalities.csv")
@requires(Permission.PUBLIC)
def as_csv(slug: str) -> ResponseReturnValue:
    """The figures for a spreadsheet, once the form has closed."""
    poll, form = _form(slug)
    if now() < form.closes_at:
        raise rules.NotOutYet
    return Response(figures_csv(queries.tallies_of(db_session(), poll)), mimetype="text/csv")


@blueprint.get("/equalities/form")
@requires(Permission.EXPRESS_INTEREST)
def form(slug: str) -> ResponseReturnValue:
    """Show the form to a member who is asked to fill it in."""
    poll, asked = _asked(slug)
    return _page(poll, answers_form(asked)(formdata=None), asked)


@blueprint.post("/equalities/form")
@requires(Permission.EXPRESS_INTEREST)
def fill(slug: str) -> ResponseReturnValue:
    """Count the answers, without whose they are."""
    poll, asked = _asked(slug)
    form = answers_form(asked)()
    answers = form.typed(asked)
    if answers is None:
        return _page(poll, form, asked), 422
    actions.fill_in(db_session(), poll, signed_in().id, answers, now=now())
    db_session().commit()
    flash(say("Thank you. Your answers are counted, and nothing says that they are yours."), "good")
    return redirect(url_for(".figures", slug=slug), 303)


def _form(slug: str) -> tuple[Poll, EqualitiesForm]:
    poll = public_poll(db_session(), slug)
    return poll, queries.form_in(db_session(), poll)


def _asked(slug: str) -> tuple[Poll, list[str]]:
    """Return the poll and what it asks of the member; raise why the form is not theirs now."""
    poll, form = _form(slug)
    session, member_id = db_session(), signed_in().id
    if not queries.is_asked(session, poll, member_id):
        raise rules.NotAskedToFill
    if refusal := policy.why_not_fill(poll, form, now()):
        raise refusal
    if queries.has_sent(session, poll, member_id):
        raise rules.FilledInAlready
    return poll, [one.key for one in queries.tallies_of(session, poll)]


def _page(poll: Poll, form: AnswersForm, asked: list[str]) -> str:
    return render_template(
        "equalities/form.html",
        poll=poll,
        form=form,
        fields=[form[key] for key in asked],
        closes_at=queries.form_in(db_session(), poll).closes_at,
    )
