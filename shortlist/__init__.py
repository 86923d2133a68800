"""Shortlist: where a movement's members choose the slate it recommends."""
