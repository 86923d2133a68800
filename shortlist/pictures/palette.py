"""The colours of a card: those of the day in `static/css/tokens.css`, as a test sees to."""

PAPER = "#fbf6ee"
INK = "#211722"
MUTED = "#62555f"
ACCENT = "#b0123b"
ACCENT_DEEP = "#8a0c2d"
ON_ACCENT = "#fffafa"
