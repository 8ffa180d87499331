"""The blocks of a PDF: its paragraphs by what they are. Tables read as paragraphs."""

from collections.abc import Sequence

from pipelines.convert.pdf.extract import Block as Paragraph
from pipelines.convert.pdf.extract import Extraction
from pipelines.convert.pdf.paragraphs import BULLET, NUMBERED
from pipelines.structure.simple import heading_block
from pipelines.structure.tidy import tidied
from pipelines.types import Block, Heading


def blocks(extraction: Extraction, headings: Sequence[Heading]) -> tuple[Block, ...]:
    """In order; a paragraph that is a heading is one."""
    known = {heading.start: heading for heading in headings}
    found = (
        heading_block(known[one.start]) if one.start in known else _block(one, extraction.text)
        for one in extraction.blocks
    )
    return tidied(found, extraction.text)


def _block(one: Paragraph, text: str) -> Block:
    if one.line.mono:
        return Block("code", one.start, one.end)
    if BULLET.match(text, one.start, one.end):
        return Block("item", one.start, one.end, 1)
    if NUMBERED.match(text, one.start, one.end):
        return Block("item", one.start, one.end, 1, text[one.start : one.end].split(None, 1)[0])
    return Block("paragraph", one.start, one.end)
