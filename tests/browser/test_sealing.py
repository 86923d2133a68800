"""Sealing in the browser: what leaves the device, what opens it, what helps when things fail."""

import json
import random
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from urllib.parse import parse_qs

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from playwright.sync_api import Page, Request, Route, expect

from shortlist.ballot_box.keys import load_key, public_text
from shortlist.ballot_box.log_keys import log_key_text
from shortlist.ballot_box.plaintext import check_code, decode
from shortlist.ballot_box.sealing import CannotOpen, Mode, Terms, open_layer, unseal
from shortlist.candidates.queries import standing
from shortlist.db import open_session
from shortlist.demonstration.cast import elector
from shortlist.polls.queries import poll_by_slug
from shortlist.voting.ballots import browsers_ballot
from shortlist.voting.fixed import Fixed, read_manifest
from shortlist.voting.models import Envelope
from shortlist.voting.queries import elector_of, fixed_for
from tests.browser.conftest import DESK, MONDAY, PHONE, Meet
from tests.browser.journey.voting import checks, keeps, to_check
from tests.browser.site import Site
from tests.browser.test_ballot import BALLOT, LOG, questions_of, rank, with_ballot
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

SLUG = BALLOT.split("/")[2]
SEALED = "**/sealed"
# Electors of the demonstration whom no other test takes.
others = count(340)
KEPT = "Your sealed ballot is kept on this page"
SEAL = """async ({ orders, manifest }) => {
  const { readManifest, fetchManifest } = await import("/static/js/sealing/manifest.js");
  const { newTracker, encode, checkCode } = await import("/static/js/sealing/plaintext.js");
  const { loadLibrary, seal, toBase64url } = await import("/static/js/sealing/seal.js");
  const library = await loadLibrary();
  const fixed = manifest
    ? await readManifest(new TextEncoder().encode(manifest))
    : await fetchManifest(document.getElementById("ballot").dataset.manifest);
  const envelopes = [];
  for (const order of orders) {
    const tracker = newTracker();
    const sealed = await seal(encode(tracker, order, fixed.names.size), fixed, library);
    envelopes.push([toBase64url(sealed), checkCode(tracker)]);
  }
  return envelopes;
}"""


def contest_fixed(site: Site) -> Fixed:
    """Return what the manifest of the poll that is open fixes."""
    with open_session(site.engine, read_only=True) as session:
        return fixed_for(session, poll_by_slug(session, SLUG).contests[0].id)


def orders_of(many: int) -> list[list[int]]:
    """Return orders of 42 candidates, of every length, at random and always the same."""
    chance = random.Random(1)
    return [chance.sample(range(1, 43), 1 + number % 42) for number in range(many)]


def leaves(member: Visitor) -> list[str]:
    return member.fetch(LOG).decode().splitlines()


def cast(member: Visitor) -> None:
    member.turn_to("Cast my ballot", "You have voted")


def code_shown(member: Visitor) -> str:
    return member.page.get_by_label("Check code", exact=True).input_value()


def shows_order(member: Visitor, names: list[str]) -> None:
    expect(member.page.locator(".code-order li")).to_have_text(names)


def hold_the_clock(member: Visitor) -> None:
    """Stop the page's own clock: no pause between two tries ends before a test moves it on."""
    member.page.clock.install(time=MONDAY)
    member.page.clock.pause_at(MONDAY + timedelta(seconds=1))


def posts_of(page: Page) -> list[Request]:
    """Return a list that grows by every request of a page that sends something."""
    sent: list[Request] = []
    page.on("request", lambda one: sent.append(one) if one.method == "POST" else None)
    return sent


def test_what_chromium_seals_opens_with_the_contests_key_and_with_nothing_else(
    demonstration: Site, meet: Meet
):
    member = with_ballot(demonstration, meet)
    orders, fixed = orders_of(200), contest_fixed(demonstration)
    sealed = member.page.evaluate(SEAL, {"orders": orders, "manifest": None})
    contest_id = fixed.terms.contest_id
    key = load_key(demonstration.running.settings.keys_path, contest_id)
    codes = set()
    for order, (text, code) in zip(orders, sealed, strict=True):
        envelope = browsers_ballot(fixed, 1, text).sealed  # of the one length there is
        ballot = decode(unseal(envelope, fixed.terms, [key]), fixed.candidates)
        assert list(ballot.preferences) == order
        assert check_code(ballot.tracker) == code
        codes.add(code)
        for terms, layer, other in wrong_ways(fixed.terms, key):
            with pytest.raises(CannotOpen):
                open_layer(envelope, terms, layer, other)
    assert len(codes) == 200


def wrong_ways(terms: Terms, key) -> Iterator[tuple[Terms, int, object]]:
    """Yield every way to open an envelope in which one thing is not as it was sealed."""
    contest_id, sha256 = terms.contest_id, terms.manifest_sha256
    yield Terms(contest_id=contest_id + 1, manifest_sha256=sha256), 0, key
    yield Terms(contest_id=contest_id, manifest_sha256=bytes(32)), 0, key
    yield Terms(contest_id=contest_id, manifest_sha256=sha256, mode=Mode.REHEARSAL), 0, key
    yield terms, 1, key
    yield terms, 0, generate_private_key(SECP256R1())


@pytest.mark.parametrize("layers", [2, 4])
def test_layers_open_in_the_order_of_the_manifest(demonstration: Site, meet: Meet, layers: int):
    keys = [generate_private_key(SECP256R1()) for _ in range(layers)]
    member = with_ballot(demonstration, meet)
    content = json.loads(member.fetch(BALLOT.replace("/vote/", "/log/") + "/manifest.json"))
    signing_key = log_key_text(Ed25519PrivateKey.generate().public_key())
    content["trustees"] = [
        {"name": "Trustee", "public_key": public_text(key.public_key()), "signing_key": signing_key}
        for key in keys
    ]
    del content["operator"]
    manifest = json.dumps(content)
    [(text, code)] = member.page.evaluate(SEAL, {"orders": [[3, 1]], "manifest": manifest})
    fixed = read_manifest(manifest)
    envelope = browsers_ballot(fixed, 1, text).sealed
    ballot = decode(unseal(envelope, fixed.terms, keys), fixed.candidates)
    assert (list(ballot.preferences), check_code(ballot.tracker)) == ([3, 1], code)
    with pytest.raises(CannotOpen):
        unseal(envelope, fixed.terms, keys[::-1])


def test_a_browser_seals_no_order_that_is_no_ballot(demonstration: Site, meet: Meet):
    member = with_ballot(demonstration, meet)
    for order in ([], [0], [43], [1, 1], [1.5], ["1"]):
        message = member.page.evaluate(
            f"(given) => ({SEAL})(given).then(() => 'sealed', (error) => error.message)",
            {"orders": [order], "manifest": None},
        )
        assert message == "this is no ballot of this contest"


def test_nothing_that_is_ranked_leaves_the_device(demonstration: Site, meet: Meet):
    member = with_ballot(demonstration, meet)
    sent = posts_of(member.page)
    asked: list[str] = []
    member.page.on("request", lambda one: asked.append(one.url))
    ranked = rank(member, 5)
    to_check(member)
    checks(member, ranked)
    assert sent == []
    cast(member)
    [post] = sent
    body = parse_qs(post.post_data)
    assert set(body) == {"csrf_token", "replaces", "envelope"}
    assert not [url for url in asked if "rank" in url or "?" in url]
    assert paper_in(demonstration, body["envelope"][0]) == (ranked, code_shown(member))
    shows_order(member, ranked)
    with open_session(demonstration.engine, read_only=True) as session:
        poll = poll_by_slug(session, SLUG)
        me = elector_of(session, poll, member.address)
        kept = session.get_one(Envelope, (poll.contests[0].id, me.id))
        assert not kept.by_server


def paper_in(site: Site, text: str) -> tuple[list[str], str]:
    """Open an envelope; return the names in it in order, and its check code."""
    fixed = contest_fixed(site)
    key = load_key(site.running.settings.keys_path, fixed.terms.contest_id)
    sealed = browsers_ballot(fixed, 1, text).sealed
    ballot = decode(unseal(sealed, fixed.terms, [key]), fixed.candidates)
    with open_session(site.engine, read_only=True) as session:
        names = {one.number: one.name for one in standing(session, fixed.terms.contest_id)}
    return [names[number] for number in ballot.preferences], check_code(ballot.tracker)


def test_the_check_view_says_what_the_check_page_says(demonstration: Site, meet: Meet):
    member = with_ballot(demonstration, meet)
    ranked = rank(member, 5)
    to_check(member)
    address = member.address
    without = meet(demonstration, java_script_enabled=False)
    without.sign_in(address)
    without.begin_at(BALLOT)
    for place, name in enumerate(ranked, start=1):
        without.fill(f"Rank for {name}", str(place))
    to_check(without)
    said = [words_of(one).replace("on this server", "in your browser") for one in (member, without)]
    assert said[0] == said[1]


def words_of(visitor: Visitor) -> str:
    """Return the words of the check page, without the note on how it is sealed."""
    words = visitor.page.locator("main").inner_text()
    note = visitor.page.locator(".check-cast .meta").inner_text()
    return " ".join(words.replace(note, "").split())


def test_the_check_view_shows_photos_and_initials(demonstration: Site, meet: Meet):
    member = with_ballot(demonstration, meet)
    shown = member.page.evaluate("""async () => {
      const { makeCheck } = await import("/static/js/ballot/check_view.js");
      const rows = [
        { number: 1, name: "Ana de la Cruz", region: "Wales", photo: "/photo.webp" },
        { number: 2, name: "Ŵyn ap Rhys", region: "" },
      ];
      const faces = makeCheck(rows, [2, 1]).querySelectorAll(".face");
      return [...faces].map((one) => one.getAttribute("src") ?? one.textContent);
    }""")
    assert shown == ["ŴR", "/photo.webp"]


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_check_view_and_receipt_are_sound(
    demonstration: Site, meet: Meet, viewport: dict[str, int], scheme: str
):
    member = with_ballot(demonstration, meet, viewport=viewport, color_scheme=scheme)
    rank(member, 4)
    to_check(member)
    with member.no_network():
        member.control("Cast my ballot").click()
        member.sees("Your device is offline.")
        member.look()
    expect(member.page.locator("h1")).to_have_text("You have voted")
    member.look()


def test_offline_then_online_casts_once(demonstration: Site, meet: Meet):
    member = with_ballot(demonstration, meet)
    before = len(leaves(member))
    rank(member, 3)
    to_check(member)
    with member.no_network():
        member.control("Cast my ballot").click()
        member.sees("Your device is offline.", KEPT)
        expect(member.page.locator("[data-said]")).to_have_attribute("role", "status")
        expect(member.control("Send it now")).to_be_visible()
    expect(member.page.locator("h1")).to_have_text("You have voted")
    member.look()
    assert len(leaves(member)) == before + 1


def test_an_answer_that_is_lost_is_asked_for_with_the_same_envelope(
    demonstration: Site, meet: Meet
):
    member = with_ballot(demonstration, meet)
    before, sent = leaves(member), posts_of(member.page)
    rank(member, 3)
    to_check(member)
    lost = count()

    def lose(route: Route) -> None:
        answer = route.fetch()  # the server has cast it
        assert answer.status == 200
        if next(lost) < 2:
            route.abort()
        else:
            route.fulfill(response=answer)

    member.page.route(SEALED, lose)
    hold_the_clock(member)
    member.control("Cast my ballot").click()
    member.sees("The server cannot be reached.", KEPT, "sent again in 2 seconds")
    member.page.clock.fast_forward(2000)
    member.sees("sent again in 4 seconds")
    member.page.clock.fast_forward(3999)
    assert len(sent) == 2
    member.page.clock.fast_forward(1)
    expect(member.page.locator("h1")).to_have_text("You have voted")  # by itself
    assert len({parse_qs(one.post_data)["envelope"][0] for one in sent}) == 1
    assert len(sent) == 3
    assert leaves(member)[:-1] == before
    expect(member.page.locator(".receipt code").first).to_have_text(leaves(member)[-1])


def test_only_a_receipt_is_taken_for_one(demonstration: Site, meet: Meet):
    member = with_ballot(demonstration, meet)
    rank(member, 2)
    to_check(member)
    welcome = "<!doctype html><title>Welcome</title><h1>Welcome to our network</h1>"
    member.page.route(SEALED, lambda route: route.fulfill(body=welcome, content_type="text/html"))
    hold_the_clock(member)
    member.control("Cast my ballot").click()
    member.sees("The server cannot be reached.", KEPT)
    member.page.unroute(SEALED)
    member.control("Send it now").click()
    expect(member.page.locator("h1")).to_have_text("You have voted")


def test_leaving_while_a_ballot_waits_asks_first_and_going_back_stops_it(
    demonstration: Site, meet: Meet
):
    member = with_ballot(demonstration, meet)
    ranked = rank(member, 2)
    to_check(member)
    before, sent = leaves(member), posts_of(member.page)
    asked = questions_of(member.page)
    member.page.route(SEALED, lambda route: route.abort())
    hold_the_clock(member)
    member.control("Cast my ballot").click()
    member.sees(KEPT)
    member.page.get_by_role("link", name="Polls", exact=True).click()
    member.comes_to(lambda: asked, ["beforeunload"])
    expect(member.page.locator("h1")).to_have_text("Check your ballot")
    member.page.go_back()
    keeps(member, ranked)
    member.page.clock.fast_forward(60_000)  # longer than any pause
    member.page.evaluate("fetch('/')")  # what was sent before this has been noted by now
    assert len(sent) == 1
    assert leaves(member) == before


def test_signed_out_meanwhile_one_signs_in_in_another_tab(demonstration: Site, meet: Meet):
    member = with_ballot(demonstration, meet)
    before = len(leaves(member))
    ranked = rank(member, 3)
    to_check(member)
    member.context.clear_cookies()
    member.control("Cast my ballot").click()
    member.sees("You are signed out", KEPT)
    sign_in_elsewhere(member, member.address)
    cast_at_last(member)
    shows_order(member, ranked)
    assert len(leaves(member)) == before + 1


def test_nobody_casts_the_ballot_of_whoever_was_here_before(demonstration: Site, meet: Meet):
    member = with_ballot(demonstration, meet)
    before = leaves(member)
    rank(member, 3)
    to_check(member)
    member.context.clear_cookies()
    sign_in_elsewhere(member, elector(next(others))[1], by_link=False)
    member.control("Cast my ballot").click()
    member.sees("somebody else is signed in in this browser")
    assert leaves(member) == before


def sign_in_elsewhere(member: Visitor, address: str, *, by_link: bool = True) -> None:
    """Sign in in a new tab of the same browser, and come back."""
    here = member.page
    if by_link:
        with here.expect_popup() as opened:
            member.control("Sign in in a new tab").click()
        member.page = opened.value
    else:
        member.page = member.context.new_page()
        member.page.goto(f"{member.site.base_url}/sign-in")
    member.looks = False
    member.type_code(address)
    member.page.close()
    member.page, member.looks = here, True


def cast_at_last(member: Visitor) -> None:
    """Send what was kept on the page, and see the receipt."""
    member.problems.clear()  # the browser notes every refusal
    member.turn_to("Send it again", "You have voted")


def test_a_ballot_cast_meanwhile_is_replaced_only_when_asked(demonstration: Site, meet: Meet):
    member, second = with_ballot(demonstration, meet), meet(demonstration)
    rank(member, 3)
    to_check(member)
    second.sign_in(member.address)
    second.begin_at(BALLOT)
    rank(second, 1)
    to_check(second)
    cast(second)
    member.control("Cast my ballot").click()
    member.sees("you have cast another one since this page was made")
    member.problems.clear()
    member.turn_to("Check this order again", "Check your ballot")
    member.sees("You have voted. Casting this ballot replaces the one in the box")
    cast(member)
    member.sees("It takes the place of the one you cast before.")


def test_a_server_that_cannot_sign_says_so_and_nothing_is_lost(demonstration: Site, meet: Meet):
    member = with_ballot(demonstration, meet)
    rank(member, 3)
    to_check(member)
    contest_id = contest_fixed(demonstration).terms.contest_id
    log_key = demonstration.running.settings.keys_path / f"{contest_id}-log.pem"
    away = log_key.rename(log_key.with_suffix(".away"))
    try:
        member.control("Cast my ballot").click()
        member.sees("This server cannot sign the log of this contest")
    finally:
        away.rename(log_key)
    cast_at_last(member)


def test_without_cryptography_in_the_browser_the_server_seals_and_says_so(
    demonstration: Site, meet: Meet
):
    member = meet(demonstration)
    member.context.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined });")
    member.sign_in(elector(next(others))[1])
    member.go(BALLOT)
    member.sees("Your ballot is sealed on this server")
    expect(member.page.locator("[data-sealed=in-browser]")).to_be_hidden()
    ranked = rank(member, 2)
    member.press("Check your ballot")
    checks(member, ranked)
    member.sees("your ballot is sealed on this server")
    member.press("Cast my ballot")
    shows_order(member, ranked)
    expect(member.page.locator(".receipt")).to_contain_text("on this server")


@pytest.mark.parametrize("part", ["**/vendor/hpke.js*", "**/manifest.json"])
def test_what_sealing_needs_is_asked_for_again(demonstration: Site, meet: Meet, part: str):
    member = with_ballot(demonstration, meet)
    sent = posts_of(member.page)
    rank(member, 2)
    member.page.route(part, lambda route: route.abort())
    member.control("Check your ballot").click()
    member.control("Cast my ballot").click()
    member.sees("could not be sealed in your browser, so nothing was sent")
    member.problems.clear()
    member.look()
    assert sent == []
    member.page.unroute(part)
    member.turn_to("Try again", "You have voted")


def test_a_voter_may_let_the_server_seal_where_the_browser_cannot(demonstration: Site, meet: Meet):
    member = with_ballot(demonstration, meet)
    ranked = rank(member, 2)
    member.page.route("**/vendor/hpke.js*", lambda route: route.abort())
    member.control("Check your ballot").click()
    member.control("Cast my ballot").click()
    member.sees("then the server sees your order for a moment")
    member.problems.clear()
    member.press("Let the server seal it")
    checks(member, ranked)
    member.sees("sealed on this server")


def test_a_page_that_does_not_agree_with_the_manifest_seals_nothing(
    demonstration: Site, meet: Meet
):
    member = with_ballot(demonstration, meet)
    sent = posts_of(member.page)
    ranked = rank(member, 2)

    def rename(route: Route) -> None:
        body = route.fetch().text().replace(ranked[0], "Somebody Else")
        route.fulfill(body=body, content_type="application/json")

    member.page.route("**/manifest.json", rename)
    to_check(member)
    member.control("Cast my ballot").click()
    member.sees("could not be sealed in your browser, so nothing was sent")
    assert sent == []


def put_both_buttons_at_one_place(member: Visitor, ranked: list[str]) -> None:
    """Make the window as high as brings the dock's button where the casting one is to stand."""
    place = member.control("Check your ballot").bounding_box()
    to_check(member)
    lower = member.control("Cast my ballot").bounding_box()["y"] - place["y"]
    member.control("Change my order").click()
    keeps(member, ranked)
    member.page.set_viewport_size({"width": 1280, "height": 770 + round(lower)})


def test_a_double_click_neither_casts_nor_goes_back_twice(demonstration: Site, meet: Meet):
    member = with_ballot(demonstration, meet, viewport={"width": 1280, "height": 770})
    ranked, sent = rank(member, 1), posts_of(member.page)
    asked = questions_of(member.page)
    put_both_buttons_at_one_place(member, ranked)
    place = member.control("Check your ballot").bounding_box()
    member.control("Check your ballot").dblclick()
    checks(member, ranked)
    stands_there = "([x, y]) => document.elementFromPoint(x + 40, y + 20).textContent"
    assert member.page.evaluate(stands_there, [place["x"], place["y"]]) == "Cast my ballot"
    member.control("Change my order").dblclick()
    keeps(member, ranked)
    member.page.evaluate("fetch('/')")  # what was sent before this has been noted by now
    assert (sent, asked) == ([], [])


def test_the_check_view_is_there_again_after_loading_the_page_anew(demonstration: Site, meet: Meet):
    member = with_ballot(demonstration, meet)
    ranked = rank(member, 3)
    to_check(member)
    member.page.once("dialog", lambda dialog: dialog.accept())
    member.page.reload()
    checks(member, ranked)
    member.look()
    member.page.go_back()
    keeps(member, ranked)
    member.page.go_forward()
    checks(member, ranked)
    cast(member)
    member.page.go_back()
    expect(member.page.locator("#dock-count")).to_have_text("0 of 42 ranked")


def test_code_and_order_are_printed_apart_from_the_receipt(demonstration: Site, meet: Meet):
    member = with_ballot(demonstration, meet)
    rank(member, 2)
    to_check(member)
    cast(member)
    member.page.emulate_media(media="print")
    code, receipt = member.page.locator(".check-code"), member.page.locator(".receipt")
    expect(code).to_be_hidden()
    expect(receipt).to_be_visible()
    member.page.emulate_media(media="screen")
    member.page.evaluate("window.print = () => {}")  # a dialog that no test can close
    member.control("Print code and order, apart from the receipt").click()
    member.page.emulate_media(media="print")
    expect(code).to_be_visible()
    expect(receipt).to_be_hidden()
    member.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(code).to_be_hidden()
    expect(receipt).to_be_visible()
