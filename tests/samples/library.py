"""Makes the PDFs and Word files of the sample library from their manuscripts; the same bytes every time.

``python -m tests.samples.library`` writes them into ``deployments/sample``.

A manuscript has one paragraph per line: ``#`` to ``###`` begin headings, ``-`` and ``1.`` items, ``|`` table rows.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import docx
from docx.document import Document
from fpdf import FPDF, XPos, YPos

SAMPLE = Path(__file__).resolve().parents[2] / "deployments" / "sample"
MANUSCRIPTS = Path(__file__).with_name("manuscripts")
PDFS = ("makerspace-safety", "collection-policy", "statutes", "room-booking")
WORDS = ("interlibrary-loan", "volunteers")
DATED = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
AUTHOR = "Harrow Quay Library"
HEADING = re.compile(r"(#+) (.*)")
SIZES = {1: 20, 2: 14, 3: 12}
Table = list[list[str]]


def documents() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every document that is made."""
    for name in PDFS:
        yield f"{name}.pdf", pdf(_manuscript(name))
    for name in WORDS:
        yield f"{name}.docx", word(_manuscript(name))


class _Booklet(FPDF):
    def header(self) -> None:
        if self.page_no() > 1:
            self.set_font("helvetica", "I", 9)
            self.cell(0, 6, f"{AUTHOR} - {self.title}", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
            self.ln(8)

    def footer(self) -> None:
        self.set_y(-16)
        self.set_font("helvetica", size=9)
        self.cell(0, 6, f"Page {self.page_no()}", align="C")


def pdf(lines: list[str]) -> bytes:
    """Headings with bookmarks, running header from the second page on, page numbers, tables with rules."""
    booklet = _Booklet(format="A4")
    booklet.set_title(lines[0].removeprefix("# "))
    booklet.set_author(AUTHOR)
    booklet.set_creation_date(DATED)
    booklet.set_margins(24, 22)
    booklet.set_auto_page_break(auto=True, margin=26)
    booklet.add_page()
    for block in _blocks(lines):
        _set(booklet, block)
    return bytes(booklet.output())


def _set(booklet: FPDF, block: str | Table) -> None:
    booklet.set_font("times", size=11)
    if isinstance(block, list):
        with booklet.table(first_row_as_headings=True, line_height=6) as table:
            for row in block:
                table.row(row)
        booklet.ln(4)
    elif heading := HEADING.match(block):
        level = len(heading[1])
        booklet.ln(2)
        booklet.set_font("helvetica", "B", SIZES[level])
        booklet.start_section(heading[2], level=level - 1)
        booklet.multi_cell(0, SIZES[level] * 0.5, heading[2], align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        booklet.ln(2)
    else:
        indent = 6 if block.startswith("- ") or re.match(r"\d+\. ", block) else 0
        booklet.set_x(24 + indent)
        text = block.replace("- ", "\xb7 ", 1) if block.startswith("- ") else block
        booklet.multi_cell(0, 5.4, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        booklet.ln(2.5)


def word(lines: list[str]) -> bytes:
    """Word's own styles for headings and lists, real tables, a page header."""
    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author = lines[0].removeprefix("# "), AUTHOR
    properties.created = properties.modified = DATED.replace(tzinfo=None)
    document.sections[0].header.paragraphs[0].text = AUTHOR
    for block in _blocks(lines):
        _type(document, block)
    out = io.BytesIO()
    document.save(out)
    return _undated(out.getvalue())


def _type(document: Document, block: str | Table) -> None:
    if isinstance(block, list):
        table = document.add_table(rows=0, cols=len(block[0]), style="Table Grid")
        for row in block:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words
    elif heading := HEADING.match(block):
        document.add_heading(heading[2], len(heading[1]))
    elif block.startswith("- "):
        document.add_paragraph(block[2:], style="List Bullet")
    elif item := re.match(r"\d+\. (.*)", block):
        document.add_paragraph(item[1], style="List Number")
    else:
        document.add_paragraph(block)


def _undated(data: bytes) -> bytes:
    """The same archive without the times at which its members were written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return out.getvalue()


def _manuscript(name: str) -> list[str]:
    return [line for line in (MANUSCRIPTS / f"{name}.txt").read_text("utf-8").splitlines() if line.strip()]


def _blocks(lines: list[str]) -> Iterator[str | Table]:
    rows: Table = []
    for line in lines:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("| ").split("|")])
            continue
        if rows:
            yield rows
            rows = []
        yield line
    if rows:
        yield rows


if __name__ == "__main__":
    for file_name, content in documents():
        (SAMPLE / file_name).write_bytes(content)
