"""Pages of a PDF that are pictures, read by OCR and put where they belong; their places say so."""

import hashlib
import signal
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pypdfium2 as pdfium

from pipelines.convert import layout, ocr
from pipelines.convert.failures import fail
from pipelines.convert.pdf.extract import open_pdf
from pipelines.convert.source import Layout, Made, Source
from pipelines.structure.tidy import tidied
from pipelines.types import Block, Heading, PageSpan, Text

DOTS_PER_INCH, POINTS_PER_INCH = 300, 72
PIXELS_AT_MOST = 24_000_000
GAP = "\n\n"
OCR = "ocr"


def reads(source: Source) -> bool:
    """Whether pictures of text are read: it is wanted, and the program is there."""
    return bool(source.limits.ocr) and ocr.program() is not None


def has_scans(made: Made) -> bool:
    """Whether some page has no text."""
    return any(not made.text.text[page.start : page.end].strip() for page in made.text.pages)


def with_scans(source: Source, made: Made | None) -> Made | None:
    """The document with the text of its pictures too; None where they have none. ``made``: without them, if it has any.

    Takes as long as ``limits.ocr_seconds`` beyond what a document may take. Raises ``broken`` or ``too_long``.
    """
    take_time(source)
    document = open_pdf(source)
    try:
        numbers = [page.page for page in made.text.pages if not _words(made, page)] if made else []
        numbers = numbers if made else list(range(1, len(document) + 1))
        found = {number: one for number in numbers if (one := _read(document, number, source)).text}
        count = len(document)
    finally:
        document.close()
    if not found:
        return made
    return _joined(made or _blank(count), found, source)


def as_pages(words: Sequence[ocr.Word], source: Source) -> Made:
    """A document of pictures from what was recognized on its pages. Raises ``too_long``."""
    by_page: dict[int, list[ocr.Word]] = {}
    for word in words:
        by_page.setdefault(word.line[0], []).append(word)
    return _joined(_blank(max(by_page)), {page: ocr.as_text(one) for page, one in by_page.items()}, source)


def take_time(source: Source) -> None:
    """From now on the guarded child may take as long as recognizing may; where no clock runs, nothing happens."""
    if signal.getitimer(signal.ITIMER_REAL)[0]:
        signal.setitimer(signal.ITIMER_REAL, source.limits.ocr_seconds)


def _words(made: Made, page: PageSpan) -> str:
    return made.text.text[page.start : page.end].strip()


def _read(document: pdfium.PdfDocument, number: int, source: Source) -> ocr.Recognized:
    try:
        page = document[number - 1]
        try:
            image = _drawn(page)
        finally:
            page.close()
    except pdfium.PdfiumError as wrong:
        fail("broken", source.name, str(wrong))
    try:
        return ocr.as_text(ocr.recognize(image, source.limits.ocr))
    except ocr.OcrFailed:
        return ocr.as_text(())


def _drawn(page: pdfium.PdfPage) -> bytes:
    """The page as a grey picture, in the simplest format there is."""
    across, down = page.get_size()
    scale = min(DOTS_PER_INCH / POINTS_PER_INCH, (PIXELS_AT_MOST / max(across * down, 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    drawn = memoryview(bitmap.buffer).cast("B")
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    rows = (drawn[row * stride : row * stride + width] for row in range(height))
    return b"".join((b"P5\n%d %d\n255\n" % (width, height), *rows))


def _blank(count: int) -> Made:
    pages = tuple(PageSpan(number, 0, 0) for number in range(1, count + 1))
    return Made(Text("", pages=pages, page_count=count))


def _joined(made: Made, found: dict[int, ocr.Recognized], source: Source) -> Made:
    """Pages in their order, each as it was or as it was recognized; what stands behind moves on."""
    text, chars = made.text, _chars(made)
    parts: list[str] = []
    numbers = array("i")
    pages: list[PageSpan] = []
    shifts: list[tuple[int, int]] = []
    blocks: list[Block] = []
    for page in text.pages:
        start = len(numbers)
        if page.page in found:
            one = found[page.page]
            before = GAP if parts and not parts[-1].endswith("\n") else ""
            piece, own = f"{before}{one.text}{GAP}", [layout.NOWHERE] * len(before) + [*one.chars, -1, -1]
            at = start + len(before)
            blocks += [Block("paragraph", at + first, at + last) for first, last in one.paragraphs]
        else:
            shifts.append((page.start, start - page.start))
            piece, own = text.text[page.start : page.end], list(chars[page.start : page.end])
        parts.append(piece)
        numbers.extend(own)
        pages.append(PageSpan(page.page, start, len(numbers)))
    whole = "".join(parts)
    if len(whole) > source.limits.chars:
        fail("too_long", source.name, f"{source.limits.chars:,}")
    moved = replace(
        text,
        text=whole,
        pages=tuple(pages),
        headings=tuple(_moved_headings(text.headings, shifts)),
        blocks=tidied(sorted([*_moved_blocks(text.blocks, shifts), *blocks], key=lambda block: block.start), whole),
        meta={**text.meta, OCR: sorted(found)},
    )
    digest = hashlib.sha256(whole.encode("utf-8", "surrogatepass")).digest()
    return replace(made, text=moved, layout=Layout(layout.packed(digest, pages, numbers)))


def _chars(made: Made) -> list[int]:
    if made.layout is None:
        return [layout.NOWHERE] * len(made.text.text)
    return [int(one) for one in layout.every(made.layout.data)]


def _shift(at: int, shifts: Sequence[tuple[int, int]]) -> int:
    here = bisect_right(shifts, at, key=lambda one: one[0]) - 1
    return shifts[here][1] if here >= 0 else 0


def _moved_headings(headings: Sequence[Heading], shifts: Sequence[tuple[int, int]]) -> Iterator[Heading]:
    for one in headings:
        by = _shift(one.start, shifts)
        yield replace(one, start=one.start + by, end=one.end + by)


def _moved_blocks(blocks: Sequence[Block], shifts: Sequence[tuple[int, int]]) -> Iterator[Block]:
    for one in blocks:
        by = _shift(one.start, shifts)
        cells = tuple((start + by, end + by) for start, end in one.cells)
        yield replace(one, start=one.start + by, end=one.end + by, cells=cells)
