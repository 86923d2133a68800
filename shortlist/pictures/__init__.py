"""Pictures for links: cards of 1200 x 630 pixels with the names of a slate, an area or a candidate.

Always true: a card of the same words is the same picture, and nothing is fetched to draw it.
"""

from shortlist.pictures.card import HEIGHT, WIDTH, Card, Group, draw
from shortlist.pictures.lettering import shows

__all__ = ["HEIGHT", "WIDTH", "Card", "Group", "draw", "shows"]
