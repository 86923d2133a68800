"""Confidential reports: anyone tells the safeguarding officers, and nobody else can tell that.

Always true: what is written is sealed to the keys of the officers and of the reporter before it is
kept, so that the database holds nothing that anybody could read; and nothing of a report stands in
the audit log, the request log or any page but the officers' own and the reporter's.
"""
