"""Members: persons with an account, how they prove their address, and the offices they hold.

Always true: an account is entered only by whoever proves its address, anew for each browser.
"""
