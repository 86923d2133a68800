"""Trustees: the offline command with which they make keys, rehearse, sign and open.

Always true: nothing here reads a database, a setting of the server, or the network.
"""
