"""The audit log: who did what, when; append-only and hash-chained.

Always true: an event is never changed or removed, and each names the hash of the one before.
"""
