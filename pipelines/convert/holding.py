"""How many documents a file holds, told by its list alone: nothing is unpacked, and no reader is loaded."""

import struct
import zipfile
from typing import IO

FILE, ENTRY, END = b"PK\3\4", b"PK\1\2", b"PK\5\6"
# The end of an archive with its comment, and the longest list that is looked through.
TAIL, LONGEST = 22 + 65_535, 2_000_000
MEMBERS, ENTRIES = 1_000, 2_000
# What documents that are archives too have in them.
OFFICE = frozenset({"[Content_Types].xml", "mimetype"})


def held(stream: IO[bytes]) -> int:
    """Files that a ZIP archive lists, ``MEMBERS`` where its list is too long to be read; 0 for all other files.

    More than are taken of one archive count as none, since it fails as a whole.
    """
    at = stream.tell()
    try:
        return _listed(stream) if stream.read(len(FILE)) == FILE else 0
    except (zipfile.BadZipFile, struct.error, NotImplementedError, ValueError, OSError):
        return 0
    finally:
        stream.seek(at)


def _listed(stream: IO[bytes]) -> int:
    size = stream.seek(0, 2)
    stream.seek(max(0, size - TAIL))
    tail = stream.read(TAIL)
    end = tail.rfind(END)
    (length,) = struct.unpack_from("<I", tail, end + 12) if end >= 0 else (0,)
    if length > LONGEST:
        return MEMBERS
    stream.seek(max(0, size - len(tail) + end - length))
    if stream.read(length).count(ENTRY) > ENTRIES:
        return MEMBERS
    with zipfile.ZipFile(stream) as archive:
        names = [one.filename for one in archive.infolist() if not one.is_dir()]
    return 0 if len(names) > MEMBERS or not OFFICE.isdisjoint(names) else len(names)
