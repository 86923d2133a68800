"""Flask helpers that know no stage: access, sessions, headers, logs, filters and error pages.

Always true: a view without a declared permission never serves, and no page carries inline script.
"""
