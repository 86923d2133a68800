"""The step of looking after the board, as the guide shows it while something waits there."""

from shortlist.board import policy, queries
from shortlist.board.rules import State
from shortlist.guide.rules import Link, Part
from shortlist.language import later, say_many, thousands
from shortlist.permissions import Role
from shortlist.polls.glance import Answer, Glance, PollStep


def _board(glance: Glance) -> Answer:
    waiting = len(queries.questions_in(glance.session, glance.poll, State.WAITING))
    reported = len(queries.reports_in(glance.session, glance.poll))
    asked = say_many(
        "%(count)s question waits for a decision",
        "%(count)s questions wait for a decision",
        waiting,
        count=thousands(waiting),
    )
    told = say_many(
        "%(count)s reply was reported",
        "%(count)s replies were reported",
        reported,
        count=thousands(reported),
    )
    is_open = policy.why_not_write(glance.poll, glance.now) is None
    return Answer(
        applies=bool(waiting or reported) and is_open,
        sentence=f"{asked}; {told}.",
        until_at=glance.timetable.closes_at,
    )


STEPS = (
    PollStep(
        key="board",
        part=Part.VOTING,
        title=later("Look at what members ask the candidates"),
        sentence="",
        link=Link(
            endpoint="board_admin.board", label=later("Look at the board"), role=Role.ORGANISER
        ),
        ask=_board,
        is_optional=True,
    ),
)
