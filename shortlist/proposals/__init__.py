"""Proposals: what one returning officer proposes and another approves before a poll changes.

Always true: proposer and approver are two people, and no poll is closed, extended, opened or
published without a proposal that both stand behind. The database refuses it too.
"""
