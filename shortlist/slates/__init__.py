"""Slates: the recommended outcome of each contest, in order, with its reserves.

Always true: a slate names the record it was made from.
"""
