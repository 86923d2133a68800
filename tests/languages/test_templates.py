"""Nothing in a template is said in English alone."""

import pytest

from tests.languages.extracting import ROOT
from tests.languages.scanning import of_file, untranslated

FOLDER = ROOT / "templates"
TEMPLATES = sorted(
    path.relative_to(FOLDER).as_posix()
    for suffix in ("html", "txt")
    for path in FOLDER.rglob(f"*.{suffix}")
)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_says_nothing_untranslated(name: str) -> None:
    assert of_file(FOLDER / name) == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>Hello there</p>", ["Hello there"]),
        ("<p>{% trans %}Hello there{% endtrans %}</p>", []),
        ("<p>{% trans name=person %}Hello {{ name }}{% endtrans %}</p>", []),
        ("<p>{{ _('Hello there') }}</p>", []),
        ("<p>{{ button('Send it', url_for('polls.send')) }}</p>", ["Send it"]),
        ("<p>{{ button(_('Send it'), url_for('polls.send'), 'quiet') }}</p>", []),
        ('<a href="/x" aria-label="Send it">{{ icon("mark") }}</a>', ["Send it"]),
        ("<p>{{ count }} votes</p>", ["votes"]),
        ("<p>{{ say_many('%(n)s vote', '%(n)s votes', count) }}</p>", []),
        ("<p>{{ n }} {{ 'vote' if n == 1 else 'votes' }}</p>", ["vote", "votes"]),
        ("<p>{{ 'one paper' if single else 'all of them' }}</p>", ["one paper", "all of them"]),
        ("<p>{{ minutes ~ ' minutes' }}</p>", [" minutes"]),
        ("<p>{{ button(_('Vote'), describe='in ' ~ title) }}</p>", ["in "]),
        ("<p>{{ _('yes') if done else 'not yet' }}</p>", ["not yet"]),
        ("<p class=\"field{{ ' wrong' if errors }}\"></p>", []),
        ("<p>Shortlist, {{ size }} CSV, <code>shortlist count FILE</code></p>", []),
    ],
)
def test_bare_words_are_found(source: str, words: list[str]) -> None:
    assert untranslated(source) == words
