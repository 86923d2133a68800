"""Postcodes: in which region, or in which of several, one lies.

`reading` and `table` are pure and know every outward code by a file of the project; an imported
official directory answers more exactly. What a visitor types is looked up and forgotten: no row
and no log line is ever made of it.
"""
