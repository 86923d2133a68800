"""From what candidates declare to what is fixed: form, warnings to organisers, manifest."""

import json
from collections.abc import Callable
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.candidates.balance import read_balance
from shortlist.candidates.balance_queries import fixed_rules
from shortlist.candidates.models import Candidate, FixedBalance
from shortlist.candidates.queries import candidate_from, standing
from shortlist.candidates.rules import Outcome
from shortlist.candidates.withdrawal_rules import WithdrawalReason
from shortlist.candidates.withdrawing import withdraw_candidate
from shortlist.clock import SetClock
from shortlist.config import Settings
from shortlist.interest.models import SentGroupAnswer
from shortlist.polls.balance import RulesCannotBeKept
from shortlist.polls.balance_queries import groups_of
from shortlist.polls.models import Contest
from shortlist.stv import read_bound
from shortlist.trustees.words import manifest_words
from shortlist.voting.actions import make_ready
from shortlist.voting.models import Manifest
from tests.balance import add_balanced_contest, decide, offers
from tests.candidates.offers import countersign_all
from tests.timetables import INTEREST_CLOSES, OPENS, SHORTLIST

SignIn = Callable[..., FlaskClient]
HERE = "/polls/national-executive/interest/1"
ORGANISE = "/organise/polls/national-executive"


@pytest.fixture
def contest(session: Session, clock: SetClock) -> Contest:
    return add_balanced_contest(session, clock)


def page(response) -> str:
    return " ".join(unescape(response.get_data(as_text=True)).replace("\u00a0", " ").split())


def fields_of(session: Session, contest: Contest) -> dict[str, str]:
    """The form's field for each group, by the group's name."""
    fields = {one.name: f"group_{one.id}" for one in groups_of(session, contest.id)}
    session.rollback()
    return fields


def test_a_member_declares_in_the_organisers_words_and_may_say_no(
    session: Session, contest: Contest, sign_in: SignIn
) -> None:
    fields, ann = fields_of(session, contest), sign_in("ann@example.org")
    asked = page(ann.get(HERE))
    for words in (
        "At least 1 of the 2 is a woman.",
        "I am a woman.",
        "your page says that you count as one of: women.",
        "I am a disabled person.",
        "No balance rule speaks of this, so it stays private.",
    ):
        assert words in asked
    offer = {"name": "Ann", "statement": "I will.", "consents": "y", "then": "check"}
    assert ann.post(HERE, data={**offer, fields["women"]: "yes"}).status_code == 303
    check = page(ann.get(f"{HERE}/check"))
    assert f"{HERE}#{fields['disabled people']}" in check
    assert "Choose whether you declare: I am a disabled person." in check
    assert "You declare this. Your page will say that you count as one of: women." in check
    refused = ann.post(f"{HERE}/send")
    assert (refused.status_code, "Not answered yet" in page(refused)) == (409, True)
    ann.post(HERE, data={**offer, fields["disabled people"]: "no", "group_999": "yes"})
    assert page(ann.get(HERE)).count("checked") == 3  # two answers and the consent
    assert ann.post(f"{HERE}/send").status_code == 303
    sent = session.scalars(select(SentGroupAnswer).order_by(SentGroupAnswer.group_id)).all()
    assert [(one.words, one.words_version, one.declares) for one in sent] == [
        ("I am a woman.", 1, True),
        ("I am a disabled person.", 1, False),
    ]
    session.rollback()
    ann.post(HERE, data={**offer, fields["disabled people"]: "yes"})
    assert "Your changes are not sent yet" in page(ann.get(HERE))


def test_after_the_deadline_the_author_sees_what_was_declared_and_nobody_else_the_private_part(
    session: Session, clock: SetClock, contest: Contest, sign_in: SignIn
) -> None:
    expression = offers(session, clock, contest, Ann=("London", "women", "disabled people"))["Ann"]
    session.commit()
    clock.at = INTEREST_CLOSES
    own = page(sign_in("ann@example.org").get(HERE))
    assert "You declared: I am a woman." in own
    assert "You declared: I am a disabled person." in own
    olu = sign_in("olu@example.org", "organiser")
    seen = page(olu.get(f"{ORGANISE}/expressions/{expression.id}"))
    assert "I am a woman." in seen
    assert "disabled" not in seen


def test_organisers_are_warned_as_soon_as_rules_can_no_longer_be_kept(
    session: Session, clock: SetClock, contest: Contest, sign_in: SignIn
) -> None:
    sent = offers(session, clock, contest, Ann=("London", "women"), Bob=("London",))
    session.commit()
    olu = sign_in("olu@example.org", "organiser")
    expressions = f"{ORGANISE}/expressions"
    so_far = page(olu.get(expressions))
    assert "Of all who offered to stand so far: This balance rule of “Executive” cannot" in so_far
    sent |= offers(session, clock, contest, Cy=("Wales", "women"))
    clock.at = INTEREST_CLOSES
    decide(session, contest, sent["Ann"])
    decide(session, contest, sent["Bob"])
    session.commit()
    waiting = page(olu.get(expressions))
    assert "At most 1 of the 2 is from London (2 of those who stand)." in waiting
    assert "Others who offered to stand could change that." in waiting
    decide(session, contest, sent["Cy"])
    session.commit()
    assert "Those accepted so far can keep the balance rules" in page(olu.get(expressions))
    decide(session, contest, sent["Cy"], Outcome.DECLINED)
    session.commit()
    lost = page(olu.get(expressions))
    assert "The poll could not be made ready so." in lost


def test_rules_are_fixed_in_the_manifest_or_the_poll_is_not_made_ready(
    session: Session, clock: SetClock, contest: Contest, sign_in: SignIn, settings: Settings
) -> None:
    sent = offers(
        session,
        clock,
        contest,
        Ann=("London", "women", "disabled people"),
        Bob=("London",),
        Cy=("Wales", "women"),
    )
    for expression in sent.values():
        decide(session, contest, expression)
    countersign_all(session, contest, SHORTLIST)
    poll, ready = contest.poll, {"now": SHORTLIST, "keys_path": settings.keys_path}
    cy = candidate_from(session, sent["Cy"].id)
    withdraw_candidate(
        session, contest, cy, WithdrawalReason.ASKED, now=SHORTLIST, actor=PLATFORM, base_url=""
    )
    session.commit()
    clock.at = SHORTLIST
    officer = sign_in("rae@example.org", "returning officer")
    assert "The balance rules cannot be kept" in page(officer.get(f"{ORGANISE}/ready"))
    refused = officer.post(f"{ORGANISE}/ready")
    assert (refused.status_code, "be kept by the 2 who stand" in page(refused)) == (409, True)
    with pytest.raises(RulesCannotBeKept):
        make_ready(session, poll, actor=PLATFORM, **ready)
    session.rollback()
    decide(session, contest, sent["Cy"])
    countersign_all(session, contest, SHORTLIST)
    make_ready(session, poll, actor=PLATFORM, **ready)
    session.commit()
    body = session.get_one(Manifest, contest.id).body
    assert json.loads(body)["balance"] == {
        "rules": [
            {"bound": "women>=1", "sentence": "At least 1 of the 2 is a woman."},
            {"bound": "from London<=1", "sentence": "At most 1 of the 2 is from London."},
        ],
        "declared": [{"group": "women", "words": "I am a woman.", "version": 1}],
        "groups": {"1": ["from London", "women"], "2": ["from London"], "3": ["women"]},
    }
    assert "disabled" not in body
    fixed = fixed_rules(session, contest.id)
    assert fixed == read_balance(json.dumps(json.loads(body)["balance"]))
    assert fixed.balance.bounds == (read_bound("women>=1"), read_bound("from London<=1"))
    assert "At most 1 of the 2 is from London." in manifest_words(body)
    _shown_to_everybody(session, clock, contest, sign_in)


def _shown_to_everybody(
    session: Session, clock: SetClock, contest: Contest, sign_in: SignIn
) -> None:
    ann, bob, _ = (one.id for one in standing(session, contest.id))
    session.rollback()
    anybody = sign_in("someone@example.net")
    for path in ("", "/log/1"):
        shown = page(anybody.get(f"/polls/national-executive{path}"))
        assert "At least 1 of the 2 is a woman." in shown
    about_ann = page(anybody.get(f"/polls/national-executive/candidates/{ann}"))
    assert "In its balance rules, counts as one of: from London; women" in about_ann
    assert "disabled" not in about_ann
    about_bob = page(anybody.get(f"/polls/national-executive/candidates/{bob}"))
    assert "counts as one of: from London" in about_bob
    clock.at = OPENS
    ballot = page(sign_in("bob@example.org").get("/polls/national-executive/vote/1"))
    assert "the slate keeps balance rules: At least 1 of the 2 is a woman." in ballot


def test_what_was_fixed_stays(session: Session, contest: Contest) -> None:
    session.add(FixedBalance(contest_id=contest.id, body="{}"))
    session.commit()
    session.get_one(FixedBalance, contest.id).body = "{ }"
    with pytest.raises(DatabaseError):
        session.flush()
    session.rollback()
    assert session.scalar(select(Candidate.id)) is None
