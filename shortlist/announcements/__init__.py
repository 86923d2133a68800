"""Announcements: what is said to everybody about a poll: its call for interest, and what is new.

Always true: what was announced stays as it was said; a correction is a new announcement that names
the one it corrects.
"""
