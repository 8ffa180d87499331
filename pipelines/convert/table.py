"""CSV: every row becomes one readable paragraph, ``header: value; header: value``."""

import csv
import re

from pipelines.convert.decode import decode
from pipelines.convert.failures import fail, skip
from pipelines.convert.source import Source
from pipelines.convert.writing import TextWriter
from pipelines.types import Text

DELIMITERS = ",;\t|"
SAMPLE = 20_000
NUMBER = re.compile(r"[+-]?[\d.,:/ %€$£-]+")


def convert(source: Source) -> Text:
    """Rows in order; the first names the columns when it reads like names. Raises ``broken``."""
    text, writer = decode(source), TextWriter(source)
    csv.field_size_limit(max(len(text), 1))
    rows = csv.reader(text.splitlines(keepends=True), _dialect(text))
    names: list[str] | None = None
    try:
        for row in rows:
            cells = [" ".join(cell.split()) for cell in row]
            if names is None:
                names = cells if _reads_like_names(cells) else []
                writer.paragraph("" if names else _plain(cells))
            else:
                writer.paragraph(_described(names, cells))
    except csv.Error as wrong:
        fail("broken", source.name, str(wrong))
    return _finished(source, writer, names or [])


def _finished(source: Source, writer: TextWriter, names: list[str]) -> Text:
    """A table of column names alone is still worth finding."""
    if not writer.text(None).text:
        writer.paragraph(_plain(names))
    if not writer.text(None).text:
        skip("empty", source.name)
    return writer.text(None)


def _dialect(text: str) -> type[csv.Dialect]:
    try:
        dialect = csv.Sniffer().sniff(text[:SAMPLE], DELIMITERS)
    except csv.Error:
        dialect = type("Plain", (csv.excel,), {})
    # Prose in cells misleads it: names of columns hold their own delimiter more often than any other.
    head = next((line for line in text.splitlines() if line.strip()), "")
    most = max(DELIMITERS, key=head.count)
    if head.count(most) > head.count(dialect.delimiter):
        dialect.delimiter = most
    # The sniffer reads a lone apostrophe as a quote and misses doubled ones.
    dialect.quotechar, dialect.doublequote, dialect.skipinitialspace = '"', True, True
    return dialect


def _reads_like_names(cells: list[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and len(set(filled)) == len(filled) and not any(NUMBER.fullmatch(cell) for cell in filled)


def _described(names: list[str], cells: list[str]) -> str:
    padded = names + [""] * (len(cells) - len(names))
    pairs = (f"{name}: {cell}" if name else cell for name, cell in zip(padded, cells, strict=False) if cell)
    return "; ".join(pairs)


def _plain(cells: list[str]) -> str:
    return "; ".join(cell for cell in cells if cell)
