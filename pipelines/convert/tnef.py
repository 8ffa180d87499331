"""TNEF (``winmail.dat``), in which Outlook packs the files of a mail: MS-OXTNEF, as far as files go."""

import struct
from collections.abc import Iterator

from pipelines.convert.source import Member

MAGIC = b"\x78\x9f\x3e\x22"
HEAD = 6
BEGINS, TITLE, DATA = 0x00069002, 0x00018010, 0x0006800F
FILES_AT_MOST = 1_000


def files_in(data: bytes) -> tuple[Member, ...]:
    """The files that are attached, as far as it is whole; none in what is no such file."""
    files: list[tuple[str, bytes]] = []
    for kind, held in _attributes(data) if data.startswith(MAGIC) else ():
        if kind == BEGINS and len(files) < FILES_AT_MOST:
            files.append(("", b""))
        elif kind == TITLE and files:
            files[-1] = (_name(held), files[-1][1])
        elif kind == DATA and files:
            files[-1] = (files[-1][0], held)
    return tuple(Member(name or "attachment", held) for name, held in files if held)


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and bytes of each: a level, the kind, a size, as many bytes, a sum."""
    at = HEAD
    while at + 9 <= len(data):
        kind, size = struct.unpack_from("<II", data, at + 1)
        if at + 9 + size > len(data):
            return
        yield kind, data[at + 9 : at + 9 + size]
        at += 9 + size + 2


def _name(held: bytes) -> str:
    raw = held.split(b"\0", 1)[0]
    try:
        told = raw.decode("utf-8")
    except UnicodeDecodeError:
        told = raw.decode("cp1252", "replace")
    return told.replace("/", "-").replace("\\", "-").strip()
