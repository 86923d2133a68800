"""Polls: a question put to an electorate, its contests and its timetable.

Always true: the phase follows from the timetable, the facts on record and the clock alone.
"""
