"""Shapes of a member's question, a candidate's reply, a report, and what organisers decide."""

from collections.abc import Sequence

from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from shortlist.board.actions import Verdict
from shortlist.board.models import BoardQuestion
from shortlist.board.rules import (
    LONGEST_QUESTION,
    MOST_OF_A_REPLY,
    MOST_WORDS,
    SHORTEST_QUESTION,
    State,
)
from shortlist.language import later, say
from shortlist.web.begun import BegunForm
from shortlist.web.typed import one_line, prose


class AskForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A question to all candidates."""

    text = TextAreaField(
        later("Your question"),
        [
            InputRequired(later("Write your question.")),
            Length(
                SHORTEST_QUESTION,
                LONGEST_QUESTION,
                later(
                    "Use from %(SHORTEST_QUESTION)s to %(LONGEST_QUESTION)s characters.",
                    SHORTEST_QUESTION=SHORTEST_QUESTION,
                    LONGEST_QUESTION=LONGEST_QUESTION,
                ),
            ),
        ],
        filters=[one_line],
        description=later(
            "One question to all candidates, in up to %(LONGEST_QUESTION)s characters.",
            LONGEST_QUESTION=LONGEST_QUESTION,
        ),
    )


class ReplyForm(BegunForm):
    """A candidate's reply."""

    text = TextAreaField(
        later("Your reply"),
        [
            InputRequired(later("Write your reply.")),
            Length(
                max=MOST_OF_A_REPLY, message=later("That is more than we can keep. Shorten it.")
            ),
        ],
        filters=[prose],
        description=later(
            "Up to %(MOST_WORDS)s words. You can use Markdown: **bold**, lists, links.",
            MOST_WORDS=MOST_WORDS,
        ),
        render_kw={"data-words": str(MOST_WORDS)},
    )


class ReasonForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Why something is reported or taken down."""

    reason = TextAreaField(
        later("Reason"),
        [
            InputRequired(later("Write the reason.")),
            Length(max=500, message=later("Use 500 characters or fewer.")),
        ],
        filters=[prose],
    )


class VerdictForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Publish a question, decline it, or join it with another."""

    state = RadioField(
        later("Your decision"),
        [InputRequired(later("Choose what to do with the question."))],
        choices=lambda: {
            State.PUBLISHED.value: say("Publish it"),
            State.DECLINED.value: say("Decline it"),
            State.MERGED.value: say("Join it with one that asks the same"),
        },
    )
    reason = TextAreaField(
        later("Reason"),
        [Length(max=500, message=later("Use 500 characters or fewer."))],
        filters=[prose],
        description=later("For declining it: whoever asked is told."),
    )
    into = SelectField(later("The question that asks the same"), coerce=int, default=0)

    def offer(self, published: Sequence[BoardQuestion]) -> None:
        """Offer these questions to join it with."""
        self.into.choices = [(0, say("None")), *((one.id, one.text) for one in published)]

    def verdict(self) -> Verdict:
        """Return what was chosen."""
        return Verdict(
            state=State(self.state.data),
            reason=self.reason.data or "",
            into_id=self.into.data or None,
        )
