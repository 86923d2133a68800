"""Structured logs: method, route template, status, milliseconds; no member, query or body.

A stage whose use alone would tell something sets `g.is_unlogged`; its crashes are logged all the
same."""

import logging
import sys
import time

import structlog
from flask import Flask, g, request
from werkzeug.wrappers import Response

log = structlog.stdlib.get_logger("shortlist")


def configure() -> None:
    """Write one JSON object a line to standard error."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: structlog.WriteLogger(sys.stderr),
    )
    # The development server's own lines carry whole addresses, queries included.
    logging.getLogger("werkzeug").setLevel(logging.ERROR)


def install(app: Flask) -> None:
    """Log each request when it is answered."""
    app.before_request(_start)
    app.after_request(_finish)


def _start() -> None:
    g.started = time.perf_counter()


def _finish(response: Response) -> Response:
    rule = request.url_rule.rule if request.url_rule else "-"
    if request.endpoint != "static" and not g.get("is_unlogged", False):
        elapsed = round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000)
        log.info(
            "request",
            method=request.method,
            route=rule,
            status=response.status_code,
            milliseconds=elapsed,
        )
    return response
