"""Nominations on pages: an organiser follows a slate, a secretary enters, everybody reads."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, event, select, text
from sqlalchemy.exc import DBAPIError

from shortlist.audit.queries import latest_events
from shortlist.clock import SetClock
from shortlist.db import open_session
from shortlist.nominations.models import Election, SecretaryGrant
from shortlist.notices.models import Notice
from tests.nominations import report
from tests.nominations.conftest import LINK, Followed, typed
from tests.people import add_roll_entry

SignIn = Callable[..., FlaskClient]


def test_a_slate_is_followed_in_one_click_and_made_public(
    published: str, organiser: FlaskClient, client: FlaskClient
) -> None:
    page = organiser.get("/organise/elections").text
    action = page.split('action="/organise/elections/from-slate/')[1].split('"')[0]
    made = organiser.post(f"/organise/elections/from-slate/{action}")
    console = made.headers["Location"]
    slug = console.rpartition("/")[2]
    assert "Follow this slate" not in organiser.get("/organise/elections").text
    again = organiser.post(f"/organise/elections/from-slate/{action}")
    assert (again.status_code, "followed already" in again.text) == (409, True)

    assert "Us" not in organiser.get(f"{console}/candidates").text
    plan = {"title": "The executive", "seats": "3", "allowed": "3", "needed": "0"}
    plan |= {"needed_regions": "0", "our_slate": "Us", "description": "Closes on *Friday*."}
    assert organiser.post(f"{console}/edit", data=plan).status_code == 303
    lines = "Dan Dyer; them; Wales\nEve East;;\n\nFay Fox; THEM"
    assert organiser.post(f"{console}/candidates", data={"lines": lines}).status_code == 303
    listed = organiser.get(f"{console}/candidates").text
    assert "Us<" in listed
    assert listed.count('<span class="meta">them') == 2

    assert client.get(f"/nominations/{slug}").status_code == 404
    assert "Publish this election?" in organiser.get(f"{console}/publish").text
    assert organiser.post(f"{console}/publish").status_code == 303
    page = client.get(f"/nominations/{slug}").text
    assert "Nobody is nominated yet" in page
    assert "<em>Friday</em>" in page
    assert f'href="/nominations/{slug}"' in client.get(f"/polls/{published}/slate").text
    assert f'href="/nominations/{slug}"' in client.get("/nominations").text
    ours = client.get(f"/nominations/{slug}/candidates/1").text
    page = ours.split(f'href="/polls/{published}/candidates/')[1].partition('"')[0]
    assert "says of themselves" not in client.get(f"/nominations/{slug}/candidates/3").text
    linked = {"name": "Dan Dyer", "slate": "Them", "region": "", "candidate": page}
    assert organiser.post(f"{console}/candidates/3", data=linked).status_code == 303
    assert "says of themselves" in client.get(f"/nominations/{slug}/candidates/3").text
    linked["candidate"] = "999"
    assert organiser.post(f"{console}/candidates/3", data=linked).status_code == 422


def test_a_slate_that_is_not_out_cannot_be_followed(counted: str, organiser: FlaskClient) -> None:
    assert "Follow this slate" not in organiser.get("/organise/elections").text
    refused = organiser.post("/organise/elections/from-slate/1")
    assert (refused.status_code, "Publish the slate first" in refused.text) == (409, True)


def test_a_secretary_enters_and_corrects_for_their_own_local_party_alone(
    organiser: FlaskClient,
    client: FlaskClient,
    sign_in: SignIn,
    engine: Engine,
    clock: SetClock,
    followed: Followed,
) -> None:
    secretary = sign_in("secretary@example.org")
    own = f"/secretary/{followed.slug}/{followed.anyborough}"
    assert "You enter for no local party" in secretary.get("/secretary").text
    assert secretary.get(own).status_code == 403
    assert secretary.post(own, data=typed(1)).status_code == 403

    party = f"/organise/local-parties/{followed.anyborough}"
    with open_session(engine) as session:
        add_roll_entry(session, clock, "secretary@example.org", local_party="Newtown")
        session.commit()
    granted = organiser.post(f"{party}/secretaries", data={"email": " Secretary@Example.org "})
    assert granted.status_code == 303
    assert "The roll has this member in Newtown." in organiser.get(party).text
    twice = organiser.post(f"{party}/secretaries", data={"email": "secretary@example.org"})
    assert (twice.status_code, "already" in twice.text) == (409, True)
    with open_session(engine) as session:
        letter = session.scalars(select(Notice)).one()
    assert (letter.to_address, "/secretary" in letter.body) == ("secretary@example.org", True)

    assert "Enter nominations" in secretary.get("/account").text
    assert "Not entered yet" in secretary.get("/secretary").text
    assert "Enter what was nominated" in secretary.get(followed.public).text
    assert secretary.get(f"/secretary/{followed.slug}/{followed.newtown}").status_code == 403
    assert secretary.get(own).status_code == 200
    done = secretary.post(own, data=typed(1, 2))
    public = f"{followed.public}/local-parties/{followed.anyborough}"
    assert (done.status_code, done.headers["Location"]) == (303, public)

    clock.move(timedelta(hours=1))
    page = secretary.get(own).text
    assert 'value="1"' in page.split('name="after"')[1][:60]
    assert page.count(" checked") == 2
    correction = typed(2, after=1, reason="Ann was not seconded.")
    assert secretary.post(own, data=correction).status_code == 303
    page = client.get(public).text
    assert "1 nomination" in page
    assert f'<a href="{LINK}" rel="nofollow noopener">Read it at anyborough.example</a>' in page
    assert "Corrected</strong> by the local party’s secretary, Monday 2\u00a0February, 1" in page
    assert "“Ann was not seconded.”" in page
    assert "Went out: Ann Ash." in page
    assert "Nominated: Ann Ash, Ben Box." in page
    assert "secretary@example.org" not in page
    assert "Secretary<" not in page

    member = page_member_id(engine)
    assert "Take this right back?" in organiser.get(f"{party}/secretaries/{member}/revoke").text
    assert organiser.post(f"{party}/secretaries/{member}/revoke").status_code == 303
    assert organiser.post(f"{party}/secretaries/{member}/revoke").status_code == 404
    assert secretary.get(own).status_code == 403
    assert secretary.post(own, data=typed(1, after=2, reason="x")).status_code == 403
    assert "Enter nominations" not in secretary.get("/account").text

    with open_session(engine, read_only=True) as session:
        entered = latest_events(session, subject=f"election:{followed.slug}", limit=2)
        grants = latest_events(session, subject=f"member:{member}", limit=2)
    assert [one.action for one in (*entered, *grants)] == [
        "nominations corrected",
        "nominations entered",
        "secretary revoked",
        "secretary granted",
    ]
    assert entered[0].actor == f"member {member}"
    for table, change in (
        ("nomination_entries", "UPDATE nomination_entries SET reason = 'x'"),
        ("nominations", "DELETE FROM nominations"),
    ):
        with open_session(engine) as session, pytest.raises(DBAPIError, match=table):
            session.execute(text(change))


def page_member_id(engine: Engine) -> int:
    with open_session(engine, read_only=True) as session:
        return session.scalars(select(SecretaryGrant.member_id)).one()


def test_what_cannot_be_entered_keeps_what_was_typed(
    organiser: FlaskClient, followed: Followed
) -> None:
    page = f"{followed.console}/local-parties/{followed.anyborough}"
    for sent, status, words in (
        (typed(1, 2, 3), 422, "A local party may nominate 2; 3 are chosen. Take out 1."),
        (typed(), 422, "Choose at least one candidate."),
        (typed(1, evidence="http://example.org"), 422, "Give a link that begins with https://"),
        (typed(1, evidence=""), 422, "Give the link where the nominations can be read."),
        (typed(1, decided_on="2026-02-03"), 422, "lies ahead"),
        (typed(1, decided_on=""), 422, "Enter the day on which it was decided."),
        (typed(9), 422, "not a valid choice"),
        (typed(1, after=4), 409, "Somebody else has entered nominations"),
    ):
        answer = organiser.post(page, data=sent)
        assert (answer.status_code, words in answer.text) == (status, True), words
        assert answer.text.count(" checked") == len(
            [one for one in sent["candidates"] if one < "9"]
        )
    assert organiser.post(page, data=typed(1, 2)).status_code == 303
    for sent, status, words in (
        (typed(1, 2, after=1), 422, "there is nothing to correct"),
        (typed(1, after=1), 422, "Say what is put right."),
        (typed(1), 409, "They are shown below; what you chose is still ticked."),
    ):
        answer = organiser.post(page, data=sent)
        assert (answer.status_code, words in answer.text) == (status, True), words
    # The page that was too old knows of the other entry now, so that it can be sent again.
    assert 'value="1"' in answer.text.split('name="after"')[1][:60]
    assert (
        organiser.post(page, data=typed(after=1, reason="The meeting was void.")).status_code == 303
    )
    public = organiser.get(f"{followed.public}/local-parties/{followed.anyborough}").text
    assert "was taken back: “The meeting was void.”" in public
    assert "taken back" in organiser.get(f"{followed.public}/local-parties?region=WLS").text
    assert "corrected by an organiser" not in organiser.get(f"{followed.public}/changes").text
    assert "taken back by an organiser" in organiser.get(f"{followed.public}/changes").text


def test_closed_nominations_take_nothing_until_they_are_opened_again(
    organiser: FlaskClient, followed: Followed
) -> None:
    page = f"{followed.console}/local-parties/{followed.newtown}"
    assert "Close the nominations?" in organiser.get(f"{followed.console}/close").text
    assert organiser.post(f"{followed.console}/close").status_code == 303
    assert organiser.post(f"{followed.console}/close").status_code == 409
    assert "Nominations are closed" in organiser.get(followed.public).text
    assert organiser.get(page).status_code == 409
    assert organiser.post(page, data=typed(1)).status_code == 409
    assert organiser.get(f"{followed.console}/file").status_code == 409
    sent = {"file": (io.BytesIO(b"local_party,candidate\n"), "f.csv")}
    assert organiser.post(f"{followed.console}/file", data=sent).status_code == 409
    assert organiser.post(f"{followed.console}/reopen").status_code == 303
    assert organiser.post(f"{followed.console}/reopen").status_code == 409
    assert organiser.post(page, data=typed(1)).status_code == 303


def test_what_was_nominated_keeps_candidates_parties_and_elections(
    organiser: FlaskClient, client: FlaskClient, followed: Followed
) -> None:
    console, parties = followed.console, "/organise/local-parties"
    organiser.post(f"{console}/local-parties/{followed.newtown}", data=typed(1, 3))
    for path, status in (
        (f"{console}/candidates/3/remove", 409),
        (f"{console}/candidates/2/remove", 303),
        (f"{console}/candidates/2/remove", 404),
        (f"{parties}/{followed.newtown}/remove", 409),
        (f"{parties}/{followed.anyborough}/remove", 303),
        (f"{parties}/{followed.anyborough}/remove", 404),
        (f"{console}/delete", 409),
        (f"{console}/publish", 409),
    ):
        assert organiser.post(path).status_code == status, path
    fewer = {"title": "The executive", "seats": "2", "allowed": "1", "needed": "2"}
    refused = organiser.post(f"{console}/edit", data=fewer | {"needed_regions": "0"})
    assert (refused.status_code, "has nominated more" in refused.text) == (422, True)
    refused = organiser.post(f"{console}/candidates", data={"lines": "ANN ASH"})
    assert (refused.status_code, "called ANN ASH already" in refused.text) == (422, True)
    refused = organiser.post(f"{console}/candidates", data={"lines": "Dan; ; Narnia\na;b;c;d"})
    assert "Line 1: there is no nation or region “Narnia”. Line 2 has more than" in refused.text
    crowd = "\n".join(f"Person {number}" for number in range(400))
    refused = organiser.post(f"{console}/candidates", data={"lines": crowd})
    assert (refused.status_code, "400 candidates at most" in refused.text) == (422, True)
    renamed = {"name": "Ann Ash", "slate": "", "region": "", "candidate": ""}
    assert organiser.post(f"{console}/candidates/3", data=renamed).status_code == 422
    renamed = {"name": "Cat Cole", "slate": "us", "region": "elsewhere", "candidate": ""}
    assert organiser.post(f"{console}/candidates/3", data=renamed).status_code == 303
    assert organiser.post(f"{console}/candidates/3/withdrawn").status_code == 303
    page = client.get(f"{followed.public}/candidates/3").text
    assert "Withdrawn" in page
    assert '<p class="lede">Us</p>' in page
    assert organiser.post(f"{console}/candidates/3/withdrawn").status_code == 303
    page = client.get(f"{followed.public}/candidates/3").text
    assert "Still needed: 1 more, from 1 more region." in page


def test_an_election_by_hand_can_be_deleted_until_it_is_public(organiser: FlaskClient) -> None:
    assert organiser.post("/organise/elections/new", data={"title": "New"}).status_code == 422
    plan = {"title": "New", "seats": "1", "allowed": "1", "needed": "0", "needed_regions": "0"}
    made = organiser.post("/organise/elections/new", data=plan)
    assert made.headers["Location"] == "/organise/elections/new-2/candidates"
    console = "/organise/elections/new-2"
    assert organiser.get(console).text.count("Next: add the candidates") == 1
    refused = organiser.post(f"{console}/publish")
    assert (refused.status_code, "Add the candidates first." in refused.text) == (409, True)
    assert organiser.post(f"{console}/close").status_code == 409
    organiser.post("/organise/local-parties", data={"name": "Newtown", "region": "SCT"})
    secretary = {"email": "organiser@example.org"}
    assert (
        organiser.post("/organise/local-parties/1/secretaries", data=secretary).status_code == 303
    )
    assert organiser.get("/secretary/new-2/1").status_code == 404
    assert "No election takes nominations now." in organiser.get("/secretary").text
    assert "Delete this election?" in organiser.get(f"{console}/delete").text
    assert organiser.post(f"{console}/delete").status_code == 303
    assert organiser.get(console).status_code == 404


def test_local_parties_are_taken_from_the_roll_or_added(
    organiser: FlaskClient, engine: Engine, clock: SetClock
) -> None:
    page = "/organise/local-parties"
    assert "No local party is listed yet" in organiser.get(page).text
    assert organiser.post(f"{page}/from-roll").status_code == 409
    with open_session(engine) as session:
        for number, (party, region) in enumerate(
            [
                ("Anyborough", "London"),
                ("Anyborough", "Wales"),
                ("anyborough", "Wales"),
                ("Anyborough", "Wales"),
                ("Faraway", "Outside the United Kingdom"),
            ]
        ):
            email = f"m{number}@example.org"
            add_roll_entry(session, clock, email, local_party=party, region=region)
        session.commit()
    assert organiser.post(f"{page}/from-roll").status_code == 303
    assert "2 local parties were added from the roll." in organiser.get(page).text
    assert "Anyborough" in organiser.get(f"{page}?region=WLS").text
    assert "Faraway" in organiser.get(f"{page}?region=elsewhere").text
    organiser.post(f"{page}/from-roll")
    assert "The roll names no other." in organiser.get(page).text
    added = organiser.post(page, data={"name": "Newtown", "region": "SCT"})
    assert added.headers["Location"] == f"{page}?region=SCT"
    for cells, status in (
        ({"name": "NEWTOWN", "region": "SCT"}, 422),
        ({"name": "", "region": "SCT"}, 422),
        ({"name": "Oldtown", "region": ""}, 422),
    ):
        assert organiser.post(page, data=cells).status_code == status
    found = organiser.get(f"{page}?region=SCT").text.split(f'href="{page}/')[1].split('"')[0]
    taken = {"name": "Faraway", "region": "SCT"}
    assert organiser.post(f"{page}/{found}", data=taken).status_code == 422
    moved = {"name": "newtown", "region": "ENG-N"}
    assert organiser.post(f"{page}/{found}", data=moved).status_code == 303
    assert "newtown" in organiser.get(f"{page}?region=ENG-N").text
    bad = organiser.post(f"{page}/{found}/secretaries", data={"email": "nobody"})
    assert (bad.status_code, "This is not an e-mail address." in bad.text) == (422, True)


def hand_in(organiser: FlaskClient, followed: Followed, content: str, **more: str) -> str:
    """Hand in a file and return the address of its page."""
    sent = {"file": (io.BytesIO(content.encode()), "nominations.csv")} | more
    answer = organiser.post(f"{followed.console}/file", data=sent)
    assert answer.status_code == 303
    return answer.headers["Location"]


def seen_on(page: str) -> dict[str, str]:
    return {"seen": page.split('name="seen" value="')[1].partition('"')[0]}


def test_a_file_with_faults_enters_nothing(organiser: FlaskClient, followed: Followed) -> None:
    assert organiser.post(f"{followed.console}/file", data={}).status_code == 422
    bad_link = {"file": (io.BytesIO(b"x"), "f.csv"), "evidence": "http://example.org"}
    assert organiser.post(f"{followed.console}/file", data=bad_link).status_code == 422
    address = hand_in(
        organiser,
        followed,
        "candidate,local_party,decided_on,shoe size\n"
        "Nobody,Anyborough,2026-01-05,1\nAnn Ash,Oldtown,2026-01-05,2\n",
        evidence="https://report.example/all",
    )
    page = organiser.get(address).text
    assert "There are 2 faults" in page
    assert "No candidate is called “Nobody”." in page
    assert "Give its region to add it." in page
    assert "Columns left aside: shoe size." in page
    assert organiser.post(f"{address}/apply", data={"seen": "0"}).status_code == 409
    assert organiser.post(f"{address}/discard").status_code == 409
    assert "has faults" in organiser.get(followed.console).text


def test_a_file_is_applied_as_it_was_shown_or_not_at_all(
    organiser: FlaskClient, client: FlaskClient, followed: Followed
) -> None:
    text = (
        "local_party,region,candidate,evidence,decided_on\n"
        f"Anyborough,,Ann Ash,{LINK},2026-01-05\n"
        f"Oldtown,Wales,'=Cat Cole,{LINK},2026-01-05\n"
    )
    page = f"{followed.console}/local-parties/{followed.anyborough}"
    organiser.post(page, data=typed(2))
    address = hand_in(organiser, followed, text)
    shown = organiser.get(address).text
    for words in ("The file is in order", "Corrections", "Ann Ash", "Ben Box"):
        assert words in shown
    organiser.post(page, data=typed(3, after=1, reason="Read wrongly."))
    answer = organiser.post(f"{address}/apply", data=seen_on(shown), follow_redirects=True)
    assert "Look at the figures again" in answer.text
    assert organiser.post(f"{address}/apply", data={}).status_code == 303
    assert organiser.post(f"{address}/apply", data=seen_on(answer.text)).status_code == 303
    assert organiser.post(f"{address}/apply", data=seen_on(answer.text)).status_code == 409
    assert "The nominations are entered" in organiser.get(address).text
    history = client.get(f"{followed.public}/local-parties/{followed.anyborough}").text
    assert "by a file that an organiser handed in" in history
    assert "Put right by a file" in history
    other = hand_in(organiser, followed, text)
    shown = organiser.get(other).text
    assert "Enter all of it" not in shown
    assert organiser.post(f"{other}/discard").status_code == 303
    assert "The file is put aside" in organiser.get(other).text
    missing = f"{followed.console}/files/999"
    assert organiser.get(missing).status_code == 404


def test_a_report_of_647_local_parties_is_followed_with_its_figures(
    organiser: FlaskClient, client: FlaskClient, engine: Engine, app: object
) -> None:
    plan = {"title": "Executive", "seats": "9", "allowed": "9", "needed": "100"}
    plan |= {"needed_regions": "3", "our_slate": report.LEFT}
    organiser.post("/organise/elections/new", data=plan)
    followed = Followed(slug="executive", anyborough=0, newtown=0)
    lines = "\n".join(f"{name}; {slate}" for name, slate, _ in report.candidates())
    organiser.post(f"{followed.console}/candidates", data={"lines": lines})
    content = "\n".join(report.csv_lines()) + "\n"
    address = hand_in(organiser, followed, content)
    shown = organiser.get(address).text
    assert shown.count("<strong>647</strong>") == 2
    assert organiser.post(f"{address}/apply", data=seen_on(shown)).status_code == 303
    organiser.post(f"{followed.console}/publish")

    statements: list[str] = []
    own = app.extensions["shortlist"].engine
    event.listen(own, "before_cursor_execute", lambda *args: statements.append(args[2]))
    page = client.get(followed.public).text
    assert len([one for one in statements if one.startswith("SELECT")]) <= 12
    assert (
        "647 of 647 local parties have nominated. "
        "The Left has 42 % of all nominations, on average 278 for each of its six candidates. "
        "The Centre has 24 % of all nominations, on average 158 for each of its six candidates. "
        "The Left takes six of the first seven places."
    ) in page
    assert "It takes 100 nominations from 3 nations or regions to stand. 11 of 42 have" in page
    whole = client.get(f"{followed.public}/nominations.json").json
    assert [(one["share"], one["average"]) for one in whole["slates"][:2]] == [
        ("1668/3971", "278/1"),
        ("948/3971", "158/1"),
    ]
    ranked = [one["slate"] for one in whole["candidates"][:7]]
    assert ranked.count(report.LEFT) == 6
    assert len(whole["local_parties"]) == report.PARTIES

    out = client.get(f"{followed.public}/nominations.csv").text
    written = {tuple(row.values())[:3] for row in csv.DictReader(io.StringIO(content))}
    assert {tuple(row.values())[:3] for row in csv.DictReader(io.StringIO(out))} == written
    again = organiser.get(hand_in(organiser, followed, out)).text
    assert "<strong>647</strong> <span>as entered already" in again
    rows = list(csv.DictReader(io.StringIO(client.get(f"{followed.public}/candidates.csv").text)))
    assert (rows[0]["rank"], rows[0]["nominations"], rows[0]["lacking"]) == ("1", "331", "enough")


def test_pages_for_readers_say_who_nominates_whom(
    organiser: FlaskClient, client: FlaskClient, followed: Followed, engine: Engine
) -> None:
    for party, numbers in ((followed.anyborough, (1, 3)), (followed.newtown, (1,))):
        organiser.post(f"{followed.console}/local-parties/{party}", data=typed(*numbers))
    page = client.get(followed.public).text
    for words in (
        "2 of 2 local parties have nominated.",
        "Us has 67 % of all nominations, all for its one candidate.",
        "1 of 3 has enough.",
        "2 needed to stand",
        'id="growth-says">From 1 February 2026 to 1 February 2026: Us 2, Them 0, No slate 1.',
        "Scotland 1 / 1",
        "Us: share of nominations",
        "=Cat Cole",
    ):
        assert words in page
    assert "'=Cat Cole" in client.get(f"{followed.public}/nominations.csv").text
    for name in ("nominations.csv", "candidates.csv", "nominations.json"):
        files = {
            client.get(f"{followed.public}/{name}", headers={"Accept-Language": code}).data
            for code in ("en", "cy")
        }
        assert len(files) == 1
    ann = client.get(f"{followed.public}/candidates/1").text
    for words in ("66.7 %", "Newtown", "Anyborough", "This is enough."):
        assert words in ann
    assert (
        "No local party has nominated Ben Box" in client.get(f"{followed.public}/candidates/2").text
    )
    regions = client.get(f"{followed.public}/local-parties").text
    assert "1 of 1 has nominated" in regions
    newtown = client.get(f"{followed.public}/local-parties?region=SCT").text
    assert "1 nomination" in newtown
    assert "1 nomination, entered by an organiser" in client.get(f"{followed.public}/changes").text
    none_yet = client.get(f"{followed.public}/changes?before=0").text
    assert "Nothing is entered yet" in none_yet
    for path in ("candidates/9", "local-parties/99999", "local-parties?region=NIR"):
        assert client.get(f"{followed.public}/{path}").status_code == 404
    etag = client.get(f"{followed.public}/nominations.csv").headers["ETag"]
    known = client.get(f"{followed.public}/nominations.csv", headers={"If-None-Match": etag})
    assert known.status_code == 304
    with open_session(engine, read_only=True) as session:
        assert session.scalars(select(Election)).one().closed_at is None
