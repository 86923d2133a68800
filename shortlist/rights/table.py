"""The one table of what is kept of people, put together from what the stages say."""

from collections.abc import Mapping, Sequence
from itertools import chain

from shortlist.announcements import keeping as announcements
from shortlist.areas import keeping as areas
from shortlist.audit import keeping as audit
from shortlist.ballot_box import keeping as ballot_box
from shortlist.board import keeping as board
from shortlist.bursaries import keeping as bursaries
from shortlist.candidates import keeping as candidates
from shortlist.conduct import keeping as conduct
from shortlist.counts import keeping as counts
from shortlist.declarations import keeping as declarations
from shortlist.equalities import keeping as equalities
from shortlist.factors import keeping as factors
from shortlist.hustings import keeping as hustings
from shortlist.interest import keeping as interest
from shortlist.keeping import Impersonal, Kept, Kind
from shortlist.ledger import keeping as ledger
from shortlist.mailings import keeping as mailings
from shortlist.members import keeping as members
from shortlist.nominations import keeping as nominations
from shortlist.notices import keeping as notices
from shortlist.offices import keeping as offices
from shortlist.polls import keeping as polls
from shortlist.postcodes import keeping as postcodes
from shortlist.proposals import keeping as proposals
from shortlist.publication import keeping as publication
from shortlist.questions import keeping as questions
from shortlist.reports import keeping as reports
from shortlist.roll import keeping as roll
from shortlist.slates import keeping as slates
from shortlist.voting import keeping as voting
from shortlist.web import keeping as web

# In the order in which people meet them, which is that of the privacy page.
STAGES = (
    members,
    factors,
    web,
    notices,
    roll,
    polls,
    proposals,
    offices,
    interest,
    candidates,
    announcements,
    questions,
    conduct,
    declarations,
    equalities,
    bursaries,
    reports,
    board,
    hustings,
    voting,
    ballot_box,
    counts,
    ledger,
    mailings,
    slates,
    areas,
    nominations,
    publication,
    postcodes,
    audit,
)
KINDS: Mapping[str, Kind] = {
    kind.name: kind for kind in chain.from_iterable(stage.KINDS for stage in STAGES)
}
TABLES: Sequence[Kept] = tuple(chain.from_iterable(stage.TABLES for stage in STAGES))
IMPERSONAL: Mapping[str, Impersonal] = {
    name: reason for stage in STAGES for name, reason in stage.IMPERSONAL.items()
}


def tables_of(kind: Kind) -> Sequence[Kept]:
    """Return the tables that hold a kind."""
    return [kept for kept in TABLES if kept.kind == kind.name]
