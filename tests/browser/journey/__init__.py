"""The chapters of one story: a poll from the call for interest to the published slate."""
