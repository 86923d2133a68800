"""Offices: who holds which, for one poll or for all, until when, and which two people agreed on it.

Always true: nobody grants an office alone, to themselves, or without an end. Only the command on
the server does without a second officer, so that the first ones can exist, and the audit log says
that it was the platform.
"""
