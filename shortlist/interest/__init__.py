"""Interest: members' offers to stand, in drafts until they are sent.

Always true: what counts is the last version sent before the deadline; a draft is never published.
"""
