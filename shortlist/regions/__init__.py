"""Nations and regions: their names, neighbours, places on a map of tiles, and membership shares.

Pure: plain values read once from `data/regions.csv`; `data/README.md` gives each column's source.
"""

from shortlist.regions.table import Region, all_regions, by_name, region, with_share

__all__ = ["Region", "all_regions", "by_name", "region", "with_share"]
