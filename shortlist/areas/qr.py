"""QR codes of addresses: as an SVG file, and as squares to draw."""

import io

import segno


def qr_svg(address: str) -> bytes:
    """Return a QR code as SVG: dark on light in any colour scheme, with room around it."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", scale=8, border=4, dark="#211722", light="#fffdfa", xmldecl=False
    )
    return out.getvalue()


def qr_squares(address: str) -> list[list[bool]]:
    """Return rows of squares, true where dark, without the room around them."""
    code = segno.make(address, error="m", micro=False)
    return [[bool(square) for square in row] for row in code.matrix]
