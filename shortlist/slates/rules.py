"""When a slate may be published."""

from shortlist.errors import Refusal


class ResultsFirst(Refusal):
    """The slate follows from results that everybody can see."""

    sentence = "Publish the results first: the slate follows from them."


class SlatePublishedAlready(Refusal):
    """A published slate does not change."""

    sentence = "The slate is published. A published slate does not change."
