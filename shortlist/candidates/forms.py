"""Shapes of what an organiser decides, and of what a candidate agrees to or takes back."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from shortlist.candidates.actions import Verdict
from shortlist.candidates.consenting import Correction
from shortlist.candidates.rules import REASON_WHEN_ACCEPTED, Outcome
from shortlist.candidates.withdrawal_rules import Effect, WithdrawalReason
from shortlist.language import later, say
from shortlist.web.typed import one_line, prose


class VerdictForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Accept or decline, and why."""

    outcome = RadioField(
        later("Your decision"),
        [InputRequired(later("Choose whether to accept or decline."))],
        choices=lambda: {
            Outcome.ACCEPTED.value: say("Accept"),
            Outcome.DECLINED.value: say("Decline"),
        },
    )
    reason = TextAreaField(
        later("Reason"),
        [Length(max=2000, message=later("Use 2,000 characters or fewer."))],
        filters=[prose],
        description=later("The member is told it. You can leave it empty when you accept."),
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
        later("Reason"),
        [InputRequired(later("Choose the reason."))],
        choices=lambda: {
            WithdrawalReason.ASKED.value: say("The candidate asked for it"),
            WithdrawalReason.INELIGIBLE.value: say("The candidate no longer meets the conditions"),
            WithdrawalReason.NO_ANSWER.value: say(
                "The candidate has not countersigned the shortlist"
            ),
        },
    )


class CorrectionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What is to be shown of a candidate."""

    name = StringField(
        later("Name"),
        [
            InputRequired(later("Enter the name as it should stand on the ballot paper.")),
            Length(max=120, message=later("Use 120 characters or fewer.")),
        ],
        filters=[one_line],
    )
    local_party = StringField(
        later("Local party"),
        [Length(max=120, message=later("Use 120 characters or fewer."))],
        filters=[one_line],
    )
    region = StringField(
        later("Nation or region"),
        [Length(max=120, message=later("Use 120 characters or fewer."))],
        filters=[one_line],
    )
    has_photo = BooleanField(later("Show the photo"))

    def correction(self) -> Correction:
        """Return what was typed."""
        return Correction(
            name=self.name.data or "",
            local_party=self.local_party.data or "",
            region=self.region.data or "",
            has_photo=bool(self.has_photo.data),
        )


class CountersignForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Agreement to a page as it was shown."""

    version = HiddenField()
    agrees = BooleanField(
        later(
            "I have read this page, and agree that it is published with my name as it stands here"
        ),
        [InputRequired(later("Tick the box if you agree. If you do not, you can withdraw."))],
    )


class OwnWithdrawalForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A withdrawal, with the effect that its candidate was told."""

    effect = HiddenField()
    sure = BooleanField(
        later("I withdraw. I know that I cannot take it back myself"),
        [InputRequired(later("Tick the box if you want to withdraw."))],
    )

    def told(self) -> Effect | None:
        """Return the effect that the page named, or None for what is none."""
        return next((one for one in Effect if one.value == self.effect.data), None)
