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
from shortlist.language import later, thousands, whenever
from shortlist.web.begun import BegunForm
from shortlist.web.typed import one_line, prose


def _words(section: Section) -> TextAreaField:
    too_long = later(
        "%(section)s: use %(most)s characters or fewer.",
        section=SECTION_TITLES[section],
        most=whenever(thousands, MOST_OF_A_SECTION),
    )
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
        later("Title"),
        [
            InputRequired(later("Enter a title.")),
            Length(
                max=MOST_OF_A_TITLE,
                message=later("Use %(most)s characters or fewer.", most=MOST_OF_A_TITLE),
            ),
        ],
        filters=[one_line],
        description=later("What is new, in a few words."),
    )
    text = TextAreaField(
        later("Text"),
        [
            InputRequired(later("Write what you want to tell everybody.")),
            Length(
                max=MOST_OF_A_TEXT,
                message=later(
                    "Use %(most)s characters or fewer.", most=whenever(thousands, MOST_OF_A_TEXT)
                ),
            ),
        ],
        filters=[prose],
        description=later("You can use Markdown: **bold**, lists, links."),
    )

    def wording(self) -> Wording:
        """Return what was typed."""
        return Wording(title=self.title.data or "", text=self.text.data or "")
