"""The electoral roll: all who may vote, and its frozen copy (the register) for each poll.

Always true: a register, once frozen, has the size and the hash that were published with it.
"""
