"""Which letter of its page each character of a stored text is: kept beside the text, read page by page.

A head, a table with a row per page, then a piece per page. A piece is zlib over little-endian ``int32``, one for each
character of the page's share of the text: pdfium's index of the character (-1: none) less that of the character before,
less one. Running text is zeros; no text takes more than four bytes a character.
"""

import io
import struct
import zlib
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

import numpy as np
from numpy.typing import NDArray

from pipelines.types import PageSpan

MAGIC = b"refdesk-layout-1"
NOWHERE = -1
PAGES_AT_MOST = 1_000_000
_HEAD = struct.Struct("<16s32sII")
_ROW = struct.Struct("<IIIII")
_INDEX = np.dtype("<i4")

Runs = tuple[tuple[int, int], ...]


class LayoutDamaged(ValueError):
    """The bytes are no layout, or not all of one: it has to be made anew."""


@dataclass(frozen=True, slots=True)
class Table:
    """Where the pieces of a layout are. ``text_hash`` is the sha256 of the text: places hold for that text only."""

    text_hash: str
    pages: tuple[PageSpan, ...]
    pieces: tuple[tuple[int, int, int], ...]

    @classmethod
    def read(cls, stream: IO[bytes]) -> "Table":
        """The table of a layout that begins here. Raises ``LayoutDamaged``."""
        head = stream.read(_HEAD.size)
        if len(head) < _HEAD.size:
            raise LayoutDamaged("no head")
        magic, digest, count, check = _HEAD.unpack(head)
        # A count that is damaged must not become a buffer of its size.
        rows = stream.read(count * _ROW.size) if magic == MAGIC and count <= PAGES_AT_MOST else b""
        if len(rows) != count * _ROW.size or zlib.crc32(digest + rows) != check:
            raise LayoutDamaged("no table")
        pages, pieces, at = [], [], _HEAD.size + len(rows)
        for number, (start, end, begin, size, crc) in enumerate(_ROW.iter_unpack(rows), start=1):
            pages.append(PageSpan(number, start, end))
            pieces.append((at + begin, size, crc))
        return cls(digest.hex(), tuple(pages), tuple(pieces))

    @property
    def length(self) -> int:
        """Characters of the text."""
        return self.pages[-1].end if self.pages else 0

    def chars(self, start: int, end: int, stream: IO[bytes]) -> Runs:
        """The runs ``(first, length)`` of pdfium's characters that ``text[start:end]``, on one page, consists of.

        Reads that page's piece of the layout, which begins at the stream's start. Raises ``LayoutDamaged``.
        """
        page = bisect_right(self.pages, start, key=lambda span: span.start) - 1
        span, (at, size, check) = self.pages[page], self.pieces[page]
        stream.seek(at, 1)
        piece = stream.read(size)
        if len(piece) != size or zlib.crc32(piece) != check:
            raise LayoutDamaged(f"page {span.page}")
        return _runs(_unpacked(piece, span.end - span.start)[start - span.start : end - span.start])


def every(data: bytes) -> NDArray[np.int32]:
    """The characters of all pages of a layout. Raises ``LayoutDamaged``."""
    table = Table.read(io.BytesIO(data))
    whole = np.full(table.length, NOWHERE, dtype=np.int32)
    for span, (at, size, _) in zip(table.pages, table.pieces, strict=True):
        whole[span.start : span.end] = _unpacked(data[at : at + size], span.end - span.start)
    return whole


def packed(text_hash: bytes, pages: Sequence[PageSpan], chars: "array[int]") -> bytes:
    """A layout: ``chars[i]`` is the pdfium index, on its page, of ``text[i]``, or -1."""
    every = np.asarray(chars, dtype=_INDEX)
    pieces = [_piece(every[span.start : span.end]) for span in pages]
    rows, at = bytearray(), 0
    for span, piece in zip(pages, pieces, strict=True):
        rows += _ROW.pack(span.start, span.end, at, len(piece), zlib.crc32(piece))
        at += len(piece)
    head = _HEAD.pack(MAGIC, text_hash, len(pages), zlib.crc32(text_hash + rows))
    return b"".join((head, rows, *pieces))


def _piece(chars: NDArray[np.int32]) -> bytes:
    return zlib.compress((np.diff(chars, prepend=_INDEX.type(NOWHERE)) - 1).astype(_INDEX).tobytes())


def _unpacked(piece: bytes, characters: int) -> NDArray[np.int32]:
    # No more is unpacked than the page has characters, whatever the piece says.
    raw = zlib.decompressobj().decompress(piece, characters * _INDEX.itemsize + 1)
    if len(raw) != characters * _INDEX.itemsize:
        raise LayoutDamaged("a page of another length")
    return np.cumsum(np.frombuffer(raw, dtype=_INDEX) + 1, dtype=np.int32) + NOWHERE


def _runs(chars: NDArray[np.int32]) -> Runs:
    """Characters that follow one another on the page, put together."""
    there = chars != NOWHERE
    follows = np.zeros(len(chars), dtype=bool)
    follows[1:] = there[1:] & there[:-1] & (np.diff(chars) == 1)
    firsts = np.flatnonzero(there & ~follows)
    ends = np.flatnonzero(there & ~np.append(follows[1:], False)) + 1
    return tuple(zip(chars[firsts].tolist(), (ends - firsts).tolist(), strict=True))
