"""Work that no page waits for: jobs, and a queue that tells a worker to look for what waits.

Always true: what is to be done stands in the database; a message that is lost costs a minute.
"""
