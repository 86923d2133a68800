"""Which language a page is in: the member's own, the one chosen in this browser, or the browser's.

Flask-Babel remembers it for the request; templates and programs speak through `shortlist.language`.
"""

from datetime import timedelta

from flask import Flask, has_request_context, request
from flask_babel import Babel, get_locale
from werkzeug.wrappers import Response

from shortlist import language
from shortlist.catalogues import languages, numbers_of_each_kind
from shortlist.web.access import identity

COOKIE = "language"
KEPT = timedelta(days=365)

babel = Babel()


def install(app: Flask) -> None:
    """Let every page of the app be in its reader's language."""
    babel.init_app(app, default_locale=language.ENGLISH, locale_selector=_reader_s)
    language.ask_for_language(_spoken)
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.newstyle_gettext = False  # type: ignore[attr-defined]  # set by Jinja's extension
    app.jinja_env.globals.update(
        _=language.say,
        gettext=language.say,
        ngettext=language.form_of,
        pgettext=language.say_in,
        say_many=language.say_many,
        say_in=language.say_in,
        forms_of=_forms_of,
    )
    app.jinja_env.filters["listed"] = language.listed
    app.context_processor(lambda: {"language": language.language(), "languages": languages()})
    app.after_request(_say_that_it_varies)


def remember(response: Response, code: str, *, secure: bool) -> None:
    """Keep the language in this browser: a cookie that says nothing else."""
    response.set_cookie(
        COOKIE,
        code,
        max_age=int(KEPT.total_seconds()),
        secure=secure,
        httponly=True,
        samesite="Lax",
    )


def _spoken() -> str | None:
    locale = get_locale()
    return None if locale is None else str(locale)


def _forms_of(one: str, many: str) -> dict[str, str]:
    """Return every form of a message that goes with a number, for a script to choose from."""
    kinds = numbers_of_each_kind(language.language())
    return {kind: language.form_of(one, many, number) for kind, number in kinds.items()}


def _reader_s() -> str | None:
    """Return the language of whoever asks for this page, or None where nobody does."""
    if not has_request_context():
        return None
    known = languages()
    person = identity()
    for code in (person.language if person else None, request.cookies.get(COOKIE)):
        if code in known:
            return code
    return request.accept_languages.best_match(list(known), default=language.ENGLISH)


def _say_that_it_varies(response: Response) -> Response:
    """Tell programs the language of a page, and caches that another reader may get another one."""
    if request.endpoint != "static":
        response.vary.update(("Accept-Language", "Cookie"))
    if response.mimetype == "text/html":
        response.headers.setdefault("Content-Language", language.language())
    return response
