"""The steps by which a poll is planned and announced, as the guide shows them."""

from shortlist.guide.rules import Link, Part
from shortlist.language import later, listed, say
from shortlist.permissions import Role
from shortlist.polls import planning
from shortlist.polls.glance import Answer, Glance, PollStep
from shortlist.polls.queries import unknown_regions
from shortlist.polls.rules import TimetableOutOfOrder
from shortlist.roll.queries import roll_size

ADD_CONTEST = Link(
    endpoint="polls_admin.new_contest", label=later("Add a contest"), role=Role.ORGANISER
)
CHANGE_DATES = Link(
    endpoint="planning_admin.edit", label=later("Change the dates"), role=Role.ORGANISER
)
IMPORT_ROLL = Link(
    endpoint="roll_imports.start",
    label=later("Bring in a file of members"),
    role=Role.ORGANISER,
    is_for_all_polls=True,
)


def _contests(glance: Glance) -> Answer:
    refusal = planning.why_not_change_contests(glance.now, glance.timetable, glance.facts)
    return Answer(is_done=bool(glance.poll.contests), refusal=refusal)


def _roll(glance: Glance) -> Answer:
    is_frozen = glance.facts.ready or glance.facts.closed
    return Answer(
        is_done=is_frozen or roll_size(glance.session) > 0, until_at=glance.timetable.shortlist_at
    )


def _regions(glance: Glance) -> Answer:
    poll = glance.poll
    is_fixed = planning.why_not_change_contests(glance.now, glance.timetable, glance.facts)
    unknown = [] if is_fixed else unknown_regions(glance.session, poll)
    named = listed([f"“{region}”" for region in unknown])
    return Answer(
        applies=bool(unknown),
        sentence=say(
            "Nobody on the roll is in %(regions)s, so nobody could stand or vote there. Write "
            "the region as the roll has it, or bring in the roll first.",
            regions=named,
        ),
        until_at=glance.timetable.interest_opens_at,
    )


def _announce(glance: Glance) -> Answer:
    poll, facts = glance.poll, glance.facts
    if facts.announced:
        return Answer(is_done=True)
    refusal = planning.why_not_announce(glance.now, glance.timetable, facts, len(poll.contests))
    return Answer(refusal=refusal, until_at=glance.timetable.interest_opens_at)


STEPS = (
    PollStep(
        key="contests",
        part=Part.PLAN,
        title=later("Say what is elected"),
        sentence=later("A poll has one contest, or several, such as one for each region."),
        link=ADD_CONTEST,
        ask=_contests,
    ),
    PollStep(
        key="regions",
        part=Part.PLAN,
        title=later("Write each region as the roll has it"),
        sentence="",
        link=Link(
            endpoint="polls_admin.plan", label=later("Look at the contests"), role=Role.ORGANISER
        ),
        ask=_regions,
        is_optional=True,
    ),
    PollStep(
        key="announce",
        part=Part.PLAN,
        title=later("Announce the poll"),
        sentence=later(
            "Only organisers see it. Check the dates and the contests, then announce it."
        ),
        link=Link(
            endpoint="polls_admin.confirm_announce",
            label=later("Announce this poll"),
            role=Role.ORGANISER,
        ),
        mends={
            planning.NoContests: (ADD_CONTEST,),
            planning.InterestAlreadyOver: (CHANGE_DATES,),
            TimetableOutOfOrder: (CHANGE_DATES,),
        },
        ask=_announce,
    ),
    PollStep(
        key="roll",
        part=Part.INTEREST,
        title=later("Bring in the electoral roll"),
        sentence=later(
            "Nobody is on the roll yet, so nobody could offer to stand or vote. The "
            "register is made from it when the poll is made ready."
        ),
        link=IMPORT_ROLL,
        ask=_roll,
    ),
)
