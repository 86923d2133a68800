"""The ledger of a register: what was changed in it after it was frozen, and who looked into it.

Always true: each change is an entry that two people stand behind, with its reason; nobody who has
cast a ballot is taken out, and no ballot is ever taken away.
"""
