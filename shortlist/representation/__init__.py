"""Representation: how many seats each region has by its share, and what small figures withhold.

Pure and exact: shares are fractions, and equal claims are never parted unseen. `commands` is the
`shortlist seats` command; nothing here knows a database or a page.
"""

from shortlist.representation.apportioning import Apportionment, apportion
from shortlist.representation.methods import Method
from shortlist.representation.smallest import smallest_body

__all__ = ["Apportionment", "Method", "apportion", "smallest_body"]
