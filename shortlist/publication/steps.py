"""The step of publishing the results, and all the steps of a poll together.

This is the one list of them: a stage that has steps is named here once, and their order follows
from the part of a poll's life that each belongs to.
"""

from itertools import chain

from shortlist.announcements.steps import STEPS as ANNOUNCEMENTS
from shortlist.board.steps import STEPS as BOARD
from shortlist.candidates.steps import STEPS as CANDIDATES
from shortlist.counts.steps import STEPS as COUNTS
from shortlist.declarations.steps import STEPS as DECLARATIONS
from shortlist.equalities.steps import STEPS as EQUALITIES
from shortlist.guide.rules import Link, Part, refusal_of
from shortlist.interest.steps import STEPS as INTEREST
from shortlist.language import later
from shortlist.ledger.steps import STEPS as LEDGER
from shortlist.mailings.steps import STEPS as MAILINGS
from shortlist.offices.steps import STEPS as OFFICES
from shortlist.permissions import Role
from shortlist.polls.glance import Answer, Glance, PollStep
from shortlist.polls.steps import STEPS as POLLS
from shortlist.proposals.rules import Change
from shortlist.publication.actions import check_may_publish
from shortlist.questions.steps import STEPS as QUESTIONS
from shortlist.slates.steps import STEPS as SLATES
from shortlist.voting.steps import STEPS as VOTING


def _results(glance: Glance) -> Answer:
    return Answer(
        is_done=glance.facts.results_published,
        refusal=refusal_of(check_may_publish, glance.poll),
        waits_for=glance.waits_for_second(Change.PUBLISH_RESULTS),
        until_at=glance.timetable.results_at,
    )


RESULTS = (
    PollStep(
        key="results",
        part=Part.RESULTS,
        title=later("Look at the results, then publish them"),
        sentence=later("Only returning officers see them before they are published."),
        link=Link(
            endpoint="publication_admin.results",
            label=later("Look at the results"),
            role=Role.RETURNING_OFFICER,
        ),
        ask=_results,
    ),
)
STEPS = tuple(
    chain(
        POLLS,
        ANNOUNCEMENTS,
        INTEREST,
        DECLARATIONS,
        EQUALITIES,
        QUESTIONS,
        CANDIDATES,
        BOARD,
        OFFICES,
        VOTING,
        LEDGER,
        COUNTS,
        RESULTS,
        MAILINGS,
        SLATES,
    )
)
