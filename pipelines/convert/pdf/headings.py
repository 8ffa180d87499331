"""Headings of a PDF: its outline, located in the text; without one, the paragraphs set in larger letters."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium

from pipelines.convert.pdf.assembly import Block, Extraction
from pipelines.convert.pdf.outline import bare, outline, squeezed
from pipelines.types import Heading

LARGER = 1.15
LONGEST = 200
# How much longer than its bookmark a title may be.
ROOM = 40
LEVELS = 4


def headings(document: pdfium.PdfDocument, extraction: Extraction) -> tuple[Heading, ...]:
    """In the text's order; ``text[start:end]`` is the heading's own paragraph."""
    return tuple(_from_outline(document, extraction)) or tuple(_from_sizes(extraction))


def _from_outline(document: pdfium.PdfDocument, extraction: Extraction) -> Iterator[Heading]:
    blocks = extraction.blocks
    starts = [block.start for block in blocks]
    marks = list(outline(document))
    titles = _Titles(extraction, max((len(title) for _, title, _ in marks), default=0))
    after = 0
    for level, title, page in marks:
        span = extraction.pages[page]
        # A chapter's first words may stand at the end of the page before, or on the next after a blank one.
        low = max(bisect_left(starts, span.start), after)
        high = bisect_left(starts, extraction.pages[min(page + 1, len(extraction.pages) - 1)].end)
        found = titles.find(title, low, high)
        if found is not None:
            after = found + 1
            block = blocks[found]
            yield Heading(level=level, text=extraction.text[block.start : block.end], start=block.start, end=block.end)


class _Titles:
    """The short paragraphs of a text by their letters, with a number before them and without."""

    def __init__(self, extraction: Extraction, longest: int) -> None:
        self._whole: dict[str, list[int]] = {}
        self._bare: dict[str, list[int]] = {}
        for index, block in enumerate(extraction.blocks):
            if block.end - block.start <= min(longest, LONGEST) + ROOM and block.line.cell is None:
                words = extraction.text[block.start : block.end]
                self._whole.setdefault(squeezed(words), []).append(index)
                self._bare.setdefault(bare(words), []).append(index)

    def find(self, title: str, low: int, high: int) -> int | None:
        """The first paragraph from ``low`` to before ``high`` that is the title."""
        wanted, unnumbered = squeezed(title), bare(title)
        if not wanted or len(title) > LONGEST:
            return None
        found = [self._whole.get(wanted, []), self._bare.get(unnumbered, []) if unnumbered else []]
        nearest = (places[at] for places in found if (at := bisect_left(places, low)) < len(places))
        first = min(nearest, default=high)
        return first if first < high else None


def _from_sizes(extraction: Extraction) -> Iterator[Heading]:
    large = [block for block in extraction.blocks if _is_large(block, extraction)]
    sizes = sorted({round(block.line.size) for block in large}, reverse=True)
    levels = {size: min(level, LEVELS) for level, size in enumerate(sizes, start=1)}
    for block in large:
        level = levels[round(block.line.size)]
        yield Heading(level=level, text=extraction.text[block.start : block.end], start=block.start, end=block.end)


def _is_large(block: Block, extraction: Extraction) -> bool:
    line = block.line
    if line.cell is not None or line.order < 0 or line.size < LARGER * extraction.body_size:
        return False
    text = extraction.text[block.start : block.end]
    wordy = any(mark.isalpha() for mark in text) and "\n" not in text
    return wordy and len(text) <= LONGEST


def largest(found: Sequence[Heading], extraction: Extraction) -> str | None:
    """What a reader would call the title: what is set largest on the first page, or else the first heading."""
    first = extraction.pages[0]
    large = [block for block in extraction.blocks if block.start < first.end and _is_large(block, extraction)]
    if large:
        title = max(large, key=lambda block: (block.line.size, -block.start))
        return extraction.text[title.start : title.end]
    return found[0].text if found else None
