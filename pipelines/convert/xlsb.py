"""XLSB, workbooks whose parts are binary."""

import contextlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from pipelines.convert import archive, office
from pipelines.convert.biff import Formats, Looks, Record, rk_number
from pipelines.convert.calamine import workbook
from pipelines.convert.grid import MERGES_AT_MOST, Merge, hidden_columns
from pipelines.convert.ooxml import Package
from pipelines.convert.source import Source
from pipelines.types import Text

WORKBOOK = "xl/workbook.bin"
# Records (MS-XLSB 2.4).
ROW, RK, REAL, FORMULA, COLUMNS, MERGE = 0, 2, 5, 9, 60, 176
FORMAT, STYLES, STYLES_END, STYLE, BOOK, SHEET = 44, 617, 618, 47, 153, 156


def claims(data: bytes) -> bool:
    """Whether it is an archive with such a workbook in it."""
    return office.claims(data, WORKBOOK)


def expect(source: Source) -> None:
    """Raises ``type_mismatch``, ``encrypted`` or ``broken`` for what is none."""
    office.expect(source, WORKBOOK, "a binary workbook")


def convert(source: Source) -> Text:
    """Raises what ``calamine.workbook`` does, and ``converter_memory`` before anything is unpacked."""
    with archive.opened(source, Package) as package:
        package.refuse_swollen()
    with archive.opened(source, Package) as package:
        book = _Book(package)
        return workbook(source, book.looks)


@dataclass(slots=True)
class _Book:
    """What the parts of a workbook say of all sheets, and which part each is."""

    package: Package
    formats: Formats = field(default_factory=Formats)
    sheets: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        relations = self.package.relations(WORKBOOK)
        for kind, held in _records(self.package.read(WORKBOOK)):
            if kind == BOOK:
                self.formats.from_1904 = bool(held[:1] and held[0] & 1)
            elif kind == SHEET:
                key, at = _string(held, 8)
                if key in relations:
                    self.sheets[_string(held, at)[0]] = relations[key].target
        for part in self.package.related(WORKBOOK, "styles")[:1]:
            self._styles(self.package.read(part))

    def _styles(self, data: bytes) -> None:
        of_cells = False
        for kind, held in _records(data):
            if kind in (STYLES, STYLES_END):
                of_cells = kind == STYLES
            elif kind == FORMAT and len(held) > 2:
                self.formats.codes[struct.unpack_from("<H", held)[0]] = _string(held, 2)[0]
            elif kind == STYLE and of_cells and len(held) > 3:
                self.formats.style(struct.unpack_from("<H", held, 2)[0])

    def looks(self, name: str) -> Looks:
        """How a sheet is shown."""
        data = self.package.read(self.sheets.get(name, ""))
        columns = [struct.unpack_from("<IIIIH", held) for kind, held in _records(data) if kind == COLUMNS and held[17:]]
        hidden = hidden_columns((first, last) for first, last, _, _, flags in columns if flags & 1)
        reaching = (struct.unpack_from("<IIII", held) for kind, held in _records(data) if kind == MERGE and held[15:])
        merges = [Merge(column, first + 1, last + 1) for first, last, column, _ in islice(reaching, MERGES_AT_MOST)]
        return Looks(self._cells(data), hidden, merges)

    def _cells(self, data: bytes) -> Iterator[tuple[int, int, str]]:
        row = -1
        with contextlib.suppress(struct.error):
            for kind, held in _records(data):
                if kind == ROW:
                    (row,) = struct.unpack_from("<I", held)
                elif kind in (RK, REAL, FORMULA):
                    column, style = struct.unpack_from("<II", held)
                    (value,) = struct.unpack_from("<I" if kind == RK else "<d", held, 8)
                    value = rk_number(value) if kind == RK else value
                    if (words := self.formats.said(value, style & 0xFFFFFF)) is not None:
                        yield row, column, words


def _records(data: bytes) -> Iterator[Record]:
    """The records of a part: kind and length, in numbers of seven bits a byte, and as many bytes."""
    at = 0
    while at < len(data):
        kind, at = _number(data, at, 2)
        size, at = _number(data, at, 4)
        yield kind, data[at : at + size]
        at += size


def _number(data: bytes, at: int, most: int) -> tuple[int, int]:
    value = 0
    for place, byte in enumerate(data[at : at + most]):
        value |= (byte & 0x7F) << 7 * place
        if byte < 0x80:
            return value, at + place + 1
    return value, at + most


def _string(data: bytes, at: int) -> tuple[str, int]:
    """A string, none where there is nothing, and where it ends."""
    if len(data) < at + 4:
        return "", len(data)
    (letters,) = struct.unpack_from("<I", data, at)
    ends = at + 4 + (0 if letters == 0xFFFFFFFF else 2 * letters)
    return data[at + 4 : ends].decode("utf-16-le", "replace"), ends
