"""The ballot box: opened papers with no name, and papers brought in from outside.

Always true: nothing here, in any column or order, leads from a paper to an elector.
"""
