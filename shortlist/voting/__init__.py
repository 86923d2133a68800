"""Voting: ballots sealed into envelopes, the log they are written to, the close and the opening.

Always true: no ranking is written anywhere before the opening, and nothing follows the close leaf.
"""
