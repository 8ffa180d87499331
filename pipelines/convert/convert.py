"""Which converter reads which type, and the one function that a guarded child runs. Pure: bytes in, Text out."""

from collections.abc import Callable
from dataclasses import replace

from pipelines.convert import docx, html, markdown, plain, table
from pipelines.convert.detect import CSV, DOCX, HTML, MARKDOWN, PDF, PLAIN, detect
from pipelines.convert.failures import fail, skip
from pipelines.convert.pdf import convert as pdf
from pipelines.convert.source import Converted, Source
from pipelines.types import Text

CONVERTERS: dict[str, Callable[[Source], Text]] = {
    DOCX: docx.convert,
    HTML: html.convert,
    MARKDOWN: markdown.convert,
    CSV: table.convert,
    PLAIN: plain.convert,
}


def convert(source: Source) -> Converted:
    """Raises ``UnreadableDocument`` or ``NothingToIndex`` with one of the codes of ``failures``."""
    mime = detect(source)
    text, layout = pdf.convert(source) if mime == PDF else (CONVERTERS[mime](source), None)
    if not text.text.strip():
        skip("empty", source.name)
    if len(text.text) > source.limits.chars:
        fail("too_long", source.name, f"{source.limits.chars:,}")
    return Converted(replace(text, title=text.title or None), mime, layout)
