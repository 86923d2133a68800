"""How many declare what: exact where it is public, and never so that it points to somebody."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from shortlist.candidates.balance_actions import fix_balance
from shortlist.candidates.queries import standing
from shortlist.clock import SetClock
from shortlist.publication.declared import declared_of
from tests.balance import add_balanced_contest, decide, offers
from tests.timetables import SHORTLIST


@pytest.mark.parametrize(("disabled", "told"), [(5, "5 of 12"), (8, "withheld")])
def test_what_no_rule_speaks_of_is_told_where_it_points_to_nobody(
    session: Session,
    clock: SetClock,
    client: FlaskClient,
    disabled: int,
    told: str,
) -> None:
    contest = add_balanced_contest(session, clock)
    people = {
        f"{chr(65 + n)}na": (
            "Wales",
            *(["women"] if n < 2 else []),
            *(["disabled people"] if n < disabled else []),
        )
        for n in range(12)
    }
    for expression in offers(session, clock, contest, **people).values():
        decide(session, contest, expression)
    assert declared_of(session, contest.poll) == ()
    paper = standing(session, contest.id)
    for number, candidate in enumerate(paper, start=1):
        candidate.number = number
    fixed = fix_balance(session, contest, paper)
    assert fixed is not None
    contest.poll.ready_at = SHORTLIST
    session.commit()
    clock.at = SHORTLIST + timedelta(hours=1)
    page = client.get(f"/polls/{contest.poll.slug}/representation").text
    assert "What candidates declare" in page
    [one] = declared_of(session, contest.poll)
    assert one.rows == (("women", "2 of 12", ""), ("disabled people", told, ""))
