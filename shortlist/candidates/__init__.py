"""Candidates: accepted expressions, and the shortlist they make.

Always true: every expression that was decided has a reason, and a paper's numbers never change.
"""
