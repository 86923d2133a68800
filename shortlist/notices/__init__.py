"""Notices: outgoing mail, from an outbox table by a sender over SMTP.

Always true: a notice is written in the transaction that causes it, and leaves after the commit.
"""
