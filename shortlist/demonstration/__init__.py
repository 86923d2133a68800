"""The demonstration: a fictional movement with one poll in each phase.

Always true: it runs only where `SHORTLIST_ENV` is demonstration, and says that it is made up.
"""
