"""Nominations: which contenders of a real election local parties have nominated, after our slate.

Always true: an entry never changes. A correction is a further entry with its reason, the last one
holds, and all of them can be read. Entries name offices, never persons. Envelopes and papers are
out of reach from here.
"""
