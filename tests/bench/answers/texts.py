"""The benchmark's documents as units (one sentence, list item or table row each) and as tables.

A reading of its own: what is measured must not also be what prepares the measure.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import docx
import lxml.html
import pypdfium2

HERE = Path(__file__).parent
SAMPLE = HERE.parents[2] / "deployments" / "sample"
SETS = ("agreements", "handbook", "manual", "registers", "sample")

Row = dict[str, str]
Table = list[Row]

_ABBREVIATIONS = {"mr.", "mrs.", "ms.", "dr.", "st.", "e.g.", "nr.", "approx."}
_SENTENCE_END = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"”»)]))\s+(?=[\"“„«(]?[A-ZÄÖÜÀÉ\d])")
_LIST_MARK = re.compile(r"^\s*(?:[-*·]|\d+\.)\s+")
_DASHES = re.compile(r"[‐‑‒–—−]")


def folder(name: str) -> Path:
    """Where the documents of a set lie."""
    return SAMPLE if name == "sample" else HERE / "documents" / name


def documents(name: str) -> list[Path]:
    """The documents of a set, in the order of their names (the sample's own questions are not one of them)."""
    return sorted(path for path in folder(name).iterdir() if path.suffix != ".json")


@cache
def normalise(text: str) -> str:
    """Lower case, plain dashes and quotation marks, single spaces, no Markdown emphasis."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = _DASHES.sub("-", text)
    text = re.sub(r"[‘’‚`]", "'", text)
    text = re.sub(r"[“”„«»]", '"', text)
    text = text.replace("*", "").replace("_", " ")
    return re.sub(r"\s+", " ", text).strip()


def holds(text: str, needle: str) -> bool:
    """Whether the normalised text has the normalised needle, not as a part of a longer word or number."""
    body, wanted = normalise(text), normalise(needle)
    start = r"(?<![\w])(?<!\d[.,])" if wanted[:1].isalnum() else ""
    end = r"(?![\w])(?![.,]\d)" if wanted[-1:].isalnum() else ""
    return re.search(start + re.escape(wanted) + end, body) is not None


def holds_all(text: str, needles: list[str]) -> bool:
    """Whether the text has every needle."""
    return all(holds(text, needle) for needle in needles)


def sentences(paragraph: str) -> list[str]:
    """The paragraph's sentences; a full stop after a common abbreviation ends none."""
    found: list[str] = []
    for piece in _SENTENCE_END.split(" ".join(paragraph.split())):
        if found and found[-1].split()[-1].lower() in _ABBREVIATIONS:
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
    return [piece for piece in found if piece]


@cache
def units(path: Path) -> tuple[str, ...]:
    """Every sentence, list item, heading and table row of a document, in reading order."""
    readers = {
        ".csv": _csv_units,
        ".docx": _docx_units,
        ".html": _html_units,
        ".md": _markdown_units,
        ".pdf": _pdf_units,
        ".txt": _plain_units,
    }
    return tuple(readers[path.suffix](path))


def tables(path: Path) -> list[Table]:
    """The tables of a document, each a list of rows by column name. Tables inside a PDF are not read."""
    readers = {".csv": _csv_tables, ".docx": _docx_tables, ".html": _html_tables, ".md": _markdown_tables}
    reader = readers.get(path.suffix)
    return list(reader(path)) if reader else []


def _as_unit(row: Row) -> str:
    return "; ".join(f"{column}: {value}" for column, value in row.items() if value)


def _table_of(grid: list[list[str]]) -> Table:
    head, *body = grid
    return [dict(zip(head, line, strict=False)) for line in body]


def _csv_tables(path: Path) -> Iterator[Table]:
    text = path.read_text(encoding="utf-8")
    head = text.splitlines()[0]
    separator = ";" if head.count(";") > head.count(",") else ","
    yield _table_of(list(csv.reader(text.splitlines(), delimiter=separator)))


def _csv_units(path: Path) -> Iterator[str]:
    for table in _csv_tables(path):
        yield from (_as_unit(row) for row in table)


def _docx_tables(path: Path) -> Iterator[Table]:
    for table in docx.Document(str(path)).tables:
        yield _table_of([[cell.text for cell in row.cells] for row in table.rows])


def _docx_units(path: Path) -> Iterator[str]:
    for paragraph in docx.Document(str(path)).paragraphs:
        yield from sentences(paragraph.text)
    for table in _docx_tables(path):
        yield from (_as_unit(row) for row in table)


def _html_text(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _html_tables(path: Path) -> Iterator[Table]:
    for table in lxml.html.fromstring(path.read_bytes()).iter("table"):
        yield _table_of([[_html_text(cell) for cell in row] for row in table.iter("tr")])


def _html_units(path: Path) -> Iterator[str]:
    for element in lxml.html.fromstring(path.read_bytes()).iter("h1", "h2", "h3", "p", "li"):
        yield from sentences(_html_text(element))
    for table in _html_tables(path):
        yield from (_as_unit(row) for row in table)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _blocks(path: Path) -> Iterator[list[str]]:
    """Runs of lines between blank lines; a heading and a list item are runs of their own."""
    block: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        alone = line.startswith("#") or _LIST_MARK.match(line) is not None
        if (not line.strip() or alone) and block:
            yield block
            block = []
        if line.strip():
            block.append(line)
        if line.startswith("#"):
            yield block
            block = []
    if block:
        yield block


def _markdown_tables(path: Path) -> Iterator[Table]:
    for block in _blocks(path):
        if len(block) > 1 and block[0].lstrip().startswith("|"):
            yield _table_of([_cells(line) for index, line in enumerate(block) if index != 1])


def _markdown_units(path: Path) -> Iterator[str]:
    for block in _blocks(path):
        if not block[0].lstrip().startswith("|"):
            yield from sentences(re.sub(r"[*`]", "", _LIST_MARK.sub("", " ".join(block)).lstrip("# ")))
    for table in _markdown_tables(path):
        yield from (_as_unit(row) for row in table)


def _plain_units(path: Path) -> Iterator[str]:
    for block in _blocks(path):
        if not set(block[-1].strip()) <= set("=-"):
            yield from sentences(_LIST_MARK.sub("", " ".join(block)))


def _pdf_units(path: Path) -> Iterator[str]:
    """Sentences of the running text, and every line by itself for the rows of tables."""
    document = pypdfium2.PdfDocument(path)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    text = re.sub(r"\n(?:Page \d+|Harrow Quay Library - .*)(?=\n|$)", "", "\n".join(pages).replace("\r", ""))
    yield from sentences(text)
    yield from (line for line in text.split("\n") if line.strip())
