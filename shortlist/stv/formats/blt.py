"""BLT files: papers, candidates and seats as plain text, in and out."""

from __future__ import annotations

from ..errors import InputError
from ..profile import Profile
from ..reading import PaperReader
from .blt_digits import read_papers as read_plain_papers
from .blt_lines import Lines, read_heading, read_names, read_papers

_NOT_TEXT = {
    b"\x1f\x8b": "This is a gzip file: unpack it first.",
    b"PK\x03\x04": "This is a zip file: unpack it first.",
    b"\xff\xfe": "This is UTF-16: save the file as UTF-8 and try again.",
    b"\xfe\xff": "This is UTF-16: save the file as UTF-8 and try again.",
}


def read_blt(data: bytes) -> Profile:
    """The profile of a BLT file; InputError with line, column and a sentence when it is not one.

    A first line with the number of candidates and seats; lines of withdrawn candidates (-3); a line
    for each paper (its weight, candidates in order of preference, 0), where "2=5" are equal and "-"
    is a gap; a line 0; the names and perhaps a title in quotation marks. # begins a comment.
    """
    for sign, sentence in _NOT_TEXT.items():
        if data.startswith(sign):
            raise InputError(sentence, 1, 1)
    data = data.removeprefix(b"\xef\xbb\xbf")
    data = data.replace(b"\r\n", b"\n") if b"\r" in data else data
    lines = Lines(data)
    candidates, seats, withdrawn = read_heading(lines)
    profile = _read_plainly(data, lines, candidates, seats, withdrawn)
    return profile or _read_closely(lines, candidates, seats, withdrawn)


def _read_plainly(
    data: bytes, lines: Lines, candidates: int, seats: int, withdrawn: list[int]
) -> Profile | None:
    """Read the papers by arrays; None, with `lines` where they were, when the file is not plain."""
    names_at = data.find(b'"', lines.place)
    end = data.rfind(b"\n0\n", lines.place - 1, max(names_at, 0)) + 1
    if end == 0 or data[end + 2 : names_at].strip():
        return None
    papers = read_plain_papers(data, lines.place, end, candidates)
    if papers is None:
        return None
    lines.place = end + 2
    names, title = read_names(lines, candidates)
    return Profile.of(papers, names, seats, title=title, withdrawn=withdrawn)


def _read_closely(lines: Lines, candidates: int, seats: int, withdrawn: list[int]) -> Profile:
    """Read the papers line by line."""
    reader = PaperReader(candidates)
    for weight, marks in read_papers(lines, candidates):
        reader.add(weight, marks)
    names, title = read_names(lines, candidates)
    return Profile.of(reader.arrays(), names, seats, title=title, withdrawn=withdrawn)


def write_blt(profile: Profile) -> bytes:
    """A BLT file of the papers as read, equal ones merged, from which the count is the same."""
    lines = [f"{profile.candidates} {profile.seats}"]
    lines += [f"-{number}" for number in profile.withdrawn]
    for weight, preferences in profile.papers():
        lines.append(" ".join(map(str, (weight, *preferences, 0))))
    lines.append("0")
    lines += [_quote(name) for name in (*profile.names, profile.title)]
    return ("\n".join(lines) + "\n").encode()


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
