"""Forms that know what they began with, so that two windows do not overwrite each other."""

from datetime import datetime

from flask_wtf import FlaskForm
from wtforms import HiddenField


class BegunForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form that carries when what it changes was last saved; "" where nothing was."""

    base = HiddenField()

    def begin_with(self, saved_at: datetime | None) -> None:
        """Note which version the page begins with."""
        self.base.data = saved_at.isoformat() if saved_at else ""

    def began_with(self, saved_at: datetime | None) -> bool:
        """Say whether the page began with the version saved then, as far as it says."""
        return self.base.data is None or self.base.data == (
            saved_at.isoformat() if saved_at else ""
        )
