"""What is signed, kept or handed over as a file is in English, whoever asks for it."""

import json
from datetime import UTC, datetime
from gettext import NullTranslations

import pytest

from shortlist import catalogues
from shortlist.candidates.balance import balance_text
from shortlist.errors import Refusal
from shortlist.language import later, speaking
from shortlist.members.keeping import KINDS
from shortlist.permissions import Role, role_title
from shortlist.polls.balance import GroupPlan, Part, RulePlan, sentence_of
from shortlist.polls.rules import Phase
from shortlist.rights.download import as_csv, as_json
from shortlist.rights.gathering import Part as KeptPart
from shortlist.rights.gathering import Rows
from shortlist.rights.queries import Owner
from shortlist.stv import Sense
from shortlist.web.devices import device_in_words, device_of

WOMEN = GroupPlan(name="women", singular="a woman", words="I am a woman.")
RULE = RulePlan(sense=Sense.AT_LEAST, number=4, parts=(Part(group=WOMEN),))


class Loud(NullTranslations):
    """A language that says everything louder."""

    def gettext(self, message: str) -> str:
        """Return the message, louder."""
        return f"{message}!"

    def ngettext(self, one: str, many: str, number: int) -> str:
        """Return the form of the message, louder."""
        return self.gettext(one if number == 1 else many)


@pytest.fixture(autouse=True)
def _loud(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogues, "catalogue", lambda _code: Loud())


def test_a_rule_is_told_in_the_reader_s_language_and_signed_in_english() -> None:
    with speaking("loud"):
        assert sentence_of(RULE, 9) == "At least 4 of the 9 are women.!"
        text = balance_text([RULE], 9, [], {})
    assert json.loads(text)["rules"][0]["sentence"] == "At least 4 of the 9 are women."


def test_a_download_is_in_english() -> None:
    owner = Owner(member_id=1, email="a@example.org")
    rows = Rows(title="Members", labels=[later("Address")], cells=[["a@example.org"]])
    part = KeptPart(kind=KINDS[0], rows=[rows], files=[])
    with speaking("loud"):
        whole = as_json([part], owner, datetime.now(UTC))
        table = as_csv(rows)
    assert "!" not in whole + table
    assert json.loads(whole)["kinds"][0]["title"] == "Your account"


def test_a_device_is_kept_in_english_and_told_in_the_reader_s_language() -> None:
    with speaking("loud"):
        device = device_of("Firefox/140 Android")
        assert device == "Firefox on Android"
        assert device_in_words(device) == "Firefox! on Android!"
        assert device_in_words("") == ""


def test_offices_phases_and_refusals_are_told_in_the_language_spoken_then() -> None:
    class NotNow(Refusal):
        sentence = later("Not now.")

    with speaking("loud"):
        told = (role_title(Role.RETURNING_OFFICER), Phase.POLL_OPEN.in_words, NotNow.sentence)
        assert told == ("Returning officer!", "poll open!", "Not now.!")
        assert NotNow().text == "Not now.!"
    assert (role_title(Role.RETURNING_OFFICER), NotNow.sentence) == (
        "Returning officer",
        "Not now.",
    )
