"""XLSX: every sheet under its name, its rows with their header; formulas by the value that was last computed."""

import io
import re
from collections.abc import Iterator, Sequence

from lxml import etree

from pipelines.convert import archive, ooxml
from pipelines.convert.archive import above, local
from pipelines.convert.decode import clean
from pipelines.convert.failures import fail, skip
from pipelines.convert.grid import Merge, Sparse, hidden_columns, reaching_down, write_sheet
from pipelines.convert.number_formats import BUILT_IN, Shape, shape_of, shown
from pipelines.convert.ooxml import Package, reference
from pipelines.convert.raised import raised
from pipelines.convert.sheet_drawings import write_drawings
from pipelines.convert.source import Source
from pipelines.convert.titles import worth_showing
from pipelines.convert.writing import TextWriter
from pipelines.types import Text

LANGUAGE = "spreadsheetml"
CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
COLUMNS_AT_MOST = 16_384
COLUMN = re.compile(rb"<(?:\w+:)?col\s[^<>]{1,500}>")
ATTRIBUTE = re.compile(rb'(\w+)="([^"]{0,20})"')
TRUE = (b"1", b"true")
NO_TIME = re.compile(r"T00:00:00(?:\.0+)?Z?$")
PLAIN = Shape()
META = {"unit": "sheet"}


def claims(data: bytes) -> bool:
    """Whether it is an archive with a workbook in it."""
    return ooxml.claims(data, LANGUAGE)


def expect(source: Source) -> None:
    """Raises ``type_mismatch``, ``encrypted`` or ``broken`` for what is no workbook."""
    ooxml.expect(source, LANGUAGE, "a spreadsheet")


def convert(source: Source) -> Text:
    """Sheets in their order; hidden ones say so. The title is the document's property. Raises ``broken``, ``empty``."""
    writer = TextWriter(source)
    with archive.opened(source, Package) as package:
        book = _Book(package, source)
        for name, member in book.sheets:
            data = package.read(member)
            rows = reaching_down(book.rows(data), _merges(data))
            before = writer.length
            write_sheet(writer, name, rows, source=source, hidden=_hidden(data))
            write_drawings(writer, package, member, heading=name if writer.length == before else "")
        about = package.about
    if writer.empty:
        skip("empty", source.name)
    return writer.text(
        worth_showing(about.get("title")), meta={**META, **{key: about[key] for key in about if key != "title"}}
    )


class _Book:
    """What is common to the sheets: shared strings, shapes of numbers, the epoch."""

    def __init__(self, package: Package, source: Source) -> None:
        self._package = package
        self._source = source
        main = package.main or ""
        root = package.tree(main)
        if root is None:
            fail("broken", source.name, "it has no workbook")
        relations = dict(package.relations(main))
        self.sheets: list[tuple[str, str]] = []
        self._from_1904 = any(local(one) == "workbookPr" and one.get("date1904") in ("1", "true", "on") for one in root)
        for sheet in root.iter("{*}sheet"):
            # A part that several sheets name is one sheet.
            relation, state = relations.pop(reference(sheet), None), sheet.get("state", "visible")
            if relation is not None and relation.kind == "worksheet" and state != "veryHidden":
                name = clean(sheet.get("name", ""))
                self.sheets.append((f"{name} (hidden sheet)" if state == "hidden" else name, relation.target))
        self._strings = _strings(package.read(_part(package, "sharedStrings", "xl/sharedStrings.xml")))
        self._shapes = _shapes(package.tree(_part(package, "styles", "xl/styles.xml")))

    def rows(self, data: bytes) -> Iterator[Sparse]:
        """Rows of a sheet."""
        number = 0
        for element in _elements(data, "row"):
            told = element.get("r", "")
            number = int(told) if told.isascii() and told.isdigit() and len(told) < 8 else number + 1
            yield Sparse(number, self._cells(element))

    def _cells(self, row: etree._Element) -> dict[int, str]:
        cells: dict[int, str] = {}
        column = -1
        for cell in row:
            if local(cell) != "c":
                continue
            found = CELL.fullmatch(cell.get("r", ""))
            column = column_of(found[1]) if found else column + 1
            if column < COLUMNS_AT_MOST and (words := self._words(cell)):
                cells[column] = words
        return cells

    def _words(self, cell: etree._Element) -> str:
        """What a cell says on one line; a string that many cells share was put on one long before."""
        if cell.get("t") != "s":
            return _line(self._value(cell))
        value = next((one.text or "" for one in cell if local(one) == "v"), "")
        return self._strings[int(value)] if value.isdecimal() and int(value) < len(self._strings) else ""

    def _value(self, cell: etree._Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return "".join(_said(one) for one in cell if local(one) == "is")
        value = next((one.text or "" for one in cell if local(one) == "v"), "")
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(value.strip(), value)
        if kind == "d":
            return NO_TIME.sub("", value).replace("T", " ").removesuffix("Z")
        if kind != "n" or not value:
            return value
        return self._number(value, cell.get("s", "0"))

    def _number(self, value: str, style: str) -> str:
        try:
            number = float(value)
            shape = self._shapes[int(style)]
        except (ValueError, IndexError):
            return value
        # No number is infinite in a spreadsheet; the words of who wrote one stay.
        return shown(number, shape, from_1904=self._from_1904) if abs(number) < 1e300 else value


def column_of(letters: str) -> int:
    """The column of letters, counted from 0: ``A`` is 0, ``AA`` is 26."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1


def _elements(data: bytes, name: str) -> Iterator[etree._Element]:
    """Elements one after another, each forgotten when the next is asked for."""
    archive.refuse_types(data)
    if not data.strip():
        return
    walk = etree.iterparse(
        io.BytesIO(data), tag=f"{{*}}{name}", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )
    for _, element in walk:
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _part(package: Package, kind: str, usual: str) -> str:
    return next(iter(package.related(package.main or "", kind)), usual)


def _strings(data: bytes) -> Sequence[str]:
    return [_line(_said(element)) for element in _elements(data, "si")]


def _line(text: str) -> str:
    return " ".join(clean(text).split())


def _said(element: etree._Element) -> str:
    """The text of runs; how it is pronounced is left out."""
    return "".join(_raised(one) for one in element.iter("{*}t") if above(one) != "rPh")


def _raised(words: etree._Element) -> str:
    run = words.getparent()
    aligned = None if run is None else run.find("{*}rPr/{*}vertAlign")
    told = "" if aligned is None else aligned.get("val", "")
    return raised(words.text or "", {"superscript": "sup", "subscript": "sub"}.get(told, ""))


def _shapes(styles: etree._Element | None) -> Sequence[Shape]:
    if styles is None:
        return [PLAIN]
    codes = dict(BUILT_IN)
    for one in styles.iter("{*}numFmt"):
        if one.get("numFmtId", "").isdigit():
            codes[int(one.get("numFmtId", "0"))] = one.get("formatCode", "")
    found = [
        shape_of(codes.get(int(one.get("numFmtId", "0") or 0), "General"))
        for group in styles.iter("{*}cellXfs")
        for one in group
        if local(one) == "xf"
    ]
    return found or [PLAIN]


def _merges(data: bytes) -> Iterator[Merge]:
    for found in MERGED.finditer(data):
        yield Merge(column_of(found[1].decode()), int(found[2]), int(found[4]))


def _hidden(data: bytes) -> frozenset[int]:
    """Columns that are not shown."""
    ranges = []
    for column in map(dict, map(ATTRIBUTE.findall, COLUMN.findall(data))):
        first, last = column.get(b"min", b""), column.get(b"max", b"")
        if column.get(b"hidden") in TRUE and first.isdigit() and last.isdigit():
            ranges.append((int(first) - 1, int(last) - 1))
    return hidden_columns(ranges)
