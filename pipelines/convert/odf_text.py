"""OpenDocument text as blocks: headings, paragraphs, lists, tables, notes, text boxes; what was deleted stays out."""

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from pipelines.convert.alternatives import told_of
from pipelines.convert.archive import Parts, local
from pipelines.convert.decode import clean
from pipelines.convert.html_math import linear
from pipelines.convert.odf_lists import STYLE, TEXT, ListStyles
from pipelines.convert.raised import Way, raised
from pipelines.convert.table_rows import Row
from pipelines.convert.writing import TextWriter
from pipelines.structure.tidy import reads_like_names
from pipelines.types import BlockKind

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TITLE = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}title"
LINK = "{http://www.w3.org/1999/xlink}href"
MATH = "{http://www.w3.org/1998/Math/MathML}math"
BETWEEN = " | "
# A hostile file may ask for billions.
SPACES_AT_MOST = 100
COLUMNS_AT_MOST = 1_024
ROWS_AT_MOST = 100
# Beside the text of a paragraph: written after it, or not at all.
APART = frozenset(["note", "frame", "text-box", "custom-shape", "g", "rect", "ellipse"])
LEFT_OUT = frozenset(
    re.findall(
        r"[\w-]+",
        "tracked-changes annotation annotation-end ruby-text hidden-text hidden-paragraph table-of-content "
        "alphabetical-index illustration-index table-index forms sequence-decls variable-decls user-field-decls "
        "event-listeners desc image object object-ole plugin glue-point note-citation toc-mark",
    )
)
KINDS: dict[str, BlockKind] = {"quotations": "quote", "quote": "quote", "caption": "caption", "preformatted": "code"}


class Blocks:
    """Writes the blocks of an OpenDocument body."""

    def __init__(self, parts: Parts, root: etree._Element, writer: TextWriter) -> None:
        self._writer = writer
        self._parts = parts
        roots = [root, parts.tree("styles.xml")]
        self._lists = ListStyles(roots)
        self._hidden, self._kinds = _styles(roots)
        self._raised = dict(_raising(roots))
        self.title: str | None = None

    def write(self, parent: etree._Element, *, note: bool = False) -> None:
        """Everything in an element, in order."""
        for element in parent:
            name = local(element)
            if name in ("p", "h"):
                self._paragraph(element, note=note)
            elif name == "list":
                self._list(element, "", 1)
            elif name == "table":
                self.table(element)
            elif name == "image":
                self._picture(parent)
            elif name == "object":
                self._writer.paragraph(self._formula(element))
            elif name not in LEFT_OUT and element.tag != TITLE:
                self.write(element, note=note)

    def _picture(self, frame: etree._Element) -> None:
        """What a picture is said to show, by its description, else by its title."""
        told = {local(one): told_of(one.text) for one in frame if local(one) in ("desc", "title")}
        self._writer.paragraph(clean(told.get("desc") or told.get("title") or ""), "caption")

    def _formula(self, element: etree._Element) -> str:
        """The formula that an object holds, within it or in a part of its own; nothing of other objects."""
        math = next(element.iter(MATH), None)
        if math is None and (name := element.get(LINK, "").removeprefix("./")):
            root = self._parts.xml(f"{name}/content.xml")
            math = None if root is None else next(root.iter(MATH), None)
        if math is None:
            return ""
        for one in math.iter(etree.Element):
            one.tag = local(one)
        return clean(linear(math)).strip()

    def table(self, table: etree._Element) -> None:
        """Rows of a table; those that it calls its header, else a first one that reads like names."""
        rows = list(self.rows(table))
        named = sum(1 for one in table.iter(f"{TABLE}table-header-rows") for _ in one.iter(f"{TABLE}table-row"))
        self._writer.table()
        for at, row in enumerate(rows):
            header = at < named or (not at and not named and len(rows) > 1 and reads_like_names(row.cells))
            self._writer.row(row.cells, between=BETWEEN, header=header and all(row.cells))

    def rows(self, table: etree._Element, *, down: bool = False) -> Iterator[Row]:
        """Rows with their number, each cell in its column; with ``down`` a cell says itself in every row it spans."""
        number = 1
        reaching: dict[int, tuple[str, int]] = {}
        for row in _own(table, "table-row"):
            repeated = whole(row.get(f"{TABLE}number-rows-repeated"), 1)
            cells = self._cells(row, reaching if down else None, number)
            while cells and not cells[-1]:
                cells.pop()
            for further in range(min(repeated, ROWS_AT_MOST) if cells else 0):
                yield Row(number + further, cells)
            number += repeated

    def words(self, paragraph: etree._Element) -> str:
        """The visible text of a paragraph, without what stands beside it."""
        return clean("".join(self._pieces(paragraph)))

    def _cells(self, row: etree._Element, reaching: dict[int, tuple[str, int]] | None, number: int) -> list[str]:
        cells: list[str] = []
        for cell in row:
            name = local(cell)
            if name not in ("table-cell", "covered-table-cell"):
                continue
            words = " ".join(self._within(cell).split()) if name == "table-cell" else ""
            times = min(whole(cell.get(f"{TABLE}number-columns-repeated"), 1), COLUMNS_AT_MOST - len(cells))
            if reaching is not None:
                words = _reached(reaching.get(len(cells)), words, number=number)
                if (spanned := whole(cell.get(f"{TABLE}number-rows-spanned"), 1)) > 1 and words:
                    reaching[len(cells)] = (words, number + spanned - 1)
            cells += [words] * max(times, 0)
        return cells

    def _within(self, cell: etree._Element) -> str:
        """All words in a cell; a table in it reads as part of it."""
        told = [self.words(one) for one in cell.iter(f"{TEXT}p", f"{TEXT}h") if not _is_left_out(one, cell)]
        return " ".join(told)

    def _paragraph(self, element: etree._Element, *, note: bool) -> None:
        if self._is_hidden(element):
            return
        words, style = self.words(element).strip(), element.get(f"{TEXT}style-name", "")
        kind = self._kinds.get(style, "paragraph")
        if local(element) == "h":
            self._writer.heading(words, level=whole(element.get(f"{TEXT}outline-level"), 1))
        elif kind == "heading":
            self._writer.heading(words, level=1)
            self.title = self.title or words
        else:
            self._writer.paragraph(words, "note" if note else kind)
        self._apart(element)

    def _apart(self, paragraph: etree._Element) -> None:
        """Notes and text boxes of a paragraph, after it."""
        walk = etree.iterwalk(paragraph, events=("start",))
        for _, element in walk:
            name = local(element)
            if name in LEFT_OUT:
                walk.skip_subtree()
            elif name in APART and element is not paragraph:
                self.write(element, note=name == "note")
                walk.skip_subtree()

    def _list(self, element: etree._Element, style: str, level: int) -> None:
        style = element.get(f"{TEXT}style-name") or style
        count = self._lists.start(style, level) - 1
        for item in element:
            if local(item) not in ("list-item", "list-header"):
                continue
            count = whole(item.get(f"{TEXT}start-value"), count + 1) if local(item) == "list-item" else count
            first = local(item) == "list-item"
            for part in item:
                if local(part) == "list":
                    self._list(part, style, level + 1)
                elif first and local(part) == "p":
                    self._writer.item(self.words(part), level=level, number=self._lists.number(style, level, count))
                    self._apart(part)
                    first = False
                elif local(part) in ("p", "h"):
                    self._paragraph(part, note=False)

    def _pieces(self, paragraph: etree._Element) -> Iterator[str]:
        walk = etree.iterwalk(paragraph, events=("start", "end"))
        for event, element in walk:
            name = local(element)
            inner = element is not paragraph
            skipped = inner and (name in APART or element.tag == TITLE or name in LEFT_OUT or self._is_hidden(element))
            if event == "start" and skipped:
                walk.skip_subtree()
            elif event == "start":
                yield _sign(element, name)
                yield raised(element.text or "", self._raised.get(element.get(f"{TEXT}style-name", ""), ""))
            if event == "end" and inner:
                yield element.tail or ""

    def _is_hidden(self, element: etree._Element) -> bool:
        return element.get(f"{TEXT}style-name", "") in self._hidden


def _sign(element: etree._Element, name: str) -> str:
    if name == "s":
        return " " * min(whole(element.get(f"{TEXT}c"), 1), SPACES_AT_MOST)
    return {"tab": "\t", "line-break": "\n"}.get(name, "")


def _styles(roots: Sequence[etree._Element | None]) -> tuple[frozenset[str], dict[str, BlockKind]]:
    """Names of styles whose text is not shown, and what paragraphs of a style are."""
    hidden: set[str] = set()
    kinds: dict[str, BlockKind] = {}
    for root in roots:
        for style in () if root is None else root.iter(f"{STYLE}style"):
            name, parent = style.get(f"{STYLE}name", ""), style.get(f"{STYLE}parent-style-name", "")
            if any(one.get(f"{TEXT}display") == "none" for one in style):
                hidden.add(name)
            called = next((one for one in (name.lower(), parent.lower()) if one in KINDS or one == "title"), "")
            if called:
                kinds[name] = "heading" if called == "title" else KINDS[called]
    return frozenset(hidden), {"Title": "heading", **kinds}


def _raising(roots: Sequence[etree._Element | None]) -> Iterator[tuple[str, Way]]:
    """Names of styles whose letters stand higher or lower: ``super 58%``, ``-33% 80%``."""
    for root in roots:
        for style in () if root is None else root.iter(f"{STYLE}style"):
            for one in style.iterchildren(f"{STYLE}text-properties"):
                told = one.get(f"{STYLE}text-position", "").split(" ")[0]
                if told and not told.startswith("0%"):
                    yield style.get(f"{STYLE}name", ""), "sub" if told == "sub" or told.startswith("-") else "sup"


def _own(table: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows of a table, not of one within its cells."""
    walk = etree.iterwalk(table, events=("start",))
    for _, element in walk:
        if local(element) == name:
            yield element
            walk.skip_subtree()


def _is_left_out(element: etree._Element, within: etree._Element) -> bool:
    above = element.getparent()
    while above is not None and above is not within:
        if local(above) in LEFT_OUT:
            return True
        above = above.getparent()
    return False


def _reached(from_above: tuple[str, int] | None, words: str, *, number: int) -> str:
    above, last = from_above or ("", 0)
    return words or (above if number <= last else "")


def whole(value: str | None, otherwise: int) -> int:
    """A number of an attribute, another one where it says none."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 9 else otherwise
