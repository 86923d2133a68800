"""Photos made safe to publish: read with care, turned upright, made small, without metadata."""

from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageOps

from shortlist.interest.rules import MOST_PHOTO_BYTES, PhotoRefused, PhotoTooLarge

MOST_POINTS = {"JPEG": 50_000_000, "PNG": 25_000_000, "WEBP": 25_000_000}
MOST_SCANS = 40  # a progressive JPEG has about ten; each is read over all its points
LONGEST_SIDE = 800
FACE_SIDE = 176
JPEG_START, SCAN_START = b"\xff\xd8", b"\xff\xda"
PAPER = (251, 246, 238)  # behind whatever is transparent


@dataclass(frozen=True, kw_only=True)
class Portrait:
    """A JPEG of ours, its face, its size in picture points, and its SHA-256 in hex, shortened."""

    jpeg: bytes
    face: bytes
    width: int
    height: int
    sha256: str


def clean_picture(file: bytes, longest_side: int) -> bytes:
    """Return a file's picture as an upright JPEG with nothing of it but its picture points.

    Raises `PhotoTooLarge` before anything large is decoded, and `PhotoRefused` for what is broken
    or no JPEG, PNG or WebP.
    """
    return _encode(_read_safely(file, longest_side))


def _read_safely(file: bytes, longest_side: int) -> Image.Image:
    if len(file) > MOST_PHOTO_BYTES:
        raise PhotoTooLarge
    if file.startswith(JPEG_START) and file.count(SCAN_START) > MOST_SCANS:
        raise PhotoRefused
    return _read(file, longest_side)


def make_portrait(file: bytes) -> Portrait:
    """Return a file's picture as an upright JPEG of at most 800 by 800 points, and its face.

    Raises `PhotoTooLarge` before anything large is decoded, and `PhotoRefused` for what is broken
    or no JPEG, PNG or WebP. Nothing of the file but its picture points goes into the new one.
    """
    picture = _read_safely(file, LONGEST_SIDE)
    jpeg = _encode(picture)
    return Portrait(
        jpeg=jpeg,
        face=_encode(_face(picture)),
        width=picture.width,
        height=picture.height,
        sha256=sha256(jpeg).hexdigest()[:40],
    )


def _face(picture: Image.Image) -> Image.Image:
    """Return a square of 176 points for lists; faces are mostly above the middle."""
    return ImageOps.fit(picture, (FACE_SIDE, FACE_SIDE), centering=(0.5, 0.35))


def _read(file: bytes, longest_side: int) -> Image.Image:
    try:
        with Image.open(BytesIO(file), formats=list(MOST_POINTS)) as picture:
            if picture.width * picture.height > _most_points(picture):
                raise PhotoTooLarge
            return _upright_and_small(picture, longest_side)
    except PhotoTooLarge:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PhotoTooLarge from error
    except Exception as error:  # a hostile file makes decoders fail in many ways, none of them ours
        raise PhotoRefused from error


def _most_points(picture: Image.Image) -> int:
    # A telephone's JPEG that holds several pictures calls itself MPO.
    return MOST_POINTS.get(picture.format or "", MOST_POINTS["JPEG"])


def _upright_and_small(picture: Image.Image, longest_side: int) -> Image.Image:
    """Return only the picture points: small, upright by its EXIF orientation, on our paper."""
    orientation = picture.getexif().get(0x0112, 1)
    clear = picture.has_transparency_data
    picture.draft("RGB", (longest_side * 2, longest_side * 2))
    small = picture if picture.mode in {"RGB", "RGBA", "CMYK", "L"} else picture.convert("RGBA")
    small.thumbnail((longest_side, longest_side))
    turned = _turned(_in_common_colours(small, picture.info.get("icc_profile")), orientation)
    page = Image.new("RGB", turned.size, PAPER)
    if clear:
        turned = turned.convert("RGBA")
    page.paste(turned, mask=turned.getchannel("A") if turned.mode == "RGBA" else None)
    return page


def _in_common_colours(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the picture in sRGB, since the profile that explains its colours is not kept."""
    if profile is None or picture.mode not in {"RGB", "CMYK"}:
        return picture
    try:
        source = ImageCms.getOpenProfile(BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        found = ImageCms.profileToProfile(picture, source, target, outputMode="RGB")
    except ImageCms.PyCMSError:
        return picture
    return picture if found is None else found


_TURNS: dict[Any, Image.Transpose] = {  # what EXIF holds may be of any kind
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _turned(picture: Image.Image, orientation: object) -> Image.Image:
    turn = _TURNS.get(orientation)
    return picture if turn is None else picture.transpose(turn)


def _encode(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=84, optimize=True, progressive=True)
    return out.getvalue()
