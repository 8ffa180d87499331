"""CSV: the names of the columns, then every row as one readable paragraph, ``header: value; header: value``."""

import csv

from pipelines.convert.decode import decode
from pipelines.convert.failures import fail, skip
from pipelines.convert.source import Source
from pipelines.convert.writing import TextWriter
from pipelines.structure.tidy import reads_like_names
from pipelines.types import Text

DELIMITERS = ",;\t|"
SAMPLE = 20_000
# The module keeps one limit for the whole process: never less than any field may have.
MOST_OF_A_FIELD = 2**31 - 1
BETWEEN = "; "


def convert(source: Source) -> Text:
    """Rows in order; the first names the columns when it reads like names. Raises ``broken``."""
    text, writer = decode(source), TextWriter(source)
    csv.field_size_limit(MOST_OF_A_FIELD)
    rows = csv.reader(text.splitlines(keepends=True), _dialect(text))
    labels: list[str] | None = None
    try:
        for row in rows:
            cells = [" ".join(cell.split()) for cell in row]
            if labels is None and any(cells):
                labels = [f"{name}: " if name else "" for name in cells] if reads_like_names(cells) else []
                writer.row(cells, between=BETWEEN, header=bool(labels))
            else:
                writer.row(cells, between=BETWEEN, labels=labels or ())
    except csv.Error as wrong:
        fail("broken", source.name, str(wrong))
    if writer.empty:
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
