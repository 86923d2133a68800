"""`shortlist routes`: every route, and which offices open it, from what the views declare.

Built from the app itself, so that the table cannot say anything else than what is asked.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import click
from flask import Flask

from shortlist.config import Environment, Settings
from shortlist.permissions import MEMBER, ROLE_PERMISSIONS, Permission, Role
from shortlist.web.access import AGAIN, ANY_POLL, POLL, declared_permission, wears

HEADERS = ("Route", "Method", "Anybody", "Member", *(role.capitalize() for role in Role), "Again")


@click.command()
def routes() -> None:
    """Print which offices open which route, as a Markdown table."""
    click.echo(table_of(_app()), nl=False)


def table_of(app: Flask) -> str:
    """Return the table of an app's routes: "yes", "poll" for an office in that poll, or nothing."""
    lines = [HEADERS, ("---",) * len(HEADERS), *sorted(_rows(app))]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _rows(app: Flask) -> Iterator[tuple[str, ...]]:
    for rule in app.url_map.iter_rules():
        permission = declared_permission(app, rule.endpoint)
        if permission is None:
            continue
        counts_in_poll = POLL in rule.arguments or wears(app, rule.endpoint, ANY_POLL)
        opens = "poll" if counts_in_poll else "yes"
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield (
                f"`{rule.rule}`",
                method,
                "yes" if permission is Permission.PUBLIC else "",
                "yes" if permission in MEMBER else "",
                *(_for_office(role, permission, opens) for role in Role),
                "again" if wears(app, rule.endpoint, AGAIN) else "",
            )


def _for_office(role: Role, permission: Permission, opens: str) -> str:
    if permission in MEMBER:
        return "yes"
    return opens if permission in ROLE_PERMISSIONS[role] else ""


def _app() -> Flask:
    """Return an app as in a real contest; it opens no database."""
    from shortlist.factory import create_app

    return create_app(
        Settings(
            environment=Environment.PRODUCTION,
            instance_path=Path(tempfile.gettempdir()),
            database_url="sqlite://",
            secret_key="none: this app answers no request",  # noqa: S106 - it keeps nothing
            base_url="https://localhost",
        )
    )
