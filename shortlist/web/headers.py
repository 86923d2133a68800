"""Security headers: nothing inline, nothing from elsewhere, no frame around us unless allowed."""

from collections.abc import Sequence

from flask import Flask, g, request
from werkzeug.wrappers import Response

from shortlist.config import Settings

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
TWO_YEARS = "max-age=63072000; includeSubDomains"


def install(app: Flask, settings: Settings) -> None:
    """Put the headers on every answer, and HSTS where the site is served over HTTPS."""

    def add_headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if g.get("may_be_framed", False):
            del response.headers["X-Frame-Options"]  # it knows no list; the policy says who may
        if settings.is_production:
            response.headers.setdefault("Strict-Transport-Security", TWO_YEARS)
        if request.endpoint != "static":
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    app.after_request(add_headers)


def allow_frames(response: Response, sites: Sequence[str]) -> None:
    """Let these sites, and nobody else, show this answer in a frame of theirs."""
    if sites:
        allowed = CONTENT_SECURITY_POLICY.replace(
            "frame-ancestors 'none'", f"frame-ancestors {' '.join(sites)}"
        )
        response.headers["Content-Security-Policy"] = allowed
        g.may_be_framed = True
