"""Settings: read once from the environment, frozen, and refused when unsafe."""

import os
import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

PORTS = range(1, 65536)


class Environment(StrEnum):
    """Where the platform runs: a demonstration on one's own machine, or a real contest."""

    DEMONSTRATION = "demonstration"
    PRODUCTION = "production"


class UnsafeSettings(Exception):  # noqa: N818 - it names a state, as our refusals do
    """Settings that a real contest must not run with; its lines name each."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        lines = "".join(f"\n  - {fault}" for fault in faults)
        super().__init__(f"Shortlist does not start with these settings:{lines}")


@dataclass(frozen=True, kw_only=True)
class MailSettings:
    """How mail leaves: over SMTP, or nowhere when no host is set."""

    host: str | None = None
    port: int = 587
    user: str | None = None
    password: str | None = None
    security: str = "starttls"
    sender: str = "Shortlist <shortlist@localhost>"
    returns_to: str | None = None  # where failed deliveries are reported, if not to the sender
    key: str | None = None  # signs what messages are called, so that reports can be believed


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything that differs between one installation and another."""

    environment: Environment
    instance_path: Path
    database_url: str
    secret_key: str
    base_url: str
    time_zone: str = "Europe/London"
    mail: MailSettings = MailSettings()
    redis_url: str | None = None
    trusted_proxies: int = 0
    demo_papers: Path | None = None
    embed_sites: tuple[str, ...] = ()
    safeguarding_contact: str = ""  # whom to turn to where no officer can read reports
    contact: str = ""  # who answers for the data, as the privacy page says it
    second_factor: str = "skippable"  # in the demonstration alone
    bounce_secret: str | None = None  # shared with a mail service that reports failed deliveries

    @property
    def is_production(self) -> bool:
        """Say whether this is a real contest."""
        return self.environment is Environment.PRODUCTION

    @property
    def asks_second_factor(self) -> bool:
        """Say whether officers need a second factor: always in a real contest."""
        return self.is_production or self.second_factor == "asked"

    @property
    def keys_path(self) -> Path:
        """Return the folder of the ballot boxes' key files: never inside the database."""
        return self.instance_path / "keys"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Read `SHORTLIST_*` variables; raise `UnsafeSettings` naming every fault."""
        return _read(os.environ if environ is None else environ)


def _read(environ: Mapping[str, str]) -> Settings:
    def get(name: str, default: str = "") -> str:
        return environ.get(f"SHORTLIST_{name}", default).strip()

    faults: list[str] = []
    environment = _environment(get("ENV", Environment.DEMONSTRATION), faults)
    production = environment is Environment.PRODUCTION
    instance = Path(get("INSTANCE", "instance")).resolve()
    secret_key = get("SECRET_KEY") or ("" if production else _kept_secret(instance))
    mail = MailSettings(
        host=get("MAIL_HOST") or None,
        port=_number("MAIL_PORT", get("MAIL_PORT", "587"), faults, among=PORTS),
        user=get("MAIL_USER") or None,
        password=get("MAIL_PASSWORD") or None,
        security=get("MAIL_SECURITY", "starttls"),
        sender=get("MAIL_SENDER") or ("" if production else MailSettings.sender),
        returns_to=get("MAIL_RETURNS") or None,
        key=secret_key,
    )
    port = get("PORT") or environ.get("PORT", "5000")
    papers = environ.get("DEMO_PAPERS", "").strip()
    settings = Settings(
        environment=environment,
        instance_path=instance,
        database_url=get("DATABASE_URL")
        or ("" if production else f"sqlite:///{instance / 'shortlist.db'}"),
        secret_key=secret_key,
        base_url=(get("BASE_URL") or ("" if production else f"http://127.0.0.1:{port}")).rstrip(
            "/"
        ),
        time_zone=get("TIME_ZONE", "Europe/London"),
        mail=mail,
        redis_url=get("REDIS_URL") or None,
        trusted_proxies=_number(
            "TRUSTED_PROXIES", get("TRUSTED_PROXIES", "0"), faults, among=range(10)
        ),
        demo_papers=Path(papers).resolve() if papers else None,
        embed_sites=tuple(get("EMBED_SITES").split()),
        safeguarding_contact=get("SAFEGUARDING_CONTACT"),
        contact=get("CONTACT"),
        second_factor=get("SECOND_FACTOR") or ("asked" if production else "skippable"),
        bounce_secret=get("BOUNCE_SECRET") or None,
    )
    faults.extend(_faults(settings))
    if faults:
        raise UnsafeSettings(faults)
    return settings


def _environment(name: str, faults: list[str]) -> Environment:
    try:
        return Environment(name)
    except ValueError:
        known = " or ".join(Environment)
        faults.append(f"SHORTLIST_ENV is {name!r}; it is {known}")
        return Environment.PRODUCTION


def _number(name: str, text: str, faults: list[str], *, among: range) -> int:
    if text.isascii() and text.isdigit() and len(text) < 10 and int(text) in among:
        return int(text)
    faults.append(f"SHORTLIST_{name} is not a whole number from {among[0]} to {among[-1]}")
    return among[0]


def _kept_secret(instance: Path) -> str:
    """Return the demonstration's secret key, made once and kept in the instance folder."""
    path = instance / "secret_key"
    if not path.exists():
        instance.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii")


def _faults(settings: Settings) -> Iterator[str]:
    try:
        ZoneInfo(settings.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        yield f"SHORTLIST_TIME_ZONE {settings.time_zone!r} is no known time zone"
    if settings.database_url and not _is_known_database(settings.database_url):
        yield "SHORTLIST_DATABASE_URL is neither sqlite:///… nor postgresql://…"
    for site in settings.embed_sites:
        if not _is_site(site, secure=settings.is_production):
            yield f"SHORTLIST_EMBED_SITES {site!r} is not https:// and a name, and no more"
    yield from _mail_faults(settings)
    if settings.second_factor not in {"asked", "skippable"}:
        yield "SHORTLIST_SECOND_FACTOR is asked or skippable"
    if not settings.is_production and urlsplit(settings.base_url).scheme == "https":
        yield "SHORTLIST_BASE_URL names a public site: that needs SHORTLIST_ENV=production"
    if settings.is_production:
        yield from _production_faults(settings)


def _mail_faults(settings: Settings) -> Iterator[str]:
    if settings.mail.security not in {"starttls", "tls", "none"}:
        yield "SHORTLIST_MAIL_SECURITY is starttls, tls or none"
    if settings.mail.returns_to and not _is_plain_address(settings.mail.returns_to):
        yield "SHORTLIST_MAIL_RETURNS is an address like bounces@example.org, without a +"
    if settings.bounce_secret and len(settings.bounce_secret) < 32:
        yield "SHORTLIST_BOUNCE_SECRET is shorter than 32 characters"


def _production_faults(settings: Settings) -> Iterator[str]:
    if len(settings.secret_key) < 32:
        yield "SHORTLIST_SECRET_KEY is missing or shorter than 32 characters"
    if not settings.database_url:
        yield "SHORTLIST_DATABASE_URL is missing"
    yield from _base_url_faults(settings.base_url)
    if not settings.mail.host:
        yield "SHORTLIST_MAIL_HOST is missing: members sign in by mail"
    if not settings.mail.sender:
        yield "SHORTLIST_MAIL_SENDER is missing"
    elif not _has_address(settings.mail.sender):
        yield "SHORTLIST_MAIL_SENDER holds no address like vote@example.org"
    if settings.mail.security == "none" and not _is_loopback(settings.mail.host):
        yield "SHORTLIST_MAIL_SECURITY=none sends mail in the clear to another machine"
    if settings.second_factor == "skippable":
        yield "SHORTLIST_SECOND_FACTOR=skippable belongs to the demonstration"
    if settings.demo_papers:
        yield "DEMO_PAPERS belongs to the demonstration"


def _base_url_faults(base_url: str) -> Iterator[str]:
    try:
        parts = urlsplit(base_url)
        is_secure = parts.scheme == "https" and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port or an IPv6 address that is none
        is_secure = False
    if not is_secure:
        yield "SHORTLIST_BASE_URL is missing or does not start with https://"
    elif base_url != f"https://{parts.netloc}" or "@" in parts.netloc:
        yield "SHORTLIST_BASE_URL is more than https:// and a name: no path, no query, no user"


def _is_site(site: str, *, secure: bool) -> bool:
    """Say whether this names one site exactly: it becomes a part of a security header."""
    scheme = "https" if secure else "https?"
    return bool(re.fullmatch(rf"{scheme}://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{{1,5}})?", site))


def _is_known_database(url: str) -> bool:
    try:
        return make_url(url).get_backend_name() in {"sqlite", "postgresql"}
    except ArgumentError:
        return False


def _has_address(sender: str) -> bool:
    name, at, domain = parseaddr(sender)[1].rpartition("@")
    return bool(name and at and domain) and sender.isprintable()


def _is_plain_address(text: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z0-9._-]+@[A-Za-z0-9.-]+", text))


def _is_loopback(host: str | None) -> bool:
    return host in {"localhost", "127.0.0.1", "::1"}
