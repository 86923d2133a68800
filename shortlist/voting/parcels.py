"""The file that goes from trustee to trustee at the opening: a zip with a folder for each contest.

    poll.json              which poll, and which contests are in the file
    1/manifest.json        the manifest of contest 1, byte for byte
    1/signatures.json      the trustees' signatures of it, in order
    1/log.txt              the closed log, a leaf a line
    1/checkpoint           the log's signed last checkpoint
    1/statement-1.txt      what the first trustee says of the layer they opened, and so on
    1/envelopes            the envelopes, all of one length, sorted, with nothing between them;
                           after the last trustee these are the papers

Nothing in it tells whose an envelope is. Written twice from the same, it is the same bytes.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from shortlist.errors import Refusal
from shortlist.language import later
from shortlist.voting.fixed import Fixed, read_manifest
from shortlist.voting.layers import length_at

SCHEMA = "shortlist/opening/1"
FEWEST_OPENED = 20  # envelopes of a contest; from fewer, a paper could point to its voter
LARGEST = 1024 * 1024 * 1024  # bytes of one file in the zip
_SMALL = 4 * 1024 * 1024
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can say
_ANYBODY_READS = 0o644 << 16


class NotAParcel(Refusal):
    """What was handed in is no file of an opening."""

    sentence = later(
        "This is not a file of envelopes of ours, or it was damaged on its way. Ask for it again."
    )
    status = 422


@dataclass(frozen=True, kw_only=True)
class Piece:
    """What a parcel holds of one contest.

    `envelopes` are of the length that the next layer has, sorted; papers after the last layer.
    """

    position: int
    manifest: str
    signatures: Sequence[str]
    log: Iterable[str]
    checkpoint: str
    statements: Sequence[str]
    envelopes: Iterable[bytes]

    @property
    def fixed(self) -> Fixed:
        """Return what the manifest fixes."""
        return read_manifest(self.manifest)

    @property
    def layer(self) -> int:
        """Return the layer (from 0) that is opened next."""
        return len(self.statements)


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """A file of an opening: the poll's address and title, and a piece for each contest."""

    slug: str
    title: str
    pieces: Sequence[Piece]


def write_parcel(file: IO[bytes], parcel: Parcel) -> None:
    """Write a parcel; envelopes and log are read as they are written."""
    with ZipFile(file, "w") as archive:
        content = {
            "schema": SCHEMA,
            "poll": {"slug": parcel.slug, "title": parcel.title},
            "contests": [piece.position for piece in parcel.pieces],
        }
        _write(archive, "poll.json", [_json(content)])
        for piece in parcel.pieces:
            _write_piece(archive, piece)


def _write_piece(archive: ZipFile, piece: Piece) -> None:
    folder = f"{piece.position}/"
    _write(archive, folder + "manifest.json", [piece.manifest.encode()])
    _write(archive, folder + "signatures.json", [_json(list(piece.signatures))])
    _write(archive, folder + "log.txt", (f"{line}\n".encode() for line in piece.log))
    _write(archive, folder + "checkpoint", [piece.checkpoint.encode()])
    for number, statement in enumerate(piece.statements, start=1):
        _write(archive, f"{folder}statement-{number}.txt", [statement.encode()])
    _write(archive, folder + "envelopes", piece.envelopes)


def _write(archive: ZipFile, name: str, parts: Iterable[bytes]) -> None:
    info = ZipInfo(name, _LONG_AGO)
    info.create_system, info.external_attr = 3, _ANYBODY_READS
    with archive.open(info, "w") as file:
        for part in parts:
            file.write(part)


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


def read_parcel(file: IO[bytes]) -> Parcel:
    """Return what a parcel holds, in memory; raise `NotAParcel`. Nothing in it is checked yet."""
    try:
        with ZipFile(file) as archive:
            content = json.loads(_read(archive, "poll.json", _SMALL))
            if content["schema"] != SCHEMA:
                raise NotAParcel
            positions = [int(position) for position in content["contests"]]
            if not positions or len(set(positions)) < len(positions):
                raise NotAParcel
            return Parcel(
                slug=str(content["poll"]["slug"]),
                title=str(content["poll"]["title"]),
                pieces=[_read_piece(archive, position) for position in positions],
            )
    except (BadZipFile, ValueError, KeyError, TypeError, RecursionError, NotImplementedError):
        raise NotAParcel from None


def _read_piece(archive: ZipFile, position: int) -> Piece:
    folder = f"{position}/"
    names = set(archive.namelist())
    manifest = _read(archive, folder + "manifest.json", _SMALL).decode()
    fixed = read_manifest(manifest)
    statements: list[str] = []
    while (name := f"{folder}statement-{len(statements) + 1}.txt") in names:
        statements.append(_read(archive, name, _SMALL).decode())
    if len(statements) > len(fixed.keys):
        raise NotAParcel
    return Piece(
        position=position,
        manifest=manifest,
        signatures=_texts(json.loads(_read(archive, folder + "signatures.json", _SMALL))),
        log=_read(archive, folder + "log.txt").decode().splitlines(),
        checkpoint=_read(archive, folder + "checkpoint", _SMALL).decode(),
        statements=statements,
        envelopes=_split(_read(archive, folder + "envelopes"), length_at(fixed, len(statements))),
    )


def _read(archive: ZipFile, name: str, largest: int = LARGEST) -> bytes:
    """Return a file of the zip; raise `NotAParcel` for one larger than any of ours, or packed."""
    info = archive.getinfo(name)
    if info.file_size > largest or info.compress_type != ZIP_STORED:
        raise NotAParcel
    return archive.read(name)


def _split(data: bytes, length: int) -> list[bytes]:
    if len(data) % length:
        raise NotAParcel
    return [data[start : start + length] for start in range(0, len(data), length)]


def _texts(content: object) -> list[str]:
    if not isinstance(content, list):
        raise NotAParcel
    return [str(text) for text in content]
