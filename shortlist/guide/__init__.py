"""The guide: the steps of a poll's life, each declared once by the stage that it belongs to.

Always true: whether a step can be taken is asked of the rule that its action asks, never decided
here.
"""
