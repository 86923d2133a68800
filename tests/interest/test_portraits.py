"""Photos: whatever comes in, what goes out is a small upright JPEG and nothing else."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from shortlist.interest.portraits import make_portrait
from shortlist.interest.rules import MOST_PHOTO_BYTES, PhotoRefused, PhotoTooLarge
from tests.interest.pictures import bomb, picture, scanned_often, with_metadata


def read(jpeg: bytes) -> Image.Image:
    found = Image.open(BytesIO(jpeg))
    found.load()
    return found


def is_red(picture: Image.Image, point: tuple[int, int]) -> bool:
    red, green, blue = picture.getpixel(point)
    return red > 200 and green < 60 and blue < 60


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("JPEG", "RGB"),
        ("JPEG", "L"),
        ("JPEG", "CMYK"),
        ("PNG", "RGB"),
        ("PNG", "RGBA"),
        ("PNG", "P"),
        ("PNG", "LA"),
        ("PNG", "1"),
        ("WEBP", "RGB"),
        ("WEBP", "RGBA"),
    ],
)
def test_every_kind_of_picture_becomes_a_jpeg(kind: str, mode: str) -> None:
    made = Image.new("RGB", (60, 40), "white").convert(mode)
    out = BytesIO()
    made.save(out, kind)
    portrait = make_portrait(out.getvalue())
    found = read(portrait.jpeg)
    assert (found.format, found.mode, found.size) == ("JPEG", "RGB", (60, 40))
    assert (portrait.width, portrait.height) == (60, 40)


def test_the_first_of_several_pictures_in_a_jpeg_is_taken() -> None:
    first, second = (Image.new("RGB", (60, 40), colour) for colour in ("red", "blue"))
    out = BytesIO()
    first.save(out, "MPO", save_all=True, append_images=[second])
    assert is_red(read(make_portrait(out.getvalue()).jpeg), (30, 20))


def test_a_large_picture_is_made_small() -> None:
    portrait = make_portrait(picture(size=(4000, 3000)))
    assert (portrait.width, portrait.height) == (800, 600)


def test_metadata_goes_and_the_picture_stands_upright() -> None:
    sent = with_metadata()
    assert b"SecretCamera" in sent
    assert b"SecretComment" in sent
    portrait = make_portrait(sent)
    found = read(portrait.jpeg)
    assert b"Secret" not in portrait.jpeg
    assert b"Exif" not in portrait.jpeg
    assert (len(found.getexif()), "comment" in found.info, "icc_profile" in found.info) == (
        0,
        False,
        False,
    )
    assert found.size == (40, 60)
    assert is_red(found, (20, 10))  # what was left is now above
    assert not is_red(found, (20, 50))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_each_orientation_is_turned_upright(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    found = read(make_portrait(picture(exif=exif)).jpeg)
    red_at = {1: (10, 20), 2: (50, 20), 3: (50, 20), 4: (10, 20)}
    red_at |= {5: (20, 10), 6: (20, 10), 7: (20, 50), 8: (20, 50)}
    assert found.size == ((60, 40) if orientation < 5 else (40, 60))
    assert is_red(found, red_at[orientation])


def test_what_is_clear_shows_our_paper() -> None:
    out = BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    assert min(read(make_portrait(out.getvalue()).jpeg).getpixel((10, 10))) > 200


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"not a picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        picture("GIF"),
        picture("TIFF"),
        picture()[:200],
        picture("PNG")[:60],
    ],
)
def test_what_is_no_photo_is_refused(file: bytes) -> None:
    with pytest.raises(PhotoRefused):
        make_portrait(file)


@pytest.mark.parametrize("file", [bomb(), bomb(6000, 6000), bomb(10_000, 12_000)])
def test_a_bomb_is_refused_before_it_is_decoded(file: bytes) -> None:
    with pytest.raises(PhotoTooLarge):
        make_portrait(file)


def test_a_jpeg_may_have_some_scans_and_no_more() -> None:
    assert make_portrait(scanned_often(10)).width == 16
    with pytest.raises(PhotoRefused):
        make_portrait(scanned_often(300))


def test_a_large_file_is_refused_unread() -> None:
    with pytest.raises(PhotoTooLarge):
        make_portrait(bytes(MOST_PHOTO_BYTES + 1))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["JPEG", "PNG", "WEBP"]), st.data())
def test_a_damaged_file_is_read_or_refused_and_never_crashes(
    kind: str, data: st.DataObject
) -> None:
    file = bytearray(picture(kind))
    for _ in range(data.draw(st.integers(1, 8))):
        file[data.draw(st.integers(0, len(file) - 1))] = data.draw(st.integers(0, 255))
    try:
        portrait = make_portrait(bytes(file))
    except PhotoRefused:
        return
    assert max(portrait.width, portrait.height) <= 800


def test_a_face_is_a_small_square() -> None:
    face = make_portrait(picture(size=(900, 600))).face
    assert read(face).size == (176, 176)
    assert len(face) < 12_000
