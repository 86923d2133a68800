"""Areas: regions put together, each with the order in which its voters are asked to rank the slate.

Always true: every order names every candidate of the plan once, and a published plan does not
change. `planner` and `simulator` know no database and no framework.
"""
