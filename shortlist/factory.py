"""The app, put together in named steps."""

from types import ModuleType

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from shortlist import extensions
from shortlist.clock import Clock, SystemClock
from shortlist.config import Settings
from shortlist.db import load_tables, make_engine
from shortlist.extensions import Running
from shortlist.factors import guard
from shortlist.web import (
    access,
    converters,
    filters,
    headers,
    languages,
    logs,
    pages,
    problems,
    resources,
    sessions,
    unfolding,
)

MEGABYTE = 1024 * 1024


def create_app(settings: Settings | None = None, *, clock: Clock | None = None) -> Flask:
    """Return the app for these settings (by default the environment's), or refuse to start."""
    settings = settings or Settings.from_environment()
    load_tables()
    parts = Running(
        settings=settings,
        engine=make_engine(settings.database_url),
        clock=clock or SystemClock(),
    )
    app = _bare_app(settings)
    converters.install(app)
    logs.configure()
    logs.install(app)
    extensions.install(app, parts)
    sessions.install(app, parts.engine, parts.clock, secure=settings.is_production)
    guard.install(app, access.install)
    headers.install(app, settings)
    filters.install(app)
    languages.install(app)
    unfolding.install(app)
    problems.install(app)
    pages.install(app)
    _register_stages(app, settings)
    access.refuse_bare_views(app)
    return app


def _bare_app(settings: Settings) -> Flask:
    app = Flask(
        "shortlist",
        template_folder=str(resources.folder("templates")),
        static_folder=str(resources.PACKAGE / "static"),
    )
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=8 * MEGABYTE,
        MAX_FORM_MEMORY_SIZE=MEGABYTE,
        MAX_FORM_PARTS=500,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=True,
        SEND_FILE_MAX_AGE_DEFAULT=3600,
        RATELIMIT_STORAGE_URI=settings.redis_url or "memory://",
        TRUSTED_HOSTS=_trusted_hosts(settings),
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # Flask's documented way to add middleware
    return app


def _trusted_hosts(settings: Settings) -> list[str]:
    """Answer only to the site's own name; a demonstration also to this machine's."""
    own = settings.base_url.split("://", 1)[-1].split("/")[0].rsplit(":", 1)[0]
    return [own] if settings.is_production else [own, "localhost", "127.0.0.1"]


def _register_stages(app: Flask, settings: Settings) -> None:
    """Register every edge; one line for each, in the order of the stages."""
    from shortlist.announcements import admin as announcements_admin
    from shortlist.areas import admin as areas_admin
    from shortlist.areas import views as areas
    from shortlist.audit import admin as audit_admin
    from shortlist.candidates import admin as candidates_admin
    from shortlist.counts import admin as counts_admin
    from shortlist.factors import views as factors
    from shortlist.interest import views as interest
    from shortlist.ledger import admin as register_admin
    from shortlist.ledger import views as register
    from shortlist.members import passkey_views
    from shortlist.members import views as members
    from shortlist.offices import admin as offices_admin
    from shortlist.offices import views as offices
    from shortlist.polls import admin as polls_admin
    from shortlist.publication import admin as publication_admin
    from shortlist.publication import admin_call as call_admin
    from shortlist.publication import admin_firmness as firmness_admin
    from shortlist.publication import admin_planning as planning_admin
    from shortlist.publication import admin_proposals as proposals_admin
    from shortlist.publication import admin_results as results_admin
    from shortlist.publication import admin_slate as slate_admin
    from shortlist.publication import views as publication
    from shortlist.publication import views_call as call
    from shortlist.publication import views_candidates as candidates
    from shortlist.publication import views_codes as codes
    from shortlist.publication import views_finder as finder
    from shortlist.publication import views_firmness as firmness
    from shortlist.publication import views_representation as representation
    from shortlist.publication import views_results as results
    from shortlist.publication import views_slate as slate
    from shortlist.roll import admin as roll_admin
    from shortlist.roll import admin_imports as roll_imports
    from shortlist.roll import admin_registrations as roll_registrations
    from shortlist.roll import moving_views as moving
    from shortlist.roll import views as roll
    from shortlist.slates import admin as slates_admin
    from shortlist.voting import log_views as ballot_log
    from shortlist.voting import papers_admin as voting_admin
    from shortlist.voting import sample_admin, trustees_admin
    from shortlist.voting import sealed_views as sealed_voting
    from shortlist.voting import views as voting
    from shortlist.web import views as web

    edges = (
        web,
        audit_admin,
        members,
        passkey_views,
        factors,
        offices,
        offices_admin,
        roll,
        roll_admin,
        roll_imports,
        roll_registrations,
        moving,
        polls_admin,
        *_edges_of_balance(),
        planning_admin,
        interest,
        candidates,
        candidates_admin,
        announcements_admin,
        call,
        call_admin,
        *_edges_of_questions(),
        *_edges_of_declarations(),
        *_edges_of_bursaries(),
        voting,
        sealed_voting,
        ballot_log,
        voting_admin,
        sample_admin,
        trustees_admin,
        register,
        register_admin,
        counts_admin,
        *_edges_of_mail(),
        *_edges_of_consent(),
        slates_admin,
        areas,
        areas_admin,
        *_edges_of_nominations(),
        publication,
        publication_admin,
        proposals_admin,
        results,
        representation,
        codes,
        finder,
        results_admin,
        slate,
        slate_admin,
        firmness,
        firmness_admin,
        *_edges_about_people(),
    )
    for edge in edges:
        app.register_blueprint(edge.blueprint)
    if not settings.is_production:
        from shortlist.demonstration import views as demonstration

        app.register_blueprint(demonstration.blueprint)


def _edges_of_balance() -> tuple[ModuleType, ...]:
    """Return the edges of balance rules, and of both slates, with the rules and without."""
    from shortlist.polls import balance_admin, balance_groups_admin
    from shortlist.publication import admin_balance, views_balance

    return balance_admin, balance_groups_admin, views_balance, admin_balance


def _edges_of_consent() -> tuple[ModuleType, ...]:
    """Return the edges of what candidates agree to, and of how they withdraw."""
    from shortlist.candidates import admin_consent, views_own
    from shortlist.slates import views as own_slate

    return views_own, admin_consent, own_slate


def _edges_of_mail() -> tuple[ModuleType, ...]:
    """Return the edges of notices to many."""
    from shortlist.mailings import admin, admin_sending, hooks, views

    return views, admin, admin_sending, hooks


def _edges_of_questions() -> tuple[ModuleType, ...]:
    """Return the edges of what candidates are asked, in writing and at meetings."""
    from shortlist.board import admin as board_admin
    from shortlist.board import views as board
    from shortlist.hustings import admin as hustings_admin
    from shortlist.hustings import views as hustings
    from shortlist.questions import admin as questions_admin
    from shortlist.questions import admin_answers as answers_admin
    from shortlist.questions import views as answers
    from shortlist.questions import views_own as own_answers

    written = (answers, own_answers, questions_admin, answers_admin, board, board_admin)
    return *written, hustings, hustings_admin


def _edges_of_declarations() -> tuple[ModuleType, ...]:
    """Return the edges of what candidates declare."""
    from shortlist.conduct import views as conduct
    from shortlist.declarations import admin, views, views_own
    from shortlist.equalities import admin as equalities_admin
    from shortlist.equalities import views as equalities

    return conduct, views_own, views, admin, equalities, equalities_admin


def _edges_of_bursaries() -> tuple[ModuleType, ...]:
    """Return the edges of what polls pay those who stand."""
    from shortlist.bursaries import admin, admin_offer, views

    return views, admin, admin_offer


def _edges_of_nominations() -> tuple[ModuleType, ...]:
    """Return the edges of nominations in real elections."""
    from shortlist.nominations import admin as nominations_admin
    from shortlist.nominations import admin_contenders as nominations_contenders
    from shortlist.nominations import admin_entries as nomination_entries
    from shortlist.nominations import admin_local_parties as local_parties
    from shortlist.nominations import secretary_views as nominations_secretary
    from shortlist.nominations import views as nominations

    return (
        nominations,
        nominations_secretary,
        nominations_admin,
        nominations_contenders,
        nomination_entries,
        local_parties,
    )


def _edges_about_people() -> tuple[ModuleType, ...]:
    """Return the edges of what is kept of people, and of what they tell in confidence."""
    from shortlist.reports import admin as reports_admin
    from shortlist.reports import views as reports
    from shortlist.rights import views as rights

    return rights, reports, reports_admin
