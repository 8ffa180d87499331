"""How many documents a file holds, with all that is in those, told before it is accepted: no reader is loaded.

Of an archive its list is read, of a mail the headers of its parts. What is in one of their files is unpacked only where
that is an archive or a mail too, within bounds of bytes and of files: what swells is not unpacked, it counts as one.
"""

import binascii
import io
import shutil
import stat
import struct
import tempfile
import zipfile
import zlib
from contextlib import suppress
from dataclasses import dataclass
from typing import IO

from pipelines.convert import tnef
from pipelines.convert.attached import Part, parts_of

FILE, ENTRY, END = b"PK\3\4", b"PK\1\2", b"PK\5\6"
# The end of an archive with its comment, and the longest list that is looked through.
TAIL, LONGEST = 22 + 65_535, 2_000_000
MEMBERS, ENTRIES = 1_000, 2_000
# A file with all that is in it, three archives deep, as the reader takes it.
TOGETHER, DEEPEST = 2_000, 3
# What documents that are archives too have in them.
OFFICE = frozenset({"[Content_Types].xml", "mimetype"})
ASIDE = ("__macosx", "thumbs.db", "desktop.ini")
MAIL, ARCHIVE = ".eml", ".zip"
# What is unpacked of one file to be looked at, in bytes and in files.
LOOKED_BYTES, LOOKED_FILES, IN_MEMORY, BLOCK = 64_000_000, 200, 4_000_000, 1 << 18
# Text packs to a tenth; what packs to less than a hundredth is nothing that is unpacked only to be counted.
SWELLS = 100
ENCRYPTED = 1
BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, ValueError, OSError, EOFError)


def held(stream: IO[bytes], name: str = "") -> int:
    """Documents in an archive or a mail, and in those; 0 for all other files, ``TOGETHER`` at most.

    More than are taken of one archive count as none, since it fails as a whole. One whose list is too long to be read,
    or that is too large to be looked into, counts as ``MEMBERS``.
    """
    at = stream.tell()
    try:
        return min(_Look().held(stream, name, depth=0), TOGETHER)
    finally:
        stream.seek(at)


def is_file(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry of an archive is a document: not a folder, a link, or what programs leave behind."""
    # The library's own look at folders fails at an entry without a name.
    if entry.filename.endswith("/") or stat.S_ISLNK(entry.external_attr >> 16):
        return False
    parts = [part for part in entry.filename.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return bool(parts) and not any(part.startswith(".") or part.lower() in ASIDE for part in parts)


@dataclass(slots=True)
class _Look:
    """One look at a file; ``room`` in bytes and ``files``: what may still be unpacked for it."""

    room: int = LOOKED_BYTES
    files: int = LOOKED_FILES

    def held(self, stream: IO[bytes], name: str, *, depth: int) -> int:
        """Documents in a file that is so deep within the outermost."""
        if depth >= DEEPEST:
            return 0
        try:
            if stream.read(len(FILE)) == FILE:
                return self._in_archive(stream, depth)
            return self._in_mail(stream, depth) if name.lower().endswith(MAIL) else 0
        except BROKEN:
            return 0

    def _in_archive(self, stream: IO[bytes], depth: int) -> int:
        if _is_endless(stream):
            return MEMBERS
        with zipfile.ZipFile(stream) as archive:
            entries = [one for one in archive.infolist() if is_file(one)]
            if len(entries) > MEMBERS or not OFFICE.isdisjoint(one.filename for one in archive.infolist()):
                return 0
            within = (one for one in entries if _is_container(one.filename))
            return len(entries) + sum(self._in_entry(archive, one, depth) for one in within)

    def _in_entry(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, depth: int) -> int:
        if entry.flag_bits & ENCRYPTED or entry.file_size > SWELLS * max(entry.compress_size, BLOCK):
            return 0
        if not self._take(entry.file_size):
            return MEMBERS
        with suppress(*BROKEN), tempfile.SpooledTemporaryFile(IN_MEMORY) as unpacked:
            # Never more than its list says that it holds.
            with archive.open(entry) as packed:
                shutil.copyfileobj(packed, unpacked, BLOCK)
            unpacked.seek(0)
            return self.held(unpacked, entry.filename, depth=depth + 1)
        return 0

    def _in_mail(self, stream: IO[bytes], depth: int) -> int:
        stream.seek(0)
        parts = parts_of(stream.read(), most=MEMBERS)
        return MEMBERS if parts is None else sum(self._in_part(one, depth) for one in parts)

    def _in_part(self, part: Part, depth: int) -> int:
        """An attached file, with what is in it."""
        if part.is_tnef:
            return max(1, len(tnef.files_in(self._unpacked(part))))
        if not _is_container(part.name):
            return 1
        return 1 + self.held(io.BytesIO(self._unpacked(part)), part.name, depth=depth + 1)

    def _unpacked(self, part: Part) -> bytes:
        if not part.is_base64 or not self._take(len(part.body)):
            return b""
        with suppress(binascii.Error):
            return binascii.a2b_base64(part.body)
        return b""

    def _take(self, size: int) -> bool:
        if size > self.room or not self.files:
            return False
        self.room -= size
        self.files -= 1
        return True


def _is_container(name: str) -> bool:
    """Whether a file is called an archive or a mail."""
    return name.lower().endswith((ARCHIVE, MAIL))


def _is_endless(stream: IO[bytes]) -> bool:
    """Whether an archive's list is longer than anybody reads."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - TAIL))
    tail = stream.read(TAIL)
    end = tail.rfind(END)
    (length,) = struct.unpack_from("<I", tail, end + 12) if end >= 0 else (0,)
    if length > LONGEST:
        return True
    stream.seek(max(0, size - len(tail) + end - length))
    return stream.read(length).count(ENTRY) > ENTRIES
