"""Pictures for tests: small, made on the spot, some of them hostile."""

import struct
import zlib
from io import BytesIO

from PIL import Image


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: object
) -> bytes:
    """Return a picture whose left half is red and whose right half is blue."""
    made = Image.new(mode, size, "red")
    made.paste("blue", (size[0] // 2, 0, size[0], size[1]))
    out = BytesIO()
    made.save(out, kind, **options)
    return out.getvalue()


def with_metadata() -> bytes:
    """Return a JPEG that tells where it was taken, by which camera, and a comment."""
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif[0x0112] = 6  # to be turned a quarter clockwise
    exif.get_ifd(0x8825)[2] = (51.0, 30.0, 26.0)
    return picture(exif=exif, comment=b"SecretComment", icc_profile=b"SecretProfile")


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """Return a PNG of a few bytes that says it has billions of picture points."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        whole = kind + body
        return struct.pack(">I", len(body)) + whole + struct.pack(">I", zlib.crc32(whole))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def scanned_often(times: int) -> bytes:
    """Return a small JPEG that repeats its last scan: each is read over the whole picture."""
    made = picture(size=(16, 16), progressive=True)
    last = made.rfind(b"\xff\xda")
    return made[:last] + made[last:-2] * times + made[-2:]
