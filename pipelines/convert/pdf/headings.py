"""Headings of a PDF: its outline, located in the text; without one, the paragraphs set in larger letters."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium

from pipelines.convert.pdf.extract import Block, Extraction
from pipelines.convert.pdf.outline import bare, outline, squeezed
from pipelines.types import Heading

LARGER = 1.15
LONGEST = 200
LEVELS = 4


def headings(document: pdfium.PdfDocument, extraction: Extraction) -> tuple[Heading, ...]:
    """In the text's order; ``text[start:end]`` is the heading's own paragraph."""
    return tuple(_from_outline(document, extraction)) or tuple(_from_sizes(extraction))


def _from_outline(document: pdfium.PdfDocument, extraction: Extraction) -> Iterator[Heading]:
    starts = [block.start for block in extraction.blocks]
    after = 0
    for level, title, page in outline(document):
        span = extraction.pages[page]
        # A chapter's first words may stand at the end of the page before, or on the next after a blank one.
        low = max(bisect_left(starts, span.start), after)
        high = bisect_left(starts, extraction.pages[min(page + 1, len(extraction.pages) - 1)].end)
        found = _find(title, extraction, range(low, high))
        if found is not None:
            after = found + 1
            block = extraction.blocks[found]
            yield Heading(level=level, text=extraction.text[block.start : block.end], start=block.start, end=block.end)


def _find(title: str, extraction: Extraction, blocks: range) -> int | None:
    wanted = squeezed(title)
    unnumbered = bare(title)
    if not wanted:
        return None
    for index in blocks:
        block = extraction.blocks[index]
        if block.end - block.start <= len(title) + 40:
            found = extraction.text[block.start : block.end]
            if squeezed(found) == wanted or (unnumbered and bare(found) == unnumbered):
                return index
    return None


def _from_sizes(extraction: Extraction) -> Iterator[Heading]:
    large = [block for block in extraction.blocks if _is_large(block, extraction)]
    sizes = sorted({round(block.line.size) for block in large}, reverse=True)
    for block in large:
        level = min(sizes.index(round(block.line.size)) + 1, LEVELS)
        yield Heading(level=level, text=extraction.text[block.start : block.end], start=block.start, end=block.end)


def _is_large(block: Block, extraction: Extraction) -> bool:
    text = extraction.text[block.start : block.end]
    wordy = any(mark.isalpha() for mark in text) and "\n" not in text
    return wordy and len(text) <= LONGEST and block.line.size >= LARGER * extraction.body_size


def largest(found: Sequence[Heading], extraction: Extraction) -> str | None:
    """The largest heading of the first page: what a reader would call the title."""
    first = extraction.pages[0]
    sizes = {block.start: block.line.size for block in extraction.blocks if block.start < first.end}
    here = [heading for heading in found if heading.start in sizes]
    return max(here, key=lambda heading: (sizes[heading.start], -heading.start)).text if here else None
