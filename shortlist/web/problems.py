"""Error pages: what happened, what one can do, and nothing about anybody."""

from math import ceil

from flask import Flask, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, SecurityError

from shortlist.errors import Refusal
from shortlist.extensions import TOO_MANY, seconds_to_wait
from shortlist.language import say
from shortlist.web.access import identity, keep_form
from shortlist.web.logs import log

PAGES = frozenset({403, 404, 410, 429})


def install(app: Flask) -> None:
    """Answer refusals, HTTP errors and crashes with pages of our own."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(CSRFError, _lost_session)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _crashed)


def _refused(refusal: Refusal) -> ResponseReturnValue:
    if refusal.status in PAGES:
        return _page(refusal.status, refusal.text), refusal.status
    return render_template("errors/refused.html", sentence=refusal.text), refusal.status


def _page(code: int, sentence: str | None) -> str:
    minutes = ceil(seconds_to_wait() / 60) if code == TOO_MANY else 0
    return render_template(f"errors/{code}.html", sentence=sentence, minutes=minutes)


def _lost_session(_error: CSRFError) -> ResponseReturnValue:
    if identity() is None:
        return keep_form(say("Your session is over, so this has to be sent once more."))
    return keep_form(say("This page was open for a long time, so it has to be sent once more."))


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if isinstance(error, SecurityError):
        return say("This site does not answer to that name."), 400, {"Content-Type": "text/plain"}
    code = error.code or 500
    if error.response is not None or 300 <= code < 400:
        return error
    if code in PAGES:
        return _page(code, None), code
    return render_template("errors/other.html", code=code, name=error.name), code


def _crashed(error: Exception) -> ResponseReturnValue:
    if _is_busy(error):
        return current_app.jinja_env.get_template("errors/503.html").render(), 503
    rule = request.url_rule.rule if request.url_rule else "-"
    log.error("crash", route=rule, kind=type(error).__name__, exc_info=_without_values(error))
    # Without the context that every page has: the database may be what failed.
    return current_app.jinja_env.get_template("errors/500.html").render(), 500


def _is_busy(error: Exception) -> bool:
    """Say whether SQLite's one writer was at work for longer than we wait for it."""
    return isinstance(error, OperationalError) and "database is locked" in str(error.orig)


def _without_values(error: Exception) -> Exception:
    """Return the error with its traceback but without its message, which may quote a person."""
    bare = RuntimeError(type(error).__name__)
    return bare.with_traceback(error.__traceback__)
