"""PPTX: slide by slide its title, then its shapes as they are read, tables and charts as tables, and the notes."""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from pipelines.convert import archive, ooxml
from pipelines.convert.alternatives import told_of
from pipelines.convert.archive import local
from pipelines.convert.charts import write_chart
from pipelines.convert.decode import clean
from pipelines.convert.failures import fail, skip
from pipelines.convert.ooxml import Package, Relation, reference
from pipelines.convert.raised import raised, way_of
from pipelines.convert.shapes import Layouts, Shape, in_reading_order
from pipelines.convert.slides import slide_heading
from pipelines.convert.source import Source
from pipelines.convert.titles import worth_showing
from pipelines.convert.writing import TextWriter
from pipelines.structure.tidy import reads_like_names
from pipelines.types import Text

LANGUAGE = "presentationml"
BETWEEN = " | "
# What a slide repeats of its master, and what no slide is about.
FURNITURE = frozenset(["dt", "ftr", "sldNum", "hdr"])
COLUMNS_AT_MOST = 1_000
BASELINE = re.compile(r"-?\d{1,7}")


def claims(data: bytes) -> bool:
    """Whether it is an archive with a presentation in it."""
    return ooxml.claims(data, LANGUAGE)


def expect(source: Source) -> None:
    """Raises ``type_mismatch``, ``encrypted`` or ``broken`` for what is no presentation."""
    ooxml.expect(source, LANGUAGE, "a presentation")


def convert(source: Source) -> Text:
    """Slides in their order, each a heading with its number; hidden ones say so.

    The title is the document's property, else the first slide's. Raises ``too_many_pages``, ``broken`` or ``empty``.
    """
    with archive.opened(source, Package) as package:
        members = list(_slides(package, source))
        if len(members) > source.limits.pages:
            fail("too_many_pages", source.name, f"{len(members)} slides; {source.limits.pages:,} are read")
        deck = _Deck(package, TextWriter(source))
        for number, member in enumerate(members, 1):
            deck.slide(number, member)
        about = package.about
    if not deck.says_something:
        skip("empty", source.name)
    named = worth_showing(about.get("title"))
    return deck.writer.text(named or deck.title, meta={key: about[key] for key in about if key != "title"})


def _slides(package: Package, source: Source) -> Iterator[str]:
    main = package.main or ""
    root = package.tree(main)
    if root is None:
        fail("broken", source.name, "it has no slides")
    relations = package.relations(main)
    for one in root.iter("{*}sldId"):
        relation = relations.get(reference(one))
        if relation is not None and relation.kind == "slide" and relation.target in package:
            yield relation.target


class _Deck:
    """Writes slides one after another."""

    def __init__(self, package: Package, writer: TextWriter) -> None:
        self.writer = writer
        self.title: str | None = None
        self.says_something = False
        self._package = package
        self._layouts = Layouts(package)

    def slide(self, number: int, member: str) -> None:
        """A slide, with its notes."""
        root = self._package.tree(member)
        if root is None:
            return
        relations = self._package.relations(member)
        shapes = in_reading_order(root, self._layouts.places(relations))
        title = next((one for one in shapes if one.role in ("title", "ctrTitle")), None)
        words = "" if title is None else " ".join(" ".join(said for said, _ in _paragraphs(title.element)).split())
        self.title = self.title or words or None
        self.writer.heading(slide_heading(number, words, hidden=root.get("show") in ("0", "false")), level=1)
        before = self.writer.length
        for shape in shapes:
            if shape is not title and shape.role not in FURNITURE:
                self._shape(shape, relations)
        self._notes(relations)
        self.says_something = self.says_something or bool(words) or self.writer.length > before

    def _shape(self, shape: Shape, relations: Mapping[str, Relation]) -> None:
        element = shape.element
        if local(element) == "graphicFrame":
            self._graphic(element, relations)
            return
        if local(element) == "pic":
            about = next(element.iter("{*}cNvPr"), None)
            self.writer.paragraph(told_of(None if about is None else about.get("descr")), "caption")
            return
        for words, level in _paragraphs(element):
            if shape.is_list and level is not None:
                self.writer.item(words, level=level + 1)
            else:
                self.writer.paragraph(words)

    def _graphic(self, frame: etree._Element, relations: Mapping[str, Relation]) -> None:
        """A table, a chart, or a drawing of words."""
        for table in frame.iter("{*}tbl"):
            self._table(table)
        for one in frame.iter("{*}chart", "{*}relIds"):
            relation = relations.get(reference(one) or reference(one, "dm"))
            root = None if relation is None else self._package.tree(relation.target)
            if root is not None and local(one) == "chart":
                write_chart(self.writer, root)
            elif root is not None:
                for words, _ in _paragraphs(root):
                    self.writer.item(words)

    def _table(self, table: etree._Element) -> None:
        rows = [_cells(row) for row in table.iterchildren("{*}tr")]
        named = any(one.get("firstRow") in ("1", "true") for one in table.iterchildren("{*}tblPr"))
        self.writer.table()
        for at, cells in enumerate(rows):
            header = not at and len(rows) > 1 and (named or reads_like_names(cells)) and all(cells)
            self.writer.row(cells, between=BETWEEN, header=header)

    def _notes(self, relations: Mapping[str, Relation]) -> None:
        for relation in relations.values():
            root = self._package.tree(relation.target) if relation.kind == "notesSlide" else None
            for shape in () if root is None else in_reading_order(root, {}):
                if shape.role == "body":
                    for words, _ in _paragraphs(shape.element):
                        self.writer.paragraph(words, "note")


def _cells(row: etree._Element) -> list[str]:
    """A cell for every column; what a merged one covers is empty."""
    cells = []
    for cell in list(row.iterchildren("{*}tc"))[:COLUMNS_AT_MOST]:
        covered = any(cell.get(name) in ("1", "true") for name in ("hMerge", "vMerge"))
        cells.append("" if covered else " ".join(" ".join(words for words, _ in _paragraphs(cell)).split()))
    return cells


def _paragraphs(element: etree._Element) -> Iterator[tuple[str, int | None]]:
    """Words of each paragraph and its level in a list, None where it says that it has no bullet."""
    walk = etree.iterwalk(element, events=("start",), tag="{*}p")
    for _, paragraph in walk:
        walk.skip_subtree()
        words = clean("".join(_pieces(paragraph))).strip()
        if words:
            yield words, _level(paragraph)


def _pieces(paragraph: etree._Element) -> Iterator[str]:
    for element in paragraph.iter("{*}t", "{*}br", "{*}tab"):
        name = local(element)
        yield _raised(element) if name == "t" else "\n" if name == "br" else "\t"


def _raised(element: etree._Element) -> str:
    run = element.getparent()
    told = [] if run is None else [one.get("baseline", "") for one in run.iterchildren("{*}rPr")]
    shift = told[0].rstrip("%") if told else ""
    return raised(element.text or "", way_of(float(shift) if BASELINE.fullmatch(shift) else 0))


def _level(paragraph: etree._Element) -> int | None:
    for properties in paragraph.iterchildren("{*}pPr"):
        if any(local(one) == "buNone" for one in properties):
            return None
        told = properties.get("lvl", "0")
        return int(told) if told.isdigit() and len(told) == 1 else 0
    return 0
