"""Declarations: what those who stand declare: conflicts of interest, and what they spend.

Always true: what is asked is said before members offer to stand, and is the same for everybody;
what was declared once stays in a log that everybody can read beside what stands now.
"""
