"""The steps of a ballot box, from its trustees to its erasure, as the guide shows them."""

from shortlist.candidates.consent_rules import NotCountersigned
from shortlist.candidates.queries import candidate_count, decided_and_sent
from shortlist.candidates.rules import NoCandidates, TooManyCandidates
from shortlist.candidates.steps import COUNTERSIGNING, DECIDE
from shortlist.guide.rules import Link, Part, refusal_of
from shortlist.language import later, listed, say
from shortlist.permissions import Role
from shortlist.polls.glance import Answer, Glance, PollStep
from shortlist.polls.steps import CHANGE_DATES, IMPORT_ROLL
from shortlist.proposals.rules import Change
from shortlist.roll.rules import EmptyRoll
from shortlist.voting import rules, trustee_rules
from shortlist.voting.actions import closing, opening, why_not_drop
from shortlist.voting.actions.readiness import why_not_make_ready
from shortlist.voting.erasure_rules import erased_from, why_not_erase
from shortlist.voting.trustee_queries import contests_to_open

OFFICER = Role.RETURNING_OFFICER
TRUSTEES = "trustees_admin.trustees"


def _trustees(glance: Glance) -> Answer:
    facts = glance.facts
    refusal = trustee_rules.why_not_change_trustees(facts)
    return Answer(
        applies=facts.announced and not facts.closed and not (facts.ready and not facts.trustees),
        is_done=facts.trustees > 0,
        refusal=refusal,
        until_at=glance.timetable.opens_at,
    )


def _somebody_stands(glance: Glance) -> Answer:
    poll, facts = glance.poll, glance.facts
    if facts.ready or facts.closed or not facts.announced:
        return Answer(applies=False)
    decided, sent = decided_and_sent(glance.session, poll)
    is_late = glance.now >= glance.timetable.shortlist_at
    is_over = glance.now >= glance.timetable.interest_closes_at and decided == sent
    empty = [one for one in poll.contests if not candidate_count(glance.session, one.id)]
    drops = [
        Link(
            endpoint="voting_admin.confirm_drop",
            label=say("Drop %(title)s", title=contest.title),
            role=OFFICER,
            arguments={"position": contest.position},
        )
        for contest in empty
        if why_not_drop(glance.session, contest, glance.now) is None
    ]
    named = listed([f"“{contest.title}”" for contest in empty])
    return Answer(
        applies=is_over or is_late,
        is_done=not empty,
        refusal=NoCandidates(
            say("Nobody stands in %(named)s. Accept somebody who offered to.", named=named)
        ),
        mends=(DECIDE, *drops),
        until_at=glance.timetable.shortlist_at,
    )


def _ready(glance: Glance) -> Answer:
    at, facts = glance.timetable, glance.facts
    if facts.ready or facts.closed:
        return Answer(is_done=True)
    return Answer(
        refusal=why_not_make_ready(glance.session, glance.poll, glance.now),
        from_at=at.shortlist_at,
        until_at=at.opens_at,
    )


def _entrusted(glance: Glance) -> Answer:
    facts = glance.facts
    return Answer(
        applies=facts.trustees > 0,
        is_done=facts.closed or (facts.ready and not facts.waits_for_trustees),
        refusal=trustee_rules.why_not_answer(facts),
        until_at=glance.timetable.opens_at,
    )


def _voting(glance: Glance) -> Answer:
    at, facts = glance.timetable, glance.facts
    return Answer(
        is_done=facts.closed or (facts.ready and glance.now >= at.closes_at),
        refusal=rules.why_not_cast(glance.now, at, facts),
        sentence=say("The register, the paper and the key are fixed. Voting opens by itself.")
        if facts.ready and not facts.waits_for_trustees and glance.now < at.opens_at
        else "",
        from_at=at.opens_at,
        until_at=at.closes_at,
    )


def _close(glance: Glance) -> Answer:
    facts = glance.facts
    if facts.closed:
        return Answer(is_done=True)
    return Answer(
        refusal=refusal_of(closing.check_may_close, glance.poll, glance.now),
        waits_for=glance.waits_for_second(Change.CLOSE),
        from_at=glance.timetable.box_closes_at,
        until_at=glance.timetable.results_at,
    )


def _open(glance: Glance) -> Answer:
    poll, facts = glance.poll, glance.facts
    if facts.opened or facts.counted:
        return Answer(is_done=True)
    refusal = refusal_of(opening.check_may_open, poll)
    answer = Answer(
        refusal=refusal,
        waits_for=glance.waits_for_second(Change.OPEN),
        until_at=glance.timetable.results_at,
    )
    if refusal or not glance.proposed.get(Change.OPEN):
        return answer
    if poll.trustees and contests_to_open(glance.session, poll):
        return Answer(sentence=BY_TRUSTEES, link=OPEN_IT, until_at=answer.until_at)
    return Answer(waits_for=BY_COMMAND, until_at=answer.until_at)


BY_TRUSTEES = later("The box is closed and nothing can follow. Each trustee opens a layer of it.")
BY_COMMAND = later(
    "Two officers have agreed. Whoever runs the server opens so large a box by command, with "
    "shortlist box open."
)
OPEN_IT = Link(endpoint=TRUSTEES, label=later("Open it with the trustees"), role=OFFICER)


def _erase(glance: Glance) -> Answer:
    poll = glance.poll
    published_at = poll.results_published_at
    return Answer(
        applies=glance.facts.ready,
        is_done=poll.erased_at is not None,
        refusal=why_not_erase(glance.now, published_at, poll.erased_at),
        from_at=erased_from(published_at) if published_at else None,
    )


STEPS = (
    PollStep(
        key="candidates",
        part=Part.SHORTLIST,
        title=later("Have somebody stand in every contest"),
        sentence=later("A contest without candidates cannot be voted on."),
        ask=_somebody_stands,
    ),
    PollStep(
        key="trustees",
        part=Part.READY,
        title=later("Put trustees on the poll’s list"),
        sentence=later(
            "They hold the keys of the ballot box. Without any the operator of this server "
            "holds the only one. The list is fixed when the poll is made ready."
        ),
        link=Link(endpoint=TRUSTEES, label=later("Add trustees"), role=OFFICER),
        ask=_trustees,
        is_optional=True,
    ),
    PollStep(
        key="ready",
        part=Part.READY,
        title=later("Make the poll ready"),
        sentence=later(
            "This freezes the register, numbers the candidates and makes the box. "
            "Voting cannot open before it is done. Trustees, if there are any, come first."
        ),
        link=Link(
            endpoint="voting_admin.confirm_ready", label=later("Make it ready"), role=OFFICER
        ),
        mends={
            EmptyRoll: (IMPORT_ROLL,),
            NoCandidates: (DECIDE,),
            TooManyCandidates: (DECIDE,),
            NotCountersigned: (COUNTERSIGNING,),
            rules.TooLateForVoting: (CHANGE_DATES,),
        },
        ask=_ready,
    ),
    PollStep(
        key="entrusted",
        part=Part.READY,
        title=later("Have the trustees rehearse and sign"),
        sentence=later(
            "Voting cannot open before each of them has rehearsed and signed the manifest."
        ),
        link=Link(endpoint=TRUSTEES, label=later("See who is missing"), role=OFFICER),
        ask=_entrusted,
    ),
    PollStep(
        key="voting",
        part=Part.VOTING,
        title=later("Members vote"),
        sentence=later("Watch the turnout: there is nothing else to do. Nobody sees a ballot now."),
        link=Link(endpoint="voting_admin.turnout", label=later("See the turnout")),
        ask=_voting,
        happens_by_itself=True,
    ),
    PollStep(
        key="close",
        part=Part.CLOSE,
        title=later("Close the ballot box"),
        sentence=later(
            "Ballots on their way at the close are taken for the announced grace. Then two "
            "officers close the box, so that its log ends there for good."
        ),
        link=Link(
            endpoint="voting_admin.confirm_close", label=later("Propose to close it"), role=OFFICER
        ),
        ask=_close,
    ),
    PollStep(
        key="open",
        part=Part.CLOSE,
        title=later("Open the ballot box"),
        sentence=later("Once the box is closed nothing can follow. Two officers open it."),
        link=Link(
            endpoint="voting_admin.confirm_open", label=later("Propose to open it"), role=OFFICER
        ),
        ask=_open,
    ),
    PollStep(
        key="erase",
        part=Part.AFTERWARDS,
        title=later("Erase the envelopes"),
        sentence=later(
            "Whoever runs the server does it, 30 days after the results: who voted is known "
            "to nobody any more."
        ),
        link=Link(endpoint="voting_admin.erasure", label=later("See what is erased, and how")),
        ask=_erase,
    ),
)
