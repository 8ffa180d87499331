"""XLS, the workbooks of Excel up to 2003."""

import contextlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from pipelines.convert import cfb, office
from pipelines.convert.biff import Formats, Looks, Record, rk_number
from pipelines.convert.calamine import workbook
from pipelines.convert.detect import foreign
from pipelines.convert.failures import fail
from pipelines.convert.grid import hidden_columns
from pipelines.convert.source import Source
from pipelines.types import Text

NAMES = ("Workbook", "Book")
STREAMS = tuple(name.encode("utf-16-le") for name in NAMES)
# Records (MS-XLS 2.4), of the version whose strings are Unicode.
VERSION = 0x600
BEGIN, END, NUMBER, RK, SEVERAL, FORMULA = 0x809, 0x0A, 0x203, 0x27E, 0xBD, 0x06
FORMAT, STYLE, SHEET, SINCE_1904, COLUMNS = 0x41E, 0xE0, 0x85, 0x22, 0x7D
Fields = TypeVar("Fields")
NO_NUMBER = b"\xff\xff"


def claims(data: bytes) -> bool:
    """Whether it is an old Office file with a workbook in it."""
    return data.startswith(office.OLE) and any(name in data for name in STREAMS)


def expect(source: Source) -> None:
    """Raises ``type_mismatch`` or ``encrypted`` for what is no old workbook."""
    if claims(source.data):
        return
    if source.data.startswith(office.OLE) and "EncryptedPackage".encode("utf-16-le") in source.data:
        fail("encrypted", source.name)
    other = "an old Office file of another kind" if source.data.startswith(office.OLE) else foreign(source.data)
    fail("type_mismatch", source.name, f"it is {other or 'not an old workbook'}")


def convert(source: Source) -> Text:
    """Raises what ``calamine.workbook`` does."""
    book = _Book()
    try:
        data = cfb.stream(source.data, *NAMES)
    except ValueError as wrong:
        fail("broken", source.name, str(wrong))
    # Of what is damaged, the numbers before it are shown; how bad it is, who reads the values says.
    with contextlib.suppress(struct.error, IndexError):
        book.read(data)
    return workbook(source, book.looks)


@dataclass(slots=True)
class _Book:
    """What the beginning of a workbook says of all sheets, and where each begins."""

    formats: Formats = field(default_factory=Formats)
    begins: dict[str, int] = field(default_factory=dict)
    _data: bytes = b""

    def read(self, data: bytes) -> None:
        self._data = data
        for kind, held in _records(data, 0):
            if kind == BEGIN and struct.unpack_from("<H", held)[0] != VERSION:
                return
            if kind == SINCE_1904:
                self.formats.from_1904 = held[:1] == b"\x01"
            elif kind == FORMAT:
                form, letters, wide = struct.unpack_from("<HHB", held)
                self.formats.codes[form] = _string(held[5:], letters, wide)
            elif kind == STYLE:
                self.formats.style(struct.unpack_from("<H", held, 2)[0])
            elif kind == SHEET:
                begins, letters, wide = struct.unpack_from("<IxxBB", held)
                self.begins[_string(held[8:], letters, wide)] = begins

    def looks(self, name: str) -> Looks:
        """How a sheet is shown."""
        if (begins := self.begins.get(name)) is None:
            return Looks(iter(()))
        columns = (struct.unpack_from("<HHHHH", held) for kind, held in _records(self._data, begins) if kind == COLUMNS)
        hidden = hidden_columns((first, last) for first, last, _, _, flags in _whole(columns) if flags & 1)
        return Looks(self._cells(begins), hidden)

    def _cells(self, begins: int) -> Iterator[tuple[int, int, str]]:
        for row, column, style, value in _whole(_numbers(self._data, begins)):
            if (words := self.formats.said(value, style)) is not None:
                yield row, column, words


def _numbers(data: bytes, begins: int) -> Iterator[tuple[int, int, int, float]]:
    """Row, column, style and value of every number of a sheet."""
    for kind, held in _records(data, begins):
        if kind == NUMBER or (kind == FORMULA and held[12:14] != NO_NUMBER):
            yield struct.unpack_from("<HHHd", held)
        elif kind == RK:
            row, column, style, raw = struct.unpack_from("<HHHI", held)
            yield row, column, style, rk_number(raw)
        elif kind == SEVERAL:
            row, column = struct.unpack_from("<HH", held)
            for at, (style, raw) in enumerate(struct.iter_unpack("<HI", held[4 : 4 + (len(held) - 6) // 6 * 6])):
                yield row, column + at, style, rk_number(raw)


def _records(data: bytes, at: int) -> Iterator[Record]:
    """The records from one that begins a part to that which ends it; what stands within, a chart's, is passed over."""
    depth = 0
    while at + 4 <= len(data):
        kind, size = struct.unpack_from("<HH", data, at)
        depth += (kind == BEGIN) - (kind == END)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, data[at + 4 : at + 4 + size]
        at += 4 + size


def _whole(found: Iterator[Fields]) -> Iterator[Fields]:
    """What is found up to the first record that is cut off."""
    with contextlib.suppress(struct.error):
        yield from found


def _string(data: bytes, letters: int, wide: int) -> str:
    return data[: letters * 2].decode("utf-16-le", "replace") if wide & 1 else data[:letters].decode("latin-1")
