"""One module for each subcommand: what it is for, its arguments, and how it runs.

Each has SUMMARY (a line for the list of commands), EXAMPLE, `add_arguments` and `run`, which
returns the exit status or refuses by CountError.
"""
