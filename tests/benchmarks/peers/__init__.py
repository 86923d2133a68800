"""Other programs that count, driven as their users drive them; each script stands alone.

They run in an environment of their own (`.venv-bench`, the group `bench` of pyproject.toml), which
knows nothing of this project. Each reads the BLT file in the quickest way that its library offers,
counts nine seats by its own kind of STV, and prints as JSON what it is and whom it elected.
"""
