"""Access: every view wears its permission, a bare one keeps the app from starting."""

from collections.abc import Callable, Collection
from typing import Protocol, TypeVar
from urllib.parse import urlencode, urlsplit

from flask import Flask, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.exceptions import HTTPException

from shortlist.errors import NotAllowed
from shortlist.extensions import SAFE_METHODS
from shortlist.language import say
from shortlist.permissions import Permission

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])
ATTRIBUTE = "shortlist_permission"
ANY_POLL = "shortlist_in_any_poll"
AGAIN = "shortlist_asked_again"
WHILE_WAITING = "shortlist_while_waiting"
POLL = "slug"  # what every route calls the address of the poll that it is about


class BareView(Exception):  # noqa: N818 - it names a state, as our refusals do
    """A view was registered that says nothing about who may reach it."""


class Identity(Protocol):
    """The signed-in person as the web layer knows them."""

    @property
    def id(self) -> int:
        """The number of the account."""

    @property
    def name(self) -> str:
        """What the person is called, or nothing."""

    @property
    def email(self) -> str:
        """The proved address, in lower case."""

    @property
    def language(self) -> str | None:
        """The code of the language that the person chose, or None."""

    @property
    def holds_office(self) -> bool:
        """Whether the person holds any office, for whatever poll."""

    @property
    def waits_for(self) -> str | None:
        """What an officer has to do before the office counts, or None."""

    @property
    def permissions_anywhere(self) -> Collection[Permission]:
        """What the person may do in one poll at least."""

    def permissions_in(self, poll: str | None) -> Collection[Permission]:
        """Return what the person may do in the poll at an address; without one, in all polls."""


def requires(
    permission: Permission,
    *,
    in_any_poll: bool = False,
    again: bool = False,
    while_waiting: Collection[str] = (),
) -> Callable[[View], View]:
    """Declare who may reach a view; the app asks before the view is called.

    An office for one poll counts on that poll's routes alone: where the route names no poll, only
    offices for all polls count. A view that is for officers of any poll, and shows each what
    is theirs, says so with `in_any_poll`. With `again` the visitor has to show the second factor
    once more if that was more than five minutes ago. `while_waiting` names what an officer may
    still wait for on this page (`shortlist.factors`): every other one comes after it.
    """

    def declare(view: View) -> View:
        setattr(view, ATTRIBUTE, permission)
        setattr(view, ANY_POLL, in_any_poll)
        setattr(view, AGAIN, again)
        setattr(view, WHILE_WAITING, frozenset(while_waiting))
        return view

    return declare


def declared_permission(app: Flask, endpoint: str) -> Permission | None:
    """Return the permission that an endpoint's view wears, if any."""
    return getattr(app.view_functions[endpoint], ATTRIBUTE, None)


def refuse_bare_views(app: Flask) -> None:
    """Raise `BareView` naming every route whose view declares no permission."""
    bare = sorted(
        f"{rule.rule} ({rule.endpoint})"
        for rule in app.url_map.iter_rules()
        if declared_permission(app, rule.endpoint) is None
    )
    if bare:
        message = "no permission declared for: " + ", ".join(bare)
        raise BareView(message)


def identity() -> Identity | None:
    """Return the signed-in person, or None."""
    if not current_user.is_authenticated:
        return None
    found: Identity = current_user._get_current_object()  # Flask-Login's own way
    return found


def signed_in() -> Identity:
    """Return the signed-in person; only for views that require one."""
    found = identity()
    if found is None:
        raise NotAllowed
    return found


def may(permission: Permission) -> bool:
    """Say whether the present visitor holds a permission in the poll that the route is about."""
    return may_in(permission, (request.view_args or {}).get(POLL))


def may_in(permission: Permission, poll: str | None) -> bool:
    """Say whether the visitor holds a permission in the poll at an address; None: in all polls."""
    if permission is Permission.PUBLIC:
        return True
    found = identity()
    return found is not None and permission in found.permissions_in(poll)


def may_anywhere(permission: Permission) -> bool:
    """Say whether the visitor holds a permission in one poll at least."""
    if permission is Permission.PUBLIC:
        return True
    found = identity()
    return found is not None and permission in found.permissions_anywhere


def may_open(endpoint: str) -> bool:
    """Say whether the visitor may open a page that is about no single poll."""
    permission = declared_permission(current_app, endpoint)
    if permission is None:
        return False
    return may_anywhere(permission) if _is_for_any_poll(endpoint) else may_in(permission, None)


def _is_for_any_poll(endpoint: str) -> bool:
    return wears(current_app, endpoint, ANY_POLL)


def wears(app: Flask, endpoint: str, attribute: str) -> bool:
    """Say whether an endpoint's view was declared with one of the options of `requires`."""
    return bool(getattr(app.view_functions[endpoint], attribute, False))


def is_open_to_waiting(app: Flask, endpoint: str, step: str) -> bool:
    """Say whether an officer who still has to do a step may reach an endpoint."""
    if declared_permission(app, endpoint) is Permission.PUBLIC:
        return True
    return step in getattr(app.view_functions[endpoint], WHILE_WAITING, frozenset())


def install(app: Flask) -> None:
    """Ask for the permission before every view, and default to no."""
    # Flask's own view for static files; everything under static/ is meant for everybody.
    app.view_functions["static"] = requires(Permission.PUBLIC)(_static_view(app))
    app.before_request(_ask)


def _static_view(app: Flask) -> Callable[..., ResponseReturnValue]:
    def static(filename: str) -> ResponseReturnValue:
        return app.send_static_file(filename)

    return static


def _ask() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None  # no such route: the 404 page follows
    permission = declared_permission(current_app, request.endpoint)
    if permission is None:
        raise NotAllowed
    if may_anywhere(permission) if _is_for_any_poll(request.endpoint) else may(permission):
        return None
    if identity() is not None:
        raise NotAllowed
    return ask_to_sign_in()


def ask_to_sign_in() -> ResponseReturnValue:
    """Send the visitor to sign in and back; a form that was filled in is kept on the page."""
    if request.method in SAFE_METHODS:
        flash(say("Sign in to go on."), "info")
        return redirect(url_for("members.sign_in") + "?" + urlencode({"next": own_path()}))
    return keep_form(say("You were signed out before this was sent."))


def keep_form(why: str) -> ResponseReturnValue:
    """Answer a form whose session was lost with a page that holds what was typed."""
    kept = kept_fields()
    page = render_template("errors/kept_form.html", why=why, fields=kept, action=own_path())
    return page, 403


def kept_fields(*besides: str) -> list[tuple[str, str]]:
    """Return what was typed into the form that was sent, to be sent once more.

    Only a form sent by one of our own pages is shown again, so that no other site can have its
    values sent with a token of ours.
    """
    if not _is_from_our_own_page():
        return []
    return [
        (name, value)
        for name, values in request.form.lists()
        if name != "csrf_token" and name not in besides
        for value in values
    ]


def _is_from_our_own_page() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = urlsplit(request.headers.get("Origin") or request.headers.get("Referer", ""))
    return f"{origin.scheme}://{origin.netloc}/" == request.host_url


def own_path() -> str:
    """Return the path asked for, with its query, and never another site's address."""
    return request.full_path.rstrip("?")


def is_read_at(path: str) -> bool:
    """Say whether a page can be asked for at a path, as opposed to a form being sent there."""
    try:
        current_app.url_map.bind("").match(path, method="GET")
    except HTTPException:
        return False
    return True


def is_own_path(target: str | None) -> bool:
    """Say whether a target is a path on this site, as opposed to an address elsewhere.

    Browsers drop tabs and line ends and read a backslash as a slash, so neither may be in it.
    """
    if not target or not target.isprintable() or "\\" in target:
        return False
    return target.startswith("/") and not target.startswith("//")
