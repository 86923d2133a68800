"""Conduct: the code that those who stand agree to, version by version.

Always true: a version does not change once it is published, and it is kept who accepted which one
when. A newer version asks everybody again.
"""
