"""Jinja filters: moments, numbers, ordinals, initials and safe Markdown."""

from datetime import date, datetime

import nh3
from flask import Flask
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from shortlist.extensions import now
from shortlist.language import later, number_marks, say, thousands
from shortlist.web.moments import date_in_words, day_in_words, in_words, zone_in_words


class PersonsMarkdown(MarkdownIt):
    """Markdown whose links lead where one sees that they do."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - markdown-it's own name
        """Refuse another site's address that looks like a path of ours, besides what is unsafe."""
        looks_own = url.replace("%5C", "/").replace("\\", "/").startswith("//")
        return not looks_own and super().validateLink(url)


# "zero" turns everything off; images and raw HTML stay off, and nh3 checks what is left.
_markdown = PersonsMarkdown("zero").enable(
    ["paragraph", "text", "newline", "emphasis", "list", "link", "blockquote", "heading", "escape"]
)
# Many languages have endings of their own up to the twentieth.
RANKS = {
    1: later("1st"),
    2: later("2nd"),
    3: later("3rd"),
    4: later("4th"),
    5: later("5th"),
    6: later("6th"),
    7: later("7th"),
    8: later("8th"),
    9: later("9th"),
    10: later("10th"),
    11: later("11th"),
    12: later("12th"),
    13: later("13th"),
    14: later("14th"),
    15: later("15th"),
    16: later("16th"),
    17: later("17th"),
    18: later("18th"),
    19: later("19th"),
    20: later("20th"),
}
_ALLOWED_TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "a", "blockquote", "h3", "h4", "h5"}


def markdown(text: str) -> Markup:
    """Render a person's Markdown: paragraphs, emphasis, lists, links; never HTML or images."""
    tokens = _markdown.parse(text)
    _put_headings_in_order(tokens)
    html = _markdown.renderer.render(tokens, _markdown.options, {})
    clean = nh3.clean(
        html,
        tags=_ALLOWED_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener ugc",
    )
    return Markup(clean)  # noqa: S704 - cleaned by nh3 on the line above


def _put_headings_in_order(tokens: list[Token]) -> None:
    """Turn a person's headings into h3 to h5 without a gap: the page's own come first."""
    levels = sorted({token.tag for token in tokens if token.type == "heading_open"})
    above = 2
    for token in tokens:
        if token.type == "heading_open":
            above = min(3 + levels.index(token.tag), above + 1, 5)
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{above}"


def decimal_thousands(text: str) -> str:
    """Part the thousands of a decimal string: "17270.60" is "17,270.60"."""
    whole, dot, fraction = text.partition(".")
    return thousands(int(whole)) + (number_marks()[1] if dot else "") + fraction


def ordinal(number: int) -> str:
    """Write a rank: 1st, 2nd, 3rd, 4th, 11th."""
    if number in RANKS:
        return str(RANKS[number])
    tens = number % 100 in {11, 12, 13}
    if number % 10 == 1 and not tens:
        return say("%(n)sst", n=number)
    if number % 10 == 2 and not tens:
        return say("%(n)snd", n=number)
    if number % 10 == 3 and not tens:
        return say("%(n)srd", n=number)
    return say("%(n)sth", n=number)


def initials(name: str) -> str:
    """Return the initials of the first and the last of a person's names."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def moment(value: datetime, zone: str) -> str:
    """Say a moment in a poll's zone, with the year when it is not this one's."""
    return in_words(value, zone, today=now().date())


def noted(value: datetime, zone: str) -> str:
    """Say when something happened, to the minute: a deadline needs its seconds, a note does not."""
    return moment(value.replace(second=0, microsecond=0), zone)


def day(value: date) -> str:
    """Say a day with its weekday, and with the year when it is not this one's."""
    return day_in_words(value, today=now().date())


def install(app: Flask) -> None:
    """Give the filters to every template."""
    app.jinja_env.filters.update(
        markdown=markdown,
        thousands=thousands,
        decimal_thousands=decimal_thousands,
        ordinal=ordinal,
        initials=initials,
        day=day,
        full_date=date_in_words,
        moment=moment,
        noted=noted,
        zone=zone_in_words,
    )
