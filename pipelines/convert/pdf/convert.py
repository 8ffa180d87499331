"""PDF: pages with exact offsets, sentences in one piece, headings from the outline."""

from pipelines.convert.detect import foreign
from pipelines.convert.failures import fail
from pipelines.convert.pdf.blocks import blocks
from pipelines.convert.pdf.extract import about, extract, metadata_title, open_pdf
from pipelines.convert.pdf.headings import headings, largest
from pipelines.convert.pdf.layout import layout_of
from pipelines.convert.source import Made, Source
from pipelines.convert.titles import worth_showing
from pipelines.types import Text

HEAD = 1_024


def claims(data: bytes) -> bool:
    """Whether it begins as a PDF does."""
    return data.startswith(b"%PDF-")


def expect(source: Source) -> None:
    """Raises ``type_mismatch`` for what is no PDF; some begin with a little of something else."""
    if b"%PDF-" not in source.data[:HEAD]:
        fail("type_mismatch", source.name, f"it is {foreign(source.data) or 'not a PDF'}")


def convert(source: Source) -> Made:
    """Text and layout. Raises ``encrypted``, ``broken``, ``too_many_pages``, ``too_long`` or ``no_text``."""
    document = open_pdf(source)
    try:
        extraction = extract(document, source)
        found = headings(document, extraction)
        title, meta = metadata_title(document), about(document)
    finally:
        document.close()
    title = worth_showing(title) or largest(found, extraction) or ""
    text = Text(
        text=extraction.text,
        title=title[:500] or None,
        pages=extraction.pages,
        headings=found,
        page_count=len(extraction.pages),
        blocks=blocks(extraction, found),
        meta=meta,
    )
    return Made(text, layout_of(extraction))
