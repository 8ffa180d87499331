"""The one function that a guarded child runs: the file's format, and what its reader makes of it. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from pipelines.convert import scans
from pipelines.convert.detect import detect
from pipelines.convert.failures import fail, skip
from pipelines.convert.formats import FORMATS, PDF, Format
from pipelines.convert.source import Converted, Made, Source
from pipelines.errors import NothingToIndex
from pipelines.types import Text


def convert(source: Source, formats: Sequence[Format] = FORMATS) -> Converted:
    """Raises ``UnreadableDocument`` or ``NothingToIndex`` with one of the codes of ``failures``."""
    found = detect(source, formats)
    made = _made(found, source)
    # Of a file that only holds others, those are what there is to index.
    if not made.text.text.strip() and not made.members:
        skip("empty", source.name)
    if len(made.text.text) > source.limits.chars:
        fail("too_long", source.name, f"{source.limits.chars:,}")
    text = replace(made.text, title=made.text.title or None)
    return Converted(text, found.mime, found.fingerprint_of(source.reading), made.layout, made.members)


def _made(found: Format, source: Source) -> Made:
    """What the reader makes of it; of a PDF with pages that are pictures, with those read by OCR where that may be."""
    made: Made | None = None
    try:
        read = found.reader.convert(source)
        made = Made(read) if isinstance(read, Text) else read
        if found is not PDF or not scans.has_scans(made) or not scans.reads(source):
            return made
    except NothingToIndex as nothing:
        if found is not PDF or nothing.code != "no_text" or not scans.reads(source):
            raise
    whole = scans.with_scans(source, made)
    return whole if whole is not None else skip("no_text", source.name)
