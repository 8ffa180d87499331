"""ZIP archives as folders: every file becomes a document of its own; the archive itself has no text.

Names are told apart and shown, and never used as paths. What is unpacked is counted before and while it is.
"""

import io
import struct
import zipfile
from collections.abc import Iterator

from pipelines.convert import archive, guess
from pipelines.convert.decode import codec
from pipelines.convert.failures import fail, skip
from pipelines.convert.holding import MEMBERS, is_file
from pipelines.convert.source import Made, Member, Source
from pipelines.types import Text

ENTRIES = 10_000
UNPACKED_MB = 200
# Text packs to a tenth; what packs to less than a thousandth was made to swell.
RATIO = 1_000
SWOLLEN = 10_000_000
ENCRYPTED = 1
UTF8 = 0x800
# Of a file within the archive, before its name.
HEADER = 30
UNICODE_PATH = 0x7075


def claims(data: bytes) -> bool:
    """Whether it is an archive; asked after all formats that are archives too."""
    return zipfile.is_zipfile(io.BytesIO(data))


def expect(source: Source) -> None:
    """Raises ``type_mismatch`` or ``broken`` for what is no archive."""
    if not source.data.startswith(b"PK"):
        fail("type_mismatch", source.name, "it is not a ZIP archive")
    if not claims(source.data):
        fail("broken", source.name, "its list of files is incomplete")


def convert(source: Source) -> Made:
    """The files in it, each with its folders. Raises ``archive_too_large``, ``encrypted``, ``broken`` or ``empty``."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as opened:
            entries = [one for one in opened.infolist() if is_file(one)]
            _count(source, entries, len(opened.infolist()))
            members = tuple(_members(opened, entries))
    except archive.BROKEN as wrong:
        fail("broken", source.name, archive.short(wrong))
    if members and all(one.refused == "encrypted" for one in members):
        fail("encrypted", source.name)
    if not members:
        skip("empty", source.name)
    return Made(Text(""), members=members)


def name_of(entry: zipfile.ZipInfo) -> str:
    """A file's name in the archive, whatever it was written in: UTF-8, what its letters say, else as DOS wrote it."""
    if entry.flag_bits & UTF8:
        return entry.filename
    try:
        raw = entry.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    if told := _unicode_path(entry.extra):
        return told
    if raw.isascii():
        return entry.filename
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(raw)


def _guessed(raw: bytes) -> str:
    """Japanese, Chinese, Korean where all of it reads so, then by its letters; western archivers used those of DOS."""
    for encoding, blocks in (("cp932", "぀ヿ一鿿"), ("gb18030", "一鿿"), ("cp949", "가힣")):
        try:
            words = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        strange = [mark for mark in words if mark > "\x7f"]
        ranges = list(zip(blocks[::2], blocks[1::2], strict=True))
        if len(strange) > 1 and all(any(low <= mark <= high for low, high in ranges) for mark in strange):
            return words
    name = guess.encoding(raw)
    return raw.decode("cp437" if name == guess.WESTERN or name in guess.PAIRS else codec(name), "replace")


def _unicode_path(extra: bytes) -> str:
    """The name that Info-ZIP adds in UTF-8."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind == UNICODE_PATH and size > 5:
            return extra[at + 9 : at + 4 + size].decode("utf-8", "replace")
        at += 4 + size
    return ""


def _overlapping(entries: list[zipfile.ZipInfo]) -> set[int]:
    """Where files begin whose bytes are those of another one too: so a few bytes make as many files as one likes."""
    ordered = sorted(entries, key=lambda one: one.header_offset)
    found: set[int] = set()
    reached, last = -1, -1
    for one in ordered:
        if one.header_offset < reached:
            found |= {one.header_offset, last}
        ends = one.header_offset + HEADER + len(one.orig_filename) + one.compress_size
        if ends > reached:
            reached, last = ends, one.header_offset
    return found


def _count(source: Source, entries: list[zipfile.ZipInfo], listed: int) -> None:
    if listed > ENTRIES or len(entries) > MEMBERS:
        fail("archive_too_large", source.name, f"more than {MEMBERS:,} files")
    # A file is never read past its declared size.
    if sum(one.file_size for one in entries) > UNPACKED_MB * 1_000_000:
        fail("archive_too_large", source.name, f"more than {UNPACKED_MB} MB of files")
    if any(one.file_size > max(SWOLLEN, RATIO * one.compress_size) for one in entries):
        fail("archive_too_large", source.name, "a file that swells beyond measure")


def _members(opened: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Iterator[Member]:
    # Some programs list a file twice.
    entries = list({(entry.header_offset, entry.orig_filename): entry for entry in entries}.values())
    shared = _overlapping(entries)
    for entry in entries:
        name = name_of(entry)
        if entry.header_offset in shared:
            yield Member(name, b"", refused="broken")
            continue
        if entry.flag_bits & ENCRYPTED:
            yield Member(name, b"", refused="encrypted")
            continue
        try:
            yield Member(name, opened.read(entry))
        except archive.BROKEN:
            # One file that cannot be unpacked does not take the others along.
            yield Member(name, b"", refused="broken")
