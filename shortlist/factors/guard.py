"""Asks for the second factor before a view that needs it, and keeps the form that was sent."""

from collections.abc import Callable
from urllib.parse import urlencode

from flask import Flask, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from shortlist.errors import Refusal
from shortlist.extensions import SAFE_METHODS, db_session
from shortlist.factors.forms import FIELDS, ProofForm
from shortlist.factors.proving import prove, ways_of
from shortlist.factors.rules import Step
from shortlist.factors.showing import is_fresh, passkeys_work
from shortlist.language import say
from shortlist.web.access import (
    AGAIN,
    Identity,
    identity,
    is_open_to_waiting,
    keep_form,
    kept_fields,
    own_path,
    wears,
)


def install(app: Flask, ask_permission: Callable[[Flask], None]) -> None:
    """Ask officers before their permission is asked for, and everybody once more after it was.

    An office opens nothing before the second factor was shown; and nobody has to show it only to
    be told that a page is not for them.
    """
    app.before_request(_ask_officers)
    ask_permission(app)
    app.before_request(_ask_again)
    app.jinja_env.globals["passkeys_work"] = passkeys_work


def _ask_officers() -> ResponseReturnValue | None:
    person, endpoint = identity(), request.endpoint
    step = None if person is None else person.waits_for
    if person is None or endpoint is None or step is None:
        return None
    if is_open_to_waiting(current_app, endpoint, step):
        return None
    return _set_up_first() if step == Step.SET_UP else _show(person)


def _ask_again() -> ResponseReturnValue | None:
    person, endpoint = identity(), request.endpoint
    if person is None or endpoint is None or not wears(current_app, endpoint, AGAIN):
        return None
    return None if is_fresh(person) else _show(person)


def _set_up_first() -> ResponseReturnValue:
    if request.method in SAFE_METHODS:
        return redirect(url_for("factors.security"))
    return keep_form(say("Your office needs a second factor before this can be sent."))


def _show(person: Identity) -> ResponseReturnValue | None:
    """Ask to show the second factor; where the form that was sent does so, let it through."""
    if request.method in SAFE_METHODS:
        return redirect(url_for("factors.show") + "?" + urlencode({"next": own_path()}))
    form = ProofForm()
    if not form.is_filled():
        return _page(person, form), 403
    try:
        prove(person, form)
    except Refusal as no:
        db_session().commit()  # a code may have been used, or a try noted
        form.complain(no)
        return _page(person, form), no.status if no.status == 429 else 422
    db_session().commit()
    return None


def _page(person: Identity, form: ProofForm) -> str:
    return render_template(
        "factors/show.html",
        form=form,
        ways=ways_of(person),
        action=own_path(),
        kept=kept_fields(*FIELDS),
        target=None,
    )
