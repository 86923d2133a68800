"""Shapes of what an organiser decides."""

from flask_wtf import FlaskForm
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from shortlist.candidates.actions import Verdict
from shortlist.candidates.rules import REASON_WHEN_ACCEPTED, Outcome, Withdrawal
from shortlist.web.typed import prose


class VerdictForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Accept or decline, and why."""

    outcome = RadioField(
        "Your decision",
        [InputRequired("Choose whether to accept or decline.")],
        choices={Outcome.ACCEPTED.value: "Accept", Outcome.DECLINED.value: "Decline"},
    )
    reason = TextAreaField(
        "Reason",
        [Length(max=2000, message="Use 2,000 characters or fewer.")],
        filters=[prose],
        description="The member is told it. You can leave it empty when you accept.",
    )

    def forget_standard_reason(self) -> None:
        """Leave the reason empty where none was given, so that no other decision carries it."""
        if self.reason.data == REASON_WHEN_ACCEPTED:
            self.reason.data = ""

    def verdict(self) -> Verdict:
        """Return what was typed."""
        return Verdict(outcome=Outcome(self.outcome.data), reason=self.reason.data or "")


class WithdrawalForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Why a candidate is taken off the paper."""

    why = RadioField(
        "Reason",
        [InputRequired("Choose the reason.")],
        choices={
            Withdrawal.ASKED.value: "The candidate asked for it",
            Withdrawal.INELIGIBLE.value: "The candidate no longer meets the conditions",
        },
    )
