"""The one extraction that both the stored text and the places on the page come from: same bytes, same result."""

import ctypes
from array import array
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

from pipelines.convert.decode import JUNK
from pipelines.convert.failures import fail, skip
from pipelines.convert.layout import NOWHERE
from pipelines.convert.pdf.furniture import Look, furniture
from pipelines.convert.pdf.hyphens import Vocabulary
from pipelines.convert.pdf.lines import Line, page_lines
from pipelines.convert.pdf.margins import body_size
from pipelines.convert.pdf.outline import begins, squeezed
from pipelines.convert.pdf.paragraphs import Join, Joiner
from pipelines.convert.source import Source
from pipelines.types import PageSpan

SOFT = ("-", "\xad", "\u2010")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the stored text: ``text[start:end]``, beginning with ``line``."""

    start: int
    end: int
    line: Line


@dataclass(frozen=True, slots=True)
class Extraction:
    """Stored text, its pages and paragraphs; ``chars[i]`` is the pdfium index, on its page, of ``text[i]``, or -1."""

    text: str
    pages: tuple[PageSpan, ...]
    blocks: tuple[Block, ...]
    chars: "array[int]"
    body_size: float


def open_pdf(source: Source) -> pdfium.PdfDocument:
    """The opened document. Raises ``encrypted``, ``broken`` or ``too_many_pages``."""
    try:
        document = pdfium.PdfDocument(source.path or source.data)
        pages = len(document)
    except pdfium.PdfiumError as wrong:
        code = getattr(wrong, "err_code", None)
        if code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            fail("encrypted", source.name)
        fail("broken", source.name, "its structure is incomplete")
    if not pages:
        fail("broken", source.name, "it has no pages")
    if pages > source.limits.pages:
        fail("too_many_pages", source.name, f"{pages:,} pages; {source.limits.pages:,} are read")
    return document


def extract(document: pdfium.PdfDocument, source: Source) -> Extraction:
    """The whole document's text. Raises ``no_text``, ``too_long`` or ``broken``."""
    pages = [_lines(document, index, source) for index in range(len(document))]
    if not any(pages):
        skip("no_text", source.name)
    look = Look(body_size(pages), squeezed(metadata_title(document)), begins(document))
    dropped = furniture(pages, look)
    kept = [[line for line in lines if (line.page, line.order) not in dropped] for lines in pages]
    return _Assembly(kept, source).run()


def _lines(document: pdfium.PdfDocument, index: int, source: Source) -> list[Line]:
    try:
        page = document[index]
    except pdfium.PdfiumError:
        fail("broken", source.name, f"page {index + 1} cannot be loaded")
    try:
        return page_lines(page, index + 1)
    finally:
        page.close()


class _Assembly:
    """Writes lines one after another, with the pdfium index of every character."""

    def __init__(self, pages: list[list[Line]], source: Source) -> None:
        self._pages, self._source = pages, source
        self._joiner = Joiner(pages)
        self._words = Vocabulary(line for lines in pages for line in lines)
        self._parts: list[str] = []
        self._length = 0
        self._chars = array("i")
        self._starts: list[tuple[int, Line]] = []
        self._last: Line | None = None

    def run(self) -> Extraction:
        starts = []
        for lines in self._pages:
            for order, line in enumerate(lines):
                self._separate(line)
                if not order:
                    starts.append(self._length)
                self._write(line)
            if not lines:
                starts.append(self._length)
        text = "".join(self._parts)
        ends = [*starts[1:], len(text)]
        pages = tuple(PageSpan(number, *span) for number, span in enumerate(zip(starts, ends, strict=True), start=1))
        return Extraction(text, pages, self._blocks(), self._chars, self._joiner.body_size)

    def _blocks(self) -> tuple[Block, ...]:
        ends = [start - len(Join.PARAGRAPH.value) for start, _ in self._starts[1:]] + [self._length]
        return tuple(Block(start, end, line) for (start, line), end in zip(self._starts, ends, strict=True))

    def _separate(self, line: Line) -> None:
        """Between two lines: a kept hyphen, nothing, or what the join says; a new paragraph is noted."""
        before = self._last
        join = Join.PARAGRAPH if before is None else self._joiner.join(before, line)
        if before is not None and join is Join.WORD and before.hyphen:
            self._gap("-" if self._words.keeps_hyphen(before.text, line.text) else "", before.end)
        elif before is not None and join is Join.SENTENCE and before.text.rstrip().endswith(SOFT):
            self._dash(before, line)
        elif before is not None:
            self._gap(join.value, NOWHERE)
        if join is Join.PARAGRAPH:
            self._starts.append((self._length, line))

    def _write(self, line: Line) -> None:
        lead = len(line.text) - len(line.text.lstrip())
        self._add(line.words, line.start + lead)
        self._last = line

    def _dash(self, before: Line, line: Line) -> None:
        """A plain hyphen at a line's end that pdfium did not take for a broken word."""
        stem = before.text.rstrip()
        if stem[-2:-1].isalnum() and line.words[:1].isalnum():
            if not self._words.keeps_hyphen(before.text, line.text):
                self._cut()
        else:
            self._gap(" ", NOWHERE)

    def _cut(self) -> None:
        self._parts[-1] = self._parts[-1][:-1]
        self._chars.pop()
        self._length -= 1

    def _gap(self, text: str, char: int) -> None:
        self._parts.append(text)
        self._chars.extend([char] * len(text))
        self._length += len(text)

    def _add(self, text: str, first: int) -> None:
        text = text.replace("\xa0", " ").replace("\t", " ")
        if "\xad" in text or JUNK.search(text):
            kept = [(mark, first + at) for at, mark in enumerate(text) if mark != "\xad" and not JUNK.match(mark)]
            self._parts.append("".join(mark for mark, _ in kept))
            self._chars.extend(char for _, char in kept)
            self._length += len(kept)
        else:
            self._parts.append(text)
            self._chars.extend(range(first, first + len(text)))
            self._length += len(text)
        if self._length > self._source.limits.chars:
            fail("too_long", self._source.name, f"{self._source.limits.chars:,}")


def metadata_title(document: pdfium.PdfDocument) -> str:
    """The title that the document's properties hold, or an empty string."""
    length = raw.FPDF_GetMetaText(document.raw, b"Title", None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw.FPDF_GetMetaText(document.raw, b"Title", buffer, length)
    text = buffer.raw[: max(length - 2, 0)].decode("utf-16-le", "replace")
    return " ".join(JUNK.sub("", text).split())
