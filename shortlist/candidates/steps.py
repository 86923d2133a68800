"""The steps from expressions of interest to a shortlist, as the guide shows them."""

from shortlist.candidates import policy
from shortlist.candidates.consent_queries import not_countersigned
from shortlist.candidates.queries import decided_and_sent, somebody_stands
from shortlist.candidates.rules import NotPublishedYet, shortlist_is_public_at
from shortlist.guide.rules import Link, Part
from shortlist.language import later, say, say_many, thousands
from shortlist.permissions import Role
from shortlist.polls.glance import Answer, Glance, PollStep

DECIDE = Link(
    endpoint="candidates_admin.expressions",
    label=later("Decide on expressions"),
    role=Role.ORGANISER,
)
COUNTERSIGNING = Link(
    endpoint="consent_admin.countersigning",
    label=later("See who has countersigned"),
    role=Role.ORGANISER,
)


def _decide(glance: Glance) -> Answer:
    at, facts = glance.timetable, glance.facts
    if facts.ready or facts.closed:
        return Answer(is_done=True)
    refusal = policy.why_not_decide(glance.poll, glance.now)
    decided, sent = decided_and_sent(glance.session, glance.poll)
    return Answer(
        is_done=refusal is None and decided == sent,
        refusal=refusal,
        sentence=say(
            "%(decided)s of %(sent)s are decided. Accept or decline each with a reason.",
            decided=thousands(decided),
            sent=thousands(sent),
        )
        if refusal is None
        else "",
        from_at=at.interest_closes_at,
        until_at=at.shortlist_at,
    )


def _countersigned(glance: Glance) -> Answer:
    at, facts = glance.timetable, glance.facts
    if facts.ready or facts.closed:
        return Answer(is_done=True)
    refusal = policy.why_not_decide(glance.poll, glance.now)
    missing = not_countersigned(glance.session, glance.poll)

    return Answer(
        applies=somebody_stands(glance.session, glance.poll),
        is_done=refusal is None and not missing,
        refusal=refusal,
        sentence=say_many(
            "%(n)s candidate has not countersigned. Remind them; nobody is shown who has not "
            "agreed.",
            "%(n)s candidates have not countersigned. Remind them; nobody is shown who has not "
            "agreed.",
            len(missing),
        )
        if missing
        else "",
        from_at=at.interest_closes_at,
        until_at=at.shortlist_at,
    )


def _shortlist(glance: Glance) -> Answer:
    at, facts = glance.timetable, glance.facts
    is_out = shortlist_is_public_at(glance.now, at, facts)
    return Answer(
        is_done=facts.closed or is_out,
        refusal=None if is_out else NotPublishedYet(),
        from_at=at.shortlist_at,
    )


STEPS = (
    PollStep(
        key="decide",
        part=Part.SHORTLIST,
        title=later("Decide on the expressions of interest"),
        sentence=later("Accept or decline each with a reason, once the window has closed."),
        link=DECIDE,
        ask=_decide,
    ),
    PollStep(
        key="countersigned",
        part=Part.SHORTLIST,
        title=later("Have the shortlist countersigned"),
        sentence=later(
            "Whoever is accepted is asked by mail to agree to their page as everybody will see it."
        ),
        link=COUNTERSIGNING,
        ask=_countersigned,
    ),
    PollStep(
        key="shortlist",
        part=Part.SHORTLIST,
        title=later("The shortlist is published"),
        sentence=later(
            "It is out at its hour, by itself, with everybody who has countersigned by then."
        ),
        ask=_shortlist,
        happens_by_itself=True,
    ),
)
