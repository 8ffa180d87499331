"""Writes what a document shows, block by block: its body, and whatever hangs on a paragraph right after that."""

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from lxml import etree

from pipelines.convert.charts import write_chart
from pipelines.convert.docx.diagrams import diagram_of
from pipelines.convert.docx.document import Document
from pipelines.convert.docx.equations import linear
from pipelines.convert.docx.lines import Hung, Line, read_line
from pipelines.convert.docx.names import ALT_CHUNK, O_MATH, O_MATH_PARA, P_PR, R_PR, REFERENCE, TBL, WORD, P, on
from pipelines.convert.docx.notes import Story, author_of
from pipelines.convert.docx.numbering import Label
from pipelines.convert.docx.shown import shown_in
from pipelines.convert.docx.tables import Row, header_rows, is_frame, placed, rows_of
from pipelines.convert.writing import TextWriter
from pipelines.types import Text

BETWEEN = " | "
# A table within a cell, on one line with it.
BETWEEN_INNER, AFTER_INNER = ", ", "; "
NOTE = re.compile(r"\[\^\w{1,8}\]")
EQUATIONS = (O_MATH, O_MATH_PARA)
Chunks = Callable[[str, str], Text | None]


@dataclass(slots=True)
class BodyWriter:
    """Writes stories of one document; ``chunks`` reads what a part refers to as a document of its own."""

    document: Document
    writer: TextWriter
    chunks: Chunks
    comments: bool = False
    title: str | None = None
    _part: str = ""
    _joined: list[str] = field(default_factory=list)
    _waiting: list[Hung] = field(default_factory=list)

    def write(self, story: Story) -> None:
        """All blocks of a story."""
        with self._of(story.part):
            self._blocks(story.element)

    def flat(self, story: Story) -> str:
        """A story as one line."""
        with self._of(story.part):
            return self._flat(story.element)

    def lines(self, story: Story) -> list[str]:
        """A story line by line, without what hangs on it."""
        with self._of(story.part):
            lines = [self._flat([block]) for block in shown_in(story.element)]
        self._taken()
        return lines

    @contextmanager
    def _of(self, part: str) -> Iterator[None]:
        """Ids of relations are those of the part that names them."""
        before, self._part = self._part, part
        try:
            yield
        finally:
            self._part = before

    def _blocks(self, parent: etree._Element) -> None:
        for child in shown_in(parent):
            if child.tag == P:
                self._paragraph(child)
            elif child.tag == TBL:
                self._end_joined()
                self._table(child)
            elif child.tag in EQUATIONS:
                self.writer.paragraph(linear(child))
            elif child.tag == ALT_CHUNK:
                self._hung([Hung("chunk", child.get(REFERENCE + "id", ""))])
        self._end_joined()

    def _end_joined(self) -> None:
        """Nothing comes that a paragraph without an end could go on in."""
        words = "".join(self._joined)
        self._joined.clear()
        self.writer.paragraph(words)

    def _paragraph(self, paragraph: etree._Element) -> None:
        line = self._line(paragraph)
        if _goes_on(paragraph):
            # Its end is deleted: the next paragraph is the rest of it.
            self._joined.append(line.text)
        else:
            words = "".join([*self._joined, line.text]).strip()
            self._joined.clear()
            self._write(paragraph, words, self.document.numbering.label(paragraph))
        self._hung(line.hung)
        if paragraph.find(SECTION_ENDS) is not None:
            for notes in self.document.notes.values():
                notes.end_section()

    def _line(self, paragraph: etree._Element) -> Line:
        return read_line(paragraph, self.document.styles, self._marker)

    def _marker(self, hung: Hung) -> str:
        noted = hung.kind in ("footnote", "endnote")
        return self.document.notes[hung.kind].mark(hung) if noted else ""

    def _write(self, paragraph: etree._Element, words: str, label: Label | None) -> None:
        styles = self.document.styles
        level, style = styles.outline(paragraph), styles.style_of(paragraph)
        if level and words:
            # Its note follows at once; titles and outlines are better without the mark.
            title = NOTE.sub("", words)
            self.writer.heading(title, level=level, number=(label and label.number) or None)
            if self.title is None and (level == 1 or styles.is_title(style)):
                self.title = " ".join(title.split())
        elif label is not None and label.number != "":
            self.writer.item(words, level=label.depth, number=label.number)
        elif label is None and styles.is_listed(style):
            self.writer.item(words)
        else:
            self.writer.paragraph(words, styles.kind(style))

    def _hung(self, hung: Iterable[Hung]) -> None:
        """Writes what hangs on a paragraph, and what hangs on that."""
        queue = deque(hung)
        while queue:
            one = queue.popleft()
            WRITTEN[one.kind](self, one)
            queue.extendleft(reversed(self._taken()))

    def _taken(self) -> list[Hung]:
        """What hangs on a table or a note: within it there is no place for that."""
        waiting, self._waiting = self._waiting, []
        return waiting

    def _note(self, hung: Hung) -> None:
        if (taken := self.document.notes[hung.kind].take(hung)) is not None:
            number, story = taken
            self.writer.note(self.flat(story), number=number)

    def _comment(self, hung: Hung) -> None:
        """Who comments, and what: no part of the document, so only where the source says so."""
        if self.comments and (taken := self.document.notes["comment"].take(hung)) is not None:
            _, story = taken
            by = author_of(story.element)
            self.writer.note(f"[{f'Comment by {by}' if by else 'Comment'}: {self.flat(story)}]")

    def _box(self, hung: Hung) -> None:
        if hung.element is not None:
            self._blocks(hung.element)

    def _chart(self, hung: Hung) -> None:
        if (root := self._referred(hung)) is not None:
            write_chart(self.writer, root)

    def _diagram(self, hung: Hung) -> None:
        root = self._referred(hung)
        for words in [] if root is None else diagram_of(root):
            self.writer.item(words)

    def _chunk(self, hung: Hung) -> None:
        if (text := self.chunks(self._part, hung.key)) is not None:
            self.writer.embed(text)

    def _referred(self, hung: Hung) -> etree._Element | None:
        relation = self.document.package.relations(self._part).get(hung.key)
        return None if relation is None or relation.external else self.document.package.xml(relation.target)

    def _table(self, table: etree._Element) -> None:
        rows = rows_of(table)
        if is_frame(rows, lambda one: bool(self.document.styles.outline(one))):
            for cell in (cell.element for row in rows for cell in row.cells if cell.element is not None):
                self._blocks(cell)
            return
        texts = [self._texts(row) for row in rows]
        heads = header_rows(rows, texts)
        self.writer.table()
        for at, (row, words) in enumerate(zip(rows, texts, strict=True)):
            self.writer.row(placed(row.cells, words), between=BETWEEN, header=at in heads)
        self._hung(self._taken())

    def _texts(self, row: Row) -> list[str]:
        return ["" if cell.element is None else self._flat(cell.element) for cell in row.cells]

    def _flat(self, parent: Iterable[etree._Element]) -> str:
        """What stands in an element, on one line."""
        parts: list[str] = []
        for child in shown_in(parent):
            if child.tag == P:
                parts += self._flat_paragraph(child)
            elif child.tag in EQUATIONS:
                parts.append(linear(child))
            elif child.tag == TBL:
                inner = (BETWEEN_INNER.join(filter(None, self._texts(row))) for row in rows_of(child))
                parts.append(AFTER_INNER.join(filter(None, inner)))
            elif child.tag == ALT_CHUNK:
                self._waiting.append(Hung("chunk", child.get(REFERENCE + "id", "")))
        return " ".join(" ".join(parts).split())

    def _flat_paragraph(self, paragraph: etree._Element) -> Iterator[str]:
        line = self._line(paragraph)
        label = self.document.numbering.label(paragraph)
        if label is not None and label.number:
            yield label.number
        yield line.text
        for hung in line.hung:
            if hung.kind == "box" and hung.element is not None:
                yield self._flat(hung.element)
            else:
                self._waiting.append(hung)


WRITTEN: Mapping[str, Callable[[BodyWriter, Hung], None]] = {
    "footnote": BodyWriter._note,
    "endnote": BodyWriter._note,
    "comment": BodyWriter._comment,
    "box": BodyWriter._box,
    "chart": BodyWriter._chart,
    "chart_2014": BodyWriter._chart,
    "diagram": BodyWriter._diagram,
    "chunk": BodyWriter._chunk,
}

SECTION_ENDS = f"{P_PR}/{WORD}sectPr"


def _goes_on(paragraph: etree._Element) -> bool:
    """Whether the mark at its end is deleted."""
    marks = paragraph.find(f"{P_PR}/{R_PR}")
    return marks is not None and bool(on(marks, "del") or on(marks, "moveFrom"))
