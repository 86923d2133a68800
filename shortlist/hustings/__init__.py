"""Hustings: meetings at which members hear the candidates, in a place or online.

Always true: who comes is told to nobody, only a count from five on; whoever said they would come is
told when a meeting is moved or cancelled.
"""
