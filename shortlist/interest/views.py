"""The member's edge: draft, check, send, change and withdraw an expression of interest."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from shortlist.conduct.queries import code_of, is_missing_to_send
from shortlist.extensions import db_session, is_too_often, now, settings
from shortlist.interest import actions, policy, queries, rules
from shortlist.interest.actions import Author
from shortlist.interest.forms import OfferForm, offer_form
from shortlist.interest.models import Expression
from shortlist.interest.portraits import Portrait, make_portrait
from shortlist.language import say
from shortlist.permissions import Permission
from shortlist.polls.balance import sentences_of
from shortlist.polls.balance_queries import asked_of, rules_of
from shortlist.polls.models import Contest
from shortlist.polls.queries import contest_at, public_poll
from shortlist.roll.queries import entry_for
from shortlist.web.access import requires, signed_in

blueprint = Blueprint("interest", __name__, url_prefix="/polls/<slug>/interest")
PHOTOS_BY_MEMBER = "30 per 10 minutes"
LARGEST_REQUEST = 32 * 1024 * 1024


@blueprint.url_value_preprocessor
def _take_large_photos(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Read requests with too large a photo too, to answer them with a sentence and the text kept.

    The values of a route may be of any kind.
    """
    request.max_content_length = LARGEST_REQUEST


@blueprint.get("")
@requires(Permission.EXPRESS_INTEREST)
def choose(slug: str) -> ResponseReturnValue:
    """Show the contests in which the member may stand; go on where there is only one."""
    poll = public_poll(db_session(), slug)
    author = _author()
    open_to = [one for one in poll.contests if policy.why_not_stand(one, author.entry) is None]
    if not open_to:
        raise rules.NotOnRoll if author.entry is None else rules.OtherRegion
    if len(open_to) == 1:
        return redirect(url_for(".expression", slug=slug, position=open_to[0].position))
    return render_template("interest/choose.html", poll=poll, contests=open_to)


@blueprint.get("/<int:position>")
@requires(Permission.EXPRESS_INTEREST)
def expression(slug: str, position: int) -> ResponseReturnValue:
    """Show the draft to write on, or when interest opens, or what was sent before it closed."""
    contest, author = _contest(slug, position), _author()
    _refuse_stranger(contest, author)
    expression = queries.own_expression(db_session(), contest.id, author.member_id)
    refusal = policy.why_not_send(contest.poll, now())
    if isinstance(refusal, rules.InterestNotOpen):
        return render_template("interest/early.html", contest=contest, poll=contest.poll)
    if refusal is not None:
        return _closed_page(contest, expression)
    form = offer_form(asked_of(db_session(), contest.id), expression)
    if expression is None and author.entry is not None:
        form.name.data = author.entry.name
    form.begin_with(expression.saved_at if expression else None)
    return _form_page(contest, expression, form)


@blueprint.post("/<int:position>")
@requires(Permission.EXPRESS_INTEREST)
def save(slug: str, position: int) -> ResponseReturnValue:
    """Keep what was typed; then stay here, take the photo out, or go on to check it all."""
    contest, author = _contest(slug, position), _author()
    _refuse_stranger(contest, author)
    form = offer_form(asked_of(db_session(), contest.id))
    if refusal := policy.why_not_keep(contest.poll, now()):
        raise refusal
    if not form.validate_on_submit():
        found = queries.own_expression(db_session(), contest.id, author.member_id)
        return _form_page(contest, found, form), 422
    portrait = _portrait_typed(form)  # a bad one is complained of once the words are kept
    contest, author = _contest(slug, position), _author()
    stored = queries.own_expression(db_session(), contest.id, author.member_id)
    if stored is not None and _would_overwrite(stored, form):
        form.begin_with(stored.saved_at)
        return _form_page(contest, stored, form, overwrites=True), 409
    expression = actions.save_draft(db_session(), contest, author, form.offer(), now=now())
    if request.form.get("then") == "remove-photo":
        actions.remove_photo(db_session(), expression)
    elif portrait is not None:
        actions.put_photo(db_session(), expression, portrait, now=now())
    db_session().commit()
    if policy.why_not_send(contest.poll, now()) is not None:
        return _closed_page(contest, expression, late=True), 409
    if form.errors:
        form.begin_with(expression.saved_at)
        return _form_page(contest, expression, form), 422
    if request.form.get("then") == "check":
        return redirect(url_for(".check", slug=slug, position=position), 303)
    flash(_saved_sentence(expression), "good")
    return redirect(url_for(".expression", slug=slug, position=position), 303)


@blueprint.get("/<int:position>/check")
@requires(Permission.EXPRESS_INTEREST)
def check(slug: str, position: int) -> ResponseReturnValue:
    """Show the draft as it would be sent, and what is still missing."""
    contest, author = _contest(slug, position), _author()
    _refuse_stranger(contest, author)
    expression = queries.begun_expression(db_session(), contest.id, author.member_id)
    if refusal := policy.why_not_send(contest.poll, now()):
        raise refusal
    asked = asked_of(db_session(), contest.id)
    return _check_page(
        contest, expression, actions.faults_in(db_session(), contest, expression, asked)
    )


@blueprint.post("/<int:position>/send")
@requires(Permission.EXPRESS_INTEREST)
def send(slug: str, position: int) -> ResponseReturnValue:
    """Send the draft as the version that stands."""
    contest, author = _contest(slug, position), _author()
    try:
        actions.send_expression(
            db_session(), contest, author, now=now(), base_url=settings().base_url
        )
    except rules.OfferIncomplete as refusal:
        draft = queries.begun_expression(db_session(), contest.id, author.member_id)
        return _check_page(contest, draft, refusal.faults), 409
    except rules.InterestClosed:
        found = queries.own_expression(db_session(), contest.id, author.member_id)
        return _closed_page(contest, found, late=True), 409
    db_session().commit()
    flash(say("Your expression of interest is sent. A mail confirms it."), "good")
    return redirect(url_for(".expression", slug=slug, position=position), 303)


@blueprint.get("/<int:position>/withdraw")
@requires(Permission.EXPRESS_INTEREST)
def confirm_withdraw(slug: str, position: int) -> ResponseReturnValue:
    """Ask once more before what was sent is taken back."""
    contest, author = _contest(slug, position), _author()
    expression = queries.begun_expression(db_session(), contest.id, author.member_id)
    if refusal := policy.why_not_send(contest.poll, now()):
        raise refusal
    if expression.state != rules.State.SENT:
        raise rules.NotSent
    return render_template("interest/withdraw.html", contest=contest, poll=contest.poll)


@blueprint.post("/<int:position>/withdraw")
@requires(Permission.EXPRESS_INTEREST)
def withdraw(slug: str, position: int) -> ResponseReturnValue:
    """Take back what was sent."""
    contest, author = _contest(slug, position), _author()
    actions.withdraw_expression(
        db_session(), contest, author, now=now(), base_url=settings().base_url
    )
    db_session().commit()
    flash(say("Your expression of interest is withdrawn. Your draft is kept."), "good")
    return redirect(url_for(".expression", slug=slug, position=position), 303)


@blueprint.get("/<int:position>/photo")
@requires(Permission.EXPRESS_INTEREST)
def photo(slug: str, position: int) -> ResponseReturnValue:
    """Return a photo of the member's own: the draft's, or that of the version that stands."""
    contest = _contest(slug, position)
    own = queries.own_expression(db_session(), contest.id, signed_in().id)
    if own is None:
        raise rules.NoPhoto
    wanted = request.args.get("v", own.photo_id, type=int)
    if wanted not in queries.photo_ids(db_session(), own):
        raise rules.NoPhoto
    found = queries.photo_by_id(db_session(), wanted)
    if found is None:
        raise rules.NoPhoto
    return Response(found.jpeg, mimetype="image/jpeg")


def _contest(slug: str, position: int) -> Contest:
    return contest_at(public_poll(db_session(), slug), position)


def _author() -> Author:
    member = signed_in()
    entry = entry_for(db_session(), member.email)
    return Author(member_id=member.id, email=member.email, entry=entry)


def _refuse_stranger(contest: Contest, author: Author) -> None:
    if refusal := policy.why_not_stand(contest, author.entry):
        raise refusal


def _would_overwrite(stored: Expression, form: OfferForm) -> bool:
    """Say whether another window saved other words since the page was opened."""
    return not form.began_with(stored.saved_at) and policy.offer_of(stored) != form.offer()


def _portrait_typed(form: OfferForm) -> Portrait | None:
    """Return the photo that was chosen, made safe; None if none was, or beside a complaint.

    The transaction ends first: nobody waits for SQLite's one writer while a photo is read.
    """
    file = form.photo_bytes()
    if file is None or request.form.get("then") == "remove-photo":
        return None
    member_id = str(signed_in().id)
    db_session().rollback()
    try:
        if is_too_often(PHOTOS_BY_MEMBER, "photos", member_id):
            raise rules.PhotosTooOften
        return make_portrait(file)
    except rules.PhotoRefused as refusal:
        form.photo.errors = [refusal.text]
        return None


def _saved_sentence(expression: Expression) -> str:
    if expression.state == rules.State.SENT:
        return say("Your draft is saved. What you sent before stands until you send this.")
    return say("Your draft is saved. It is not sent yet.")


def _form_page(
    contest: Contest, expression: Expression | None, form: OfferForm, *, overwrites: bool = False
) -> str:
    return render_template(
        "interest/form.html",
        contest=contest,
        poll=contest.poll,
        expression=expression,
        form=form,
        overwrites=overwrites,
        code=code_of(db_session(), contest.poll),
        needs_code=is_missing_to_send(db_session(), contest.poll, signed_in().id),
        words=rules.word_count(form.statement.data or ""),
        balance=sentences_of(rules_of(db_session(), contest.id), contest.seats),
        is_sent=_is_sent(expression),
        is_changed=_is_changed(expression),
    )


def _check_page(contest: Contest, expression: Expression, faults: list[tuple[str, str]]) -> str:
    return render_template(
        "interest/check.html",
        contest=contest,
        poll=contest.poll,
        expression=expression,
        entry=_author().entry,
        faults=faults,
        asked=asked_of(db_session(), contest.id),
        answers=policy.answers_of(expression),
        balance=sentences_of(rules_of(db_session(), contest.id), contest.seats),
        is_sent=_is_sent(expression),
        is_changed=_is_changed(expression),
    )


def _closed_page(contest: Contest, expression: Expression | None, *, late: bool = False) -> str:
    standing = None
    if expression is not None and _is_sent(expression):
        standing = queries.latest_version(db_session(), expression.id)
    return render_template(
        "interest/closed.html",
        contest=contest,
        poll=contest.poll,
        expression=expression,
        version=standing,
        is_changed=_is_changed(expression),
        late=late,
    )


def _is_sent(expression: Expression | None) -> bool:
    return expression is not None and expression.state == rules.State.SENT


def _is_changed(expression: Expression | None) -> bool:
    """Say whether the draft differs from the version that stands."""
    if expression is None or not _is_sent(expression):
        return False
    standing = queries.latest_version(db_session(), expression.id)
    return not policy.stands_as_drafted(expression, standing)
