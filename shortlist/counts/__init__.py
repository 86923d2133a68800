"""Counts: the only bridge from papers to the pure engine, and the records it makes.

Always true: a record is made from the papers in the box and is kept byte for byte.
"""
