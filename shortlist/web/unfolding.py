"""What a page says of itself where its link is shared: whole addresses, and the code to scan."""

import segno
from flask import Flask
from markupsafe import Markup

from shortlist.extensions import settings
from shortlist.pictures import HEIGHT, WIDTH

QUIET_ZONE = 4  # modules of white around the code, as ISO/IEC 18004 asks


def whole(path: str) -> str:
    """Return the whole address of one of our pages: what people share, and what machines fetch."""
    return settings().base_url + path


def qr(address: str) -> Markup:
    """Return an address as a QR code (SVG), black on white by day and by night."""
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(
        border=QUIET_ZONE, omitsize=True, svgclass="qr", lineclass=None, dark="#000", light="#fff"
    )
    return Markup(drawn)  # noqa: S704 - made by segno of nothing but squares


def install(app: Flask) -> None:
    """Give both to every template, and the size of the pictures of links."""
    app.jinja_env.filters.update(whole=whole, qr=qr)
    app.jinja_env.globals.update(picture_size=(WIDTH, HEIGHT))
