"""The one function that a guarded child runs: the file's format, and what its reader makes of it. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from pipelines.convert.detect import detect
from pipelines.convert.failures import fail, skip
from pipelines.convert.formats import FORMATS, Format
from pipelines.convert.source import Converted, Made, Source
from pipelines.types import Text


def convert(source: Source, formats: Sequence[Format] = FORMATS) -> Converted:
    """Raises ``UnreadableDocument`` or ``NothingToIndex`` with one of the codes of ``failures``."""
    found = detect(source, formats)
    read = found.reader.convert(source)
    made = Made(read) if isinstance(read, Text) else read
    # Of a file that only holds others, those are what there is to index.
    if not made.text.text.strip() and not made.members:
        skip("empty", source.name)
    if len(made.text.text) > source.limits.chars:
        fail("too_long", source.name, f"{source.limits.chars:,}")
    text = replace(made.text, title=made.text.title or None)
    return Converted(text, found.mime, found.fingerprint_of(source.reading), made.layout, made.members)
