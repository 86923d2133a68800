"""Shapes of a call for interest and of an announcement."""

from collections.abc import Mapping

from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from shortlist.announcements.actions import Wording
from shortlist.announcements.rules import (
    MOST_OF_A_SECTION,
    MOST_OF_A_TEXT,
    MOST_OF_A_TITLE,
    SECTION_HINTS,
    SECTION_TITLES,
    Section,
)
from shortlist.web.begun import BegunForm
from shortlist.web.typed import one_line, prose


def _words(section: Section) -> TextAreaField:
    too_long = f"{SECTION_TITLES[section]}: use {MOST_OF_A_SECTION:,} characters or fewer."
    return TextAreaField(
        SECTION_TITLES[section],
        [Length(max=MOST_OF_A_SECTION, message=too_long)],
        filters=[prose],
        description=SECTION_HINTS[section],
    )


class CallForm(BegunForm):
    """The words of a call, part by part; a part without words shows its facts alone."""

    body = _words(Section.BODY)
    seats = _words(Section.SEATS)
    dates = _words(Section.DATES)
    who = _words(Section.WHO)
    asked = _words(Section.ASKED)
    slate = _words(Section.SLATE)

    def show(self, words: Mapping[Section, str]) -> None:
        """Fill in the words to go on with."""
        for section in Section:
            self[section.value].data = words.get(section, "")

    def words(self) -> dict[Section, str]:
        """Return what was typed."""
        return {section: self[section.value].data or "" for section in Section}


class AnnouncementForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What is told to everybody."""

    title = StringField(
        "Title",
        [
            InputRequired("Enter a title."),
            Length(max=MOST_OF_A_TITLE, message=f"Use {MOST_OF_A_TITLE} characters or fewer."),
        ],
        filters=[one_line],
        description="What is new, in a few words.",
    )
    text = TextAreaField(
        "Text",
        [
            InputRequired("Write what you want to tell everybody."),
            Length(max=MOST_OF_A_TEXT, message=f"Use {MOST_OF_A_TEXT:,} characters or fewer."),
        ],
        filters=[prose],
        description="You can use Markdown: **bold**, lists, links.",
    )

    def wording(self) -> Wording:
        """Return what was typed."""
        return Wording(title=self.title.data or "", text=self.text.data or "")
