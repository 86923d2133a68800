"""Members: persons with an account, how they prove their address, and the offices they hold.

Always true: an account exists only for an address whose owner has proved it.
"""
