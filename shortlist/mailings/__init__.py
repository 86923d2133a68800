"""Mailings: one notice to many members of a poll's electorate, worked off by a queue.

Always true: a recipient is marked before the message is handed over and never handed a second one,
and of a reminder to those who have not voted no table says who they were.
"""
