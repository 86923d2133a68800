"""Bursaries: what a poll pays those who could not afford to stand, and who asks for it.

Always true: who has applied, and that anybody has, is known to them and to the bursary officers
alone: it is in no event, no log and no address. What was offered is kept, or made better.
"""
