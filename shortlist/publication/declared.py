"""How many candidates declare what: exact where a balance rule made it public, else only if many.

What no rule speaks of is told of the paper alone, which does not change once the poll is ready: two
numbers, one before somebody withdrew and one after, would tell what that one had declared.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from shortlist.candidates.balance_queries import fixed_rules, people_among
from shortlist.candidates.models import Candidate
from shortlist.candidates.queries import on_paper
from shortlist.language import later, say
from shortlist.polls.balance import FROM
from shortlist.polls.balance_queries import asked_of
from shortlist.polls.models import Contest, Poll
from shortlist.representation.withholding import withheld
from shortlist.slates.queries import slate_of

WITHHELD = later("withheld")


@dataclass(frozen=True, kw_only=True)
class Declared:
    """What a contest's candidates declare: a row for each group, with how many of how many."""

    title: str
    rows: tuple[tuple[str, str, str], ...]


def declared_of(session: Session, poll: Poll) -> tuple[Declared, ...]:
    """Return what candidates declare in each contest that asks; nothing until the poll is ready."""
    if poll.ready_at is None:
        return ()
    told = (_declared(session, contest) for contest in poll.contests)
    return tuple(one for one in told if one.rows)


def _declared(session: Session, contest: Contest) -> Declared:
    paper = on_paper(session, contest.id)
    rows = (*_public(session, contest, paper), *_private(session, contest, paper))
    return Declared(title=contest.title, rows=tuple(rows))


def _public(
    session: Session, contest: Contest, paper: Iterable[Candidate]
) -> Iterable[tuple[str, str, str]]:
    fixed = fixed_rules(session, contest.id)
    if fixed is None:
        return
    slate = slate_of(session, contest.id) if contest.poll.slate_published_at else []
    named = (group for bound in fixed.balance.bounds for group in bound.groups)
    for label in dict.fromkeys(group for group in named if not group.startswith(FROM)):
        members = {n for n, groups in fixed.balance.groups.items() if label in groups}
        yield label, _among(members, paper), _among(members, slate) if slate else ""


def _among(members: set[int], candidates: Iterable[Candidate]) -> str:
    numbers = [one.number for one in candidates]
    return say(
        "%(some)s of %(count)s",
        some=sum(number in members for number in numbers),
        count=len(numbers),
    )


def _private(
    session: Session, contest: Contest, paper: Iterable[Candidate]
) -> Iterable[tuple[str, str, str]]:
    people = people_among(session, paper)
    for asked in asked_of(session, contest.id):
        if not asked.is_public:
            number = sum(asked.plan.name in declared for declared, _ in people.values())
            shown = withheld([number, len(people) - number])[0]
            told = (
                WITHHELD
                if shown is None
                else say("%(shown)s of %(count)s", shown=shown, count=len(people))
            )
            yield asked.plan.name, told, ""
