"""The public's edge to a ballot box: its log as it grows, its manifest, the check of a receipt."""

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from shortlist.errors import Refusal
from shortlist.extensions import db_session, limiter, now, running, settings
from shortlist.permissions import Permission
from shortlist.polls.models import Contest
from shortlist.polls.queries import contest_at, public_poll
from shortlist.voting import pages, queries, receipts, trustee_queries
from shortlist.voting.checkpoints import Checkpoint
from shortlist.voting.forms import ReceiptForm
from shortlist.voting.openings import NotStatedYet, read_opening
from shortlist.voting.signing import signed_checkpoint
from shortlist.voting.tree import Tree
from shortlist.web.access import requires

blueprint = Blueprint("ballot_log", __name__)

CHECKS_BY_CLIENT = "60 per 10 minutes"


@blueprint.get("/polls/<slug>/log/<int:position>")
@requires(Permission.PUBLIC)
def log(slug: str, position: int) -> ResponseReturnValue:
    """Show how long a contest's log is, its signed checkpoint, and what the manifest fixed."""
    contest = _public_contest(slug, position)
    head = queries.head_of(db_session(), contest.id)
    manifest = queries.manifest_of(db_session(), contest.id)
    return render_template(
        "voting/log.html",
        poll=contest.poll,
        contest=contest,
        entries=head.size,
        is_closed=head.closed,
        envelopes=head.live,
        by_server=head.by_server,
        root=Tree(head.size, head.frontier).root().hex(),
        checkpoint=_checkpoint(contest),
        extensions=pages.extension_words(db_session(), contest.poll, now()),
        manifest=pages.manifest_parts(contest.poll, manifest.body, now()),
        manifest_sha256=manifest.sha256.hex(),
        opening=_opening(contest),
        layers=trustee_queries.opened_layers(db_session(), contest),
        is_left_sealed=trustee_queries.is_left_sealed(db_session(), contest),
    )


@blueprint.get("/polls/<slug>/log/<int:position>/log.txt")
@requires(Permission.PUBLIC)
def log_file(slug: str, position: int) -> ResponseReturnValue:
    """Return the contest's log, a leaf a line, as far as it has grown."""
    contest = _public_contest(slug, position)
    return Response(pages.log_text(running().engine, contest.id), mimetype="text/plain")


@blueprint.get("/polls/<slug>/log/<int:position>/checkpoint")
@requires(Permission.PUBLIC)
def checkpoint(slug: str, position: int) -> ResponseReturnValue:
    """Return the signed state of the contest's log as a C2SP checkpoint."""
    note = _checkpoint(_public_contest(slug, position))
    if note is None:
        raise receipts.NeverSigned
    return Response(note, mimetype="text/plain")


@blueprint.get("/polls/<slug>/log/<int:position>/manifest.json")
@requires(Permission.PUBLIC)
def manifest(slug: str, position: int) -> ResponseReturnValue:
    """Return the contest's manifest, byte for byte as it was hashed."""
    contest = _public_contest(slug, position)
    body = queries.manifest_of(db_session(), contest.id).body
    return Response(body, mimetype="application/json")


@blueprint.get("/polls/<slug>/log/<int:position>/opening.json")
@requires(Permission.PUBLIC)
def opening(slug: str, position: int) -> ResponseReturnValue:
    """Return what was signed when the contest's box was opened, byte for byte."""
    statement = queries.signed_opening(db_session(), _public_contest(slug, position).id)
    if statement is None:
        raise NotStatedYet
    return Response(statement, mimetype="application/json")


@blueprint.get("/receipt")
@requires(Permission.PUBLIC)
def receipt() -> ResponseReturnValue:
    """Ask for a receipt to check."""
    return render_template("voting/check_receipt.html", form=ReceiptForm())


@blueprint.post("/receipt")
@requires(Permission.PUBLIC)
@limiter.limit(CHECKS_BY_CLIENT)
def check_receipt() -> ResponseReturnValue:
    """Check a receipt against the log that is published now; nothing of it is kept."""
    form = ReceiptForm()
    try:
        saved = receipts.read_receipt(form.receipt_data())
        contest = _public_contest(saved.slug, saved.position)
        proved = _proved(contest, saved)
    except Refusal as refusal:
        form.complain(refusal.text)
        return render_template("voting/check_receipt.html", form=form), 422
    return render_template(
        "voting/receipt_checked.html",
        poll=contest.poll,
        contest=contest,
        receipt=saved,
        checkpoint=proved,
        entries=queries.head_of(db_session(), contest.id).size,
    )


def _proved(contest: Contest, saved: receipts.SavedReceipt) -> Checkpoint:
    identity = queries.fixed_for(db_session(), contest.id).log
    if identity is None:
        raise receipts.NeverSigned
    proved = receipts.check_receipt(saved, identity)
    if queries.leaf_at(db_session(), contest.id, saved.index) != saved.leaf:
        raise receipts.NotInTheLog
    return proved


def _public_contest(slug: str, position: int) -> Contest:
    return contest_at(public_poll(db_session(), slug), position)


def _opening(contest: Contest) -> dict[str, str | int] | None:
    statement = queries.signed_opening(db_session(), contest.id)
    return read_opening(statement) if statement else None


def _checkpoint(contest: Contest) -> str | None:
    head = queries.head_of(db_session(), contest.id)
    state = Checkpoint(size=head.size, root=Tree(head.size, head.frontier).root())
    fixed = queries.fixed_for(db_session(), contest.id)
    return signed_checkpoint(fixed, state, settings().keys_path)
