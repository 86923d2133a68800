"""A slate is published only of people who countersigned it as it is."""

import json
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.candidates.consent_rules import NobodyToRemind, NotCountersigned, ShownOtherwise
from shortlist.candidates.withdrawal_rules import Effect
from shortlist.clock import SetClock
from shortlist.notices.queries import latest_notices
from shortlist.polls.models import Contest
from shortlist.proposals.queries import live_proposal
from shortlist.proposals.rules import Change, ChangedSince
from shortlist.publication.changes import terms_of
from shortlist.slates import asking, rules
from shortlist.slates.actions import publish_slate
from shortlist.slates.lineups import lineup_of
from shortlist.slates.models import Place
from shortlist.slates.queries import standing_of
from shortlist.slates.rules import Answer
from tests.officers import proposed, two_officers
from tests.slates.elected import DAY, agree, ask, elect, member_called, on_slate, withdraw
from tests.timetables import RESULTS, SLATE

SignIn = Callable[..., FlaskClient]
OFFICERS = "/organise/polls/national-executive/slate/countersigning"
OWN = "/polls/national-executive/candidacy/1/slate"
PUBLIC = "/polls/national-executive/slate"


@pytest.fixture
def contest(session: Session, clock: SetClock) -> Contest:
    clock.at = RESULTS
    return elect(session, clock)


def go_on(session: Session, contest: Contest, *names: str, now=RESULTS) -> None:
    people = [*lineup_of(session, contest).people, *lineup_of(session, contest).reserves]
    chosen = {one.id for one in people if one.name in names}
    asking.go_on_without(
        session, contest.poll, chosen, now=now, actor=PLATFORM, base_url="https://x.example"
    )


def answers(session: Session, contest: Contest) -> list[Answer]:
    lineup = lineup_of(session, contest)
    return [lineup.answers[one.id] for one in lineup.people]


def publish(session: Session, contest: Contest) -> None:
    two_officers(session, contest.poll, Change.PUBLISH_SLATE, SLATE)
    publish_slate(session, contest.poll, now=SLATE, actor=PLATFORM)


def told_last(session: Session, number: int) -> dict[str, str]:
    return {one.to_address: one.kind for one in latest_notices(session)[:number]}


def test_those_elected_are_asked_with_their_place_and_the_names_beside_them(
    session: Session, contest: Contest
) -> None:
    assert answers(session, contest) == [Answer.NOT_ASKED] * 2
    assert ask(session, contest.poll) == 2
    assert told_last(session, 2) == {
        "ann@example.org": "slate_asked",
        "ben@example.org": "slate_asked",
    }
    notice = latest_notices(session)[0]
    assert "You have place 2 on this slate" in notice.body
    assert "  1. Ann Ash\n  2. Ben Box\n" in notice.body
    assert "https://x.example/polls/national-executive/candidacy/1/slate" in notice.body
    assert ask(session, contest.poll) == 0
    assert answers(session, contest) == [Answer.NOT_YET] * 2


def test_nothing_is_published_before_all_have_countersigned(
    session: Session, contest: Contest
) -> None:
    ask(session, contest.poll)
    agree(session, contest, "Ann Ash")
    with pytest.raises(NotCountersigned, match="Ben Box has not countersigned the slate"):
        proposed(session, contest.poll, Change.PUBLISH_SLATE, SLATE)
    agree(session, contest, "Ben Box", "Ben Box")
    publish(session, contest)
    found = standing_of(session, contest)
    assert [one.name for one in found.slate] == ["Ann Ash", "Ben Box"]
    assert [one.name for one in found.reserves] == ["Cat Cole", "Dan Dyer"]


def test_terms_say_who_agreed_to_which_version(session: Session, contest: Contest) -> None:
    ask(session, contest.poll)
    agree(session, contest, "Ann Ash", "Ben Box")
    terms = json.loads(proposed(session, contest.poll, Change.PUBLISH_SLATE, SLATE).terms)
    version = lineup_of(session, contest).version
    assert terms["Countersigned by all on it, of contest 1"] == f"version {version}"
    assert terms["Slate of contest 1, by number"] == "1, 2"


def test_an_approval_is_refused_where_somebody_withdrew_in_between(
    session: Session, contest: Contest
) -> None:
    ask(session, contest.poll)
    agree(session, contest, "Ann Ash", "Ben Box")
    proposal = two_officers(session, contest.poll, Change.PUBLISH_SLATE, RESULTS)
    withdraw(session, contest, "Ben Box", Effect.NO_PLACE)
    with pytest.raises(NotCountersigned):
        publish_slate(session, contest.poll, now=SLATE, actor=PLATFORM)
    go_on(session, contest, "Ben Box")
    agree(session, contest, "Ann Ash", "Cat Cole")
    assert terms_of(session, contest.poll, proposal, SLATE) != proposal.terms
    with pytest.raises(ChangedSince):
        publish_slate(session, contest.poll, now=SLATE, actor=PLATFORM)
    assert live_proposal(session, contest.poll, Change.PUBLISH_SLATE) is proposal


def test_the_next_reserve_is_asked_and_the_others_countersign_anew(
    session: Session, contest: Contest
) -> None:
    ask(session, contest.poll)
    old = lineup_of(session, contest).version
    agree(session, contest, "Ann Ash")
    withdraw(session, contest, "Ben Box", Effect.NO_PLACE)
    assert on_slate(session, contest) == ["Ann Ash", "Ben Box"]  # until officers go on
    assert answers(session, contest) == [Answer.COUNTERSIGNED, Answer.WITHDRAWN]
    go_on(session, contest, "Ben Box")
    assert on_slate(session, contest) == ["Ann Ash", "Cat Cole"]
    assert answers(session, contest) == [Answer.CHANGED_SINCE, Answer.NOT_YET]
    assert told_last(session, 2) == {
        "ann@example.org": "slate_changed",
        "cat@example.org": "slate_asked",
    }
    with pytest.raises(ShownOtherwise):
        asking.countersign_slate(
            session, contest, member_called(session, "Ann").id, old, now=RESULTS
        )
    agree(session, contest, "Ann Ash", "Cat Cole")
    publish(session, contest)
    found = standing_of(session, contest)
    assert [one.name for one in found.slate] == ["Ann Ash", "Cat Cole"]
    assert [one.name for one in found.reserves] == ["Dan Dyer"]


def test_a_reserve_who_has_withdrawn_is_passed_over_and_one_who_declines_is_followed(
    session: Session, contest: Contest
) -> None:
    ask(session, contest.poll)
    for name in ("Ben Box", "Cat Cole"):
        withdraw(session, contest, name, Effect.NO_PLACE)
    go_on(session, contest, "Ben Box")
    assert on_slate(session, contest) == ["Ann Ash", "Dan Dyer"]
    withdraw(session, contest, "Dan Dyer", Effect.NO_PLACE)
    go_on(session, contest, "Dan Dyer")
    assert on_slate(session, contest) == ["Ann Ash"]  # no reserve is left
    agree(session, contest, "Ann Ash")
    publish(session, contest)
    assert [one.name for one in standing_of(session, contest).reserves] == []


def test_whoever_has_not_answered_has_time_until_the_slate_is_due(
    session: Session, contest: Contest
) -> None:
    with pytest.raises(rules.AskFirst):
        go_on(session, contest, "Ben Box", now=SLATE)
    ask(session, contest.poll)
    agree(session, contest, "Ann Ash")
    with pytest.raises(rules.StillTime):
        go_on(session, contest, "Ben Box")
    for name in ("Ann Ash", "Cat Cole"):
        with pytest.raises(rules.NotOnSlate):
            go_on(session, contest, name, now=SLATE)
    with pytest.raises(rules.NobodyChosen):
        go_on(session, contest, now=SLATE)
    go_on(session, contest, "Ben Box", now=SLATE)
    assert on_slate(session, contest) == ["Ann Ash", "Cat Cole"]
    with pytest.raises(rules.NoPlace):
        agree(session, contest, "Ben Box")


def test_reminders_go_to_who_has_not_answered(session: Session, contest: Contest) -> None:
    ask(session, contest.poll)
    agree(session, contest, "Ann Ash")
    about = {"now": RESULTS + DAY, "actor": PLATFORM, "base_url": ""}
    assert asking.remind_asked(session, contest.poll, **about) == 1
    assert told_last(session, 1) == {"ben@example.org": "slate_reminder"}
    withdraw(session, contest, "Ben Box", Effect.NO_PLACE)
    with pytest.raises(NobodyToRemind):
        asking.remind_asked(session, contest.poll, **about)


def test_nobody_is_asked_before_the_results_or_after_the_slate(
    session: Session, contest: Contest
) -> None:
    ask(session, contest.poll)
    agree(session, contest, "Ann Ash", "Ben Box")
    publish(session, contest)
    with pytest.raises(rules.SlatePublishedAlready):
        ask(session, contest.poll)


def test_the_database_takes_no_place_of_somebody_who_has_not_countersigned(
    session: Session, contest: Contest
) -> None:
    (ann, _) = lineup_of(session, contest).people
    for is_reserve in (True, False):
        place = Place(
            contest_id=contest.id,
            is_reserve=is_reserve,
            position=1,
            candidate_id=ann.id,
            record_digest="x",
        )
        nested = session.begin_nested()
        session.add(place)
        if is_reserve:
            session.flush()
        else:
            with pytest.raises(DBAPIError):
                session.flush()
        nested.rollback()


def test_after_publication_a_withdrawal_is_marked_everywhere_and_changes_nothing(
    session: Session, contest: Contest, client: FlaskClient
) -> None:
    ask(session, contest.poll)
    agree(session, contest, "Ann Ash", "Ben Box")
    publish(session, contest)
    session.commit()
    names = ("slate.csv", "slate.json", "slate.png")
    before = [client.get(f"/polls/national-executive/{name}") for name in names]
    record = client.get("/polls/national-executive/results.json").data
    withdraw(session, contest, "Ann Ash", Effect.NOTED, SLATE + DAY)
    withdraw(session, contest, "Cat Cole", Effect.NOTED, SLATE + DAY)
    session.commit()
    after = [client.get(f"/polls/national-executive/{name}") for name in names]
    assert all(one.get_etag() != other.get_etag() for one, other in zip(before, after, strict=True))
    page = client.get(PUBLIC).text.replace("\u00a0", " ")
    assert "Ann Ash has withdrawn since, on Thursday 12 March; next in line: Dan Dyer." in page
    assert page.index("Ann Ash</a>") < page.index("Ben Box</a>")
    assert "1 Ann Ash (withdrawn), 2 Ben Box" in page
    rows = after[0].text.splitlines()
    assert rows[1].endswith(",1,2026-03-12T12:00:00+00:00")
    assert rows[2].endswith(",2,")
    (told,) = after[1].json["contests"][0]["withdrawn"]
    assert (told["name"], told["next_in_line"]) == ("Ann Ash", "Dan Dyer")
    assert client.get("/polls/national-executive/results.json").data == record


def test_the_whole_way_on_pages(
    session: Session, contest: Contest, clock: SetClock, sign_in: SignIn, client: FlaskClient
) -> None:
    session.commit()
    officer = sign_in("rae@example.org", "returning officer")
    console = officer.get("/organise/polls/national-executive").text
    assert "Have the slate countersigned" in console
    assert "You will be asked" in sign_in("ann@example.org").get(OWN).text
    asked = officer.post("/organise/polls/national-executive/slate/ask", follow_redirects=True)
    assert "2 of 2 have not agreed to it as it is" in asked.text
    assert officer.get("/organise/polls/national-executive/publish-slate").status_code == 409
    again = officer.post("/organise/polls/national-executive/slate/ask")
    assert again.status_code == 409
    ann, ben = sign_in("ann@example.org"), sign_in("ben@example.org")
    assert "You have a place on the slate" in ann.get("/polls/national-executive").text
    countersign_on_page(ann)
    assert "You have countersigned this slate" in ann.get(OWN).text
    withdraw_path = "/polls/national-executive/candidacy/1/withdraw"
    assert "You will not be on the slate." in ben.get(withdraw_path).text
    ben.post(withdraw_path, data={"effect": "no place on the slate", "sure": "y"})
    assert "You have withdrawn" in ben.get(OWN).text
    page = officer.get(OFFICERS).text
    chosen = page.split('name="candidate" value="')[1].split('"')[0]
    assert "Go on without Ben Box" in page
    assert "Go on without Ann Ash" not in page
    where = "/organise/polls/national-executive/slate/without"
    sure = officer.get(f"{where}?candidate={chosen}").text
    assert "Asked instead" in sure
    assert "Cat Cole" in sure
    done = officer.post(where, data={"candidate": chosen}, follow_redirects=True).text
    assert "The slate has changed." in done
    assert "Left out by their own choice: Ben Box." in done
    assert "You are the 1st of the reserves" in sign_in("dan@example.org").get(OWN).text
    assert "you would stand beside other people" in ann.get(OWN).text
    for who in (ann, sign_in("cat@example.org")):
        countersign_on_page(who)
    assert "The slate can be published" in officer.get(OFFICERS).text
    preview = officer.get("/organise/polls/national-executive/slate").text
    assert "Somebody who was elected is not on it by their own choice" in preview
    officer.post("/organise/polls/national-executive/publish-slate")
    session.rollback()
    clock.at = SLATE
    publish_after_proposal(session, contest)
    session.commit()
    public = client.get(PUBLIC).text
    assert "Somebody who was elected is not on it by their own choice" in public
    assert "withdrawn" not in public.partition("Who is not on it")[0]


def countersign_on_page(who: FlaskClient) -> None:
    page = who.get(OWN).text
    version = page.split('name="version" type="hidden" value="')[1].split('"')[0]
    assert who.post(f"{OWN}/countersign", data={"version": version}).status_code == 422
    done = who.post(f"{OWN}/countersign", data={"version": version, "agrees": "y"})
    assert done.status_code == 303


def publish_after_proposal(session: Session, contest: Contest) -> None:
    from shortlist.proposals.actions import approve
    from tests.officers import officer_ids

    proposal = live_proposal(session, contest.poll, Change.PUBLISH_SLATE)
    assert proposal is not None
    second = officer_ids(session, SLATE)[1]
    terms = terms_of(session, contest.poll, proposal, RESULTS)
    approve(session, contest.poll, proposal, terms=terms, now=RESULTS, member_id=second)
    publish_slate(session, contest.poll, now=SLATE, actor=PLATFORM)
