"""Compound files (MS-CFB), which old Office documents are: streams in chains of sectors, read without trusting them."""

import struct
from collections.abc import Iterator, Sequence

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENTRY = 128
# Larger numbers of sectors mean that a chain ends, or that nothing is there.
LAST = 0xFFFFFFFA
STREAM, ROOT = 2, 5
SMALL = 64


def stream(data: bytes, *names: str) -> bytes:
    """The bytes of the first stream with one of the names; none where there is none. Raises ``ValueError``."""
    try:
        return _Sectors(data).stream(names)
    except (struct.error, IndexError, OverflowError) as wrong:
        raise ValueError("its list of parts is damaged") from wrong


class _Sectors:
    def __init__(self, data: bytes) -> None:
        if not data.startswith(MAGIC):
            raise ValueError("it is no compound file")
        self._data = data
        shift, self._directory, self._small_below, self._small_table = (
            *struct.unpack_from("<H", data, 30),
            *(struct.unpack_from("<I", data, at)[0] for at in (48, 56, 60)),
        )
        self._size = 1 << min(shift, 16)
        self._table = self._sector_table()

    def stream(self, names: Sequence[str]) -> bytes:
        entries = list(self._entries())
        for name in names:
            for told, kind, start, size in entries:
                if kind == STREAM and told == name:
                    held = self._small(entries, start) if size < self._small_below else self._chain(start)
                    if len(held) < size:
                        raise ValueError("it is cut off")
                    return held[:size]
        return b""

    def _sector_table(self) -> Sequence[int]:
        """Which sector follows on which."""
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        (further,) = struct.unpack_from("<I", self._data, 68)
        seen: set[int] = set()
        while further < LAST and further not in seen:
            seen.add(further)
            *more, further = self._numbers(self._sector(further))
            sectors += more
        most = len(self._data) // self._size + 1
        return self._numbers(b"".join(self._sector(one) for one in sectors[:most] if one < LAST))

    def _entries(self) -> Iterator[tuple[str, int, int, int]]:
        """Name, kind, first sector and size of everything in the file."""
        held = self._chain(self._directory)
        for at in range(0, len(held) - ENTRY + 1, ENTRY):
            letters, kind, start, size = struct.unpack_from("<64xHB49xIQ", held, at)
            name = held[at : at + min(max(letters - 2, 0), 62)].decode("utf-16-le", "replace")
            yield name, kind, start, size & 0xFFFFFFFF

    def _small(self, entries: Sequence[tuple[str, int, int, int]], start: int) -> bytes:
        """A stream of sectors of 64 bytes, which all are in one stream, the root's."""
        held = next((self._chain(first) for _, kind, first, _ in entries if kind == ROOT), b"")
        table = self._numbers(self._chain(self._small_table))
        return b"".join(held[one * SMALL : (one + 1) * SMALL] for one in _chained(table, start))

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(one) for one in _chained(self._table, start))

    def _sector(self, number: int) -> bytes:
        return self._data[(number + 1) * self._size : (number + 2) * self._size]

    def _numbers(self, data: bytes) -> Sequence[int]:
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _chained(table: Sequence[int], start: int) -> Iterator[int]:
    """The sectors of a chain, each once."""
    seen = bytearray(len(table))
    while start < len(table) and not seen[start]:
        seen[start] = 1
        yield start
        start = table[start]
