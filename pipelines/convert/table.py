"""CSV: the names of the columns, then every row as one readable paragraph, ``header: value; header: value``.

What stands above the names (a title, notes, who exported it when) is read apart from the table, and so is each of
several tables with empty lines between.
"""

import csv
import io
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from pipelines.convert.decode import decoded
from pipelines.convert.failures import fail, skip
from pipelines.convert.source import Source
from pipelines.convert.table_rows import Row, write_tables
from pipelines.convert.table_shape import LETTER
from pipelines.convert.writing import TextWriter
from pipelines.types import Text

DELIMITERS = ",;\t|"
# Of a file of one column: no clean text holds it.
NONE = "\x1f"
EVEN_SHARE = 0.5
# What tells the delimiter: so many characters of whole lines, so many rows.
SAMPLE = 100_000
ROWS = 200
SAID = re.compile(r"\s*\"?sep=(.)\"?[^\S\n]*\n", re.IGNORECASE)
# The module keeps one limit for the whole process: never less than any field may have.
MOST_OF_A_FIELD = 2**31 - 1
# Lines of a last cell from which on a quote seems never to end.
UNENDED_LINES = 5


class _Comma(csv.excel):
    """What all have in common: quotes are doubled, spaces behind a delimiter say nothing."""

    skipinitialspace = True


def convert(source: Source) -> Text:
    """Rows in order. Raises ``broken``."""
    found = decoded(source)
    csv.field_size_limit(MOST_OF_A_FIELD)
    said = SAID.match(found.text)
    text = found.text[said.end() :] if said else found.text
    try:
        delimiter = said[1] if said else _delimiter(text)
        writer = _written(text, source, _Comma, delimiter=delimiter) or _written(
            text, source, _quoteless(), delimiter=delimiter
        )
    except (csv.Error, TypeError) as wrong:
        fail("broken", source.name, str(wrong))
    if writer is None or writer.empty:
        skip("empty", source.name)
    return replace(writer.text(None), meta=found.meta)


def _quoteless() -> type[csv.Dialect]:
    return type("_Quoteless", (_Comma,), {"quoting": csv.QUOTE_NONE})


def _written(text: str, source: Source, dialect: type[csv.Dialect], *, delimiter: str) -> TextWriter | None:
    """The rows, written; None where a quote that begins a cell never ends, so that all behind it would be that cell."""
    writer, last = TextWriter(source), [""]

    def rows() -> Iterator[Row]:
        nonlocal last
        for number, last in enumerate(_raw(text, dialect, delimiter), 1):
            yield Row(number, _tidy(last))

    write_tables(writer, rows(), numbered=False)
    unended = dialect.quoting != csv.QUOTE_NONE and last and last[-1].count("\n") >= UNENDED_LINES
    return None if unended and not text.rstrip().endswith('"') else writer


def _raw(text: str, dialect: type[csv.Dialect], delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), dialect, delimiter=delimiter)


def _tidy(row: Sequence[str]) -> list[str]:
    return [" ".join(cell.split()) for cell in row]


def _delimiter(text: str) -> str:
    """That which gives most rows as many cells as most others have; prose in cells holds the others now and then."""
    sample = text[:SAMPLE]
    if len(text) > SAMPLE:
        sample = sample[: sample.rfind("\n") + 1] or sample
    best = max(DELIMITERS, key=lambda one: _evenness(sample, one))
    return best if _evenness(sample, best)[1] or not LETTER.search(sample) else NONE


def _evenness(sample: str, delimiter: str) -> tuple[bool, float]:
    """Whether every row has it, as the names of columns have when decimal commas in all others mislead; then the share
    of rows with the most frequent number of cells, worth more with more of them, less where spaces follow as in prose.

    Commas in lines that are no rows are in some of them, not in all from the first on.
    """
    rows = islice(_raw(sample, _Comma, delimiter), ROWS)
    widths = [len(row) for row in rows if any(cell.strip() for cell in row)]
    several = Counter(width for width in widths if width > 1)
    if not several:
        return False, 0.0
    width = max(several, key=lambda one: (several[one], one))
    even = several.total() >= EVEN_SHARE * len(widths) or (
        min(widths[widths.index(width) :]) > 1 and several[width] > 1
    )
    prose = sample.count(delimiter + " ") / max(sample.count(delimiter), 1)
    score = several[width] / len(widths) * (1 - prose / 2)
    return min(widths) > 1, score * (math.log2(width) if min(widths) > 1 else even)
