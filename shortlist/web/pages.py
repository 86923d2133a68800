"""What every page has: the person, the links of the header and the footer, the demonstration."""

from typing import Any

from flask import Flask, current_app, request, url_for

from shortlist.extensions import settings
from shortlist.language import later
from shortlist.permissions import Permission
from shortlist.web.access import identity, is_read_at, may, may_open

NAV = (
    (later("Polls"), "publication.polls"),
    (later("How it works"), "publication.how_it_works"),
    (later("Organise"), "publication_admin.console"),
    (later("Reports"), "reports_admin.cases"),
    (later("Bursaries"), "bursaries_admin.polls"),
)
FOOTER = (
    (later("How it works"), "publication.how_it_works"),
    (later("Privacy"), "rights.privacy"),
    (later("Report in confidence"), "reports.start"),
    (later("Accessibility"), "publication.accessibility"),
)


def install(app: Flask) -> None:
    """Give these to every template; error pages must not fail for want of them."""
    app.context_processor(_page_parts)


def _page_parts() -> dict[str, Any]:  # values are whatever the layout shows
    demo = not settings().is_production
    return {
        "current_member": identity(),
        "nav_links": _nav_links(),
        "footer_links": [
            (label, _url(endpoint))
            for label, endpoint in FOOTER
            if endpoint in current_app.view_functions
        ],
        "account_url": _url("members.account"),
        "sign_in_url": _url("members.sign_in"),
        "demo": demo,
        "asks_second_factor": settings().asks_second_factor,
        "demo_mail_url": _url("demonstration.mail") if demo else None,
        "choose_language_url": _url("members.choose_language"),
        # Without its query: what somebody typed is not shown again.
        "language_next": request.path if is_read_at(request.path) else "/",
        "may": _may_by_name,
    }


def _nav_links() -> list[tuple[str, str | None, bool]]:
    return [
        (label, _url(endpoint), request.endpoint == endpoint)
        for label, endpoint in NAV
        if endpoint in current_app.view_functions and may_open(endpoint)
    ]


def _url(endpoint: str) -> str | None:
    return url_for(endpoint) if endpoint in current_app.view_functions else None


def _may_by_name(name: str) -> bool:
    return may(Permission(name))
