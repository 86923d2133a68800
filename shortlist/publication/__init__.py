"""Publication: the public pages and files of a poll.

Always true: nothing of a result is reachable before it is published.
"""
