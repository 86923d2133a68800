"""From rows to the rules: who may stand where, and what an expression offers."""

from collections.abc import Iterable
from datetime import datetime

from shortlist.errors import Refusal
from shortlist.interest import rules
from shortlist.interest.models import Expression, SentVersion
from shortlist.interest.rules import Offer
from shortlist.polls.balance import Asked
from shortlist.polls.models import Contest, Poll
from shortlist.polls.policy import facts_of, timetable_of
from shortlist.roll.models import RollEntry


def why_not_stand(contest: Contest, entry: RollEntry | None) -> Refusal | None:
    """Return why a member with this entry of the roll may not stand in a contest, or None."""
    return rules.why_not_stand(contest.region, entry.region if entry else None)


def why_not_send(poll: Poll, now: datetime) -> Refusal | None:
    """Return why nothing can be sent or withdrawn now, or None."""
    return rules.why_not_send(now, timetable_of(poll), facts_of(poll))


def why_not_keep(poll: Poll, now: datetime) -> Refusal | None:
    """Return why nothing that is typed is kept now, or None."""
    if rules.keeps_drafts_at(now, timetable_of(poll), facts_of(poll)):
        return None
    return why_not_send(poll, now) or rules.InterestClosed()


def offer_of(expression: Expression) -> Offer:
    """Return what the draft says."""
    return Offer(
        name=expression.name,
        statement=expression.statement,
        consents=expression.consents,
        answers=answers_of(expression),
    )


def faults_of(expression: Expression, asked: Iterable[Asked]) -> list[tuple[str, str]]:
    """Return (field, sentence) for what a draft still needs in a contest that asks this."""
    words = {one.id: one.plan.words for one in asked}
    return rules.faults_of_offer(offer_of(expression), words)


def answers_of(written: Expression | SentVersion) -> dict[int, bool]:
    """Return by the id of each group that was answered whether it is declared."""
    return {answer.group_id: answer.declares for answer in written.answers}


def stands_as_drafted(expression: Expression, version: SentVersion | None) -> bool:
    """Say whether the version that stands is the draft, so that sending it would change nothing."""
    if version is None or expression.state != rules.State.SENT:
        return False
    drafted = (expression.name, expression.statement, expression.photo_id)
    is_same = drafted == (version.name, version.statement, version.photo_id)
    return is_same and answers_of(expression) == answers_of(version)
