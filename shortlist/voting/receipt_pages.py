"""The page and the file of a receipt, and beside the page what is private: code and order."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, url_for

from shortlist.extensions import now, settings
from shortlist.voting import pages
from shortlist.voting.pages import Place
from shortlist.voting.places import fixed_at, why_not_now
from shortlist.voting.receipts import NeverSigned, Receipt, receipt_file
from shortlist.voting.signing import signed_checkpoint


@dataclass(frozen=True, kw_only=True)
class Private:
    """What only the voter is shown, once: the check code, and the names in order.

    Both are empty where the ballot was sealed in the browser: its script fills them in.
    """

    code: str = ""
    order: Sequence[str] = ()


def receipt_page(place: Place, receipt: Receipt, private: Private | None = None) -> str:
    """Return the page of a receipt, with what is private where the ballot has just been cast."""
    can_be_saved = receipt.path is not None and _note(place, receipt) is not None
    return render_template(
        "voting/receipt.html",
        **pages.common_parts(place, now()),
        receipt=pages.receipt_parts(place.contest, receipt),
        private=private,
        can_change=why_not_now(place.poll) is None,
        ballot_url=place.url("ballot"),
        log_url=url_for("ballot_log.log", slug=place.poll.slug, position=place.contest.position),
        file_url=place.url("receipt_file") if can_be_saved else None,
        codes_url=_codes_url(place) if place.poll.results_published_at else None,
    )


def _codes_url(place: Place) -> str:
    return url_for("codes.codes", slug=place.poll.slug, position=place.contest.position)


def receipt_to_save(place: Place, receipt: Receipt) -> bytes:
    """Return a receipt as the file that a voter keeps; raise `NeverSigned`."""
    note = _note(place, receipt)
    if note is None or receipt.path is None:
        raise NeverSigned
    return receipt_file(place.poll.slug, place.contest.position, receipt, note)


def _note(place: Place, receipt: Receipt) -> str | None:
    return signed_checkpoint(fixed_at(place), receipt.checkpoint, settings().keys_path)
