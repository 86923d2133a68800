"""A person's Markdown: what is rendered, and what never is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortlist.web.filters import markdown


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**bold** *soft*", "<p><strong>bold</strong> <em>soft</em></p>"),
        ("# One\n\n### Two\n\n# Three", "<h3>One</h3>\n<h4>Two</h4>\n<h3>Three</h3>"),
        ("##### Deep first\n\n# Then high", "<h3>Deep first</h3>\n<h3>Then high</h3>"),
        ("## Only\n", "<h3>Only</h3>"),
        (
            "[here](https://a.example)",
            '<p><a href="https://a.example" rel="nofollow noopener ugc">here</a></p>',
        ),
        ("[c](//a.example)", "<p>[c](//a.example)</p>"),
        ("[c](/\\\\a.example)", "<p>[c](/\\a.example)</p>"),
        ("[c](/polls)", '<p><a href="/polls" rel="nofollow noopener ugc">c</a></p>'),
        ("<b>tag</b>", "<p>&lt;b&gt;tag&lt;/b&gt;</p>"),
        (
            "![pixel](https://a.example/x.png)",
            '<p>!<a href="https://a.example/x.png" rel="nofollow noopener ugc">pixel</a></p>',
        ),
    ],
)
def test_markdown_becomes_plain_html(text: str, html: str) -> None:
    assert str(markdown(text)).strip() == html


@given(st.text(alphabet="<>script\"'=()[]!#* \n:javhref/&;\\`", max_size=80))
def test_no_markdown_makes_an_element_that_acts(text: str) -> None:
    html = str(markdown(text))
    for part in html.split("<")[1:]:
        name = part.lstrip("/").split(">")[0].split(" ")[0]
        assert name in {
            "p",
            "br",
            "em",
            "strong",
            "ul",
            "ol",
            "li",
            "a",
            "blockquote",
            "h3",
            "h4",
            "h5",
        }
    assert 'href="javascript' not in html.lower()
