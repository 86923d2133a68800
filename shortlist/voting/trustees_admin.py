"""The officers' edge to a poll's trustees: their cards, their answers, and the opening by them."""

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from shortlist.audit.actions import Actor, member_actor
from shortlist.errors import Refusal
from shortlist.extensions import csrf, db_session, now, settings
from shortlist.language import say, thousands
from shortlist.permissions import Permission
from shortlist.polls.models import Poll
from shortlist.polls.policy import facts_of
from shortlist.polls.queries import poll_by_slug
from shortlist.proposals.queries import is_agreed
from shortlist.proposals.rules import Change
from shortlist.voting import actions, pages, trustee_queries, trustee_rules
from shortlist.voting.cards import read_card
from shortlist.voting.parcels import read_parcel, write_parcel
from shortlist.voting.tasks import read_answer, task_file
from shortlist.voting.trustee_forms import AnswerForm, CardForm, OpenedForm
from shortlist.web.access import requires, signed_in

blueprint = Blueprint("trustees_admin", __name__, url_prefix="/organise/polls/<slug>/trustees")

MEGABYTE = 1024 * 1024
LARGEST_FILE = 400 * MEGABYTE  # bytes of one upload: the papers and the log of a large poll


@blueprint.get("")
@requires(Permission.SEE_CONSOLE)
def trustees(slug: str) -> ResponseReturnValue:
    """Show who the trustees are, what they have done, and what is theirs to do now."""
    return _page(poll_by_slug(db_session(), slug))


@blueprint.post("")
@requires(Permission.ANSWER_FOR_POLLS)
def add(slug: str) -> ResponseReturnValue:
    """Put the holder of a public card on the list."""
    poll = poll_by_slug(db_session(), slug, lock=True)
    form = CardForm()
    if not form.validate_on_submit():
        return _page(poll, card=form), 422
    try:
        card = read_card(form.card_data())
        actions.add_trustee(db_session(), poll, card, now=now(), actor=_actor())
    except Refusal as refusal:
        form.complain(refusal.text)
        return _page(poll, card=form), refusal.status
    db_session().commit()
    flash(say("%(name)s is a trustee of this poll.", name=card.name), "good")
    return _to_page(poll)


@blueprint.get("/<int:position>/remove")
@requires(Permission.ANSWER_FOR_POLLS)
def confirm_remove(slug: str, position: int) -> ResponseReturnValue:
    """Ask once more before a trustee is taken off the list."""
    poll = poll_by_slug(db_session(), slug)
    trustee = trustee_queries.trustee_at(db_session(), poll, position)
    if refusal := trustee_rules.why_not_change_trustees(facts_of(poll)):
        raise refusal
    return render_template(
        "components/_confirm.html",
        title=say("Take %(name)s off the list?", name=trustee.name),
        message=say("Those after them move up. They can be added again with the same card."),
        facts=[{"label": say("Poll"), "value": poll.title}],
        action_url=url_for(".remove", slug=slug, position=position),
        action_label=say("Take them off the list"),
        back_url=url_for(".trustees", slug=slug),
        kind="warn",
    )


@blueprint.post("/<int:position>/remove")
@requires(Permission.ANSWER_FOR_POLLS)
def remove(slug: str, position: int) -> ResponseReturnValue:
    """Take a trustee off the list."""
    poll = poll_by_slug(db_session(), slug, lock=True)
    trustee = trustee_queries.trustee_at(db_session(), poll, position)
    actions.remove_trustee(db_session(), poll, trustee, now=now(), actor=_actor())
    db_session().commit()
    flash(say("The trustee is off the list."), "good")
    return _to_page(poll)


@blueprint.get("/<int:position>/file")
@requires(Permission.ANSWER_FOR_POLLS)
def task(slug: str, position: int) -> ResponseReturnValue:
    """Return what a trustee is asked before voting, as the file to send them."""
    poll = poll_by_slug(db_session(), slug)
    trustee = trustee_queries.trustee_at(db_session(), poll, position)
    if refusal := trustee_rules.why_not_answer(facts_of(poll)):
        raise refusal
    asked = trustee_queries.task_of(db_session(), poll, trustee)
    answer = Response(task_file(asked), mimetype="application/json")
    name = f"{slug}-trustee-{position}.json"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


@blueprint.post("/answers")
@requires(Permission.ANSWER_FOR_POLLS)
def take_answer(slug: str) -> ResponseReturnValue:
    """Take a trustee's answer; with the last one voting can begin."""
    poll = poll_by_slug(db_session(), slug, lock=True)
    form = AnswerForm()
    if not form.validate_on_submit():
        return _page(poll, answer=form), 422
    try:
        answer = read_answer(form.answer_data())
        trustee = actions.take_answer(db_session(), poll, answer, now=now(), actor=_actor())
    except Refusal as refusal:
        form.complain(refusal.text)
        return _page(poll, answer=form), refusal.status
    db_session().commit()
    flash(say("%(name)s has %(kind)s.", name=trustee.name, kind=answer.kind), "good")
    return _to_page(poll)


@blueprint.get("/envelopes")
@requires(Permission.ANSWER_FOR_POLLS, again=True)
def envelopes(slug: str) -> ResponseReturnValue:
    """Return what the first trustee opens: all envelopes that count, without their electors."""
    poll = poll_by_slug(db_session(), slug)
    parcel = actions.parcel_for_trustees(db_session(), poll, settings().keys_path)
    file = TemporaryFile()  # noqa: SIM115 - it is closed, and gone, when it has been sent
    write_parcel(file, parcel)
    answer = Response(_parts_of(file), mimetype="application/zip")
    answer.call_on_close(file.close)
    answer.content_length = file.tell()
    answer.headers.set("Content-Disposition", "attachment", filename=f"{slug}-envelopes.zip")
    return answer


def _parts_of(file: IO[bytes]) -> Iterator[bytes]:
    """Yield a file from its beginning, and close it."""
    with file:
        file.seek(0)
        while part := file.read(MEGABYTE):
            yield part


@blueprint.post("/papers")
@csrf.exempt  # type: ignore[untyped-decorator]  # Flask-WTF has no types; the form proves itself once the larger limit is set
@requires(Permission.ANSWER_FOR_POLLS)
def take_papers(slug: str) -> ResponseReturnValue:
    """Take the papers that the last trustee has opened."""
    _refuse_unless_opening(poll_by_slug(db_session(), slug, lock=True))
    request.max_content_length = LARGEST_FILE
    db_session().rollback()  # a slow upload must not keep SQLite's one writer waiting
    form = OpenedForm()
    poll = poll_by_slug(db_session(), slug, lock=True)
    if not form.validate_on_submit():
        return _page(poll, opened=form), 422
    try:
        with form.stream() as stream:
            parcel = read_parcel(stream)
        openings = actions.take_papers(
            db_session(),
            poll,
            parcel,
            now=now(),
            keys_path=settings().keys_path,
            actor=_actor(),
        )
    except Refusal as refusal:
        db_session().rollback()
        form.complain(refusal.text)
        return _page(poll_by_slug(db_session(), slug), opened=form), refusal.status
    db_session().commit()
    papers = sum(opening.papers for opening in openings)
    flash(
        say(
            "The box is open: %(papers)s papers. Now they can be counted.", papers=thousands(papers)
        ),
        "good",
    )
    return redirect(url_for("publication_admin.poll", slug=poll.slug), 303)


def _refuse_unless_opening(poll: Poll) -> None:
    if refusal := trustee_rules.why_not_by_trustees(facts_of(poll)):
        raise refusal


def _page(
    poll: Poll,
    *,
    card: CardForm | None = None,
    answer: AnswerForm | None = None,
    opened: OpenedForm | None = None,
) -> str:
    facts = facts_of(poll)
    is_closed = facts.closed and facts.trustees > 0
    to_open = trustee_queries.contests_to_open(db_session(), poll) if is_closed else []
    return render_template(
        "voting/trustees.html",
        poll=poll,
        duties=trustee_queries.duties_of(db_session(), poll),
        fingerprint_of=lambda trustee: trustee_queries.card_of(trustee).fingerprint,
        opens_text=pages.moment_text(poll, poll.opens_at, now()),
        to_open=[contest for contest in poll.contests if contest.id in to_open],
        is_agreed=is_agreed(db_session(), poll, Change.OPEN),
        is_full=poll.trustees >= trustee_rules.MOST_TRUSTEES,
        card_form=card or CardForm(),
        answer_form=answer or AnswerForm(),
        opened_form=opened or OpenedForm(),
    )


def _actor() -> Actor:
    return member_actor(signed_in().id)


def _to_page(poll: Poll) -> ResponseReturnValue:
    return redirect(url_for(".trustees", slug=poll.slug), 303)
