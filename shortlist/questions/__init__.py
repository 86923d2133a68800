"""Questions: what everybody who offers to stand is asked alike, and what they answer.

Always true: all are asked the same, with the same limits and the same deadline; what was sent stays
in the log of its answer, and what came late says so.
"""
